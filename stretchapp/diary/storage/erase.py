"""Deletes everything that a diary knows about a person for good, including every copy of it."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING

from stretchapp.base.problems import UserError
from stretchapp.diary.storage.backups import list_backups, list_replaced, unfinished_copies
from stretchapp.diary.storage.errors import explain_database_errors
from stretchapp.diary.storage.store import damaged_files

if TYPE_CHECKING:
    from pathlib import Path

_TABLES: tuple[tuple[str, str, str], ...] = (
    ("session", "session", "sessions"),
    ("cramp", "cramp, with its notes", "cramps, with their notes"),
    ("quiet_night", "night without a cramp", "nights without a cramp"),
    ("six_weeks", "date on which the six weeks began", "dates on which the six weeks began"),
    ("dismissed_night", "night of a doctor rule that was read", "nights of doctor rules"),
    ("reminder_due", "reminder that was due", "reminders that were due"),
)
"""Each table with the words for one row and for several; a cramp takes its details with it."""


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
        for table, one, many in _TABLES:
            count: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 -- our own names
            if count:
                lines.append(f"{count} {one if count == 1 else many}")
    copies = len(_copies(diary))
    if copies:
        lines.append(f"{copies} {'copy' if copies == 1 else 'copies'} of the diary")
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
            raise UserError(
                f"The diary is not deleted, because its copy {path} cannot be"
                f" ({error.strerror}); check the permissions of its folder."
            ) from error
    with explain_database_errors(), connection:
        # Overwrite deleted rows, also in pages that stay in the file.
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("BEGIN IMMEDIATE")
        for table, _, _ in _TABLES:
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 -- our own names
    # VACUUM also removes the traces of earlier deletions. It fails while another process reads or
    # the disk is full; the entries are deleted all the same.
    with suppress(sqlite3.OperationalError):
        connection.execute("VACUUM")


def _copies(diary: Path) -> list[Path]:
    return [*list_backups(diary), *list_replaced(diary), *damaged_files(diary)]
