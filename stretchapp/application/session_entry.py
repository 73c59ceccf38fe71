"""The entry of one session in the log, which is saved in the background."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stretchapp.application.saving import Draft
from stretchapp.diary.session_log import SessionLog
from stretchapp.diary.storage.errors import EntryGoneError

if TYPE_CHECKING:
    from datetime import datetime
    from sqlite3 import Connection

    from stretchapp.application.saving import Saver
    from stretchapp.base.clock import Clock
    from stretchapp.diary.session_log import NewSession, SessionState


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionProgress:
    """How far a session is at a moment, or how it ended."""

    state: SessionState
    active_s: float
    part: int
    saved_at: datetime


class SessionEntry:
    """The entry of one session, also while it cannot be saved.

    Attributes:
        session_id: Its number in the log; None as long as it is not in it.
    """

    def __init__(self, saver: Saver, clock: Clock, session_id: int | None = None) -> None:
        """Prepare; nothing is recorded yet.

        Args:
            saver: Saves the entry.
            clock: Read to notice that saving takes long.
            session_id: The number of the session in the log, if it is in it already.
        """
        self.session_id = session_id
        self._saver = saver
        self._draft = Draft(clock)
        self._recorded: NewSession | None = None
        self._started_at: datetime | None = None

    @property
    def is_saved(self) -> bool:
        """Whether the log has the latest progress."""
        return self._draft.is_saved

    @property
    def problem(self) -> str | None:
        """Why the latest progress is not saved, in a sentence."""
        return self._draft.problem

    def save(self, session: NewSession, started_at: datetime, progress: SessionProgress) -> None:
        """Save the progress of the session as soon as possible; return at once.

        Args:
            session: What is played, where, and by which process.
            started_at: When it started, or was resumed.
            progress: Replaces what was not saved before.
        """
        # A session that is resumed may not be in the log yet.
        self._started_at = self._started_at or started_at
        self._draft.change(functools.partial(self._write, session, self._started_at, progress))
        self._saver.save(self._draft)

    def wait(self, timeout_s: float) -> None:
        """Wait until the latest progress is saved, but not for long."""
        self._saver.wait(timeout_s)

    def _write(
        self,
        session: NewSession,
        started_at: datetime,
        progress: SessionProgress,
        connection: Connection,
    ) -> None:
        log = SessionLog(connection)
        try:
            self._write_into(log, session, started_at, progress)
        except EntryGoneError:
            # It was deleted or replaced meanwhile; what is played now is saved anew.
            self.session_id = None
            self._write_into(log, session, started_at, progress)

    def _write_into(
        self,
        log: SessionLog,
        session: NewSession,
        started_at: datetime,
        progress: SessionProgress,
    ) -> None:
        if self.session_id is None:
            self.session_id = log.start(session, started_at)
        elif session != self._recorded:
            log.take_over(self.session_id, session, progress.saved_at)
        self._recorded = session
        log.save(
            self.session_id, progress.state, progress.active_s, progress.part, progress.saved_at
        )
