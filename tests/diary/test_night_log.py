"""The night log on a real database, and reading a whole diary."""

from __future__ import annotations

from contextlib import closing
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.base.nights import night_of
from stretchapp.base.problems import UserError
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.cramp_records import CrampEntry
from stretchapp.diary.night_log import NightLog
from stretchapp.diary.read_entries import read_entries
from stretchapp.diary.session_log import SessionLog
from stretchapp.diary.storage.store import empty_store
from tests.diary.entries import NEW_SESSION, moments
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
def test_a_damaged_row_is_left_out(
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
    assert not reads[table]()
    assert log.left_out == ["night some night"]


def test_a_diary_is_read_as_a_whole_or_from_a_night_on(connection: sqlite3.Connection) -> None:
    later = AN_EVENING + timedelta(days=3)
    for moment in (AN_EVENING, later):
        SessionLog(connection).start(NEW_SESSION, moment)
        CrampLog(connection).add(CrampEntry(started_at=moment), moment)
        NightLog(connection).add_quiet(moment.date() + timedelta(days=1), moment)

    whole = read_entries(connection)
    recent = read_entries(connection, later.date())

    assert (len(whole.sessions), len(whole.cramps), len(whole.quiet_nights)) == (2, 2, 2)
    assert [entry.started_at for entry in (*recent.sessions, *recent.cramps)] == [later, later]
    assert recent.quiet_nights == {later.date() + timedelta(days=1)}


@given(
    st.lists(
        st.builds(
            datetime.astimezone,
            moments(days=4),
            st.integers(-14 * 60, 14 * 60).map(lambda offset: timezone(timedelta(minutes=offset))),
        ),
        max_size=6,
    )
)
def test_from_a_night_on_no_entry_is_missed_wherever_it_was_made(begun: list[datetime]) -> None:
    with closing(empty_store()) as connection:
        for moment in begun:
            SessionLog(connection).start(NEW_SESSION, moment)
            CrampLog(connection).start(moment, "calf", process=1)
        whole = read_entries(connection)
        for first in {night_of(moment) for moment in begun}:
            recent = read_entries(connection, first)

            expected = [cramp for cramp in whole.cramps if night_of(cramp.started_at) >= first]
            assert recent.cramps == expected
            assert len(recent.sessions) == len(expected)


class TestNightWithACramp:
    """A night that has a cramp is none without a cramp."""

    CRAMP_AT = datetime(2026, 11, 22, 3, 0, tzinfo=ZoneInfo("Pacific/Auckland"))

    def test_it_is_not_written_down_as_quiet(self, connection: sqlite3.Connection) -> None:
        CrampLog(connection).add(CrampEntry(started_at=self.CRAMP_AT), AN_EVENING)
        log = NightLog(connection)

        with pytest.raises(UserError, match="a cramp in the night of 2026-11-21"):
            log.add_quiet(date(2026, 11, 21), AN_EVENING)
        log.add_quiet(date(2026, 11, 20), AN_EVENING)

        assert log.quiet_nights() == {date(2026, 11, 20)}

    def test_it_is_quiet_no_longer(self, connection: sqlite3.Connection) -> None:
        cramps, log = CrampLog(connection), NightLog(connection)
        for day in (20, 21, 22):
            log.add_quiet(date(2026, 11, day), AN_EVENING)

        number = cramps.add(CrampEntry(started_at=self.CRAMP_AT), AN_EVENING)
        assert log.quiet_nights() == {date(2026, 11, 20), date(2026, 11, 22)}

        later = self.CRAMP_AT - timedelta(days=1)
        cramps.change(number, CrampEntry(started_at=later), AN_EVENING)
        assert log.quiet_nights() == {date(2026, 11, 22)}

        record = cramps.delete(number)
        log.add_quiet(date(2026, 11, 20), AN_EVENING)
        cramps.restore(record)
        assert log.quiet_nights() == {date(2026, 11, 22)}

    def test_relief_that_begins_in_it_outweighs_what_was_said(
        self, connection: sqlite3.Connection
    ) -> None:
        NightLog(connection).add_quiet(date(2026, 11, 21), AN_EVENING)
        CrampLog(connection).start(self.CRAMP_AT, "calf", process=1)

        assert read_entries(connection).quiet_nights == frozenset()
        assert read_entries(connection, date(2026, 11, 21)).quiet_nights == frozenset()
