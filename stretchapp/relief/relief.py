"""The relief of a cramp: walks through a flow by the times that it is told and the answers given.

Nothing is counted down. There is one clock, which stands still only while the machine sleeps, and
every place in the flow has the moment on it at which it began; so late, early and missing ticks
change nothing. Nothing ends by itself before the cramp has eased: unanswered, a stage leads to the
next one, and flows lead round again.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from stretchapp.library.relief.models import AFTERCARE
from stretchapp.relief.cramp_clock import CrampClock
from stretchapp.relief.events import (
    Answered,
    Eased,
    Ended,
    LineShown,
    ReliefSnapshot,
    StepStarted,
    SwellingReported,
    Woken,
)
from stretchapp.relief.plan import (
    plan_nothing,
    plan_relief_step,
    rubs,
    stage_with_something,
    usable,
    way_when_eased,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stretchapp.library.relief.models import ReliefFlow, ReliefStage, ReliefStep
    from stretchapp.relief.events import Answer, ReliefEvent, ReliefState
    from stretchapp.session.timeline import Segment

    _Act = Callable[[float, list[ReliefEvent]], None]

ASK_TEXT = "Has it eased?"

ASK_S = 10.0
"""How long a stage waits for an answer before no answer counts as "still cramping"."""

CHECK_S = 8.0
"""How long the question about swelling stands before the rubbing begins."""

_Place = Literal["ready", "check", "doing", "asking", "over"]


class Relief:
    """First aid for one cramp.

    Every method takes ``now_s``, the reading of a monotonic clock in seconds, and returns the
    events that became due by then, in their order. Before the start and after the end nothing
    happens. While the timer is held no answer counts, nor one that comes with the news that the
    machine slept, for the question has not been seen.
    """

    def __init__(
        self, flow: ReliefFlow, *, skips_rubbing: bool, question: str, speed: float = 1.0
    ) -> None:
        """Prepare the relief of a cramp.

        Args:
            flow: Where it cramps; not a card.
            skips_rubbing: Whether exercises that rub, even in part, are left out.
            question: What is asked before the first exercise of a stage that rubs.
            speed: How many seconds of the relief pass in one second; above 0.
        """
        if not flow.stages or speed <= 0:
            raise ValueError("a relief needs a flow with stages and a speed above 0")
        self._flow = flow
        self._skips_rubbing = skips_rubbing
        self._question = question
        self._clock = CrampClock(speed)
        # Where in the flow: no stage means the aftercare.
        self._stage: ReliefStage | None = flow.stage(flow.first)
        self._offers_early = True
        self._steps: list[ReliefStep] = []
        self._alternatives: list[ReliefStep] = []
        self._is_checked = False
        self._step: ReliefStep | None = None
        self._segments: tuple[Segment, ...] = plan_nothing(ASK_TEXT)
        self._index = 0
        # What goes on there: since when, how long (it may be endless), how far into the segment.
        self._place: _Place = "ready"
        self._began_s = 0.0
        self._length_s = math.inf
        self._offset_s = 0.0
        self._held_s: float | None = None
        self._text = ""
        self._done = ""

    def start(self, now_s: float) -> list[ReliefEvent]:
        """Begin with the flow's first stage."""
        events: list[ReliefEvent] = []
        if self._place == "ready":
            self._clock.start(now_s)
            self._enter(self._flow.first, 0.0, events)
            self._offers_early = True
        return events

    def advance(self, now_s: float) -> list[ReliefEvent]:
        """Let the time pass until ``now_s``; call it as often as the page should move."""
        events: list[ReliefEvent] = []
        if self._is_running():
            if gap_s := self._clock.advance(now_s):
                self._wake(gap_s, events)
            else:
                self._catch_up(self._clock.last_s, events)
        return events

    def eased(self, now_s: float) -> list[ReliefEvent]:
        """Answer that it has eased; in the aftercare, go on to the next thing."""
        return self._answer(now_s, self._ease)

    def still(self, now_s: float) -> list[ReliefEvent]:
        """Answer that it still cramps; in the aftercare, that it has come back.

        Before rubbing: that the leg is not swollen. What is left of the stage comes first.
        """
        return self._answer(now_s, self._go_on_cramping)

    def cannot(self, now_s: float) -> list[ReliefEvent]:
        """Answer that this cannot be done; before rubbing, that the leg is swollen."""
        return self._answer(now_s, self._give_up)

    def coming_on(self, now_s: float) -> list[ReliefEvent]:
        """Go to the stage for a cramp that is only coming on, as long as that is offered."""
        events = self.advance(now_s)
        early = self._flow.early
        if self._is_open() and early is not None and self._is_early():
            self._enter(early, self._clock.last_s, events)
        return events

    def switch(self, flow: ReliefFlow, now_s: float) -> list[ReliefEvent]:
        """Begin with another flow: it cramps somewhere else. The clock of the cramp goes on."""
        if not flow.stages:
            raise ValueError("a relief needs a flow with stages")
        events = self.advance(now_s)
        if self._is_open() and (flow.id != self._flow.id or self._stage is None):
            self._flow = flow
            self._begin_again(self._clock.last_s, events)
        return events

    def hold(self, now_s: float) -> list[ReliefEvent]:
        """Stand still while an urgent card is read; only the clock of the cramp goes on."""
        events = self.advance(now_s)
        if self._is_open():
            self._held_s = self._clock.last_s
        return events

    def let_go(self, now_s: float) -> list[ReliefEvent]:
        """Go on at the place at which the timer was held."""
        events = self.advance(now_s)
        if self._held_s is not None and self._is_running():
            self._began_s += self._clock.last_s - self._held_s
            self._held_s = None
        return events

    def end(self, now_s: float) -> list[ReliefEvent]:
        """Leave, at any point."""
        events = self.advance(now_s)
        if self._is_running():
            self._finish(self._clock.last_s, events)
        return events

    def snapshot(self, now_s: float) -> ReliefSnapshot:
        """Return what to show at ``now_s``; not later than the last call says."""
        at_s = self._clock.read(now_s)
        is_endless = self._length_s == math.inf
        state = self._state()
        return ReliefSnapshot(
            state=state,
            flow=self._flow.id,
            stage=AFTERCARE if self._stage is None else self._stage.id,
            segment=self._segments[self._index],
            offset_s=self._offset_at(at_s),
            text=self._text,
            remaining_s=None if is_endless else self._length_s - self._passed_s(at_s),
            length_s=0.0 if is_endless else self._length_s,
            counts_up=is_endless and state != "ended",
            cramp_s=self._clock.cramp_s(at_s),
            gates=self._clock.gates,
            is_rubbing=self._step is not None and rubs(self._step),
            is_early=self._is_early(),
        )

    def _state(self) -> ReliefState:
        if self._place == "over":
            return "ended"
        if self._held_s is not None:
            return "held"
        if self._place in ("check", "asking"):
            return self._place
        return "aftercare" if self._stage is None else "doing"

    def _is_running(self) -> bool:
        return self._place not in ("ready", "over")

    def _is_open(self) -> bool:
        return self._is_running() and self._held_s is None

    def _is_early(self) -> bool:
        return self._offers_early and self._flow.early not in (None, self._flow.first)

    def _passed_s(self, at_s: float) -> float:
        """Return for how long the present place has gone on."""
        until_s = at_s if self._held_s is None else self._held_s
        return min(max(0.0, until_s - self._began_s), self._length_s)

    def _offset_at(self, at_s: float) -> float:
        """Return how long ago the present segment began; before its check is over, it has not."""
        if self._place in ("check", "over"):
            return self._offset_s
        return self._offset_s + self._passed_s(at_s)

    def _wake(self, gap_s: float, events: list[ReliefEvent]) -> None:
        """Ask, for as long as it takes, how it is after a sleep; the aftercare simply goes on."""
        at_s = self._clock.last_s
        events.append(Woken(self._clock.cramp_s(at_s), gap_s))
        if self._stage is not None:
            self._ask(at_s, math.inf, events)
            if self._held_s is not None:
                self._held_s = at_s

    def _catch_up(self, until_s: float, events: list[ReliefEvent]) -> None:
        """Let everything happen that is due by then, each at its own moment."""
        while self._place != "over":
            ends_s = math.inf if self._held_s is not None else self._began_s + self._length_s
            gate_s = self._clock.next_gate_s
            if min(ends_s, gate_s) > until_s:
                return
            if gate_s <= ends_s:
                events.append(self._clock.reach_gate())
            else:
                self._leave(ends_s, events)

    def _answer(self, now_s: float, act: _Act) -> list[ReliefEvent]:
        events = self.advance(now_s)
        if self._is_open() and not any(isinstance(event, Woken) for event in events):
            act(self._clock.last_s, events)
        return events

    def _told(self, answer: Answer, at_s: float, events: list[ReliefEvent]) -> None:
        events.append(Answered(self._clock.cramp_s(at_s), self._done, answer))

    def _ease(self, at_s: float, events: list[ReliefEvent]) -> None:
        if self._stage is None:
            (self._pass_check if self._place == "check" else self._go_on)(at_s, events)
            return
        self._told("eased", at_s, events)
        way = way_when_eased(self._flow, self._stage, skips_rubbing=self._skips_rubbing)
        if way != AFTERCARE:
            self._enter(way, at_s, events)
            return
        self._clock.ease(at_s)
        events.append(Eased(self._clock.cramp_s(at_s)))
        self._stage = None
        self._offers_early = False
        self._is_checked = False
        self._steps = self._usable(self._flow.aftercare)
        self._go_on(at_s, events)

    def _go_on_cramping(self, at_s: float, events: list[ReliefEvent]) -> None:
        if self._place == "check":
            self._pass_check(at_s, events)
            return
        self._told("still", at_s, events)
        if self._stage is None:
            self._begin_again(at_s, events)
        elif self._place == "doing" and self._steps:
            self._go_on(at_s, events)
        else:
            self._enter(self._stage.still, at_s, events)

    def _give_up(self, at_s: float, events: list[ReliefEvent]) -> None:
        if self._place == "check":
            self._skips_rubbing = True
            events.append(SwellingReported(self._clock.cramp_s(at_s)))
            self._steps = self._usable(self._steps)
            if self._stage is None or self._steps:
                self._go_on(at_s, events)
            else:
                self._offer(self._stage.still, at_s, events)
            return
        self._told("cannot", at_s, events)
        if self._stage is None:
            self._go_on(at_s, events)
        else:
            self._offer(self._stage.cannot, at_s, events)

    def _begin_again(self, at_s: float, events: list[ReliefEvent]) -> None:
        """Enter the flow at its beginning, with a cramp that goes on or has come back."""
        self._clock.come_back(at_s)
        self._enter(self._flow.first, at_s, events)
        self._offers_early = True

    def _enter(self, stage_id: str, at_s: float, events: list[ReliefEvent]) -> None:
        """Begin a stage, or the first one beyond it in which there is something to do."""
        self._stage = stage = stage_with_something(
            self._flow, stage_id, skips_rubbing=self._skips_rubbing
        )
        self._offers_early = False
        self._is_checked = False
        self._steps = self._usable(stage.steps)
        self._alternatives = list(stage.alternatives)
        if self._steps:
            self._go_on(at_s, events)
        elif self._usable(self._alternatives):
            self._offer(stage.still, at_s, events)
        else:
            # The whole flow rubs: there is nothing to offer but the question.
            self._step = None
            self._segments = plan_nothing(ASK_TEXT)
            self._index = 0
            self._put("asking", at_s, math.inf, 0.0)
            self._show(ASK_TEXT, at_s, events)

    def _usable(self, steps: Sequence[ReliefStep]) -> list[ReliefStep]:
        return usable(steps, skips_rubbing=self._skips_rubbing)

    def _offer(self, otherwise: str, at_s: float, events: list[ReliefEvent]) -> None:
        """Begin the stage's next alternative, or the stage ``otherwise`` if none is left."""
        self._alternatives = self._usable(self._alternatives)
        if self._alternatives:
            self._steps = [self._alternatives.pop(0)]
            self._go_on(at_s, events)
        else:
            self._enter(otherwise, at_s, events)

    def _leave(self, at_s: float, events: list[ReliefEvent]) -> None:
        """Go on from a place whose time is over, unanswered."""
        if self._place == "check":
            self._pass_check(at_s, events)
        elif self._place == "asking" and self._stage is not None:
            self._told("none", at_s, events)
            self._enter(self._stage.still, at_s, events)
        elif self._index + 1 < len(self._segments):
            self._do_segment(self._index + 1, at_s, events)
        else:
            self._go_on(at_s, events)

    def _go_on(self, at_s: float, events: list[ReliefEvent]) -> None:
        """Begin the next exercise; after the last one ask, or end the aftercare."""
        if self._steps:
            self._step = self._steps.pop(0)
            self._segments = plan_relief_step(self._step)
            self._index = 0
            self._text = ""  # what is said next is told even if it is the same
            if rubs(self._step) and not self._is_checked:
                self._put("check", at_s, CHECK_S, 0.0)
                self._show(self._question, at_s, events)
            else:
                self._do(at_s, events)
        elif self._stage is None:
            self._finish(at_s, events)
        else:
            self._ask(at_s, ASK_S, events)

    def _pass_check(self, at_s: float, events: list[ReliefEvent]) -> None:
        self._is_checked = True
        self._do(at_s, events)

    def _do(self, at_s: float, events: list[ReliefEvent]) -> None:
        stage = AFTERCARE if self._stage is None else self._stage.id
        self._done = self._segments[0].exercise or ""
        events.append(StepStarted(self._clock.cramp_s(at_s), stage, self._done))
        self._do_segment(0, at_s, events)

    def _do_segment(self, index: int, at_s: float, events: list[ReliefEvent]) -> None:
        self._index = index
        segment = self._segments[index]
        self._put("doing", at_s, math.inf if segment.kind == "wait" else segment.length_s, 0.0)
        self._show(segment.text, at_s, events)

    def _ask(self, at_s: float, length_s: float, events: list[ReliefEvent]) -> None:
        self._put("asking", at_s, length_s, self._offset_at(at_s))
        self._show(ASK_TEXT, at_s, events)

    def _put(self, place: _Place, at_s: float, length_s: float, offset_s: float) -> None:
        self._place = place
        self._offset_s = offset_s
        self._began_s = at_s
        self._length_s = length_s

    def _show(self, text: str, at_s: float, events: list[ReliefEvent]) -> None:
        if text != self._text:
            self._text = text
            events.append(LineShown(self._clock.cramp_s(at_s), text))

    def _finish(self, at_s: float, events: list[ReliefEvent]) -> None:
        self._offers_early = False
        self._put("over", at_s, math.inf, self._offset_at(at_s))
        events.append(Ended(self._clock.cramp_s(at_s)))
