"""The run of a relief, with a real log."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from stretchapp.application.relief_run import SHORTEST_CRAMP_S, ReliefRun
from stretchapp.application.relief_summary import ReliefSummary, TriedExercise
from stretchapp.base.problems import UserError
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.cramp_records import CrampDetails
from stretchapp.relief.events import Ended, MachineSlept, StepStarted, TextChanged, ThresholdReached
from stretchapp.relief.relief import ASK_TEXT
from tests.fakes import AN_EVENING, FakeClock, SaveAtOnce
from tests.relief.flows import ALL, TEXTS, calf, toes

if TYPE_CHECKING:
    import sqlite3

    from stretchapp.diary.cramp_records import CrampRecord

FLOWS = {"calf": calf(), "toes": toes()}
LOCKED = "The diary is locked."


class Relieving:
    """A relief run, its clock and its record in the log."""

    def __init__(self, connection: sqlite3.Connection, *, speed: float = 1.0) -> None:
        self.log = CrampLog(connection)
        self.is_locked = False
        self.connection = connection
        self.saver = SaveAtOnce(self.open_store)
        self.clock = FakeClock()
        self.relief_run = ReliefRun(
            FLOWS,
            "calf",
            self.clock,
            self.saver,
            limits=ALL,
            texts=TEXTS,
            speed=speed,
        )

    def open_store(self) -> sqlite3.Connection:
        if self.is_locked:
            raise UserError(LOCKED)
        return self.connection

    @property
    def opened(self) -> int:
        return self.saver.opened

    def started(self) -> Relieving:
        self.relief_run.start()
        self.relief_run.tick()
        return self

    def pass_s(self, seconds: float) -> None:
        """Let time pass with four ticks a second."""
        for _ in range(int(seconds * 4)):
            self.clock.advance(0.25)
            self.relief_run.tick()

    @property
    def record(self) -> CrampRecord:
        (record,) = self.log.cramps()
        return record


@pytest.fixture
def relieving(connection: sqlite3.Connection) -> Relieving:
    """The relief of a cramp that has just been recorded."""
    relieving = Relieving(connection).started()
    relieving.pass_s(SHORTEST_CRAMP_S)
    return relieving


class TestSaving:
    def test_nothing_is_recorded_before_the_start(self, connection: sqlite3.Connection) -> None:
        relieving = Relieving(connection)

        assert relieving.relief_run.tick() == []
        assert relieving.opened == 0

    def test_the_start_does_not_wait_for_the_log(self, connection: sqlite3.Connection) -> None:
        relieving = Relieving(connection)

        assert relieving.relief_run.start() == [
            StepStarted(0, "pull", "pull"),
            TextChanged(0, "Pull."),
        ]
        assert relieving.relief_run.snapshot().text == "Pull."
        assert (relieving.opened, relieving.relief_run.cramp_id) == (0, None)

    def test_after_twenty_seconds_the_cramp_is_recorded_with_its_start(
        self, connection: sqlite3.Connection
    ) -> None:
        relieving = Relieving(connection).started()
        relieving.pass_s(19.75)
        assert relieving.opened == 0
        relieving.pass_s(0.25)

        record = relieving.record
        assert record.id == relieving.relief_run.cramp_id
        assert (record.state, record.process, record.muscle) == ("running", os.getpid(), "calf")
        assert (record.started_at, record.saved_at) == (
            AN_EVENING,
            AN_EVENING + timedelta(seconds=20),
        )
        assert (record.length_s, record.eased) == (20, False)
        assert record.tried == (("pull", False),)

    @pytest.mark.parametrize("command", ["end", "eased", "still", "cannot", "coming_on"])
    def test_a_shorter_look_at_relief_is_not_recorded(
        self, connection: sqlite3.Connection, command: str
    ) -> None:
        relieving = Relieving(connection).started()
        relieving.pass_s(19)
        getattr(relieving.relief_run, command)()
        relieving.pass_s(0.75)
        relieving.relief_run.end()
        relieving.pass_s(30)

        assert (relieving.opened, relieving.relief_run.cramp_id) == (0, None)
        assert relieving.relief_run.problem is None
        assert relieving.log.cramps() == []

    def test_a_long_aftercare_does_not_make_a_short_cramp_longer(
        self, connection: sqlite3.Connection
    ) -> None:
        relieving = Relieving(connection).started()
        relieving.pass_s(12)
        relieving.relief_run.eased()
        relieving.pass_s(60)

        assert relieving.log.cramps() == []

    def test_a_cramp_that_returns_is_recorded_once_it_has_lasted_long_enough(
        self, connection: sqlite3.Connection
    ) -> None:
        relieving = Relieving(connection).started()
        relieving.pass_s(12)
        relieving.relief_run.eased()
        relieving.pass_s(60)
        relieving.relief_run.still()
        relieving.pass_s(8)

        assert (relieving.record.started_at, relieving.record.length_s) == (AN_EVENING, 20)

    def test_a_killed_relief_loses_no_more_than_five_seconds(self, relieving: Relieving) -> None:
        for _ in range(4 * 100):
            relieving.pass_s(0.25)
            assert relieving.record.length_s is not None
            assert 0 <= relieving.relief_run.snapshot().cramp_s - relieving.record.length_s < 5

    def test_it_is_not_saved_on_every_tick(
        self, relieving: Relieving, connection: sqlite3.Connection
    ) -> None:
        before = connection.total_changes
        relieving.pass_s(9.75)

        # The cramp, and the one exercise that was tried.
        assert connection.total_changes - before == 2

    def test_a_change_is_saved_at_once(self, relieving: Relieving) -> None:
        relieving.pass_s(3)
        relieving.relief_run.cannot()

        assert (relieving.record.length_s, relieving.record.tried[1]) == (23, ("towel", False))

    def test_a_sleep_of_the_machine_is_saved_at_once_and_not_counted(
        self, relieving: Relieving
    ) -> None:
        relieving.pass_s(3)
        relieving.clock.advance(4000)

        assert relieving.relief_run.tick() == [
            MachineSlept(23, 4000),
            TextChanged(23, ASK_TEXT),
        ]
        assert relieving.record.length_s == 23

    def test_in_the_aftercare_nothing_is_saved_until_something_happens(
        self, relieving: Relieving, connection: sqlite3.Connection
    ) -> None:
        relieving.relief_run.eased()
        before = connection.total_changes
        relieving.pass_s(29)

        assert connection.total_changes == before
        assert relieving.record.state == "running"

    def test_after_the_end_nothing_is_saved(
        self, relieving: Relieving, connection: sqlite3.Connection
    ) -> None:
        relieving.pass_s(3)

        assert relieving.relief_run.end() == [Ended(23)]
        assert (relieving.record.state, relieving.record.length_s) == ("ended", 23)
        before = connection.total_changes
        relieving.pass_s(30)
        assert connection.total_changes == before

    def test_the_time_between_saves_does_not_depend_on_the_speed(
        self, connection: sqlite3.Connection
    ) -> None:
        relieving = Relieving(connection, speed=1 / 8).started()
        relieving.pass_s(20 * 8)
        before = connection.total_changes
        relieving.pass_s(12)

        assert relieving.relief_run.snapshot().cramp_s == 21.5
        assert connection.total_changes - before == 4


class TestCommands:
    def test_each_command_reaches_the_relief(self, relieving: Relieving) -> None:
        relief_run = relieving.relief_run

        relief_run.coming_on()
        assert relief_run.snapshot().stage == "coming-on"
        relief_run.pause()
        assert relief_run.snapshot().state == "paused"
        relief_run.resume()
        assert relief_run.snapshot().state == "doing"
        relief_run.eased()
        assert relief_run.snapshot().state == "aftercare"

    def test_switching_to_another_place_keeps_the_cramp_clock(self, relieving: Relieving) -> None:
        relieving.pass_s(30)

        assert relieving.relief_run.switch("toes")[0] == StepStarted(50, "release", "release")
        assert (relieving.record.muscle, relieving.record.length_s) == ("toes", 50)
        assert relieving.relief_run.summary().title == "Toes"

    def test_a_threshold_is_reported(self, relieving: Relieving) -> None:
        relieving.pass_s(219.75)
        relieving.clock.advance(0.25)

        assert relieving.relief_run.tick() == [ThresholdReached(240, "long")]


class TestSummary:
    def test_nothing_has_helped_while_it_cramps(self, relieving: Relieving) -> None:
        relieving.pass_s(7)
        relieving.relief_run.still()

        assert relieving.relief_run.summary() == ReliefSummary(
            place="calf",
            title="Calf",
            length_s=27,
            eased=False,
            tried=(
                TriedExercise("pull", "Pull", helped=False),
                TriedExercise("stand", "Stand", helped=False),
            ),
        )

    def test_the_exercise_during_which_it_eased_has_helped(self, relieving: Relieving) -> None:
        relieving.relief_run.cannot()
        relieving.relief_run.eased()
        relieving.pass_s(40)

        summary = relieving.relief_run.summary()
        assert summary.eased
        # Exercises of the aftercare do not count as tried.
        assert [(tried.name, tried.helped) for tried in summary.tried] == [
            ("Pull", False),
            ("Towel", True),
        ]
        assert (relieving.record.eased, relieving.record.tried) == (
            True,
            (("pull", False), ("towel", True)),
        )

    def test_an_exercise_that_helped_only_for_a_while_has_not_helped(
        self, relieving: Relieving
    ) -> None:
        relieving.relief_run.eased()
        relieving.relief_run.still()
        relieving.relief_run.still()

        assert not relieving.relief_run.summary().eased
        assert (relieving.record.eased, relieving.record.tried) == (
            False,
            (("pull", False), ("stand", False)),
        )

    def test_the_summary_stays_the_same_after_the_end(self, relieving: Relieving) -> None:
        relieving.relief_run.eased()
        before = relieving.relief_run.summary()
        relieving.relief_run.end()
        relieving.pass_s(30)

        assert relieving.relief_run.summary() == before


class TestFillingIn:
    DETAILS = CrampDetails(strength=6, length_s=300, helped=frozenset({"stand"}))

    def test_details_are_saved_and_stay(self, relieving: Relieving) -> None:
        relieving.relief_run.still()
        relieving.relief_run.end()

        relieving.relief_run.fill_in(self.DETAILS)
        relieving.relief_run.fill_in(CrampDetails(note="After the hike."))
        relieving.pass_s(30)

        record = relieving.record
        assert (record.strength, record.length_s, record.note) == (6, 300, "After the hike.")
        assert record.tried == (("pull", False), ("stand", True))

    def test_details_of_a_short_cramp_record_it(self, connection: sqlite3.Connection) -> None:
        relieving = Relieving(connection).started()
        relieving.pass_s(12)
        relieving.relief_run.eased()
        relieving.relief_run.end()

        relieving.relief_run.fill_in(CrampDetails(strength=6))

        record = relieving.record
        assert (record.state, record.strength, record.eased) == ("ended", 6, True)
        assert (record.started_at, record.length_s) == (AN_EVENING, 12)
        assert record.tried == (("pull", True),)

    def test_details_that_cannot_be_saved_are_saved_later(
        self, relieving: Relieving, connection: sqlite3.Connection
    ) -> None:
        relieving.relief_run.end()
        connection.execute("PRAGMA query_only = ON")
        relieving.relief_run.fill_in(self.DETAILS)
        relieving.relief_run.fill_in(CrampDetails(note="After the hike."))
        assert relieving.relief_run.problem is not None

        connection.execute("PRAGMA query_only = OFF")
        relieving.saver.retry()
        assert relieving.relief_run.problem is None
        assert (relieving.record.strength, relieving.record.note) == (6, "After the hike.")


class TestReplacedDiary:
    """A diary that was deleted, or replaced by a copy, while a relief runs."""

    def test_the_cramp_is_written_down_anew(
        self, relieving: Relieving, connection: sqlite3.Connection
    ) -> None:
        relieving.pass_s(30)
        connection.execute("DELETE FROM cramp")
        relieving.relief_run.eased()

        assert relieving.relief_run.problem is None
        assert relieving.record.id == relieving.relief_run.cramp_id
        assert relieving.record.eased

    def test_details_of_a_cramp_that_is_gone_write_it_down_anew(
        self, relieving: Relieving, connection: sqlite3.Connection
    ) -> None:
        relieving.pass_s(30)
        relieving.relief_run.end()
        connection.execute("DELETE FROM cramp")
        relieving.relief_run.fill_in(CrampDetails(strength=7))

        assert (relieving.record.strength, relieving.record.state) == (7, "ended")
        assert relieving.record.length_s == 50


class TestFullDisk:
    def test_the_relief_continues_and_is_saved_later(
        self, relieving: Relieving, connection: sqlite3.Connection
    ) -> None:
        connection.execute("PRAGMA query_only = ON")
        relieving.pass_s(20)

        assert relieving.relief_run.snapshot().cramp_s == 40
        assert relieving.relief_run.problem is not None

        connection.execute("PRAGMA query_only = OFF")
        relieving.pass_s(5)
        assert relieving.relief_run.problem is None
        assert relieving.record.length_s == 45

    def test_a_log_that_cannot_be_opened_is_tried_again(
        self, connection: sqlite3.Connection
    ) -> None:
        relieving = Relieving(connection)
        relieving.is_locked = True
        relieving.started().pass_s(20)
        assert relieving.relief_run.problem is not None
        assert LOCKED in relieving.relief_run.problem
        relieving.pass_s(4)
        assert relieving.opened == 1

        relieving.is_locked = False
        relieving.pass_s(1)
        assert relieving.relief_run.problem is None
        assert relieving.record.started_at == AN_EVENING

    def test_an_end_that_could_not_be_saved_is_saved_later(
        self, relieving: Relieving, connection: sqlite3.Connection
    ) -> None:
        connection.execute("PRAGMA query_only = ON")
        relieving.pass_s(3)
        relieving.relief_run.end()
        assert relieving.relief_run.problem is not None
        assert relieving.record.state == "running"

        connection.execute("PRAGMA query_only = OFF")
        relieving.saver.retry()
        assert (relieving.record.state, relieving.record.length_s) == ("ended", 23)

    def test_an_answer_that_could_not_be_saved_is_saved_later(
        self, relieving: Relieving, connection: sqlite3.Connection
    ) -> None:
        connection.execute("PRAGMA query_only = ON")
        relieving.relief_run.eased()

        connection.execute("PRAGMA query_only = OFF")
        relieving.saver.retry()
        assert relieving.record.eased


def test_it_imports_nothing_that_the_first_frame_does_not_need() -> None:
    program = "import sys, stretchapp.application.relief_run; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    ).stdout.split()

    # SQLite is not checked, because measuring coverage imports it.
    assert {"PySide6", "msgspec", "stretchapp.diary", "yaml"}.isdisjoint(loaded)
