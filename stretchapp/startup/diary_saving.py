"""Saves what a process records in the background: the thread, and how it opens the diary."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from stretchapp.application.saving import BackgroundSaver, Draft

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from sqlite3 import Connection

    from stretchapp.application.saving import Saver
    from stretchapp.base.clock import Clock
    from stretchapp.base.paths import Paths

LAST_SAVE_S = 2.0
"""How long closing the window waits for what is not saved yet, in seconds."""


def background_saver(paths: Paths, clock: Clock, report: Callable[[str], None]) -> BackgroundSaver:
    """Return what saves the sessions and the cramps of this process.

    Args:
        paths: The user's folders.
        clock: Read when the diary is opened.
        report: Called, in the thread that saves, with a sentence if something happened to the
            diary.
    """

    def open_to_save() -> Connection:
        # Imported here: the first frame does not need it.
        from stretchapp.desktop.instance.process_check import is_alive
        from stretchapp.diary.cramp_log import CrampLog
        from stretchapp.diary.storage.store import open_for_writing

        connection = open_for_writing(paths.diary, clock.now(), report)
        # Only a process that records cramps itself ends those of processes that are gone.
        CrampLog(connection).end_interrupted(is_alive)
        return connection

    return BackgroundSaver(open_to_save)


class DiarySaving:
    """What a window saves in the background.

    Attributes:
        saver: Saves sessions and cramps.
    """

    def __init__(self, saver: Saver, clock: Clock) -> None:
        """Prepare; nothing is saved yet.

        Args:
            saver: Saves sessions and cramps.
            clock: Read for the present moment.
        """
        self.saver = saver
        self._clock = clock

    def unsaved(self) -> str | None:
        """Wait a moment, and return why something is not in the diary yet, if it is not."""
        return self.saver.wait(LAST_SAVE_S)

    def withdraw_reminders(self) -> None:
        """Withdraw reminders that are shown: a session has begun.

        This is done in the background after the session was saved, on which it depends.
        """
        draft = Draft(self._clock)
        draft.change(functools.partial(_withdraw_shown, now=self._clock.now()))
        self.saver.save(draft)


def _withdraw_shown(connection: Connection, *, now: datetime) -> None:
    """Withdraw reminders that are shown and no longer apply.

    Args:
        connection: The diary.
        now: When the session began that they gave way to.

    Raises:
        UserError: The diary cannot be read or written.
    """
    # Imported here, as above.
    from stretchapp.application.reminders import shown_reminders
    from stretchapp.diary.reminder_store import ReminderStore

    # A reminder is rarely shown at this moment, and what follows takes its time.
    if shown_reminders(ReminderStore(connection), now):
        from stretchapp.application.reminder_setup import withdraw_reminders

        withdraw_reminders(connection, now)
