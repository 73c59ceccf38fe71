"""Puts together what the window needs for reminders: the diary, the timers, the ringing."""

from __future__ import annotations

import os
import subprocess
from contextlib import closing, suppress
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.base.clock import SystemClock
from stretchapp.base.problems import UserError
from stretchapp.desktop.local_zone import local_zone
from stretchapp.desktop.os_timers import timers_of
from stretchapp.desktop.processes import is_alive
from stretchapp.reminder_book import ReminderBook, diary_on
from stretchapp.ui.services import ReminderServices

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from stretchapp.base.paths import Paths

NO_SERVER = (
    "No notifications can be shown here: no program for them runs. A small window of stretchapp is"
    " shown instead. Most desktops bring one; on others install dunst or mako."
)
NO_TIMERS = (
    "Nothing on this machine can wait for a reminder while stretchapp is closed ({reason})."
    " Reminders come while its window is open."
)


def reminder_services(
    connection: sqlite3.Connection, paths: Paths, command: Sequence[str]
) -> ReminderServices:
    """Return what the pages of reminders need.

    Args:
        connection: The diary.
        paths: The user's folders.
        command: What starts the app with these folders.
    """
    zone = local_zone(SystemClock().now())
    book = ReminderBook(diary_on(connection), zone, is_alive)
    timers = timers_of(paths, os.environ)

    def set_timers() -> str | None:
        try:
            timers.set(book.timers())
        except UserError as error:
            return NO_TIMERS.format(reason=str(error).rstrip(".")) if book.timers() else None
        return None

    def ring(number: int) -> None:
        # The real way: the process that a timer would start, only told that it is a test.
        subprocess.Popen(
            [*command, "reminders", "fire", str(number), "--test"],
            start_new_session=True,
            stdin=subprocess.DEVNULL,
        )

    def obstacles() -> list[str]:
        found: list[str] = []
        reason = timers.problem()
        if reason is not None:
            found.append(NO_TIMERS.format(reason=reason.rstrip(".")))
        from stretchapp.desktop.notifier import Notifier

        try:
            Notifier(os.environ).close()
        except OSError:
            found.append(NO_SERVER)
        return found

    return ReminderServices(
        book=book,
        set_timers=set_timers,
        ring=ring,
        obstacles=obstacles,
        documents=documents_folder(),
    )


def withdraw_reminders(connection: sqlite3.Connection) -> None:
    """Take back the notifications of reminders that nobody has answered.

    Args:
        connection: The diary.
    """
    now = SystemClock().now()
    book = ReminderBook(diary_on(connection), now.tzinfo or UTC, is_alive)
    numbers = [record.notification for record in book.shown(now)]
    if not any(numbers):
        return
    # Imported here: hardly any session begins while a reminder is shown.
    from stretchapp.desktop.notifier import Notifier

    # Where nobody shows notifications any more, there is nothing to be withdrawn.
    with suppress(OSError), closing(Notifier(os.environ)) as notifier:
        for number in numbers:
            if number is not None:
                notifier.withdraw(number)


def documents_folder() -> Path:
    """Return the folder in which people look for their files."""
    import platformdirs

    return Path(platformdirs.user_documents_dir())
