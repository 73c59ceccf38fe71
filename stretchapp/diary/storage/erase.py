"""Deletes everything that a diary knows about a person for good, including every copy of it."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING

from stretchapp.base.i18n import _, ngettext
from stretchapp.base.problems import UserError
from stretchapp.diary.storage.backups import list_backups, list_replaced, unfinished_copies
from stretchapp.diary.storage.errors import explain_database_errors
from stretchapp.diary.storage.store import damaged_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_TABLES: dict[str, Callable[[int], str]] = {
    "session": lambda count: ngettext("{count} session", "{count} sessions", count),
    "cramp": lambda count: ngettext(
        "{count} cramp, with its notes", "{count} cramps, with their notes", count
    ),
    "quiet_night": lambda count: ngettext(
        "{count} night without a cramp", "{count} nights without a cramp", count
    ),
    "six_weeks": lambda count: ngettext(
        "{count} date on which the six weeks began",
        "{count} dates on which the six weeks began",
        count,
    ),
    "dismissed_night": lambda count: ngettext(
        "{count} night of a doctor rule that you read",
        "{count} nights of doctor rules that you read",
        count,
    ),
    "reminder_due": lambda count: ngettext(
        "{count} reminder that was due", "{count} reminders that were due", count
    ),
}
"""Each table with the words for a number of rows; a cramp takes its details with it."""


def list_contents(connection: sqlite3.Connection, diary: Path) -> list[str]:
    """Return what ``erase`` would delete, such as ``12 sessions``; an empty list for nothing.

    Args:
        connection: The diary.
        diary: The file of the diary; its copies are beside it.

    Raises:
        UserError: The diary cannot be read.
    """
    lines: list[str] = []
    with explain_database_errors():
        for table, words in _TABLES.items():
            count: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 -- our own names
            if count:
                lines.append(words(count).format(count=count))
    copies = len(_copies(diary))
    if copies:
        pattern = ngettext("{count} backup of the diary", "{count} backups of the diary", copies)
        lines.append(pattern.format(count=copies))
    return lines


def erase(connection: sqlite3.Connection, diary: Path) -> None:
    """Delete every copy and then all entries, so that nothing of them is left in any file.

    The diary itself comes last: a user who is interrupted still sees it and can try again.
    Reminders are kept, without their history.

    Args:
        connection: The diary.
        diary: The file of the diary.

    Raises:
        UserError: Something cannot be deleted; then all entries are still there.
    """
    for path in [*_copies(diary), *unfinished_copies(diary)]:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            message = _(
                "The diary was not deleted, because its backup {file} cannot be deleted"
                " ({reason}); check the permissions of its folder."
            )
            raise UserError(message.format(file=path, reason=error.strerror)) from error
    with explain_database_errors(), connection:
        # Overwrite deleted rows, also in pages that stay in the file.
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("BEGIN IMMEDIATE")
        for table in _TABLES:
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 -- our own names
    # VACUUM also removes the traces of earlier deletions. It fails while another process reads or
    # the disk is full; the entries are deleted all the same.
    with suppress(sqlite3.OperationalError):
        connection.execute("VACUUM")


def _copies(diary: Path) -> list[Path]:
    return [*list_backups(diary), *list_replaced(diary), *damaged_files(diary)]
