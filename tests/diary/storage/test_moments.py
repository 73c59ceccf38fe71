"""Queries by moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from stretchapp.diary.session_log import SessionLog
from stretchapp.diary.storage.moments import from_julian, since_clause
from tests.diary.entries import NEW_SESSION
from tests.fakes import AN_EVENING

if TYPE_CHECKING:
    import sqlite3


def test_the_clause_finds_every_row_since_a_moment_and_few_before(
    connection: sqlite3.Connection,
) -> None:
    distances_s = (-7200, -1.5, -0.5, 0, 0.5, 7200)
    zone = timezone(timedelta(hours=-8))
    for distance_s in distances_s:
        moment = (AN_EVENING + timedelta(seconds=distance_s)).astimezone(zone)
        SessionLog(connection).start(NEW_SESSION, moment)

    clause, values = since_clause(AN_EVENING)
    rows = connection.execute(f"SELECT started_at FROM session{clause}", values).fetchall()  # noqa: S608 -- our own words

    found = [datetime.fromisoformat(row["started_at"]) - AN_EVENING for row in rows]
    assert sorted(each.total_seconds() for each in found) == [-0.5, 0, 0.5, 7200]


def test_a_julian_day_of_sqlite_is_a_moment(connection: sqlite3.Connection) -> None:
    (julian,) = connection.execute("SELECT julianday('2026-11-22T22:00:00+00:00')").fetchone()

    assert abs(from_julian(julian) - datetime(2026, 11, 22, 22, tzinfo=UTC)) < timedelta(seconds=1)
