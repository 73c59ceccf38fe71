"""The session log on a real database."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.problems import UserError
from stretchapp.diary.session_log import NewSession, SessionLog, SessionRecord
from stretchapp.diary.storage.store import open_store
from tests.fakes import AN_EVENING

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.diary.session_log import PlayerKind, SessionState


def a_session(player: PlayerKind = "window", process: int = 42) -> NewSession:
    return NewSession(
        routine="in-bed",
        title="In bed",
        player=player,
        process=process,
        planned_s=345.0,
        parts=5,
        occasion="bedtime",
    )


def later(minutes: float) -> datetime:
    return AN_EVENING + timedelta(minutes=minutes)


def test_a_session_begins_with_nothing_done(log: SessionLog) -> None:
    session = log.start(a_session(), AN_EVENING)

    uid = log.sessions()[0].uid
    assert len(uid) == 32
    assert log.sessions() == [
        SessionRecord(
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
            uid=uid,
        )
    ]


@pytest.mark.parametrize("state", ["running", "finished", "stopped"])
def test_a_session_is_saved(log: SessionLog, state: SessionState) -> None:
    session = log.start(a_session(), AN_EVENING)

    log.save(session, state, 123.5, 3, later(4))

    (record,) = log.sessions()
    assert (record.state, record.active_s, record.part) == (state, 123.5, 3)
    assert (record.started_at, record.saved_at) == (AN_EVENING, later(4))


def test_only_the_session_that_is_meant_is_saved(log: SessionLog) -> None:
    first = log.start(a_session(), AN_EVENING)
    second = log.start(a_session(), later(1))

    log.save(first, "stopped", 60, 1, later(2))

    assert [(record.id, record.state) for record in log.sessions()] == [
        (second, "running"),
        (first, "stopped"),
    ]


def test_a_session_is_left(log: SessionLog) -> None:
    session = log.start(a_session(), AN_EVENING)
    log.save(session, "running", 60, 1, later(1))

    log.abandon(session)

    (record,) = log.sessions()
    assert (record.state, record.active_s, record.saved_at) == ("left", 60, later(1))


def test_a_session_is_taken_over_with_what_was_done(log: SessionLog) -> None:
    session = log.start(a_session(), AN_EVENING)
    log.save(session, "running", 60, 1, later(1))
    log.abandon(session)

    log.take_over(session, a_session("terminal", 43), later(2))

    (record,) = log.sessions()
    assert (record.player, record.process, record.state) == ("terminal", 43, "running")
    assert (record.active_s, record.part, record.saved_at) == (60, 1, later(2))


def test_running_are_those_that_were_not_ended(log: SessionLog) -> None:
    first, second, third = (log.start(a_session(), later(minute)) for minute in range(3))
    log.save(second, "finished", 345, 4, later(10))
    log.save(first, "running", 60, 1, later(11))

    assert [record.id for record in log.running()] == [first, third]


def test_sessions_come_in_the_order_of_their_moments_in_every_time_zone(log: SessionLog) -> None:
    """On the night on which the clocks are set back, 2:10 comes after 2:30."""
    summer, winter = timezone(timedelta(hours=2)), timezone(timedelta(hours=1))
    earlier = log.start(a_session(), datetime(2026, 10, 25, 2, 30, tzinfo=summer))
    after = log.start(a_session(), datetime(2026, 10, 25, 2, 10, tzinfo=winter))
    before = log.start(a_session(), datetime(2026, 10, 25, 1, 0, tzinfo=summer))

    assert [record.id for record in log.sessions()] == [after, earlier, before]


def test_a_moment_keeps_its_time_zone(log: SessionLog) -> None:
    moment = datetime(2026, 11, 22, 22, 30, 0, 123456, tzinfo=timezone(timedelta(hours=5.5)))
    log.start(a_session(), moment)

    (record,) = log.sessions()
    assert (record.started_at, record.started_at.utcoffset()) == (moment, moment.utcoffset())


def test_an_unknown_state_is_refused(log: SessionLog) -> None:
    session = log.start(a_session(), AN_EVENING)

    with pytest.raises(UserError, match="cannot be read or written"):
        log.save(session, "lost", 0, 0, AN_EVENING)  # pyright: ignore[reportArgumentType]


def test_a_full_disk_is_told_in_a_sentence(tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "diary.sqlite")) as connection:
        log = SessionLog(connection)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        long = replace(a_session(), title="x" * 10_000)

        with pytest.raises(UserError, match="disk is full"):
            log.start(long, AN_EVENING)


def test_a_row_that_makes_no_sense_is_told_in_a_sentence(tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "diary.sqlite")) as connection:
        log = SessionLog(connection)
        log.start(a_session(), AN_EVENING)
        connection.execute("UPDATE session SET saved_at = 'yesterday'")

        with pytest.raises(UserError, match="yesterday"):
            log.sessions()


SAVING = """
import sys
from pathlib import Path
from stretchapp.base.clock import SystemClock
from stretchapp.diary.session_log import NewSession, SessionLog
from stretchapp.diary.storage.store import open_store

clock = SystemClock()
log = SessionLog(open_store(Path(sys.argv[1])))
session = NewSession(routine="r", title="R", player="window", process=1, planned_s=1, parts=1)
while True:
    number = log.start(session, clock.now())
    for part in range(3):
        log.save(number, "running", number + part / 10, part, clock.now())
        print(number, number + part / 10, flush=True)
"""


@pytest.mark.parametrize("saves", [1, 2, 10, 100, 300])
def test_a_killed_process_has_saved_all_that_it_said(tmp_path: Path, saves: int) -> None:
    path = tmp_path / "diary.sqlite"
    with subprocess.Popen(
        [sys.executable, "-c", SAVING, str(path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().split() for _ in range(saves)]
        process.kill()
        # What it managed to say before it died counts too; the last line may be cut off.
        said += [line.split() for line in process.stdout.readlines() if line.endswith("\n")]

    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with closing(open_store(path)) as connection:
        saved = {record.id: record.active_s for record in SessionLog(connection).sessions()}
    assert len(said) >= saves
    for number, active_s in said:
        assert saved[int(number)] >= float(active_s)
