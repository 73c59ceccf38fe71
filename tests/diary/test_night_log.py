"""What is kept of nights, on a real database."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.problems import UserError
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.cramp_records import CrampEntry
from stretchapp.diary.night_log import NightLog
from stretchapp.diary.read_entries import read_entries
from stretchapp.diary.session_log import NewSession, SessionLog
from stretchapp.diary.storage.store import open_store
from tests.fakes import AN_EVENING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

NIGHT = date(2026, 11, 22)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = open_store(tmp_path / "diary.sqlite")
    yield connection
    connection.close()


@pytest.fixture
def log(connection: sqlite3.Connection) -> NightLog:
    return NightLog(connection)


class TestNothingTonight:
    def test_it_is_kept(self, log: NightLog) -> None:
        log.add_quiet(NIGHT, AN_EVENING)
        log.add_quiet(NIGHT, AN_EVENING)
        log.add_quiet(date(2026, 11, 20), AN_EVENING)

        assert log.quiet_nights() == {NIGHT, date(2026, 11, 20)}
        assert log.quiet_nights(date(2026, 11, 21)) == {NIGHT}

    def test_it_can_be_taken_back(self, log: NightLog) -> None:
        log.add_quiet(NIGHT, AN_EVENING)
        log.remove_quiet(NIGHT)
        log.remove_quiet(NIGHT)

        assert log.quiet_nights() == frozenset()


class TestDismissing:
    def test_the_nights_are_kept(self, log: NightLog) -> None:
        log.dismiss("D1", [NIGHT, NIGHT])

        assert log.dismissed_nights("D1") == {NIGHT}
        assert log.dismissed_nights("D2") == frozenset()

    def test_dismissed_again_it_rests_on_the_nights_of_now(self, log: NightLog) -> None:
        log.dismiss("D1", [NIGHT])
        log.dismiss("D1", [date(2026, 11, 23)])

        assert log.dismissed_nights("D1") == {date(2026, 11, 23)}


class TestSixWeeks:
    def test_none_were_begun(self, log: NightLog) -> None:
        assert log.six_weeks_start() is None

    def test_they_can_be_begun_anew_and_given_up(self, log: NightLog) -> None:
        log.start_six_weeks(date(2026, 10, 1))
        log.start_six_weeks(NIGHT)
        assert log.six_weeks_start() == NIGHT

        log.end_six_weeks()
        assert log.six_weeks_start() is None


@pytest.mark.parametrize("table", ["quiet_night", "dismissed_night", "six_weeks"])
def test_a_row_that_makes_no_sense_is_told(
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


def test_a_diary_is_read_as_a_whole_or_from_a_moment_on(tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "diary.sqlite")) as connection:
        later = AN_EVENING + timedelta(days=2)
        session = NewSession(
            routine="r", title="R", player="window", process=1, planned_s=1, parts=1
        )
        for moment in (AN_EVENING, later):
            SessionLog(connection).start(session, moment)
            CrampLog(connection).add(CrampEntry(started_at=moment), moment)
            NightLog(connection).add_quiet(moment.date(), moment)
        all_of_it = read_entries(connection)
        late = read_entries(connection, later)

    assert (len(all_of_it.sessions), len(all_of_it.cramps), len(all_of_it.quiet_nights)) == (
        2,
        2,
        2,
    )
    assert [it.started_at for it in (*late.sessions, *late.cramps)] == [later, later]
    assert late.quiet_nights == {later.date()}
