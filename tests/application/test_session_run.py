"""Sessions as the window and the terminal run them, with a real log."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from stretchapp.application.session_run import SessionRun
from stretchapp.diary.session_log import SessionLog
from stretchapp.library.routines.models import WaitStep
from stretchapp.session.events import (
    Finished,
    Interrupted,
    Paused,
    Resumed,
    SegmentStarted,
    Stopped,
)
from tests.fakes import AN_EVENING, FakeClock, SaveAtOnce, a_routine, a_step

if TYPE_CHECKING:
    import sqlite3

    from stretchapp.diary.session_log import PlayerKind, SessionRecord
    from stretchapp.library.routines.models import Routine

ROUTINE = a_routine(a_step(sides="each"), WaitStep("Lie down."), a_step())
"""Parts: left leg 0 to 40 s, right leg to 75 s, a wait, both legs to 115 s."""


class Playing:
    """A session run, its clock and its record in the log."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        routine: Routine = ROUTINE,
        player: PlayerKind = "window",
        *,
        wait_s: float = 0.0,
        speed: float = 1.0,
        resume: SessionRecord | SessionRun | None = None,
    ) -> None:
        self.log = SessionLog(connection)
        self.saver = SaveAtOnce(lambda: connection)
        self.clock = FakeClock()
        self.session_run = SessionRun(
            routine, self.clock, self.saver, player, wait_s=wait_s, speed=speed, resume=resume
        )

    def pass_s(self, seconds: float) -> None:
        """Let time pass with four ticks a second."""
        for _ in range(int(seconds * 4)):
            self.clock.advance(0.25)
            self.session_run.tick()

    @property
    def record(self) -> SessionRecord:
        (record,) = self.log.sessions()
        return record


@pytest.fixture
def playing(connection: sqlite3.Connection) -> Playing:
    playing = Playing(connection)
    playing.session_run.start()
    return playing


def test_nothing_is_recorded_before_the_start(
    log: SessionLog, connection: sqlite3.Connection
) -> None:
    session_run = Playing(connection).session_run

    assert session_run.session_id is None
    assert log.sessions() == []


def test_a_session_is_recorded_when_it_starts(playing: Playing) -> None:
    record = playing.record

    assert record.id == playing.session_run.session_id
    assert (record.routine, record.title, record.player) == ("evening", "Evening", "window")
    assert (record.process, record.state) == (os.getpid(), "running")
    assert (record.started_at, record.saved_at) == (AN_EVENING, AN_EVENING)
    assert (record.planned_s, record.active_s, record.part, record.parts) == (115, 0, 0, 4)


def test_a_killed_session_loses_no_more_than_five_seconds(playing: Playing) -> None:
    for _ in range(4 * 70):
        playing.pass_s(0.25)
        lost_s = playing.session_run.snapshot().active_s - playing.record.active_s
        assert 0 <= lost_s < 5


def test_a_session_is_not_saved_on_every_tick(
    playing: Playing, connection: sqlite3.Connection
) -> None:
    before = connection.total_changes

    playing.pass_s(9.75)

    assert connection.total_changes - before == 1


def test_a_new_part_is_saved_at_once(playing: Playing) -> None:
    playing.pass_s(3)

    playing.session_run.next()
    assert (playing.record.part, playing.record.active_s) == (1, 3)


def test_a_pause_is_saved_at_once_and_nothing_after_it(
    playing: Playing, connection: sqlite3.Connection
) -> None:
    playing.pass_s(3)

    assert playing.session_run.pause() == [Paused(3)]
    assert playing.record.active_s == 3
    before = connection.total_changes
    playing.pass_s(60)
    assert connection.total_changes == before


def test_toggle_pauses_and_resumes(playing: Playing) -> None:
    assert playing.session_run.toggle() == [Paused(0)]
    assert playing.session_run.toggle() == [Resumed(0)]


def test_toggle_ends_a_wait(playing: Playing) -> None:
    playing.pass_s(75)

    assert playing.session_run.snapshot().state == "waiting"
    assert [type(event) for event in playing.session_run.toggle()][:2] == [Resumed, SegmentStarted]


def test_toggle_ends_a_wait_that_would_end_by_itself(connection: sqlite3.Connection) -> None:
    playing = Playing(connection, wait_s=30)
    playing.session_run.start()
    playing.pass_s(80)

    assert playing.session_run.snapshot().is_running_wait
    assert playing.session_run.toggle()[0] == Resumed(80)
    assert not playing.session_run.snapshot().is_running_wait


def test_a_wait_with_an_end_is_planned_and_saved_like_a_rest(
    connection: sqlite3.Connection,
) -> None:
    playing = Playing(connection, wait_s=30)
    playing.session_run.start()
    playing.pass_s(85)

    assert playing.record.planned_s == 115 + 30
    assert playing.record.part == 2
    assert playing.record.active_s == pytest.approx(85, abs=5)

    later = Playing(connection, wait_s=30, resume=playing.record)
    later.session_run.start()
    assert later.session_run.snapshot().is_running_wait
    later.pass_s(30)
    assert later.session_run.snapshot().segment.part == 3


