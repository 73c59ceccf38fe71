"""The run of a session: a player, the clock that it follows, and the log that records it.

The window and the terminal both play sessions with this class.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from stretchapp.application.session_entry import SessionEntry, SessionProgress
from stretchapp.base.i18n import _
from stretchapp.diary.session_log import NewSession
from stretchapp.session.events import Finished, Interrupted, Paused, SegmentStarted, Stopped
from stretchapp.session.player import Player
from stretchapp.session.timeline import plan, total_s

if TYPE_CHECKING:
    from collections.abc import Callable

    from stretchapp.application.saving import Saver
    from stretchapp.base.clock import Clock
    from stretchapp.diary.session_log import PlayerKind, SessionRecord, SessionState
    from stretchapp.library.routines.models import Routine
    from stretchapp.session.events import Event
    from stretchapp.session.snapshot import PlayerState, Snapshot
    from stretchapp.session.timeline import Segment

SAVE_EVERY_S = 5.0
"""How often a running session is saved, in seconds; a killed process loses no more than this."""

_SAVING_EVENTS = (SegmentStarted, Paused, Interrupted, Finished, Stopped)

_LOGGED: dict[PlayerState, SessionState] = {"finished": "finished", "stopped": "stopped"}


class SessionRun:
    """One session of one routine.

    Each command reads the clock and returns the events that became due. None of them waits for
    the log: the session is saved in the background.

    Attributes:
        routine: The routine.
        segments: Its timeline, with the time that a voice needs if there is one.
        speed: How many seconds of the session pass in one second.
        entry: What is saved of it.
    """

    def __init__(
        self,
        routine: Routine,
        clock: Clock,
        saver: Saver,
        player: PlayerKind,
        *,
        wait_s: float = 0.0,
        speed: float = 1.0,
        resume: SessionRecord | SessionRun | None = None,
    ) -> None:
        """Prepare a session; nothing is recorded before ``start``.

        Args:
            routine: What to play.
            clock: Read on every command.
            saver: Records the session in the log.
            player: Where it is played.
            wait_s: How long a wait lasts at most; 0 if it lasts until the person continues.
            speed: How many seconds of the session pass in one second.
            resume: A session of this routine that was cut off or stopped; it is resumed at its last
                part, and saved in the same entry.
        """
        self.routine = routine
        self.segments: tuple[Segment, ...] = plan(routine, wait_s)
        self.speed = speed
        self._wait_s = wait_s
        self._clock = clock
        self._player = Player(self.segments, speed=speed)
        self._resume = resume
        if isinstance(resume, SessionRun):
            self.entry = resume.entry
        else:
            self.entry = SessionEntry(saver, clock, None if resume is None else resume.id)
        self._started_at = clock.now()
        self._saved_s = 0.0
        # The plan of the file: the time that a voice needs is not counted.
        self._session = NewSession(
            routine=routine.id,
            title=routine.title,
            player=player,
            process=os.getpid(),
            planned_s=total_s(self.segments),
            parts=self.segments[-1].part + 1,
            occasion=routine.when,
        )

    @property
    def session_id(self) -> int | None:
        """The number of the session in the log; None while it could not be recorded."""
        return self.entry.session_id

    @property
    def is_saved(self) -> bool:
        """Whether the log has the session as it was last saved."""
        return self.entry.is_saved

    @property
    def problem(self) -> str | None:
        """A sentence to show while the session cannot be saved; it continues all the same."""
        problem = self.entry.problem
        if problem is None:
            return None
        if self.snapshot().is_over:
            return _("The session is over, but it is not saved. {problem}").format(problem=problem)
        return _("The session continues, but it is not saved. {problem}").format(problem=problem)

    def wait_until_saved(self, timeout_s: float) -> None:
        """Wait for the log, but not for long; only when nothing is played any more."""
        self.entry.wait(timeout_s)

    def start(self) -> list[Event]:
        """Start the session, or resume the one that was cut off."""
        self._started_at = self._clock.now()
        if self._resume is None:
            return self._do(self._player.start)
        if isinstance(self._resume, SessionRun):
            snapshot = self._resume.snapshot()
            reached, active_s = snapshot.segment.part, snapshot.active_s
        else:
            reached, active_s = self._resume.part, self._resume.active_s
        # The routine may have fewer parts by now.
        part = min(reached, self.segments[-1].part)
        return self._do(lambda now_s: self._player.start(now_s, part=part, active_s=active_s))

    def tick(self) -> list[Event]:
        """Let the time pass; call it as often as the page is updated."""
        return self._do(self._player.advance)

    def pause(self) -> list[Event]:
        """Pause until ``resume``, or hold a wait that would end by itself."""
        return self._do(self._player.pause)

    def interrupt(self) -> list[Event]:
        """Interrupt the session because the machine is about to sleep, until the person answers."""
        return self._do(self._player.interrupt)

    def resume(self) -> list[Event]:
        """Continue after a pause or an interruption, or end a wait."""
        return self._do(self._player.resume)

    def toggle(self) -> list[Event]:
        """Pause if the session is running, otherwise continue; a wait ends at once."""
        return self._do(self._player.toggle)

    def restart_part(self) -> list[Event]:
        """Restart the current part."""
        return self._do(self._player.restart_part)

    def next(self) -> list[Event]:
        """Go to the next part."""
        return self._do(self._player.next)

    def back(self) -> list[Event]:
        """Restart the part; a second time soon after, go to the part before."""
        return self._do(self._player.back)

    def more_time(self) -> list[Event]:
        """Make the current segment longer."""
        return self._do(self._player.more_time)

    def fit_to_speech(self, speech_length_s: Callable[[str], float]) -> list[Event]:
        """Lengthen the plan where the voice needs more time.

        Args:
            speech_length_s: Returns how long the voice takes for a sentence, in seconds.
        """
        # Imported here: neither a silent session nor the first frame needs it.
        from stretchapp.session.fit_to_speech import fit_to_speech

        self.segments = fit_to_speech(plan(self.routine, self._wait_s), speech_length_s)
        return self._do(lambda now_s: self._player.replan(self.segments, now_s))

    def stop(self) -> list[Event]:
        """End the session before its end."""
        return self._do(self._player.stop)

    def snapshot(self) -> Snapshot:
        """Return what to show now."""
        return self._player.snapshot(self._clock.monotonic_s())

    def _do(self, command: Callable[[float], list[Event]]) -> list[Event]:
        now_s = self._clock.monotonic_s()
        events = command(now_s)
        is_running = self._player.snapshot(now_s).state == "running"
        is_due = is_running and now_s - self._saved_s >= SAVE_EVERY_S
        if is_due or any(isinstance(event, _SAVING_EVENTS) for event in events):
            self._saved_s = now_s
            self._save(self._player.snapshot(now_s))
        return events

    def _save(self, snapshot: Snapshot) -> None:
        progress = SessionProgress(
            state=_LOGGED.get(snapshot.state, "running"),
            active_s=snapshot.active_s,
            part=snapshot.segment.part,
            saved_at=self._clock.now(),
        )
        self.entry.save(self._session, self._started_at, progress)
