"""The player, one situation at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stretchapp.library.routines.models import (
    Continuous,
    Hold,
    Instruction,
    Repetitions,
    RestStep,
    Routine,
    WaitStep,
)
from stretchapp.session.events import (
    Event,
    Finished,
    Interrupted,
    Paused,
    RepetitionStarted,
    Resumed,
    SegmentStarted,
    SentenceShown,
    Stopped,
)
from stretchapp.session.player import READY_WITHIN_S, Player
from stretchapp.session.timeline import plan
from tests.fakes import a_routine, a_step
from tests.session.plans import START_S, wall_calf

if TYPE_CHECKING:
    from stretchapp.session.snapshot import Snapshot

WAIT = WaitStep("Fetch a towel.")


class Session:
    """A player and its clock."""

    def __init__(
        self, routine: Routine | None = None, speed: float = 1.0, *, wait_s: float = 0.0
    ) -> None:
        self.segments = plan(routine or wall_calf(), wait_s)
        self.player = Player(self.segments, speed=speed)
        self.now_s = START_S

    def started(self) -> Session:
        self.player.start(self.now_s)
        return self

    def at(self, active_s: float) -> Session:
        """Go from the start to ``active_s`` with a tick each second."""
        self.started()
        self.pass_s(active_s)
        return self

    def pass_s(self, length_s: float) -> list[Event]:
        """Let time pass with a tick each second."""
        until_s = self.now_s + length_s
        events: list[Event] = []
        while self.now_s < until_s:
            self.now_s = min(self.now_s + 1, until_s)
            events += self.player.advance(self.now_s)
        return events

    def sleep(self, length_s: float) -> None:
        """Let time pass without a tick."""
        self.now_s += length_s

    def do(self, command: str) -> list[Event]:
        return getattr(self.player, command)(self.now_s)

    @property
    def shown(self) -> Snapshot:
        return self.player.snapshot(self.now_s)


def kinds(events: list[Event]) -> list[type[Event]]:
    return [type(event) for event in events]


def started_parts(events: list[Event]) -> list[int]:
    return [event.segment.part for event in events if isinstance(event, SegmentStarted)]


class TestRunning:
    def test_it_needs_segments_and_a_speed(self) -> None:
        with pytest.raises(ValueError, match="segments"):
            Player(())
        with pytest.raises(ValueError, match="speed"):
            Player(plan(wall_calf()), speed=0)

    def test_nothing_happens_before_the_start(self) -> None:
        session = Session()

        for command in ("advance", "pause", "resume", "restart_part", "next", "back", "stop"):
            assert session.do(command) == []
        assert session.shown.state == "ready"
        assert session.shown.segment == session.segments[0]

    def test_it_reports_what_starts_and_when(self) -> None:
        session = Session()
        first, second, _change, _last = session.segments

        assert session.do("start") == [
            SegmentStarted(0, first),
            SentenceShown(0, "Face the wall."),
        ]
        assert session.pass_s(10) == [SegmentStarted(10, second), SentenceShown(10, "Lean in.")]

    def test_it_ends_after_the_last_segment(self) -> None:
        session = Session().at(74)

        assert session.pass_s(1) == [Finished(75)]
        assert session.shown.state == "finished"
        assert session.shown.is_over
        assert (session.shown.progress, session.shown.remaining_s) == (1, 0)
        assert session.shown.next_part is None

    def test_nothing_happens_after_the_end(self) -> None:
        session = Session().at(75)

        session.sleep(100)
        for command in ("advance", "pause", "resume", "restart_part", "next", "back", "more_time"):
            assert session.do(command) == []
        assert session.do("stop") == []
        assert session.shown.active_s == 75

    def test_one_late_tick_reports_everything_that_was_due(self) -> None:
        session = Session(a_routine(a_step(Hold(1, 1, 0), get_ready_s=0.5)))
        session.started()

        session.sleep(2.5)
        assert kinds(session.do("advance")) == [SegmentStarted, SentenceShown, Finished]

    def test_a_snapshot_in_the_middle(self) -> None:
        shown = Session().at(25.5).shown

        assert shown.segment.kind == "hold"
        assert (shown.offset_s, shown.length_s, shown.remaining_s) == (15.5, 30, 14.5)
        assert (shown.active_s, shown.planned_s, shown.progress) == (25.5, 75, 25.5 / 75)
        assert shown.sentence == "Lean in."
        assert shown.repetition == 0
        assert shown.next_part is not None
        assert (shown.next_part.kind, shown.next_part.side) == ("change-sides", "right")

    def test_a_snapshot_between_ticks_is_that_of_the_last_tick(self) -> None:
        session = Session().at(9.5)

        session.sleep(100)
        assert session.shown.offset_s == 9.5
        assert session.shown.segment.kind == "get-ready"

    def test_sentences_change_within_a_segment(self) -> None:
        steps = (Instruction("Lean in.", "work"), Instruction("Breathe.", "work"))
        session = Session(a_routine(a_step(get_ready_s=0, steps=steps))).at(7)

        assert session.shown.sentence == "Lean in."
        assert session.pass_s(1) == [SentenceShown(8, "Breathe.")]
        assert session.shown.sentence == "Breathe."

    def test_repetitions_are_counted(self) -> None:
        one = (Instruction("Rise.", "work"),)
        session = Session(a_routine(a_step(Repetitions(3, 4), get_ready_s=0, steps=one)))

        events = session.do("start")
        assert events[-1] == RepetitionStarted(0, 1)
        assert session.pass_s(11) == [RepetitionStarted(4, 2), RepetitionStarted(8, 3)]
        assert session.shown.repetition == 3
        assert session.pass_s(1) == [Finished(12)]
        assert session.shown.repetition == 3

    def test_speed_makes_time_pass_faster(self) -> None:
        session = Session(speed=10).at(1)

        assert session.shown.active_s == 10
        assert session.shown.segment.index == 1

    def test_a_session_can_start_at_a_later_part_with_earlier_time(self) -> None:
        session = Session()

        events = session.player.start(session.now_s, part=1, active_s=48.0)

        assert events[0] == SegmentStarted(48, session.segments[2])
        assert session.shown.active_s == 48
        assert session.pass_s(35)[-1] == Finished(83)

    def test_a_clock_that_goes_back_changes_nothing(self) -> None:
        session = Session().at(20)

        session.now_s -= 5
        assert session.do("advance") == []
        assert session.player.snapshot(START_S + 20).active_s == 20


class TestPausing:
    def test_nothing_happens_during_a_pause_of_any_length(self) -> None:
        session = Session().at(12)

        assert session.do("pause") == [Paused(12)]
        session.sleep(3600)
        assert session.do("advance") == []
        assert (session.shown.state, session.shown.active_s) == ("paused", 12)
        assert session.do("resume") == [Resumed(12)]
        assert session.pass_s(28)[0] == SegmentStarted(40, session.segments[2])

    def test_events_due_before_the_pause_come_first(self) -> None:
        session = Session().at(9)

        session.sleep(1)
        assert kinds(session.do("pause")) == [SegmentStarted, SentenceShown, Paused]

    def test_pausing_twice_and_resuming_while_running_change_nothing(self) -> None:
        session = Session().at(5)

        assert session.do("resume") == []
        session.do("pause")
        assert session.do("pause") == []

    def test_restarting_the_part_after_a_pause_does_not_count_the_pause(self) -> None:
        session = Session().at(12)
        session.do("pause")

        session.sleep(600)
        events = session.do("restart_part")
        assert kinds(events) == [Resumed, SegmentStarted, SentenceShown]
        assert {event.at_s for event in events} == {12}
        assert session.shown.active_s == 12


class TestInterruption:
    def test_a_gap_interrupts_at_the_last_tick(self) -> None:
        session = Session().at(20)

        session.sleep(3.5)
        assert session.do("advance") == [Interrupted(20, 3.5)]
        assert (session.shown.state, session.shown.active_s) == ("interrupted", 20)

    def test_a_gap_of_three_seconds_does_not_interrupt(self) -> None:
        session = Session().at(20)

        session.sleep(3)
        assert session.do("advance") == []
        assert session.shown.active_s == 23

    def test_it_resumes_at_its_position(self) -> None:
        session = Session().at(20)
        session.sleep(4000)
        session.do("advance")

        session.sleep(60)
        assert session.do("advance") == []
        assert session.do("resume") == [Resumed(20)]
        assert session.pass_s(20)[0].at_s == 40

    def test_it_can_restart_the_part(self) -> None:
        session = Session().at(50)
        session.sleep(4000)
        session.do("advance")

        session.sleep(60)
        events = session.do("restart_part")
        assert events[:2] == [Resumed(50), SegmentStarted(50, session.segments[2])]
        assert session.shown.state == "running"
        assert session.pass_s(5)[0].at_s == 55

    def test_it_can_be_stopped_with_the_time_before_the_gap(self) -> None:
        session = Session().at(20)
        session.sleep(4000)
        session.do("advance")

        session.sleep(60)
        assert session.do("stop") == [Stopped(20)]
        assert session.shown.active_s == 20

    def test_more_time_can_be_added(self) -> None:
        session = Session().at(20)
        session.sleep(4000)
        session.do("advance")

        assert session.do("more_time") == []
        assert (session.shown.state, session.shown.length_s) == ("interrupted", 40)
        session.do("resume")
        assert session.pass_s(30)[0].at_s == 50

    @pytest.mark.parametrize(("command", "part"), [("next", 1), ("back", 0)])
    def test_after_a_step_to_another_part_it_is_paused(self, command: str, part: int) -> None:
        session = Session().at(20)
        session.sleep(4000)
        session.do("advance")

        assert started_parts(session.do(command)) == [part]
        assert (session.shown.state, session.shown.active_s) == ("paused", 20)

    @pytest.mark.parametrize("command", ["pause", "resume"])
    def test_a_command_that_finds_the_gap_is_not_an_answer(self, command: str) -> None:
        session = Session().at(20)

        session.sleep(4000)
        assert session.do(command) == [Interrupted(20, 4000)]
        assert session.shown.state == "interrupted"

    def test_a_command_that_finds_the_gap_does_not_count_it(self) -> None:
        for command in ("stop", "next", "back", "restart_part", "more_time"):
            session = Session().at(20)
            session.sleep(4000)
            events = session.do(command)
            assert events[0] == Interrupted(20, 4000)
            assert {event.at_s for event in events} == {20}
            assert session.shown.active_s == 20

    def test_a_paused_or_waiting_session_is_not_interrupted(self) -> None:
        session = Session(a_routine(WAIT, a_step())).started()

        session.sleep(4000)
        assert session.do("advance") == []
        assert session.shown.state == "waiting"


class TestMoving:
    def test_next_goes_to_the_next_part(self) -> None:
        session = Session().at(12)

        events = session.do("next")
        assert events[0] == SegmentStarted(12, session.segments[2])
        assert session.shown.state == "running"
        assert session.shown.progress == 40 / 75

    def test_next_in_the_last_part_finishes(self) -> None:
        session = Session().at(41)

        assert session.do("next") == [Finished(41)]
        assert (session.shown.state, session.shown.active_s, session.shown.progress) == (
            "finished",
            41,
            1,
        )

    def test_back_restarts_the_part(self) -> None:
        session = Session().at(50)

        assert session.do("back")[0] == SegmentStarted(50, session.segments[2])
        assert session.shown.active_s == 50

    def test_back_twice_goes_one_part_back_and_three_times_two(self) -> None:
        session = Session(a_routine(*[a_step() for _ in range(4)])).at(125)

        assert started_parts(session.do("back")) == [3]
        session.pass_s(3)
        assert started_parts(session.do("back")) == [2]
        session.pass_s(3)
        assert started_parts(session.do("back")) == [1]
        session.pass_s(3.5)
        assert started_parts(session.do("back")) == [1]

    def test_back_does_not_leave_the_first_part(self) -> None:
        session = Session().at(5)

        assert [started_parts(session.do("back")) for _ in range(3)] == [[0], [0], [0]]

    def test_a_paused_session_stays_paused(self) -> None:
        session = Session().at(12)
        session.do("pause")

        session.do("next")
        session.sleep(100)
        session.do("advance")
        assert (session.shown.state, session.shown.segment.index) == ("paused", 2)
        session.do("back")
        assert (session.shown.state, session.shown.active_s) == ("paused", 12)
        session.do("resume")
        assert session.pass_s(5)[0].at_s == 17

    def test_a_stopped_session_keeps_its_time(self) -> None:
        session = Session().at(12)

        assert session.do("stop") == [Stopped(12)]
        assert session.shown.state == "stopped"
        assert session.shown.is_over
        assert session.shown.progress == 12 / 75


class TestWaiting:
    def test_a_wait_has_no_end_and_does_not_count(self) -> None:
        session = Session(a_routine(a_step(), WAIT, a_step()))
        session.started()

        events = session.pass_s(41)
        assert events[-2:] == [
            SegmentStarted(40, session.segments[2]),
            SentenceShown(40, "Fetch a towel."),
        ]
        session.sleep(600)
        assert session.do("pause") == []
        assert session.do("more_time") == []
        assert session.shown.length_s == 0
        assert session.do("resume")[:2] == [Resumed(40), SegmentStarted(40, session.segments[3])]
        assert session.shown.state == "running"
        assert session.pass_s(10)[0].at_s == 50

    def test_a_wait_at_the_start(self) -> None:
        session = Session(a_routine(WAIT, a_step())).started()

        assert session.shown.state == "waiting"
        assert session.do("restart_part")[0] == SegmentStarted(0, session.segments[0])
        assert session.shown.state == "waiting"
        session.sleep(5)
        assert session.do("resume")[1] == SegmentStarted(0, session.segments[1])

    def test_a_wait_at_the_end(self) -> None:
        session = Session(a_routine(a_step(), WAIT)).at(41)

        assert (session.shown.progress, session.shown.next_part) == (1, None)
        session.sleep(600)
        assert session.do("resume") == [Resumed(40), Finished(40)]

    def test_two_waits_in_a_row_are_ended_one_by_one(self) -> None:
        session = Session(a_routine(WAIT, WaitStep("Lie down."), a_step())).started()

        assert session.do("resume")[1:] == [
            SegmentStarted(0, session.segments[1]),
            SentenceShown(0, "Lie down."),
        ]
        assert session.shown.state == "waiting"
        session.do("resume")
        assert session.shown.state == "running"

    def test_a_routine_of_rests_and_waits_only(self) -> None:
        session = Session(a_routine(WAIT, RestStep(5, "Rest."), WAIT)).started()

        session.do("resume")
        session.pass_s(5)
        assert session.do("resume") == [Resumed(5), Finished(5)]

    def test_resuming_before_the_wait_does_not_end_it(self) -> None:
        session = Session(a_routine(a_step(), WAIT)).at(39)

        session.sleep(1)
        assert kinds(session.do("resume")) == [SegmentStarted, SentenceShown]
        assert session.shown.state == "waiting"

    def test_next_and_back_leave_a_wait(self) -> None:
        session = Session(a_routine(a_step(), WAIT, a_step())).at(41)

        assert started_parts(session.do("next")) == [2]
        assert session.shown.state == "running"
        session.do("back")
        assert started_parts(session.do("back")) == [1]
        assert session.shown.state == "waiting"
        assert started_parts(session.do("back")) == [0]
        assert session.shown.state == "running"

    def test_a_paused_session_stays_paused_after_a_wait(self) -> None:
        session = Session(a_routine(a_step(), WAIT, a_step())).at(5)
        session.do("pause")

        session.do("next")
        assert session.shown.state == "waiting"
        session.do("next")
        assert session.shown.state == "paused"

    def test_ending_a_wait_ends_the_pause_before_it(self) -> None:
        session = Session(a_routine(a_step(), WAIT, a_step(), WAIT, a_step())).at(5)
        session.do("pause")

        session.do("next")
        session.do("resume")
        assert session.shown.state == "running"
        session.do("next")
        session.do("next")
        assert session.shown.state == "running"


class TestAWaitWithAnEnd:
    """30 seconds to fetch a towel, between two exercises of 40 seconds."""

    @pytest.fixture
    def session(self) -> Session:
        return Session(a_routine(a_step(), WAIT, a_step()), wait_s=30).at(45)

    def test_ends_by_itself(self, session: Session) -> None:
        assert session.shown.is_running_wait
        assert (session.shown.remaining_s, session.shown.planned_s) == (25, 110)

        assert not session.shown.can_be_paused

        assert session.pass_s(25)[0] == SegmentStarted(70, session.segments[3])
        assert not session.shown.is_running_wait
        assert session.shown.can_be_paused

    def test_ends_at_once_if_the_person_is_ready(self, session: Session) -> None:
        assert session.do("resume")[:2] == [Resumed(45), SegmentStarted(45, session.segments[3])]
        assert session.shown.progress == 70 / 110

    def test_is_skipped_like_every_part(self, session: Session) -> None:
        assert started_parts(session.do("next")) == [2]
        assert session.shown.state == "running"

    def test_is_held_by_a_pause_until_the_person_is_ready(self, session: Session) -> None:
        assert session.do("pause") == [Paused(45)]
        session.sleep(3600)
        assert session.do("advance") == []
        assert (session.shown.state, session.shown.offset_s) == ("waiting", 5)
        assert session.do("more_time") == []
        assert session.do("resume")[1] == SegmentStarted(45, session.segments[3])
        assert session.shown.state == "running"

    def test_can_be_made_longer(self, session: Session) -> None:
        session.do("more_time")

        assert session.shown.remaining_s == 35

    def test_asks_after_the_machine_slept(self, session: Session) -> None:
        session.sleep(3600)
        assert session.do("resume") == [Interrupted(45, 3600)]
        assert session.do("resume") == [Resumed(45)]
        assert session.shown.remaining_s == 25

    def test_asks_when_the_machine_is_about_to_sleep(self, session: Session) -> None:
        assert session.do("interrupt") == [Interrupted(45, 0)]

    def test_is_not_ended_twice(self, session: Session) -> None:
        session.pass_s(24)
        session.sleep(1.1)

        assert kinds(session.do("resume")) == [SegmentStarted, SentenceShown]
        assert session.shown.state == "running"

    @pytest.mark.parametrize("late_s", [0, 0.1, READY_WITHIN_S])
    def test_being_ready_just_after_its_end_does_not_pause(
        self, session: Session, late_s: float
    ) -> None:
        session.pass_s(24)
        session.sleep(1 + late_s)

        assert kinds(session.do("toggle")) == [SegmentStarted, SentenceShown]
        assert session.do("toggle") == []
        assert session.shown.state == "running"

    def test_later_the_same_key_pauses(self, session: Session) -> None:
        session.pass_s(25)
        session.sleep(READY_WITHIN_S + 0.5)

        assert session.do("toggle") == [Paused(70 + READY_WITHIN_S + 0.5)]
        assert kinds(session.do("toggle")) == [Resumed]

    def test_after_the_person_has_ended_it_the_same_key_pauses(self, session: Session) -> None:
        assert kinds(session.do("toggle"))[0] == Resumed
        assert kinds(session.do("toggle")) == [Paused]

    def test_the_key_for_the_part_before_does_not_end_it(self) -> None:
        session = Session(a_routine(a_step(), WAIT), wait_s=30).at(39)
        session.sleep(1.5)

        assert kinds(session.do("toggle")) == [SegmentStarted, SentenceShown]
        assert session.shown.is_running_wait

    def test_is_held_from_its_start_if_the_session_is_paused(self) -> None:
        session = Session(a_routine(a_step(), WAIT, a_step()), wait_s=30).at(5)
        session.do("pause")

        session.do("next")
        assert session.shown.state == "waiting"
        session.do("next")
        assert session.shown.state == "paused"

    def test_can_be_the_end_of_a_session(self) -> None:
        session = Session(a_routine(a_step(), WAIT), wait_s=30).at(45)

        assert session.do("resume") == [Resumed(45), Finished(45)]
        assert (session.shown.progress, session.shown.active_s) == (1, 45)


class TestMoreTime:
    def test_a_segment_becomes_ten_seconds_longer(self) -> None:
        session = Session().at(20)

        assert session.do("more_time") == []
        session.do("more_time")
        assert (session.shown.length_s, session.shown.remaining_s) == (50, 40)
        assert session.shown.progress == 20 / 75
        assert session.pass_s(40)[0].at_s == 60

    def test_progress_stops_during_the_added_time(self) -> None:
        session = Session().at(20)
        session.do("more_time")

        session.pass_s(25)
        assert session.shown.progress == 40 / 75
        assert session.shown.sentence == "Lean in."

    def test_repetitions_are_added_as_a_whole(self) -> None:
        session = Session(a_routine(a_step(Repetitions(2, 4), get_ready_s=0))).at(1)

        session.do("more_time")
        session.do("more_time")
        assert session.shown.length_s == 32
        numbers = [
            event.number for event in session.pass_s(30) if isinstance(event, RepetitionStarted)
        ]
        assert numbers == [2, 3, 4, 5, 6, 7, 8]
        assert session.pass_s(1) == [Finished(32)]

    def test_one_long_repetition_is_enough(self) -> None:
        session = Session(a_routine(a_step(Repetitions(2, 15), get_ready_s=0))).at(1)

        session.do("more_time")
        assert session.shown.length_s == 45

    def test_a_restarted_part_has_its_planned_length(self) -> None:
        session = Session(a_routine(a_step(Continuous(20), get_ready_s=0))).at(5)
        session.do("more_time")

        session.do("back")
        assert session.shown.length_s == 20


class TestBeforeTheMachineSleeps:
    def test_the_session_is_interrupted(self) -> None:
        session = Session().at(20)

        assert session.do("interrupt") == [Interrupted(20, 0)]
        session.sleep(4000)
        assert session.do("advance") == []
        assert (session.shown.state, session.shown.offset_s) == ("interrupted", 10)
        assert session.do("resume") == [Resumed(20)]

    def test_a_session_that_is_paused_stays_paused(self) -> None:
        session = Session().at(20)
        session.do("pause")

        assert session.do("interrupt") == []
        assert session.shown.state == "paused"


@pytest.mark.parametrize(
    ("hold_s", "offset_s", "is_past"), [(20, 9, False), (20, 10, True), (19, 15, False)]
)
def test_long_holds_have_a_second_half(
    hold_s: float,
    offset_s: float,
    is_past: bool,  # noqa: FBT001 -- a table
) -> None:
    session = Session(a_routine(a_step(Hold(hold_s, 1, 5)))).at(10 + offset_s)

    assert session.shown.is_past_half is is_past


def test_getting_ready_has_no_second_half() -> None:
    assert not Session(a_routine(a_step(get_ready_s=40))).at(30).shown.is_past_half