def test_a_voice_gets_its_time_in_a_wait_too(connection: sqlite3.Connection) -> None:
    playing = Playing(connection, wait_s=15)
    playing.session_run.start()
    playing.session_run.fit_to_speech(lambda _text: 20)

    (wait,) = (segment for segment in playing.session_run.segments if segment.kind == "wait")
    assert wait.length_s > 40


def test_toggle_after_the_machine_slept_interrupts_before_it_resumes(playing: Playing) -> None:
    playing.clock.advance(4000)

    assert playing.session_run.toggle() == [Interrupted(0, 4000)]
    assert playing.session_run.toggle() == [Resumed(0)]


def test_an_interruption_is_saved(playing: Playing) -> None:
    playing.pass_s(3)
    playing.clock.advance(4000)

    playing.session_run.tick()
    assert (playing.record.state, playing.record.active_s) == ("running", 3)
    playing.session_run.restart_part()
    assert playing.session_run.snapshot().state == "running"
    assert playing.record.active_s == 3


def test_a_finished_session_is_recorded_as_finished(playing: Playing) -> None:
    playing.pass_s(75)
    playing.session_run.resume()
    playing.pass_s(40)

    assert playing.session_run.snapshot().is_over
    assert (playing.record.state, playing.record.active_s, playing.record.part) == (
        "finished",
        115,
        3,
    )
    assert playing.record.saved_at == AN_EVENING + timedelta(seconds=115)


def test_a_stopped_session_is_recorded_as_stopped(playing: Playing) -> None:
    playing.pass_s(3)

    assert playing.session_run.stop() == [Stopped(3)]
    assert (playing.record.state, playing.record.active_s) == ("stopped", 3)


