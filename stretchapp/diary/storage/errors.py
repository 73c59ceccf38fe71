"""How the problems of the database are told."""

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

_PRIMARY = 0xFF
"""The part of SQLite's error codes that says what kind of problem it is."""


@contextmanager
def explain_database_errors() -> Generator[None]:
    """Turn what SQLite and unreadable values raise into a ``UserError``."""
    try:
        yield
    except (sqlite3.Error, ValueError) as error:
        advice = _ADVICE.get(error_kind(error))
        what_to_do = "" if advice is None else f"; {advice}"
        raise UserError(f"The diary cannot be read or written ({error}){what_to_do}.") from error


@contextmanager
def transaction(connection: sqlite3.Connection) -> Generator[None]:
    """Change everything or nothing, with the lock taken first; tell problems as above."""
    with explain_database_errors(), connection:
        connection.execute("BEGIN IMMEDIATE")
        yield


def error_kind(error: Exception) -> int:
    """Return SQLite's primary code of an error, such as ``SQLITE_FULL``; 0 if it has none."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & _PRIMARY
