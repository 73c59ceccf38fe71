"""The run of a relief: its flow, the clock that it follows, and the log that records the cramp."""

from __future__ import annotations

import functools
import math
import os
from typing import TYPE_CHECKING

from stretchapp.application.saving import Draft
from stretchapp.base.i18n import _
from stretchapp.library.relief.models import AFTERCARE
from stretchapp.relief.events import StepStarted, TextChanged
from stretchapp.relief.relief import Relief

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from sqlite3 import Connection

    from stretchapp.application.relief_summary import ReliefSummary
    from stretchapp.application.saving import Saver
    from stretchapp.base.clock import Clock
    from stretchapp.diary.cramp_log import CrampLog
    from stretchapp.diary.cramp_records import CrampDetails, CrampProgress
    from stretchapp.library.relief.models import ReliefFlow
    from stretchapp.library.texts.relief import ReliefTexts
    from stretchapp.relief.events import ReliefEvent, ReliefSnapshot
    from stretchapp.relief.limits import Limits

SHORTEST_CRAMP_S = 20.0
"""Length in seconds from which a cramp is recorded: a shorter one may be a look at the page."""

SAVE_EVERY_S = 5.0
"""How often a recorded cramp is saved, in seconds; a killed process loses no more than this."""


class ReliefRun:
    """The relief of one cramp.

    Each command reads the clock and returns the events that became due. The cramp is recorded once
    it has lasted ``SHORTEST_CRAMP_S``; a shorter one only if the person adds details. None of the
    commands waits for the log: the cramp is saved in the background.
    """

    def __init__(
        self,
        flows: Mapping[str, ReliefFlow],
        place: str,
        clock: Clock,
        saver: Saver,
        *,
        limits: Limits,
        texts: ReliefTexts,
        speed: float = 1.0,
    ) -> None:
        """Prepare the relief of a cramp.

        Args:
            flows: All relief flows, by id.
            place: The id of the flow to start with; not a card.
            clock: Read on every command.
            saver: Records the cramp in the log.
            limits: What is left out for the person.
            texts: What is asked and said between the exercises.
            speed: How many seconds of the relief pass in one second.
        """
        self._flows = flows
        self._clock = clock
        self._saver = saver
        self._draft = Draft(clock)
        self._relief = Relief(
            flows[place], limits, question=texts.question, get_up=texts.get_up, speed=speed
        )
        self._cramp_id: int | None = None
        self._started_at = clock.now()
        # Nothing is saved before the start; after it, the first command that finds a cramp saves.
        self._save_at_s = math.inf
        # The ids of the exercises that were started before the cramp eased, in order.
        self._tried: dict[str, None] = {}
        self._current_exercise: str | None = None
        self._is_recorded = False
        self._details: tuple[CrampDetails, ...] = ()
        # Known to what saves the cramp.
        self._is_end_saved = False
        self._details_saved = 0

    @property
    def cramp_id(self) -> int | None:
        """The number of the cramp in the log; None while it is not in it."""
        return self._cramp_id

    @property
    def is_short(self) -> bool:
        """Whether the cramp is left out of the log, because it may be a look at the page."""
        return not self._is_recorded

    @property
    def is_saved(self) -> bool:
        """Whether the log has the cramp as it was last saved, with everything that was added."""
        return self._is_recorded and self._draft.is_saved

    @property
    def problem(self) -> str | None:
        """A sentence to show while the cramp cannot be saved; the relief continues."""
        problem = self._draft.problem
        if problem is None:
            return None
        if self.snapshot().state == "ended":
            return _("Cramp over, but it could not be saved to your diary. {problem}").format(
                problem=problem
            )
        return _("Relief continues, but it could not be saved to your diary. {problem}").format(
            problem=problem
        )

    def start(self) -> list[ReliefEvent]:
        """Start; nothing is recorded yet."""
        self._started_at = self._clock.now()
        self._save_at_s = -math.inf
        events = self._relief.start(self._clock.monotonic_s())
        self._note_exercises(events)
        return events

    def tick(self) -> list[ReliefEvent]:
        """Let the time pass; call it as often as the page is updated."""
        return self._do(self._relief.advance)

    def eased(self) -> list[ReliefEvent]:
        """Answer that the cramp has eased; in the aftercare, move on to the next step."""
        return self._do(self._relief.eased)

    def still(self) -> list[ReliefEvent]:
        """Answer that it still cramps; in the aftercare, that the cramp has returned."""
        return self._do(self._relief.still)

    def cannot(self) -> list[ReliefEvent]:
        """Answer that the exercise cannot be done; to a question, what rules the exercise out."""
        return self._do(self._relief.cannot)

    def coming_on(self) -> list[ReliefEvent]:
        """Go to the stage for a cramp that is only coming on, while that is offered."""
        return self._do(self._relief.coming_on)

    def switch(self, place: str) -> list[ReliefEvent]:
        """Start the flow of another place; the cramp clock continues."""
        return self._do(lambda now_s: self._relief.switch(self._flows[place], now_s))

    def pause(self) -> list[ReliefEvent]:
        """Pause while an urgent card is read."""
        return self._do(self._relief.pause)

    def resume(self) -> list[ReliefEvent]:
        """Continue after a pause."""
        return self._do(self._relief.resume)

    def end(self) -> list[ReliefEvent]:
        """Leave the relief, at any point."""
        return self._do(self._relief.end)

    def snapshot(self) -> ReliefSnapshot:
        """Return what to show now."""
        return self._relief.snapshot(self._clock.monotonic_s())

    def summary(self) -> ReliefSummary:
        """Return what is known about the cramp."""
        # Imported here: the first frame does not need it.
        from stretchapp.application.relief_summary import ReliefSummary, TriedExercise

        snapshot = self.snapshot()
        helped = self._helped(snapshot)
        names = {
            step.exercise.id: step.exercise.name
            for flow in self._flows.values()
            for stage in flow.stages
            for step in (*stage.steps, *stage.alternatives)
        }
        return ReliefSummary(
            place=snapshot.flow,
            title=self._flows[snapshot.flow].title,
            length_s=snapshot.cramp_s,
            eased=snapshot.stage == AFTERCARE,
            tried=tuple(
                TriedExercise(exercise, names[exercise], exercise == helped)
                for exercise in self._tried
            ),
        )

    def fill_in(self, details: CrampDetails) -> None:
        """Add details from the person, once the relief is over."""
        self._details = (*self._details, details)
        self._save(self._clock.monotonic_s())

    def _do(self, command: Callable[[float], list[ReliefEvent]]) -> list[ReliefEvent]:
        now_s = self._clock.monotonic_s()
        events = command(now_s)
        self._note_exercises(events)
        has_changed = any(not isinstance(event, TextChanged) for event in events)
        if has_changed or now_s >= self._save_at_s:
            self._save(now_s)
        return events

    def _note_exercises(self, events: Sequence[ReliefEvent]) -> None:
        for event in events:
            if isinstance(event, StepStarted) and event.stage != AFTERCARE:
                self._current_exercise = event.exercise
                self._tried[event.exercise] = None

    def _helped(self, snapshot: ReliefSnapshot) -> str | None:
        """Return the exercise that was being done when the cramp eased."""
        return self._current_exercise if snapshot.stage == AFTERCARE else None

    def _save(self, now_s: float) -> None:
        snapshot = self._relief.snapshot(now_s)
        if snapshot.cramp_s < SHORTEST_CRAMP_S and not self._is_recorded and not self._details:
            return
        self._is_recorded = True
        # Imported here: the first frame does not need it.
        from stretchapp.diary.cramp_records import CrampProgress

        is_over = snapshot.state == "ended"
        helped = self._helped(snapshot)
        progress = CrampProgress(
            state="ended" if is_over else "running",
            muscle=snapshot.flow,
            length_s=snapshot.cramp_s,
            eased=snapshot.stage == AFTERCARE,
            tried={exercise: exercise == helped for exercise in self._tried},
        )
        saved_at = self._clock.now()
        self._draft.change(functools.partial(self._write, progress, self._details, saved_at))
        self._saver.save(self._draft)
        # Once the cramp has eased, it does not get longer: only events are saved.
        is_final = is_over or snapshot.stage == AFTERCARE
        self._save_at_s = math.inf if is_final else now_s + SAVE_EVERY_S

    def _write(
        self,
        progress: CrampProgress,
        details: Sequence[CrampDetails],
        saved_at: datetime,
        connection: Connection,
    ) -> None:
        """Write what is known of the cramp; called in the thread that saves."""
        # Imported here: nothing needs it before the cramp is recorded.
        from stretchapp.diary.cramp_log import CrampLog
        from stretchapp.diary.storage.errors import EntryGoneError

        log = CrampLog(connection)
        try:
            self._write_into(log, progress, details, saved_at)
        except EntryGoneError:
            # It was deleted or replaced meanwhile; the cramp of now is written down anew.
            self._cramp_id = None
            self._is_end_saved = False
            self._details_saved = 0
            self._write_into(log, progress, details, saved_at)

    def _write_into(
        self,
        log: CrampLog,
        progress: CrampProgress,
        details: Sequence[CrampDetails],
        saved_at: datetime,
    ) -> None:
        if self._cramp_id is None:
            self._cramp_id = log.start(self._started_at, progress.muscle, os.getpid())
        if not self._is_end_saved:
            log.save(self._cramp_id, progress, saved_at)
            # The progress is not saved again after this: it would overwrite the person's details.
            self._is_end_saved = progress.state == "ended"
        for added in details[self._details_saved :]:
            log.fill_in(self._cramp_id, added)
            self._details_saved += 1
