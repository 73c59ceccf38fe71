"""Turns errors of the database into sentences for the user."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from stretchapp.base.problems import UserError

if TYPE_CHECKING:
    from collections.abc import Generator

_ADVICE = {
    sqlite3.SQLITE_FULL: "make room on the disk; what was saved before is unharmed",
    sqlite3.SQLITE_IOERR: "check the disk and the room on it; what was saved before is unharmed",
    sqlite3.SQLITE_READONLY: "check the permissions of its folder",
    sqlite3.SQLITE_CANTOPEN: "check the permissions of its folder",
    sqlite3.SQLITE_BUSY: "another program is using it; try again",
    sqlite3.SQLITE_CORRUPT: "start stretchapp anew, which sets a damaged file aside",
}

_PRIMARY_CODE = 0xFF
"""Mask of the part of SQLite's extended error codes that says what kind of error it is."""


class EntryGoneError(UserError):
    """An entry that is to be changed is in the diary no longer: it was deleted or replaced."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("The entry is in the diary no longer.")


class SpoiltEntryError(UserError):
    """Something else has spoilt an entry, so that it cannot be read. It can be deleted."""


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
        what_to_do = "" if advice is None else f"; {advice}"
        raise UserError(f"The diary cannot be read or written ({error}){what_to_do}.") from error


def advice_on(error: Exception) -> str | None:
    """Return what the person can do about an error of SQLite; None if nothing is known."""
    return _ADVICE.get(error_code(error))


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
