"""The night log on a real database, and reading a whole diary."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.problems import UserError
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.cramp_records import CrampEntry
from stretchapp.diary.night_log import NightLog
from stretchapp.diary.read_entries import read_entries
from stretchapp.diary.session_log import SessionLog
from tests.diary.entries import NEW_SESSION
from tests.fakes import AN_EVENING

if TYPE_CHECKING:
    import sqlite3

NIGHT = date(2026, 11, 22)


@pytest.fixture
def log(connection: sqlite3.Connection) -> NightLog:
    return NightLog(connection)


class TestQuietNights:
    def test_they_are_saved_once(self, log: NightLog) -> None:
        log.add_quiet(NIGHT, AN_EVENING)
        log.add_quiet(NIGHT, AN_EVENING)
        log.add_quiet(date(2026, 11, 20), AN_EVENING)

        assert log.quiet_nights() == {NIGHT, date(2026, 11, 20)}
        assert log.quiet_nights(since=date(2026, 11, 21)) == {NIGHT}

    def test_they_can_be_removed(self, log: NightLog) -> None:
        other = date(2026, 11, 20)
        log.add_quiet(NIGHT, AN_EVENING)
        log.add_quiet(other, AN_EVENING)

        log.remove_quiet(NIGHT)
        log.remove_quiet(NIGHT)

        assert log.quiet_nights() == {other}

    def test_a_night_before_1970_is_refused(self, log: NightLog) -> None:
        log.add_quiet(date(1970, 1, 1), AN_EVENING)

        with pytest.raises(UserError, match="before 1970"):
            log.add_quiet(date(1969, 12, 31), AN_EVENING)
        assert log.quiet_nights() == {date(1970, 1, 1)}


class TestDismissedRules:
    def test_the_nights_are_saved(self, log: NightLog) -> None:
        log.dismiss("D1", [NIGHT, NIGHT])

        assert log.dismissed_nights("D1") == {NIGHT}
        assert log.dismissed_nights("D2") == frozenset()

    def test_dismissing_again_replaces_the_nights(self, log: NightLog) -> None:
        log.dismiss("D2", [NIGHT])
        log.dismiss("D1", [NIGHT])
        log.dismiss("D1", [date(2026, 11, 23)])

        assert log.dismissed_nights("D1") == {date(2026, 11, 23)}
        assert log.dismissed_nights("D2") == {NIGHT}


class TestSixWeeks:
    def test_there_are_none_at_first(self, log: NightLog) -> None:
        assert log.six_weeks_start() is None

    def test_they_can_be_started_again_and_ended(self, log: NightLog) -> None:
        log.start_six_weeks(date(2026, 10, 1))
        log.start_six_weeks(NIGHT)
        assert log.six_weeks_start() == NIGHT

        log.end_six_weeks()
        assert log.six_weeks_start() is None


@pytest.mark.parametrize("table", ["quiet_night", "dismissed_night", "six_weeks"])
def test_an_unreadable_row_is_explained(
    log: NightLog, connection: sqlite3.Connection, table: str
) -> None:
    log.add_quiet(NIGHT, AN_EVENING)
    log.dismiss("D1", [NIGHT])
    log.start_six_weeks(NIGHT)
    column = "begins" if table == "six_weeks" else "night"
    connection.execute(f"UPDATE {table} SET {column} = 'some night'")  # noqa: S608 -- our own names

    reads = {
        "quiet_night": log.quiet_nights,
        "dismissed_night": lambda: log.dismissed_nights("D1"),
        "six_weeks": log.six_weeks_start,
    }
    with pytest.raises(UserError, match="some night"):
        reads[table]()


def test_a_diary_is_read_as_a_whole_or_from_a_moment_on(connection: sqlite3.Connection) -> None:
    later = AN_EVENING + timedelta(days=2)
    for moment in (AN_EVENING, later):
        SessionLog(connection).start(NEW_SESSION, moment)
        CrampLog(connection).add(CrampEntry(started_at=moment), moment)
        NightLog(connection).add_quiet(moment.date(), moment)

    whole = read_entries(connection)
    recent = read_entries(connection, later)

    assert (len(whole.sessions), len(whole.cramps), len(whole.quiet_nights)) == (2, 2, 2)
    assert [entry.started_at for entry in (*recent.sessions, *recent.cramps)] == [later, later]
    assert recent.quiet_nights == {later.date()}


def test_the_night_before_a_morning_is_read_too(connection: sqlite3.Connection) -> None:
    morning = AN_EVENING.replace(hour=3)
    night_before = morning.date() - timedelta(days=1)
    for nights_ago in (1, 2):
        NightLog(connection).add_quiet(morning.date() - timedelta(days=nights_ago), AN_EVENING)

    assert read_entries(connection, morning).quiet_nights == {night_before}
