"""Sessions as the window and the terminal play them, with a real log."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from stretchapp.application.session_run import SessionRun, cut_off_session
from stretchapp.diary.session_log import NewSession, SessionLog
from stretchapp.diary.storage.store import BUSY_TIMEOUT_MS, open_store
from stretchapp.library.routines.models import WaitStep
from stretchapp.session.events import (
    Finished,
    Interrupted,
    Paused,
    Resumed,
    SegmentStarted,
    Stopped,
)
from stretchapp.session.player import MAX_TICK_GAP_S
from tests.fakes import AN_EVENING, FakeClock, a_routine, a_step

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from stretchapp.diary.session_log import PlayerKind, SessionRecord
    from stretchapp.library.routines.models import Routine

ROUTINE = a_routine(a_step(sides="each"), WaitStep("Lie down."), a_step())
"""Parts: left leg 0 to 40 s, right leg to 75 s, a wait, both legs to 115 s."""


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = open_store(tmp_path / "diary.sqlite")
    yield connection
    connection.close()


@pytest.fixture
def log(connection: sqlite3.Connection) -> SessionLog:
    return SessionLog(connection)


class Playing:
    """A run, its clock and what is in its log."""

    def __init__(
        self,
        log: SessionLog,
        routine: Routine = ROUTINE,
        player: PlayerKind = "window",
        *,
        speed: float = 1.0,
        resume: SessionRecord | None = None,
    ) -> None:
        self.log = log
        self.clock = FakeClock()
        self.session_run = SessionRun(routine, self.clock, log, player, speed=speed, resume=resume)

    def pass_s(self, seconds: float) -> None:
        """Let time pass with four ticks a second."""
        for _ in range(int(seconds * 4)):
            self.clock.advance(0.25)
            self.session_run.tick()

    @property
    def row(self) -> SessionRecord:
        (record,) = self.log.sessions()
        return record


@pytest.fixture
def playing(log: SessionLog) -> Playing:
    playing = Playing(log)
    playing.session_run.start()
    return playing


def test_nothing_is_written_before_the_start(log: SessionLog) -> None:
    session_run = Playing(log).session_run

    assert session_run.session_id is None
    assert log.sessions() == []


def test_a_session_is_written_when_it_starts(playing: Playing) -> None:
    row = playing.row

    assert row.id == playing.session_run.session_id
    assert (row.routine, row.title, row.player) == ("evening", "Evening", "window")
    assert (row.process, row.state) == (os.getpid(), "running")
    assert (row.started_at, row.saved_at) == (AN_EVENING, AN_EVENING)
    assert (row.planned_s, row.active_s, row.part, row.parts) == (115, 0, 0, 4)


def test_a_killed_session_loses_no_more_than_five_seconds(playing: Playing) -> None:
    for _ in range(4 * 70):
        playing.pass_s(0.25)
        lost_s = playing.session_run.snapshot().active_s - playing.row.active_s
        assert 0 <= lost_s < 5


def test_a_session_is_not_written_on_every_tick(
    playing: Playing, connection: sqlite3.Connection
) -> None:
    before = connection.total_changes

    playing.pass_s(9.75)

    assert connection.total_changes - before == 1


def test_a_new_part_is_saved_at_once(playing: Playing) -> None:
    playing.pass_s(3)

    playing.session_run.next()
    assert (playing.row.part, playing.row.active_s) == (1, 3)


def test_a_pause_is_saved_at_once_and_then_nothing(
    playing: Playing, connection: sqlite3.Connection
) -> None:
    playing.pass_s(3)

    assert playing.session_run.pause() == [Paused(3)]
    assert playing.row.active_s == 3
    before = connection.total_changes
    playing.pass_s(60)
    assert connection.total_changes == before


def test_toggle_pauses_and_goes_on(playing: Playing) -> None:
    assert playing.session_run.toggle() == [Paused(0)]
    assert playing.session_run.toggle() == [Resumed(0)]


def test_toggle_answers_a_wait(playing: Playing) -> None:
    playing.pass_s(75)

    assert playing.session_run.snapshot().state == "waiting"
    assert [type(event) for event in playing.session_run.toggle()][:2] == [Resumed, SegmentStarted]


def test_toggle_after_a_sleep_asks_before_it_goes_on(playing: Playing) -> None:
    playing.clock.advance(4000)

    assert playing.session_run.toggle() == [Interrupted(0, 4000)]
    assert playing.session_run.toggle() == [Resumed(0)]


def test_an_interruption_is_saved(playing: Playing) -> None:
    playing.pass_s(3)
    playing.clock.advance(4000)

    playing.session_run.tick()
    assert (playing.row.state, playing.row.active_s) == ("running", 3)
    playing.session_run.restart_part()
    assert playing.session_run.snapshot().state == "running"
    assert playing.row.active_s == 3


def test_a_finished_session_is_recorded_as_finished(playing: Playing) -> None:
    playing.pass_s(75)
    playing.session_run.resume()
    playing.pass_s(40)

    assert playing.session_run.snapshot().is_over
    assert (playing.row.state, playing.row.active_s, playing.row.part) == ("finished", 115, 3)
    assert playing.row.saved_at == AN_EVENING + timedelta(seconds=115)


def test_a_stopped_session_is_recorded_as_stopped(playing: Playing) -> None:
    playing.pass_s(3)

    assert playing.session_run.stop() == [Stopped(3)]
    assert (playing.row.state, playing.row.active_s) == ("stopped", 3)


def test_a_session_that_is_over_is_not_written_again(
    playing: Playing, connection: sqlite3.Connection
) -> None:
    playing.session_run.stop()
    before = connection.total_changes

    playing.pass_s(20)
    playing.session_run.stop()

    assert connection.total_changes == before


def test_back_and_more_time_reach_the_player(playing: Playing) -> None:
    playing.pass_s(12)

    playing.session_run.more_time()
    assert playing.session_run.snapshot().length_s == 40
    playing.session_run.back()
    assert playing.session_run.snapshot().segment.index == 0


class TestTimeForAVoice:
    """Each letter takes a second: "Left leg. Calf stretch." 23 s, "Face the wall." 14 s."""

    @staticmethod
    def speech_length_s(text: str) -> float:
        return float(len(text))

    def test_the_segment_that_runs_grows_where_it_stands(self, playing: Playing) -> None:
        playing.pass_s(5)

        playing.session_run.fit_to_speech(self.speech_length_s)

        shown = playing.session_run.snapshot()
        assert (shown.offset_s, shown.segment.kind, shown.length_s) == (5, "get-ready", 38)
        assert playing.session_run.segments[0].length_s == 38

    def test_those_that_come_grow_and_those_that_are_over_do_not_matter(
        self, playing: Playing
    ) -> None:
        playing.pass_s(15)
        playing.session_run.fit_to_speech(self.speech_length_s)
        before = playing.session_run.snapshot()
        playing.pass_s(26)

        shown = playing.session_run.snapshot()
        assert (before.offset_s, before.length_s) == (5, 30)
        assert (shown.segment.kind, shown.offset_s, shown.length_s) == ("change-sides", 1, 24)

    def test_the_log_keeps_the_plan_as_written(self, playing: Playing) -> None:
        playing.session_run.fit_to_speech(self.speech_length_s)
        playing.pass_s(6)

        assert playing.row.planned_s == ROUTINE.total_s

    def test_a_sentence_that_has_been_shown_is_not_shown_twice(self, playing: Playing) -> None:
        playing.pass_s(5)
        playing.session_run.fit_to_speech(self.speech_length_s)
        playing.pass_s(5)

        events = playing.session_run.tick()
        assert events == []

    def test_it_can_be_left_before_the_start(self, log: SessionLog) -> None:
        playing = Playing(log)
        playing.session_run.fit_to_speech(self.speech_length_s)
        playing.session_run.start()

        assert playing.session_run.snapshot().length_s == 38


def test_speed_saves_by_the_clock_not_by_the_session(
    log: SessionLog, connection: sqlite3.Connection
) -> None:
    playing = Playing(log, a_routine(a_step(get_ready_s=3600)), speed=60)
    playing.session_run.start()
    before = connection.total_changes

    playing.pass_s(12)

    assert playing.session_run.snapshot().active_s == 720
    assert connection.total_changes - before == 2


class TestFullDisk:
    """Sessions whose log refuses to be written, as it does on a full disk."""

    def test_the_session_goes_on_and_is_saved_later(
        self, playing: Playing, connection: sqlite3.Connection
    ) -> None:
        connection.execute("PRAGMA query_only = ON")
        playing.pass_s(20)

        assert playing.session_run.snapshot().active_s == 20
        assert playing.session_run.problem is not None
        assert playing.session_run.problem.startswith("The session goes on, but it is not saved. ")
        assert playing.row.active_s == 0

        connection.execute("PRAGMA query_only = OFF")
        playing.pass_s(5)
        assert playing.session_run.problem is None
        assert playing.row.active_s > 20

    def test_waiting_for_a_locked_file_is_no_interruption(self) -> None:
        assert BUSY_TIMEOUT_MS / 1000 < MAX_TICK_GAP_S

    def test_even_one_that_could_not_be_begun(
        self, log: SessionLog, connection: sqlite3.Connection
    ) -> None:
        connection.execute("PRAGMA query_only = ON")
        playing = Playing(log)
        playing.session_run.start()
        playing.pass_s(3)
        assert (playing.session_run.session_id, log.sessions()) == (None, [])

        connection.execute("PRAGMA query_only = OFF")
        playing.pass_s(3)
        assert playing.session_run.session_id == playing.row.id
        assert playing.row.started_at == AN_EVENING

    def test_an_end_that_could_not_be_saved_is_saved_later(
        self, playing: Playing, connection: sqlite3.Connection
    ) -> None:
        connection.execute("PRAGMA query_only = ON")
        playing.pass_s(3)
        playing.session_run.stop()
        assert playing.row.state == "running"

        connection.execute("PRAGMA query_only = OFF")
        playing.pass_s(6)
        assert (playing.row.state, playing.row.active_s) == ("stopped", 3)


class TestGoingOnWithACutOffSession:
    @pytest.fixture
    def cut_off(self, playing: Playing) -> SessionRecord:
        playing.pass_s(50)
        return playing.row

    def test_it_begins_at_its_part_with_its_time(
        self, log: SessionLog, cut_off: SessionRecord
    ) -> None:
        playing = Playing(log, player="terminal", resume=cut_off)
        first = playing.session_run.start()[0]

        assert isinstance(first, SegmentStarted)
        assert (first.segment.part, first.at_s) == (1, cut_off.active_s)
        assert playing.session_run.session_id == cut_off.id
        assert (playing.row.player, playing.row.started_at) == ("terminal", cut_off.started_at)

    def test_it_ends_in_the_same_row(self, log: SessionLog, cut_off: SessionRecord) -> None:
        playing = Playing(log, resume=cut_off)
        playing.session_run.start()

        playing.pass_s(35)
        playing.session_run.resume()
        playing.pass_s(40)

        assert (playing.row.id, playing.row.state) == (cut_off.id, "finished")
        assert playing.row.active_s == cut_off.active_s + 35 + 40

    def test_a_routine_that_was_shortened_since_begins_at_its_last_part(
        self, log: SessionLog, cut_off: SessionRecord
    ) -> None:
        playing = Playing(log, a_routine(a_step()), resume=cut_off)
        playing.session_run.start()

        assert playing.session_run.snapshot().segment.part == 0
        playing.pass_s(40)
        assert (playing.row.state, playing.row.planned_s, playing.row.parts) == ("finished", 40, 1)

    def test_it_is_taken_over_later_if_the_disk_is_full(
        self, log: SessionLog, cut_off: SessionRecord, connection: sqlite3.Connection
    ) -> None:
        connection.execute("PRAGMA query_only = ON")
        playing = Playing(log, player="terminal", resume=cut_off)
        playing.session_run.start()
        assert playing.row.player == "window"

        connection.execute("PRAGMA query_only = OFF")
        playing.pass_s(5)
        assert playing.row.player == "terminal"


class TestWhichSessionWasCutOff:
    OTHER_PROCESS = 2**30

    def begin(
        self, log: SessionLog, player: PlayerKind, hours_ago: float = 1, process: int = 1
    ) -> int:
        session = NewSession(
            routine="evening", title="Evening", player=player, process=process, planned_s=1, parts=1
        )
        return log.start(session, AN_EVENING - timedelta(hours=hours_ago))

    def found(self, log: SessionLog, *, alive: bool = False) -> int | None:
        record = cut_off_session(log, lambda _process: alive, AN_EVENING)
        return None if record is None else record.id

    def states(self, log: SessionLog) -> dict[int, str]:
        return {record.id: record.state for record in log.sessions()}

    def test_none(self, log: SessionLog) -> None:
        ended = self.begin(log, "window")
        log.save(ended, "stopped", 1, 0, AN_EVENING)

        assert self.found(log) is None

    def test_the_one_of_a_window_always(self, log: SessionLog) -> None:
        session = self.begin(log, "window")

        assert self.found(log, alive=True) == session

    def test_the_one_of_a_terminal_if_it_is_dead(self, log: SessionLog) -> None:
        session = self.begin(log, "terminal")

        assert self.found(log, alive=False) == session

    def test_not_the_one_of_a_living_terminal(self, log: SessionLog) -> None:
        session = self.begin(log, "terminal")

        assert self.found(log, alive=True) is None
        assert self.states(log) == {session: "running"}

    def test_an_earlier_process_of_the_same_number_is_dead(self, log: SessionLog) -> None:
        session = self.begin(log, "terminal", process=os.getpid())

        assert self.found(log, alive=True) == session

    def test_the_latest_and_the_others_are_left(self, log: SessionLog) -> None:
        first, latest, second = (self.begin(log, "window", hours) for hours in (3, 1, 2))

        assert self.found(log) == latest
        assert self.states(log) == {first: "left", latest: "running", second: "left"}

    def test_not_one_of_yesterday(self, log: SessionLog) -> None:
        session = self.begin(log, "window", hours_ago=12.1)

        assert self.found(log) is None
        assert self.states(log) == {session: "left"}

    def test_one_that_was_saved_lately_is_not_of_yesterday(self, log: SessionLog) -> None:
        session = self.begin(log, "window", hours_ago=13)
        log.save(session, "running", 1, 0, AN_EVENING - timedelta(hours=1))

        assert self.found(log) == session


def test_a_routine_of_waits_alone_can_be_played(log: SessionLog) -> None:
    playing = Playing(log, a_routine(WaitStep("Lie down.")))
    playing.session_run.start()

    assert playing.session_run.resume() == [Resumed(0), Finished(0)]
    assert (playing.row.state, playing.row.planned_s) == ("finished", 0)
