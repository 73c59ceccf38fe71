"""Copies the content of one database into another, without waiting for a lock for ever."""

from __future__ import annotations

import sqlite3

from stretchapp.base.clock import SystemClock

LOCK_TIMEOUT_S = 5.0
"""How long to wait for another process's lock."""


def copy_database(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Replace the content of one database by that of another, all of it or nothing.

    Raises:
        sqlite3.Error: One cannot be read or the other not written, or a lock is held for long.
    """
    clock = SystemClock()
    deadline_s = clock.monotonic_s() + LOCK_TIMEOUT_S

    def end_in_time(status: int, _remaining: int, _total: int) -> None:
        # Without this, the module of Python would try again for ever.
        if status == sqlite3.SQLITE_BUSY and clock.monotonic_s() > deadline_s:
            error = sqlite3.OperationalError("database is locked")  # not for people: as SQLite
            error.sqlite_errorcode = status
            raise error

    source.backup(target, progress=end_in_time, sleep=0.05)