def test_a_session_that_is_over_is_not_saved_again(
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


class TestFittingToSpeech:
    """Each letter takes a second: "Left leg. Calf stretch." 23 s, "Face the wall." 14 s."""

    @staticmethod
    def speech_length_s(text: str) -> float:
        return float(len(text))

    def test_the_current_segment_becomes_longer_at_its_position(self, playing: Playing) -> None:
        playing.pass_s(5)

        playing.session_run.fit_to_speech(self.speech_length_s)

        snapshot = playing.session_run.snapshot()
        assert (snapshot.offset_s, snapshot.segment.kind, snapshot.length_s) == (5, "get-ready", 38)
        assert playing.session_run.segments[0].length_s == 38

    def test_later_segments_become_longer_and_earlier_ones_do_not_matter(
        self, playing: Playing
    ) -> None:
        playing.pass_s(15)
        playing.session_run.fit_to_speech(self.speech_length_s)
        before = playing.session_run.snapshot()
        playing.pass_s(26)

        snapshot = playing.session_run.snapshot()
        assert (before.offset_s, before.length_s) == (5, 30)
        assert (snapshot.segment.kind, snapshot.offset_s, snapshot.length_s) == (
            "change-sides",
            1,
            24,
        )

    def test_the_log_has_the_length_of_the_plan_in_the_file(self, playing: Playing) -> None:
        playing.session_run.fit_to_speech(self.speech_length_s)
        playing.pass_s(6)

        assert playing.record.planned_s == ROUTINE.total_s

    def test_a_sentence_is_not_shown_twice(self, playing: Playing) -> None:
        playing.pass_s(5)
        playing.session_run.fit_to_speech(self.speech_length_s)
        playing.pass_s(5)

        events = playing.session_run.tick()
        assert events == []

    def test_the_plan_can_be_fitted_before_the_start(self, connection: sqlite3.Connection) -> None:
        playing = Playing(connection)
        playing.session_run.fit_to_speech(self.speech_length_s)
        playing.session_run.start()

        assert playing.session_run.snapshot().length_s == 38


def test_the_time_between_saves_does_not_depend_on_the_speed(
    log: SessionLog, connection: sqlite3.Connection
) -> None:
    playing = Playing(connection, a_routine(a_step(get_ready_s=3600)), speed=60)
    playing.session_run.start()
    before = connection.total_changes

    playing.pass_s(12)

    assert playing.session_run.snapshot().active_s == 720
    assert connection.total_changes - before == 2


class TestFullDisk:
    """Sessions whose log cannot be written to, as on a full disk."""

    def test_the_session_continues_and_is_saved_later(
        self, playing: Playing, connection: sqlite3.Connection
    ) -> None:
        connection.execute("PRAGMA query_only = ON")
        playing.pass_s(20)

        assert playing.session_run.snapshot().active_s == 20
        assert playing.session_run.problem is not None
        assert playing.record.active_s == 0

        connection.execute("PRAGMA query_only = OFF")
        playing.pass_s(5)
        assert playing.session_run.problem is None
        assert playing.record.active_s > 20

    def test_a_session_whose_start_could_not_be_saved_is_recorded_later(
        self, log: SessionLog, connection: sqlite3.Connection
    ) -> None:
        connection.execute("PRAGMA query_only = ON")
        playing = Playing(connection)
        playing.session_run.start()
        playing.pass_s(3)
        assert (playing.session_run.session_id, log.sessions()) == (None, [])

        connection.execute("PRAGMA query_only = OFF")
        playing.pass_s(3)
        assert playing.session_run.session_id == playing.record.id
        assert playing.record.started_at == AN_EVENING

    def test_an_end_that_could_not_be_saved_is_saved_later(
        self, playing: Playing, connection: sqlite3.Connection
    ) -> None:
        connection.execute("PRAGMA query_only = ON")
        playing.pass_s(3)
        playing.session_run.stop()
        assert playing.record.state == "running"

        connection.execute("PRAGMA query_only = OFF")
        playing.saver.retry()
        assert (playing.record.state, playing.record.active_s) == ("stopped", 3)


class TestReplacedDiary:
    """A diary that was deleted, or replaced by a copy, while a session runs."""

    def test_the_session_is_saved_anew(
        self, playing: Playing, connection: sqlite3.Connection
    ) -> None:
        playing.pass_s(20)
        connection.execute("DELETE FROM session")
        playing.pass_s(6)

        assert playing.session_run.problem is None
        assert playing.session_run.session_id == playing.record.id
        assert playing.record.active_s > 20
        assert playing.record.started_at == AN_EVENING

    def test_its_end_is_saved(self, playing: Playing, connection: sqlite3.Connection) -> None:
        playing.pass_s(20)
        connection.execute("DELETE FROM session")
        playing.session_run.stop()

        assert (playing.record.state, playing.record.active_s) == ("stopped", 20)

    def test_a_resumed_session_is_saved_too(
        self, playing: Playing, connection: sqlite3.Connection
    ) -> None:
        playing.pass_s(50)
        again = Playing(connection, resume=playing.record)
        connection.execute("DELETE FROM session")
        again.session_run.start()

        assert again.record.active_s == 50


class TestResuming:
    @pytest.fixture
    def cut_off(self, playing: Playing) -> SessionRecord:
        playing.pass_s(50)
        return playing.record

    def test_a_session_resumes_at_its_part_with_its_time(
        self, connection: sqlite3.Connection, cut_off: SessionRecord
    ) -> None:
        playing = Playing(connection, player="terminal", resume=cut_off)
        first = playing.session_run.start()[0]

        assert isinstance(first, SegmentStarted)
        assert (first.segment.part, first.at_s) == (1, cut_off.active_s)
        assert playing.session_run.session_id == cut_off.id
        assert (playing.record.player, playing.record.started_at) == (
            "terminal",
            cut_off.started_at,
        )

    def test_a_resumed_session_ends_in_the_same_record(
        self, connection: sqlite3.Connection, cut_off: SessionRecord
    ) -> None:
        playing = Playing(connection, resume=cut_off)
        playing.session_run.start()

        playing.pass_s(35)
        playing.session_run.resume()
        playing.pass_s(40)

        assert (playing.record.id, playing.record.state) == (cut_off.id, "finished")
        assert playing.record.active_s == cut_off.active_s + 35 + 40

    def test_a_routine_that_has_fewer_parts_now_resumes_at_its_last_one(
        self, connection: sqlite3.Connection, cut_off: SessionRecord
    ) -> None:
        playing = Playing(connection, a_routine(a_step()), resume=cut_off)
        playing.session_run.start()

        assert playing.session_run.snapshot().segment.part == 0
        playing.pass_s(40)
        assert (playing.record.state, playing.record.planned_s, playing.record.parts) == (
            "finished",
            40,
            1,
        )

    def test_the_record_is_taken_over_later_if_the_disk_is_full(
        self, log: SessionLog, cut_off: SessionRecord, connection: sqlite3.Connection
    ) -> None:
        connection.execute("PRAGMA query_only = ON")
        playing = Playing(connection, player="terminal", resume=cut_off)
        playing.session_run.start()
        assert playing.record.player == "window"

        connection.execute("PRAGMA query_only = OFF")
        playing.pass_s(5)
        assert playing.record.player == "terminal"


def test_a_routine_of_waits_only_can_be_played(connection: sqlite3.Connection) -> None:
    playing = Playing(connection, a_routine(WaitStep("Lie down.")))
    playing.session_run.start()

    assert playing.session_run.resume() == [Resumed(0), Finished(0)]
    assert (playing.record.state, playing.record.planned_s) == ("finished", 0)
