"""What the diary says about the sessions and cramps of the last day, for deciding on reminders."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.nights import is_done
from stretchapp.diary.session_log import SessionLog
from stretchapp.reminders.decision import DoneSession
from stretchapp.reminders.due import MAX_AGE
from stretchapp.reminders.rules import occasion_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import datetime

MAX_SESSION = timedelta(hours=8)
"""A session that started longer ago is not running any more, whatever its entry says."""


class RecentActivity:
    """Reads the session log and the cramp log of one diary.

    Every method raises ``UserError`` when the diary cannot be read.
    """

    def __init__(self, connection: sqlite3.Connection, is_alive: Callable[[int], bool]) -> None:
        """Use a diary.

        Args:
            connection: The database of the diary.
            is_alive: Returns whether a process is running.
        """
        self._sessions = SessionLog(connection)
        self._cramps = CrampLog(connection)
        self._is_alive = is_alive

    def is_session_running(self, now: datetime) -> bool:
        """Return whether a session, or the relief of a cramp, is running."""
        running = [
            *((session.started_at, session.process) for session in self._sessions.running()),
            *(
                (cramp.started_at, cramp.process)
                for cramp in self._cramps.cramps(now - MAX_SESSION)
                if cramp.state == "running"
            ),
        ]
        return any(
            process is not None and now - started_at < MAX_SESSION and self._is_alive(process)
            for started_at, process in running
        )

    def done_sessions(self, now: datetime) -> tuple[DoneSession, ...]:
        """Return the sessions of the last day that count as done."""
        return tuple(
            DoneSession(session.routine, occasion_of(session.occasion), session.saved_at)
            for session in self._sessions.sessions(now - MAX_AGE - MAX_SESSION)
            if now - session.saved_at <= MAX_AGE and is_done(session)
        )

    def relief_at(self, now: datetime) -> datetime | None:
        """Return when a cramp was last treated; None if none was in the last day."""
        cramps = self._cramps.cramps(now - MAX_AGE)
        return max((cramp.saved_at for cramp in cramps), default=None)
