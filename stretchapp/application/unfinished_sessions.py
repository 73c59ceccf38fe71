"""Sessions that were cut off, and can be continued."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from stretchapp.diary.session_log import SessionLog, SessionRecord
    from stretchapp.library.routines.models import Routine


class UnfinishedSessions:
    """Finds the session that a killed process left, and keeps what becomes of it."""

    def __init__(
        self, find_cut_off: Callable[[], SessionRecord | None], log: Callable[[], SessionLog]
    ) -> None:
        """Prepare; nothing is read yet.

        Args:
            find_cut_off: Returns the record of the session that was cut off, if there is one.
            log: Opens the session log. Raises UserError when it cannot.
        """
        self._find_cut_off = find_cut_off
        self._log = log
        self._was_asked = False

    def take_cut_off(
        self, find_routine: Callable[[str], Routine | None]
    ) -> tuple[SessionRecord, Routine] | None:
        """Return a session that was cut off, with its routine; only the first call looks for one.

        Args:
            find_routine: Returns a routine by its id, fitted to the person, if it still exists.

        Raises:
            UserError: The log cannot be read.
        """
        if self._was_asked:
            return None
        self._was_asked = True
        record = self._find_cut_off()
        routine = None if record is None else find_routine(record.routine)
        if record is None or routine is None or not routine.steps:
            return None
        return record, routine

    def leave(self, record: SessionRecord) -> None:
        """Note that a session which was cut off will not be continued.

        Raises:
            UserError: The log cannot be written.
        """
        self._log().abandon(record.id)
