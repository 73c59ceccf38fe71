"""Sessions that were cut off, for example by a crash, and can be resumed."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING

from stretchapp.library.routines.models import SINGLE_EXERCISE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from stretchapp.diary.session_log import SessionLog, SessionRecord
    from stretchapp.library.routines.models import Routine

RESUME_WITHIN = timedelta(hours=12)
"""How long after its last save a session that was cut off can be resumed."""


class UnfinishedSessions:
    """Offers the session that was cut off, once."""

    def __init__(
        self, find_cut_off: Callable[[], SessionRecord | None], log: Callable[[], SessionLog]
    ) -> None:
        """Prepare; nothing is read yet.

        Args:
            find_cut_off: Returns the session that was cut off, if there is one.
            log: Opens the session log. Raises UserError when it cannot.
        """
        self._find_cut_off = find_cut_off
        self._log = log
        self._was_asked = False

    def take_cut_off(
        self, find_routine: Callable[[str], Routine | None]
    ) -> tuple[SessionRecord, Routine] | None:
        """Return the session that was cut off, with its routine; None once it was told.

        Args:
            find_routine: Returns a routine by its id, fitted to the person, if it still exists.

        Raises:
            UserError: The log cannot be read.
        """
        if self._was_asked:
            return None
        record = self._find_cut_off()
        # If the log could not be read, the next call tries again.
        self._was_asked = True
        routine = None if record is None else find_routine(record.routine)
        if record is None or routine is None or not routine.steps:
            return None
        return record, routine

    def abandon(self, record: SessionRecord) -> None:
        """Record that a session that was cut off will not be resumed.

        Raises:
            UserError: The log cannot be written.
        """
        self._log().abandon(record.id)


def cut_off_session(
    log: SessionLog, is_alive: Callable[[int], bool], now: datetime, *, begun_at: datetime
) -> SessionRecord | None:
    """Return the latest session that was cut off and can be resumed, and abandon all others.

    A single exercise is not resumed: it is as quickly begun anew, and must not hide a routine.
    A session in a terminal was cut off if its process is gone. A session in a window always was,
    unless it is one of the caller, who holds the lock that only one window can hold.

    Args:
        log: The session log.
        is_alive: Returns whether a process is running.
        now: The present moment. Sessions last saved more than 12 hours ago cannot be resumed.
        begun_at: When this process began; what it saved since is its own.

    Raises:
        UserError: The log cannot be read or written.
    """
    latest: SessionRecord | None = None
    for record in log.running():
        # An earlier process may have had the number of this one.
        has_our_number = record.process == os.getpid()
        is_ours = has_our_number and record.saved_at > begun_at
        is_elsewhere = record.player == "terminal" and not has_our_number
        if is_ours or (is_elsewhere and is_alive(record.process)):
            # The end of one of ours may not be saved yet.
            continue
        is_routine = record.occasion != SINGLE_EXERCISE
        if latest is None and is_routine and now - record.saved_at <= RESUME_WITHIN:
            latest = record
        else:
            log.abandon(record.id)
    return latest
