"""Turns errors of the database into sentences for the user."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from stretchapp.base.i18n import N_, _
from stretchapp.base.problems import UserError

if TYPE_CHECKING:
    from collections.abc import Generator

_ADVICE = {
    sqlite3.SQLITE_FULL: N_("free some space on the disk; what was saved before is safe"),
    sqlite3.SQLITE_IOERR: N_(
        "check the disk and the free space on it; what was saved before is safe"
    ),
    sqlite3.SQLITE_READONLY: N_("check the permissions of its folder"),
    sqlite3.SQLITE_CANTOPEN: N_("check the permissions of its folder"),
    sqlite3.SQLITE_BUSY: N_("another program is using it; try again"),
    sqlite3.SQLITE_CORRUPT: N_("restart stretchapp, which sets a damaged file aside"),
}

_PRIMARY_CODE = 0xFF
"""Mask of the part of SQLite's extended error codes that says what kind of error it is."""


class EntryGoneError(UserError):
    """An entry that is to be changed is in the diary no longer: it was deleted or replaced."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(_("The entry is no longer in the diary."))


class DamagedEntryError(UserError):
    """Something else has damaged an entry, so that it cannot be read. It can be deleted."""


def check_is_there(cursor: sqlite3.Cursor) -> None:
    """Check that a statement has changed an entry.

    Raises:
        EntryGoneError: It has changed none.
    """
    if cursor.rowcount == 0:
        raise EntryGoneError


@contextmanager
def explain_database_errors() -> Generator[None]:
    """Raise a ``UserError`` in place of an error of SQLite or of a value that cannot be read."""
    try:
        yield
    except (sqlite3.Error, ValueError) as error:
        advice = advice_on(error)
        message = (
            _("The diary cannot be read or written ({reason}).")
            if advice is None
            else _("The diary cannot be read or written ({reason}); {advice}.")
        )
        raise UserError(message.format(reason=error, advice=advice)) from error


def advice_on(error: Exception) -> str | None:
    """Return what the person can do about an error of SQLite; None if nothing is known."""
    advice = _ADVICE.get(error_code(error))
    return None if advice is None else _(advice)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Generator[None]:
    """Make all changes or none, with the lock taken first; explain errors as above."""
    with explain_database_errors(), connection:
        connection.execute("BEGIN IMMEDIATE")
        yield


def error_code(error: Exception) -> int:
    """Return the primary code of an SQLite error, such as ``SQLITE_FULL``; 0 without a code."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & _PRIMARY_CODE
