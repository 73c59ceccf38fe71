"""A night that has a cramp is none without a cramp, whatever was said about it before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.nights import earliest_start, night_of
from stretchapp.diary.storage.moments import since_clause
from stretchapp.diary.storage.rows import stored_moment, usable

if TYPE_CHECKING:
    import sqlite3
    from datetime import date, datetime


def nights_with_cramps(connection: sqlite3.Connection, first: date | None = None) -> set[date]:
    """Return the nights that have a cramp: all of them, or at least those from one night on."""
    clause, values = since_clause(None if first is None else earliest_start(first))
    rows = connection.execute(f"SELECT started_at FROM cramp{clause}", values)  # noqa: S608 -- our own words
    return set(map(night_of, usable(rows, lambda row: stored_moment(row[0]), [], "cramp")))


def end_quiet(connection: sqlite3.Connection, cramp_at: datetime) -> None:
    """Delete the record that there was no cramp in a night, because a cramp began in it."""
    night = night_of(cramp_at).isoformat()
    connection.execute("DELETE FROM quiet_night WHERE night = ?", (night,))
