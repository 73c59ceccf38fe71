"""The session log on a real database."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.problems import UserError
from stretchapp.diary.session_log import SessionLog, SessionRecord
from stretchapp.diary.storage.errors import EntryGoneError
from tests.diary.entries import NEW_SESSION
from tests.fakes import AN_EVENING

if TYPE_CHECKING:
    import sqlite3

    from stretchapp.diary.session_log import SessionState


@pytest.fixture
def log(connection: sqlite3.Connection) -> SessionLog:
    return SessionLog(connection)


def later(minutes: float) -> datetime:
    return AN_EVENING + timedelta(minutes=minutes)


def test_a_session_starts_with_nothing_done(log: SessionLog) -> None:
    session = log.start(NEW_SESSION, AN_EVENING)

    (record,) = log.sessions()
    assert len(record.uid) == 32
    assert record == SessionRecord(
        id=session,
        routine="in-bed",
        title="In bed",
        player="window",
        process=42,
        state="running",
        started_at=AN_EVENING,
        saved_at=AN_EVENING,
        planned_s=345.0,
        active_s=0.0,
        part=0,
        parts=5,
        occasion="bedtime",
        uid=record.uid,
    )


@pytest.mark.parametrize("state", ["running", "finished", "stopped"])
def test_a_session_is_saved(log: SessionLog, state: SessionState) -> None:
    session = log.start(NEW_SESSION, AN_EVENING)

    log.save(session, state, 123.5, 3, later(4))

    (record,) = log.sessions()
    assert (record.state, record.active_s, record.part) == (state, 123.5, 3)
    assert (record.started_at, record.saved_at) == (AN_EVENING, later(4))


def test_saving_changes_no_other_session(log: SessionLog) -> None:
    first = log.start(NEW_SESSION, AN_EVENING)
    second = log.start(NEW_SESSION, later(1))

    log.save(first, "stopped", 60, 1, later(2))

    assert [(record.id, record.state) for record in log.sessions()] == [
        (second, "running"),
        (first, "stopped"),
    ]


def test_an_interrupted_session_is_abandoned_with_its_progress(log: SessionLog) -> None:
    other = log.start(NEW_SESSION, AN_EVENING)
    session = log.start(NEW_SESSION, AN_EVENING)
    log.save(session, "running", 60, 1, later(1))

    log.abandon(session)

    records = {record.id: record for record in log.sessions()}
    record = records[session]
    assert (record.state, record.active_s, record.saved_at) == ("left", 60, later(1))
    assert records[other].state == "running"


def test_another_process_takes_over_a_session_with_its_progress(log: SessionLog) -> None:
    session = log.start(NEW_SESSION, AN_EVENING)
    log.save(session, "running", 60, 1, later(1))
    log.abandon(session)
    todays_plan = replace(NEW_SESSION, player="terminal", process=43, planned_s=400.0, parts=6)

    log.take_over(session, todays_plan, later(2))

    (record,) = log.sessions()
    assert (record.player, record.process, record.state) == ("terminal", 43, "running")
    assert (record.planned_s, record.parts) == (400.0, 6)
    assert (record.active_s, record.part, record.saved_at) == (60, 1, later(2))


def test_sessions_that_were_not_ended_are_running(log: SessionLog) -> None:
    first, second, third = (log.start(NEW_SESSION, later(minute)) for minute in range(3))
    log.save(second, "finished", 345, 4, later(10))
    log.save(first, "running", 60, 1, later(11))

    assert [record.id for record in log.running()] == [first, third]


def test_sessions_are_sorted_by_time_across_time_zones(log: SessionLog) -> None:
    """On the night on which the clocks are set back, 2:10 comes after 2:30."""
    summer, winter = timezone(timedelta(hours=2)), timezone(timedelta(hours=1))
    earlier = log.start(NEW_SESSION, datetime(2026, 10, 25, 2, 30, tzinfo=summer))
    after = log.start(NEW_SESSION, datetime(2026, 10, 25, 2, 10, tzinfo=winter))
    before = log.start(NEW_SESSION, datetime(2026, 10, 25, 1, 0, tzinfo=summer))

    assert [record.id for record in log.sessions()] == [after, earlier, before]


def test_sessions_since_a_moment_include_those_that_started_just_then(log: SessionLog) -> None:
    second = timedelta(seconds=1)
    starts = [AN_EVENING - second, AN_EVENING, AN_EVENING + second]
    for start in starts:
        log.start(NEW_SESSION, start)

    found = [record.started_at for record in log.sessions(since=AN_EVENING)]
    assert found == [AN_EVENING + second, AN_EVENING]


def test_a_moment_keeps_its_time_zone(log: SessionLog) -> None:
    moment = datetime(2026, 11, 22, 22, 30, 0, 123456, tzinfo=timezone(timedelta(hours=5.5)))
    log.start(NEW_SESSION, moment)

    (record,) = log.sessions()
    assert (record.started_at, record.started_at.utcoffset()) == (moment, moment.utcoffset())


def test_an_unknown_state_is_refused(log: SessionLog) -> None:
    session = log.start(NEW_SESSION, AN_EVENING)

    with pytest.raises(UserError, match="cannot be read or written"):
        log.save(session, "lost", 0, 0, AN_EVENING)  # pyright: ignore[reportArgumentType]


def test_a_damaged_row_is_left_out(log: SessionLog, connection: sqlite3.Connection) -> None:
    number = log.start(NEW_SESSION, AN_EVENING)
    connection.execute("UPDATE session SET saved_at = 'yesterday'")

    assert log.sessions() == []
    assert log.left_out == [f"session {number}"]


def test_a_session_that_is_gone_is_not_saved_silently(log: SessionLog) -> None:
    with pytest.raises(EntryGoneError):
        log.save(7, "running", 1.0, 0, AN_EVENING)
    with pytest.raises(EntryGoneError):
        log.take_over(7, NEW_SESSION, AN_EVENING)
