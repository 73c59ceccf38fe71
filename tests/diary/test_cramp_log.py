"""The cramp log on a real database."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.problems import UserError
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.cramp_records import CrampDetails, CrampProgress, CrampRecord
from stretchapp.diary.storage.store import open_store
from tests.fakes import AN_EVENING

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).parents[2]

PROGRESS = CrampProgress(
    state="running", muscle="calf", length_s=75.5, eased=False, tried={"pull": False, "rub": False}
)

DETAILS = CrampDetails(
    side="left",
    strength=7,
    length_s=90.0,
    triggers=frozenset({"tired-legs", "got-cold"}),
    helped=frozenset({"rub"}),
    nothing_helped=False,
    note="After the hike.",
)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = open_store(tmp_path / "diary.sqlite")
    yield connection
    connection.close()


@pytest.fixture
def log(connection: sqlite3.Connection) -> CrampLog:
    return CrampLog(connection)


@pytest.fixture
def cramp(log: CrampLog) -> int:
    """A cramp that has just begun."""
    return log.start(AN_EVENING, "calf", 42)


def only(log: CrampLog) -> CrampRecord:
    (record,) = log.cramps()
    return record


def later(minutes: float) -> datetime:
    return AN_EVENING + timedelta(minutes=minutes)


def test_a_cramp_begins_with_nothing_known_but_where_it_is(log: CrampLog, cramp: int) -> None:
    uid = only(log).uid
    assert len(uid) == 32
    assert log.cramps() == [
        CrampRecord(
            id=cramp,
            state="running",
            process=42,
            started_at=AN_EVENING,
            saved_at=AN_EVENING,
            muscle="calf",
            side=None,
            strength=None,
            length_s=0.0,
            eased=False,
            nothing_helped=False,
            note="",
            triggers=(),
            tried=(),
            uid=uid,
        )
    ]


class TestSaving:
    def test_what_was_done_is_saved(self, log: CrampLog, cramp: int) -> None:
        log.save(cramp, PROGRESS, later(1))

        record = only(log)
        assert (record.state, record.length_s, record.eased) == ("running", 75.5, False)
        assert (record.started_at, record.saved_at) == (AN_EVENING, later(1))
        assert record.tried == (("pull", False), ("rub", False))

    def test_a_later_save_adds_to_it_and_says_what_helped(self, log: CrampLog, cramp: int) -> None:
        log.save(cramp, PROGRESS, later(1))
        tried = {"pull": False, "rub": True, "walk": False}
        ended = replace(PROGRESS, state="ended", muscle="toes", eased=True, tried=tried)

        log.save(cramp, ended, later(2))

        record = only(log)
        assert (record.state, record.muscle, record.eased) == ("ended", "toes", True)
        assert record.tried == (("pull", False), ("rub", True), ("walk", False))

    def test_only_the_cramp_that_is_meant_is_saved(self, log: CrampLog, cramp: int) -> None:
        second = log.start(later(60), "toes", 42)

        log.save(cramp, PROGRESS, later(61))

        assert [(record.id, record.length_s, len(record.tried)) for record in log.cramps()] == [
            (second, 0.0, 0),
            (cramp, 75.5, 2),
        ]

    def test_a_save_is_whole_or_not_at_all(
        self, log: CrampLog, cramp: int, connection: sqlite3.Connection
    ) -> None:
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON cramp_tried WHEN NEW.exercise = 'rub'"
            " BEGIN SELECT RAISE(ABORT, 'no room'); END"
        )

        with pytest.raises(UserError, match="no room"):
            log.save(cramp, PROGRESS, later(1))

        assert (only(log).length_s, only(log).tried) == (0.0, ())
        assert not connection.in_transaction


class TestFillingIn:
    def test_everything(self, log: CrampLog, cramp: int) -> None:
        log.save(cramp, PROGRESS, later(1))

        log.fill_in(cramp, DETAILS)

        record = only(log)
        assert (record.side, record.strength, record.length_s) == ("left", 7, 90.0)
        assert record.triggers == ("got-cold", "tired-legs")
        assert record.tried == (("pull", False), ("rub", True))
        assert (record.nothing_helped, record.note) == (False, "After the hike.")
        assert record.saved_at == later(1)

    def test_what_is_not_given_is_left(self, log: CrampLog, cramp: int) -> None:
        log.save(cramp, PROGRESS, later(1))
        log.fill_in(cramp, DETAILS)
        before = only(log)

        log.fill_in(cramp, CrampDetails())
        assert only(log) == before
        log.fill_in(cramp, CrampDetails(strength=0))
        assert only(log) == replace(before, strength=0)

    def test_what_is_not_known_after_all_is_taken_back(self, log: CrampLog, cramp: int) -> None:
        log.save(cramp, PROGRESS, later(1))
        log.fill_in(cramp, DETAILS)
        before = only(log)

        log.fill_in(cramp, CrampDetails(unknown=frozenset({"side", "length_s"}), strength=3))

        assert only(log) == replace(before, side=None, length_s=None, strength=3)

    def test_given_again_it_takes_the_place_of_the_first(self, log: CrampLog, cramp: int) -> None:
        log.save(cramp, PROGRESS, later(1))
        log.fill_in(cramp, DETAILS)

        triggers, helped = frozenset({"heat"}), frozenset({"pull"})
        log.fill_in(cramp, CrampDetails(triggers=triggers, helped=helped))

        assert only(log).triggers == ("heat",)
        assert only(log).tried == (("pull", True), ("rub", False))

    def test_nothing_helped(self, log: CrampLog, cramp: int) -> None:
        tried = {"pull": True, "rub": False}
        log.save(cramp, replace(PROGRESS, tried=tried), later(1))

        log.fill_in(cramp, CrampDetails(helped=frozenset(), nothing_helped=True))

        assert only(log).nothing_helped
        assert only(log).tried == (("pull", False), ("rub", False))

    def test_something_helped_that_was_not_in_the_flow(self, log: CrampLog, cramp: int) -> None:
        log.fill_in(cramp, CrampDetails(helped=frozenset({"bath"})))

        assert only(log).tried == (("bath", True),)

    @pytest.mark.parametrize("strength", [0, 10])
    def test_strength_goes_from_0_to_10(self, log: CrampLog, cramp: int, strength: int) -> None:
        log.fill_in(cramp, CrampDetails(strength=strength))

        assert only(log).strength == strength

    @pytest.mark.parametrize(
        "details",
        [
            CrampDetails(strength=11),
            CrampDetails(strength=-1),
            CrampDetails(length_s=-0.1),
            CrampDetails(side="front"),  # pyright: ignore[reportArgumentType]
        ],
    )
    def test_what_makes_no_sense_is_refused_and_changes_nothing(
        self, log: CrampLog, cramp: int, details: CrampDetails
    ) -> None:
        before = only(log)
        with_more = replace(details, triggers=frozenset({"heat"}), note="More.")

        with pytest.raises(UserError, match="cannot be read or written"):
            log.fill_in(cramp, with_more)

        assert only(log) == before


class TestReading:
    def test_the_latest_comes_first_in_every_time_zone(self, log: CrampLog) -> None:
        """On the night on which the clocks are set back, 2:10 comes after 2:30."""
        summer, winter = timezone(timedelta(hours=2)), timezone(timedelta(hours=1))
        earlier = log.start(datetime(2026, 10, 25, 2, 30, tzinfo=summer), "calf", 1)
        after = log.start(datetime(2026, 10, 25, 2, 10, tzinfo=winter), "calf", 1)

        assert [record.id for record in log.cramps()] == [after, earlier]

    def test_a_row_that_makes_no_sense_is_told_in_a_sentence(
        self, log: CrampLog, cramp: int, connection: sqlite3.Connection
    ) -> None:
        connection.execute("UPDATE cramp SET started_at = 'last night'")

        with pytest.raises(UserError, match="last night"):
            log.cramps()

    def test_an_entry_made_by_hand_needs_no_process_and_no_length(
        self, log: CrampLog, connection: sqlite3.Connection
    ) -> None:
        moment = AN_EVENING.isoformat()
        connection.execute(
            "INSERT INTO cramp (state, started_at, saved_at) VALUES ('ended', ?, ?)",
            (moment, moment),
        )

        record = only(log)
        assert (record.process, record.muscle, record.length_s) == (None, None, None)

    def test_what_belongs_to_a_deleted_cramp_is_deleted_too(
        self, log: CrampLog, cramp: int, connection: sqlite3.Connection
    ) -> None:
        log.save(cramp, PROGRESS, later(1))
        log.fill_in(cramp, DETAILS)

        connection.execute("DELETE FROM cramp WHERE id = ?", (cramp,))

        for table in ("cramp_trigger", "cramp_tried"):
            rows = connection.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 -- our own names
            assert rows.fetchone()[0] == 0


class TestWhatWasCutOff:
    DEAD, ALIVE = 1, 2

    def closed(self, log: CrampLog, own: int | None = None) -> dict[int, str]:
        log.end_interrupted(lambda process: process != self.DEAD, own=own)
        return {record.id: record.state for record in log.cramps()}

    def test_it_is_ended_with_what_was_saved(self, log: CrampLog) -> None:
        cramp = log.start(AN_EVENING, "calf", self.DEAD)
        log.save(cramp, PROGRESS, later(1))
        before = only(log)

        assert self.closed(log) == {cramp: "ended"}
        assert only(log) == replace(before, state="ended")

    def test_that_of_a_living_process_goes_on(self, log: CrampLog) -> None:
        cramp = log.start(AN_EVENING, "calf", self.ALIVE)

        assert self.closed(log) == {cramp: "running"}

    def test_an_earlier_process_of_our_number_is_dead(self, log: CrampLog) -> None:
        earlier = log.start(AN_EVENING, "calf", os.getpid())
        own = log.start(later(60), "calf", os.getpid())

        assert self.closed(log, own) == {earlier: "ended", own: "running"}

    def test_one_that_was_ended_is_left_alone(self, log: CrampLog) -> None:
        cramp = log.start(AN_EVENING, "calf", self.DEAD)
        log.save(cramp, replace(PROGRESS, state="ended"), later(1))
        before = only(log)

        self.closed(log)
        assert only(log) == before


def test_a_full_disk_is_told_in_a_sentence(log: CrampLog, connection: sqlite3.Connection) -> None:
    cramp = log.start(AN_EVENING, "calf", 1)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(UserError, match="disk is full"):
        log.fill_in(cramp, CrampDetails(helped=frozenset({"x" * 10_000})))


RELIEVING = """
import sys
from pathlib import Path
from stretchapp.base.clock import SystemClock
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.storage.store import open_store
from stretchapp.application.relief_run import ReliefRun
from stretchapp.relief.events import LineShown
from tests.relief.flows import calf

