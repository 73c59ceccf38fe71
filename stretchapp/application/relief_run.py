"""The relief of a cramp as it runs: the flow, the clock it is told, and the log that keeps it."""

from __future__ import annotations

import math
import os
from typing import TYPE_CHECKING

from stretchapp.base.problems import UserError
from stretchapp.library.relief.models import AFTERCARE
from stretchapp.relief.events import StepStarted, TextChanged
from stretchapp.relief.relief import Relief

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from stretchapp.base.clock import Clock
    from stretchapp.diary.cramp_log import CrampLog
    from stretchapp.diary.cramp_records import CrampDetails, KnownDetails
    from stretchapp.library.relief.models import ReliefFlow
    from stretchapp.relief.events import ReliefEvent, ReliefSnapshot

SAVE_EVERY_S = 5.0
"""A killed process loses no more of its cramp than this."""


class ReliefRun:
    """The relief of one cramp.

    The commands take no time: they ask the clock. Each returns the events that became due.

    Attributes:
        problem: A sentence to show while the cramp cannot be saved; the relief goes on all the
            same, and every later save is another try.
    """

    def __init__(
        self,
        flows: Mapping[str, ReliefFlow],
        place: str,
        clock: Clock,
        log: Callable[[], CrampLog],
        *,
        skips_rubbing: bool,
        question: str,
        speed: float = 1.0,
    ) -> None:
        """Prepare the relief of a cramp.

        Args:
            flows: All of them, by id.
            place: The id of the one to begin with; not a card.
            clock: Asked on every command.
            log: Opens the log; called when the cramp is first saved, which is never in ``start``.
            skips_rubbing: Whether exercises that rub are left out.
            question: What is asked before the first exercise of a stage that rubs.
            speed: How many seconds of the relief pass in one second.
        """
        self.problem: str | None = None
        self._flows = flows
        self._clock = clock
        self._open_log = log
        self._log: CrampLog | None = None
        self._relief = Relief(
            flows[place], skips_rubbing=skips_rubbing, question=question, speed=speed
        )
        self._cramp_id: int | None = None
        self._started_at = clock.now()
        # Nothing is due before the start; then the first command is.
        self._save_at_s = math.inf
        # The ids of the exercises that were begun before the cramp eased, in their order.
        self._tried: dict[str, None] = {}
        self._doing: str | None = None
        self._is_end_saved = False
        self._details: list[CrampDetails] = []

    @property
    def cramp_id(self) -> int | None:
        """The entry's number in the log; None as long as it could not be written."""
        return self._cramp_id

    def start(self) -> list[ReliefEvent]:
        """Begin. Nothing is written yet: the first picture does not wait for the database."""
        self._started_at = self._clock.now()
        self._save_at_s = -math.inf
        events = self._relief.start(self._clock.monotonic_s())
        self._take_down(events)
        return events

    def tick(self) -> list[ReliefEvent]:
        """Let the time pass; call it as often as the page should move."""
        return self._do(self._relief.advance)

    def eased(self) -> list[ReliefEvent]:
        """Answer that it has eased; in the aftercare, go on to the next thing."""
        return self._do(self._relief.eased)

    def still(self) -> list[ReliefEvent]:
        """Answer that it still cramps; in the aftercare, that it has come back."""
        return self._do(self._relief.still)

    def cannot(self) -> list[ReliefEvent]:
        """Answer that this cannot be done; before rubbing, that the leg is swollen."""
        return self._do(self._relief.cannot)

    def coming_on(self) -> list[ReliefEvent]:
        """Go to the stage for a cramp that is only coming on, as long as that is offered."""
        return self._do(self._relief.coming_on)

    def switch(self, place: str) -> list[ReliefEvent]:
        """Begin with the flow of another place; the clock of the cramp goes on."""
        return self._do(lambda now_s: self._relief.switch(self._flows[place], now_s))

    def pause(self) -> list[ReliefEvent]:
        """Stand still while an urgent card is read."""
        return self._do(self._relief.pause)

    def resume(self) -> list[ReliefEvent]:
        """Go on at the place at which the timer was held."""
        return self._do(self._relief.resume)

    def end(self) -> list[ReliefEvent]:
        """Leave, at any point."""
        return self._do(self._relief.end)

    def snapshot(self) -> ReliefSnapshot:
        """Return what to show now."""
        return self._relief.snapshot(self._clock.monotonic_s())

    def details(self) -> KnownDetails:
        """Return what is known for the line in the log."""
        # Imported here: the first picture does not need it.
        from stretchapp.diary.cramp_records import KnownDetails, TriedExercise

        shown = self.snapshot()
        helped = self._helped(shown)
        names = {
            step.exercise.id: step.exercise.name
            for flow in self._flows.values()
            for stage in flow.stages
            for step in (*stage.steps, *stage.alternatives)
        }
        return KnownDetails(
            place=shown.flow,
            title=self._flows[shown.flow].title,
            length_s=shown.cramp_s,
            eased=shown.stage == AFTERCARE,
            tried=tuple(
                TriedExercise(tried, names[tried], tried == helped) for tried in self._tried
            ),
        )

    def fill_in(self, details: CrampDetails) -> None:
        """Add what the person knows, once the relief is over.

        While it cannot be saved, ``problem`` says so and ticks try it again.
        """
        self._details.append(details)
        self._save(self._clock.monotonic_s())

    def _do(self, command: Callable[[float], list[ReliefEvent]]) -> list[ReliefEvent]:
        now_s = self._clock.monotonic_s()
        events = command(now_s)
        self._take_down(events)
        has_changed = any(not isinstance(event, TextChanged) for event in events)
        if has_changed or now_s >= self._save_at_s:
            self._save(now_s)
        return events

    def _take_down(self, events: Sequence[ReliefEvent]) -> None:
        for event in events:
            if isinstance(event, StepStarted) and event.stage != AFTERCARE:
                self._doing = event.exercise
                self._tried[event.exercise] = None

    def _helped(self, shown: ReliefSnapshot) -> str | None:
        """Return the exercise that was being done when the cramp eased."""
        return self._doing if shown.stage == AFTERCARE else None

    def _save(self, now_s: float) -> None:
        shown = self._relief.snapshot(now_s)
        is_over = shown.state == "ended"
        try:
            self._write(shown)
        except UserError as error:
            how = "is over" if is_over else "goes on"
            self.problem = f"The relief {how}, but it is not written down. {error}"
        else:
            self.problem = None
        # A cramp that has eased grows no longer: only what happens then is written.
        stands = self.problem is None and (is_over or shown.stage == AFTERCARE)
        self._save_at_s = math.inf if stands else now_s + SAVE_EVERY_S

    def _write(self, shown: ReliefSnapshot) -> None:
        # Imported here: the first picture does not need it.
        from stretchapp.diary.cramp_records import CrampProgress

        if self._log is None:
            self._log = self._open_log()
        if self._cramp_id is None:
            self._cramp_id = self._log.start(self._started_at, shown.flow, os.getpid())
        if not self._is_end_saved:
            helped = self._helped(shown)
            progress = CrampProgress(
                state="ended" if shown.state == "ended" else "running",
                muscle=shown.flow,
                length_s=shown.cramp_s,
                eased=shown.stage == AFTERCARE,
                tried={tried: tried == helped for tried in self._tried},
            )
            self._log.save(self._cramp_id, progress, self._clock.now())
            # What is filled in from now on must stay.
            self._is_end_saved = progress.state == "ended"
        while self._details:
            self._log.fill_in(self._cramp_id, self._details[0])
            del self._details[0]
