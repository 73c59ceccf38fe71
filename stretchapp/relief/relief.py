"""The relief of a cramp: moves through a flow, given the time and the person's answers.

It has no countdown. There is one clock, which stops only while the machine sleeps, and each place
in the flow starts at a moment of that clock; so late, early and missing ticks change nothing.
Nothing ends before the cramp has eased: a stage without an answer leads to the next, in a circle.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from stretchapp.base.i18n import N_, _
from stretchapp.library.relief.models import AFTERCARE
from stretchapp.relief.agenda import Agenda
from stretchapp.relief.cramp_clock import CrampClock
from stretchapp.relief.events import (
    Answered,
    Eased,
    Ended,
    MachineSlept,
    ReliefSnapshot,
    StepStarted,
    SwellingReported,
    TextChanged,
)
from stretchapp.relief.place_timer import PlaceTimer
from stretchapp.relief.plan import plan_relief_step, plan_without_exercise

if TYPE_CHECKING:
    from collections.abc import Callable

    from stretchapp.library.relief.models import ReliefFlow, ReliefStep
    from stretchapp.relief.events import Answer, ReliefEvent, ReliefState
    from stretchapp.relief.limits import Limits
    from stretchapp.session.timeline import Segment

    _Action = Callable[[float, list[ReliefEvent]], None]

ASK_TEXT = N_("Has it eased?")

ASK_S = 10.0
"""How long a stage waits for an answer, in seconds; none counts as "still cramping"."""

QUESTION_S = 15.0
"""How long a question before a step is shown, in seconds; without an answer, the step is left out.
It is longer than ``ASK_S``, because a question that was not read in time takes help away."""

_Place = Literal["ready", "check", "offer", "doing", "asking", "over"]


class Relief:
    """First aid for one cramp.

    Every method takes ``now_s``, the reading of a monotonic clock in seconds, and returns the
    events that became due by then, in order. Before the start and after the end nothing happens.
    Answers do not count while the relief is paused, nor when the same call finds that the machine
    slept, because the person has not seen the question yet.
    """

    def __init__(
        self, flow: ReliefFlow, limits: Limits, *, question: str, get_up: str, speed: float = 1.0
    ) -> None:
        """Prepare the relief of a cramp.

        Args:
            flow: The flow for the place that cramps; not a card.
            limits: What is left out for the person.
            question: The question about swelling, before the first step that rubs.
            get_up: What is said while the person gets up for a step.
            speed: How many seconds of the relief pass in one second; above 0.
        """
        if not flow.stages or speed <= 0:
            raise ValueError("a relief needs stages and a speed above 0")  # not for people
        self._question = question
        self._get_up = get_up
        self._clock = CrampClock(speed)
        self._agenda = Agenda(flow, limits)
        self._offers_early = True
        self._is_up = False
        # Where the current exercise is, and the text that is shown for it.
        self._segments: tuple[Segment, ...] = plan_without_exercise(_(ASK_TEXT))
        self._index = 0
        self._exercise = ""
        self._text = ""
        # What is going on, for how long, and how far into the segment it started.
        self._place: _Place = "ready"
        self._timer = PlaceTimer()
        self._offset_s = 0.0

    def start(self, now_s: float) -> list[ReliefEvent]:
        """Start with the first stage of the flow."""
        events: list[ReliefEvent] = []
        if self._place == "ready":
            self._clock.start(now_s)
            self._enter(self._agenda.flow.first, 0.0, events)
            self._offers_early = True
        return events

    def advance(self, now_s: float) -> list[ReliefEvent]:
        """Let the time pass until ``now_s``; call it as often as the page is updated."""
        events: list[ReliefEvent] = []
        if self._is_running():
            if gap_s := self._clock.advance(now_s):
                self._wake(gap_s, events)
            else:
                self._catch_up(self._clock.last_s, events)
        return events

    def eased(self, now_s: float) -> list[ReliefEvent]:
        """Answer that the cramp has eased; in the aftercare, move on to the next step."""
        return self._answer(now_s, self._ease)

    def still(self, now_s: float) -> list[ReliefEvent]:
        """Answer that it still cramps; in the aftercare, that the cramp has returned.

        The rest of the stage comes first. To a question before a step it answers that the step can
        be done: the leg is not swollen, or what the step needs is at hand.
        """
        return self._answer(now_s, self._continue_cramping)

    def cannot(self, now_s: float) -> list[ReliefEvent]:
        """Answer that the exercise cannot be done, and no other for which one gets up if it is one.

        To a question before a step it answers that the leg is swollen, or that what the step needs
        is not at hand.
        """
        return self._answer(now_s, self._give_up)

    def coming_on(self, now_s: float) -> list[ReliefEvent]:
        """Go to the stage for a cramp that is only coming on, while that is offered."""
        events = self.advance(now_s)
        early = self._agenda.flow.early
        if self._accepts_answers() and early is not None and self._is_early():
            self._agenda.notice_answer()
            self._enter(early, self._clock.last_s, events)
        return events

    def switch(self, flow: ReliefFlow, now_s: float) -> list[ReliefEvent]:
        """Start another flow, for a cramp in another place; the cramp clock continues."""
        if not flow.stages:
            raise ValueError("a relief needs a flow with stages")  # not for people
        events = self.advance(now_s)
        is_new = flow.id != self._agenda.flow.id or self._agenda.stage is None
        if self._accepts_answers() and is_new:
            self._agenda.flow = flow
            self._agenda.forget_answers()
            self._restart(self._clock.last_s, events)
        return events

    def pause(self, now_s: float) -> list[ReliefEvent]:
        """Pause while an urgent card is read; the cramp clock continues."""
        events = self.advance(now_s)
        if self._accepts_answers():
            self._timer.pause(self._clock.last_s)
        return events

    def resume(self, now_s: float) -> list[ReliefEvent]:
        """Continue after a pause."""
        events = self.advance(now_s)
        if self._is_running():
            self._timer.resume(self._clock.last_s)
        return events

    def end(self, now_s: float) -> list[ReliefEvent]:
        """Leave the relief, at any point."""
        events = self.advance(now_s)
        if self._is_running():
            self._finish(self._clock.last_s, events)
        return events

    def snapshot(self, now_s: float) -> ReliefSnapshot:
        """Return what to show at ``now_s``, or at the last call if that is earlier."""
        at_s = self._clock.read(now_s)
        length_s = self._timer.length_s
        is_endless = length_s == math.inf
        state, step = self._state(), self._agenda.step
        return ReliefSnapshot(
            state=state,
            flow=self._agenda.flow.id,
            stage=self._agenda.stage_id,
            segment=self._segments[self._index],
            offset_s=self._offset_at(at_s),
            text=self._text,
            remaining_s=None if is_endless else length_s - self._timer.passed_s(at_s),
            length_s=0.0 if is_endless else length_s,
            counts_up=is_endless and state != "ended",
            cramp_s=self._clock.cramp_s(at_s),
            thresholds=self._clock.thresholds,
            is_rubbing=step is not None and step.rubs,
            is_early=self._is_early(),
        )

    # The state.

    def _state(self) -> ReliefState:
        if self._place == "over":
            return "ended"
        if self._timer.is_paused:
            return "paused"
        if self._place in ("check", "offer", "asking"):
            return self._place
        return "aftercare" if self._agenda.stage is None else "doing"

    def _is_running(self) -> bool:
        return self._place not in ("ready", "over")

    def _accepts_answers(self) -> bool:
        return self._is_running() and not self._timer.is_paused

    def _is_early(self) -> bool:
        flow = self._agenda.flow
        return self._offers_early and flow.early not in (None, flow.first)

    def _offset_at(self, at_s: float) -> float:
        """Return how long ago the current segment started; 0 before the question is answered."""
        if self._place in ("check", "offer", "over"):
            return self._offset_s
        return self._offset_s + self._timer.passed_s(at_s)

    # Time passes.

    def _wake(self, gap_s: float, events: list[ReliefEvent]) -> None:
        """Ask how it is after the machine slept, without an end; the aftercare simply continues."""
        at_s = self._clock.last_s
        events.append(MachineSlept(self._clock.cramp_s(at_s), gap_s))
        self._agenda.forget_answers()
        self._is_up = False
        if self._agenda.stage is not None:
            self._ask(at_s, math.inf, events)
            if self._timer.is_paused:
                self._timer.pause(at_s)

    def _catch_up(self, until_s: float, events: list[ReliefEvent]) -> None:
        """Let everything happen that is due by ``until_s``, each at its own moment."""
        while self._place != "over":
            ends_s = self._timer.ends_s
            threshold_s = self._clock.next_threshold_s
            if min(ends_s, threshold_s) > until_s:
                return
            if threshold_s <= ends_s:
                events.append(self._clock.reach_threshold())
            else:
                self._time_out(ends_s, events)

    def _time_out(self, at_s: float, events: list[ReliefEvent]) -> None:
        """Move on from a place whose time is over, without an answer."""
        stage = self._agenda.stage
        if self._place in ("check", "offer"):
            self._agenda.pass_unanswered()
            self._pass_over("still", at_s, events)
        elif self._place == "asking" and stage is not None:
            self._record_answer("none", at_s, events)
            self._enter(stage.still, at_s, events)
        elif self._index + 1 < len(self._segments):
            self._do_segment(self._index + 1, at_s, events)
        else:
            self._next_step(at_s, events)

    # The person answers.

    def _answer(self, now_s: float, action: _Action) -> list[ReliefEvent]:
        events = self.advance(now_s)
        has_slept = any(isinstance(event, MachineSlept) for event in events)
        if self._accepts_answers() and not has_slept:
            action(self._clock.last_s, events)
        return events

    def _record_answer(self, answer: Answer, at_s: float, events: list[ReliefEvent]) -> None:
        if answer != "none":
            self._agenda.notice_answer()
        events.append(Answered(self._clock.cramp_s(at_s), self._exercise, answer))

    def _ease(self, at_s: float, events: list[ReliefEvent]) -> None:
        stage = self._agenda.stage
        if stage is None:
            self._next_step(at_s, events)
            return
        self._record_answer("eased", at_s, events)
        target = self._agenda.target_when_eased(stage)
        if target != AFTERCARE:
            self._enter(target, at_s, events)
            return
        self._clock.stop_cramp(at_s)
        events.append(Eased(self._clock.cramp_s(at_s)))
        self._offers_early = False
        self._agenda.enter_aftercare()
        self._next_step(at_s, events)

    def _continue_cramping(self, at_s: float, events: list[ReliefEvent]) -> None:
        stage, step = self._agenda.stage, self._agenda.step
        if self._place in ("check", "offer") and step is not None:
            self._agenda.accept()
            self._begin(step, at_s, events)
            return
        self._record_answer("still", at_s, events)
        if stage is None:
            self._restart(at_s, events)
        elif self._place == "doing" and self._agenda.has_steps:
            self._next_step(at_s, events)
        else:
            self._enter(stage.still, at_s, events)

    def _give_up(self, at_s: float, events: list[ReliefEvent]) -> None:
        if self._place in ("check", "offer"):
            if self._place == "check":
                events.append(SwellingReported(self._clock.cramp_s(at_s)))
            self._agenda.decline()
            self._pass_over("still", at_s, events)
        else:
            self._record_answer("cannot", at_s, events)
            self._agenda.give_up()
            self._pass_over("cannot", at_s, events)

    # Moving through the flow.

    def _restart(self, at_s: float, events: list[ReliefEvent]) -> None:
        """Enter the flow at its start, with a cramp that continues or has returned."""
        self._clock.resume_cramp(at_s)
        self._enter(self._agenda.flow.first, at_s, events)
        self._offers_early = True

    def _enter(self, stage_id: str, at_s: float, events: list[ReliefEvent]) -> None:
        """Start a stage, or the nearest one that has something to do."""
        self._agenda.enter(stage_id)
        self._offers_early = False
        if self._agenda.has_steps:
            self._next_step(at_s, events)
            return
        # Everything in the flow is left out: only the question is left.
        self._segments = plan_without_exercise(_(ASK_TEXT))
        self._index = 0
        self._put("asking", at_s, math.inf, 0.0)
        self._show(_(ASK_TEXT), at_s, events)

    def _pass_over(
        self, path: Literal["still", "cannot"], at_s: float, events: list[ReliefEvent]
    ) -> None:
        """Continue after a step that will not be done; ``path`` leads out of the stage."""
        stage = self._agenda.stage
        if stage is None or self._agenda.has_steps or self._agenda.offer_alternative():
            self._next_step(at_s, events)
        else:
            self._enter(stage.still if path == "still" else stage.cannot, at_s, events)

    def _next_step(self, at_s: float, events: list[ReliefEvent]) -> None:
        """Start the next exercise; after the last one ask, or end the aftercare."""
        step = self._agenda.next_step()
        if step is not None:
            self._begin(step, at_s, events)
        elif self._agenda.stage is None:
            self._finish(at_s, events)
        else:
            self._ask(at_s, ASK_S, events)

    def _begin(self, step: ReliefStep, at_s: float, events: list[ReliefEvent]) -> None:
        """Start a step, or ask what has to be known before it."""
        needs_to_get_up = step.stands and not self._is_up
        self._segments = plan_relief_step(step, self._get_up if needs_to_get_up else None)
        self._index = 0
        self._text = ""  # so that the next text is reported even if it is the same
        question = self._agenda.question
        if question is None:
            self._do(at_s, events)
        else:
            self._put(question, at_s, QUESTION_S, 0.0)
            self._show(self._question if question == "check" else step.ask, at_s, events)

    def _do(self, at_s: float, events: list[ReliefEvent]) -> None:
        self._exercise = self._segments[0].exercise or ""
        cramp_s = self._clock.cramp_s(at_s)
        events.append(StepStarted(cramp_s, self._agenda.stage_id, self._exercise))
        self._do_segment(0, at_s, events)

    def _do_segment(self, index: int, at_s: float, events: list[ReliefEvent]) -> None:
        self._index = index
        segment = self._segments[index]
        step = self._agenda.step
        self._is_up = step is not None and step.stands and segment.kind != "get-ready"
        self._put("doing", at_s, math.inf if segment.kind == "wait" else segment.length_s, 0.0)
        self._show(segment.text, at_s, events)

    def _ask(self, at_s: float, length_s: float, events: list[ReliefEvent]) -> None:
        self._put("asking", at_s, length_s, self._offset_at(at_s))
        self._show(_(ASK_TEXT), at_s, events)

    def _put(self, place: _Place, at_s: float, length_s: float, offset_s: float) -> None:
        self._place = place
        self._offset_s = offset_s
        self._timer.start(at_s, length_s)

    def _show(self, text: str, at_s: float, events: list[ReliefEvent]) -> None:
        if text != self._text:
            self._text = text
            events.append(TextChanged(self._clock.cramp_s(at_s), text))

    def _finish(self, at_s: float, events: list[ReliefEvent]) -> None:
        self._offers_early = False
        self._put("over", at_s, math.inf, self._offset_at(at_s))
        events.append(Ended(self._clock.cramp_s(at_s)))
