"""Deleting everything that a diary knows of a person, for good, with every copy of it."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING

from stretchapp.base.problems import UserError
from stretchapp.diary.storage.backups import backups, unfinished
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
"""The tables, and what one row and many rows of them are; what belongs to them goes with them."""


def contents(connection: sqlite3.Connection, diary: Path) -> list[str]:
    """Return what ``erase`` deletes, such as ``12 sessions``; nothing for what is not there.

    Args:
        connection: The diary.
        diary: Its file, beside which its copies lie.

    Raises:
        UserError: The diary cannot be read.
    """
    lines: list[str] = []
    with explain_database_errors():
        for table, one, many in _TABLES:
            count: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 -- our own words
            if count:
                lines.append(f"{count} {one if count == 1 else many}")
    copies = len(_copies(diary))
    if copies:
        lines.append(f"{copies} {'copy' if copies == 1 else 'copies'} of the diary")
    return lines


def erase(connection: sqlite3.Connection, diary: Path) -> None:
    """Delete all of it: every copy first, then the entries; nothing of it stays in the file.

    The diary itself goes last: whoever is interrupted still sees it, and can do it again. The
    reminders stay, without what became of them.

    Args:
        connection: The diary.
        diary: Its file.

    Raises:
        UserError: Something cannot be deleted; the entries are then all there.
    """
    for path in [*_copies(diary), *unfinished(diary)]:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise UserError(
                f"The diary is not deleted, because its copy {path} cannot be"
                f" ({error.strerror}); check the permissions of its folder."
            ) from error
    with explain_database_errors(), connection:
        # What is deleted is overwritten, also in the pages that stay in the file.
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("BEGIN IMMEDIATE")
        for table, _, _ in _TABLES:
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 -- our own words
    # It takes out what was deleted at an earlier time. While another process reads, it cannot, and
    # while the disk is full; the entries are gone all the same.
    with suppress(sqlite3.OperationalError):
        connection.execute("VACUUM")


def _copies(diary: Path) -> list[Path]:
    return [*backups(diary), *damaged_files(diary)]
