"""The exercises that are left to do in a relief flow, and the stages that answers lead to.

What the person must not or cannot do is left out. So is a whole stage if nothing is left of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from stretchapp.library.relief.models import AFTERCARE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stretchapp.library.relief.models import ReliefFlow, ReliefStage, ReliefStep
    from stretchapp.relief.limits import Limits

Question = Literal["check", "offer"]
"""A question before a step. ``check``: whether the leg is swollen. ``offer``: whether something is
at hand that the step needs."""


class Agenda:
    """What is left to do in the current stage of a flow, or in its aftercare.

    A question that the person did not answer is not asked again, and the steps that depend on it
    are left out, until the person answers something: before that, nobody looks at the screen.

    Attributes:
        flow: The flow.
        stage: The current stage; None in the aftercare.
        step: The current step; None before the first one, and where no step is left in the flow.
    """

    def __init__(self, flow: ReliefFlow, limits: Limits) -> None:
        """Start at the first stage of a flow, with nothing to do before ``enter``.

        Args:
            flow: The flow; not a card.
            limits: What is left out.
        """
        self.flow = flow
        self.stage: ReliefStage | None = flow.stage(flow.first)
        self.step: ReliefStep | None = None
        self._limits = limits
        self._steps: list[ReliefStep] = []
        self._alternatives: list[ReliefStep] = []
        # What the person said in answer to questions, or that they said nothing.
        self._may_rub = False
        self._is_at_hand = False
        self._missing: set[str] = set()
        self._is_unanswered = False

    @property
    def stage_id(self) -> str:
        """The id of the current stage, or ``AFTERCARE``."""
        return AFTERCARE if self.stage is None else self.stage.id

    @property
    def has_steps(self) -> bool:
        """Whether a step is left after the current one."""
        return bool(self._steps)

    @property
    def question(self) -> Question | None:
        """What the person has to be asked before the current step."""
        return None if self.step is None or self._is_at_hand else self._question_before(self.step)

    def enter(self, stage_id: str) -> None:
        """Start a stage, or the nearest one that has something to do."""
        self.stage = stage = self._nearest_usable_stage(stage_id)
        self.step = None
        self._steps, self._alternatives = self._usable(stage.steps, stage.alternatives)
        if not self._steps:
            self.offer_alternative()

    def enter_aftercare(self) -> None:
        """Start the aftercare."""
        self.stage = self.step = None
        self._steps, self._alternatives = self._usable(self.flow.aftercare, ())

    def next_step(self) -> ReliefStep | None:
        """Move on to the next step of the stage and return it; None if no step is left."""
        if not self._steps:
            return None
        self.step = self._steps.pop(0)
        self._is_at_hand = False
        return self.step

    def offer_alternative(self) -> bool:
        """Make the next alternative the only step left; return False if there is none."""
        if not self._alternatives:
            return False
        self._steps = [self._alternatives.pop(0)]
        return True

    def accept(self) -> None:
        """Take the answer that the current step can be done as far as the question goes.

        That the leg is not swollen holds for all steps, until ``forget_answers``.
        """
        if self.question == "check":
            self._may_rub = True
        else:
            self._is_at_hand = True
        self.notice_answer()

    def decline(self) -> None:
        """Leave out what the answer rules out, for the rest of the relief.

        That is all that rubs or warms a swollen leg, or the exercise that needs a missing thing.
        """
        self.notice_answer()
        if self.question == "check":
            self._limits = replace(self._limits, rubbing=True, warmth=True)
        else:
            assert self.step is not None  # noqa: S101 -- there was a question before it
            self._missing.add(self.step.exercise.id)
        self._leave_out()

    def pass_unanswered(self) -> None:
        """Leave out the steps that need an answer first, until ``notice_answer``."""
        self._is_unanswered = True
        self._leave_out()

    def notice_answer(self) -> None:
        """Ask questions again, from the next stage on: the person has answered something."""
        self._is_unanswered = False

    def forget_answers(self) -> None:
        """Ask about swelling again: this may be another leg, or much later."""
        self._may_rub = self._is_unanswered = False

    def give_up(self) -> None:
        """Leave the rest of a stage to its alternatives, because the step cannot be done.

        If one gets up for the step, all others of that kind are left out from now on.
        """
        if self.step is not None and self.step.stands:
            self._limits = replace(self._limits, standing=True)
        if self.stage is not None:
            self._steps = []
        self._leave_out()

    def target_when_eased(self, stage: ReliefStage) -> str:
        """Return where "It has eased" leads: to a stage with something to do, or the aftercare.

        Stages with nothing to do are passed by their own "It has eased", so that the path leads on
        and never back to the cramp.
        """
        passed: set[str] = set()
        target = stage.eased
        while target != AFTERCARE and target not in passed:
            further = self.flow.stage(target)
            if self._has_usable_step(further):
                return target
            passed.add(target)
            target = further.eased
        return AFTERCARE

    def _leave_out(self) -> None:
        self._steps, self._alternatives = self._usable(self._steps, self._alternatives)

    def _usable(
        self, steps: Iterable[ReliefStep], alternatives: Iterable[ReliefStep]
    ) -> tuple[list[ReliefStep], list[ReliefStep]]:
        """Return the steps and alternatives of one stage that are not left out."""
        return self._limits.fit(
            [step for step in steps if self._is_possible(step)],
            [step for step in alternatives if self._is_possible(step)],
        )

    def _is_possible(self, step: ReliefStep) -> bool:
        is_unclear = self._is_unanswered and self._question_before(step) is not None
        return step.exercise.id not in self._missing and not is_unclear

    def _question_before(self, step: ReliefStep) -> Question | None:
        if step.rubs and not self._may_rub:
            return "check"
        return "offer" if step.ask else None

    def _has_usable_step(self, stage: ReliefStage) -> bool:
        return any(self._usable(stage.steps, stage.alternatives))

    def _nearest_usable_stage(self, stage_id: str) -> ReliefStage:
        """Return a stage, or the nearest one that its answers lead to, that has something to do.

        "Still cramping" is followed before "I can't do this". Where both lead to nothing, it is
        the first such stage of the file; and if there is none, the stage itself.
        """
        ids = [stage_id]
        # The list grows during the loop, by stages that are not in it yet.
        for current_id in ids:
            stage = self.flow.stage(current_id)
            if self._has_usable_step(stage):
                return stage
            ids += [target for target in (stage.still, stage.cannot) if target not in ids]
        others = (stage for stage in self.flow.stages if self._has_usable_step(stage))
        return next(others, self.flow.stage(stage_id))
