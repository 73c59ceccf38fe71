"""The exercises that are left to do in a relief flow, and the stages that answers lead to.

Exercises that rub may be left out. So may a whole stage if nothing is left of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.library.relief.models import AFTERCARE
from stretchapp.library.routines.rubbing import rubbing_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stretchapp.library.relief.models import ReliefFlow, ReliefStage, ReliefStep


def rubs(step: ReliefStep) -> bool:
    """Return whether a step rubs.

    An exercise that rubs in part counts, because nobody leaves out a part when half asleep. In the
    aftercare it does not: there the part is a massage before a rest, which the lines of the flow
    leave out.
    """
    rubbing = rubbing_in(step.exercise)
    return rubbing == "all" or (rubbing == "part" and "aftercare" not in step.exercise.category)


class Agenda:
    """What is left to do in the current stage of a flow, or in its aftercare.

    Attributes:
        flow: The flow.
        stage: The current stage; None in the aftercare.
    """

    def __init__(self, flow: ReliefFlow, *, skips_rubbing: bool) -> None:
        """Start at the first stage of a flow, with nothing to do before ``enter``.

        Args:
            flow: The flow; not a card.
            skips_rubbing: Whether exercises that rub, even in part, are left out.
        """
        self.flow = flow
        self.stage: ReliefStage | None = flow.stage(flow.first)
        self._skips_rubbing = skips_rubbing
        self._steps: list[ReliefStep] = []
        self._alternatives: list[ReliefStep] = []
        self._is_rubbing_checked = False

    @property
    def stage_id(self) -> str:
        """The id of the current stage, or ``AFTERCARE``."""
        return AFTERCARE if self.stage is None else self.stage.id

    @property
    def has_steps(self) -> bool:
        """Whether a step is left."""
        return bool(self._steps)

    def enter(self, stage_id: str) -> None:
        """Start a stage, or the nearest one that has something to do."""
        self.stage = stage = self._nearest_usable_stage(stage_id)
        self._steps = self._usable(stage.steps)
        self._alternatives = list(stage.alternatives)
        self._is_rubbing_checked = False

    def enter_aftercare(self) -> None:
        """Start the aftercare."""
        self.stage = None
        self._steps = self._usable(self.flow.aftercare)
        self._is_rubbing_checked = False

    def take_step(self) -> ReliefStep | None:
        """Remove and return the next step, or None if none is left."""
        return self._steps.pop(0) if self._steps else None

    def offer_alternative(self) -> bool:
        """Make the next alternative the only step left; return False if there is none."""
        self._alternatives = self._usable(self._alternatives)
        if not self._alternatives:
            return False
        self._steps = [self._alternatives.pop(0)]
        return True

    def needs_check(self, step: ReliefStep) -> bool:
        """Return whether a step rubs and the person has not been asked about swelling yet."""
        return rubs(step) and not self._is_rubbing_checked

    def pass_check(self) -> None:
        """Allow rubbing until the next stage."""
        self._is_rubbing_checked = True

    def skip_rubbing(self) -> None:
        """Leave out all exercises that rub from now on."""
        self._skips_rubbing = True
        self._steps = self._usable(self._steps)

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

    def _usable(self, steps: Iterable[ReliefStep]) -> list[ReliefStep]:
        return [step for step in steps if not (self._skips_rubbing and rubs(step))]

    def _has_usable_step(self, stage: ReliefStage) -> bool:
        return bool(self._usable((*stage.steps, *stage.alternatives)))

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