relief_run = ReliefRun(
    {"calf": calf()},
    "calf",
    SystemClock(),
    lambda: CrampLog(open_store(Path(sys.argv[1]))),
    skips_rubbing=False,
    question="Is it swollen?",
    speed=2000.0,
)
relief_run.start()
while True:
    if any(not isinstance(event, LineShown) for event in relief_run.tick()):
        # More than other words: it has been saved.
        details = relief_run.details()
        print(details.length_s, *(tried.id for tried in details.tried), flush=True)
"""


@pytest.mark.parametrize("saves", [1, 2, 10, 60])
def test_a_relief_that_is_killed_keeps_all_that_it_said(tmp_path: Path, saves: int) -> None:
    path = tmp_path / "diary.sqlite"
    with subprocess.Popen(
        [sys.executable, "-c", RELIEVING, str(path)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().split() for _ in range(saves)]
        process.send_signal(signal.SIGKILL)
        # What it managed to say before it died counts too; the last line may be cut off.
        said += [line.split() for line in process.stdout.readlines() if line.endswith("\n")]
    assert process.returncode == -signal.SIGKILL

    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with closing(open_store(path)) as connection:
        log = CrampLog(connection)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert only(log).state == "running"
        log.end_interrupted(lambda number: number != process.pid)
        record = only(log)
    length_s, *tried = said[-1]
    assert (record.state, record.process, record.muscle) == ("ended", process.pid, "calf")
    assert record.length_s is not None
    assert record.length_s >= float(length_s)
    assert [exercise for exercise, _helped in record.tried][: len(tried)] == tried
