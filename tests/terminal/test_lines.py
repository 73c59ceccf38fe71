"""Sessions as plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stretchapp.library.routines.models import Hold, Instruction, RestStep, WaitStep
from stretchapp.terminal.lines import play_lines
from tests.fakes import a_routine, a_step
from tests.terminal.players import FakeKeyboard, Stage

if TYPE_CHECKING:
    from stretchapp.diary.session_log import SessionLog
    from stretchapp.terminal.keys import Key
    from tests.fakes import SaveAtOnce

TWO_SENTENCES = (
    Instruction("Face the wall.", "ready"),
    Instruction("Lean in.", "work"),
    Instruction("Breathe.", "work"),
)
ROUTINE = a_routine(
    a_step(Hold(20, 2, 5), "each", steps=TWO_SENTENCES), RestStep(15, "Shake your legs.")
)


def play(stage: Stage) -> list[str]:
    play_lines(stage.session_run, stage.keyboard, stage.out)
    return stage.text.splitlines()


def test_a_line_for_each_segment_and_each_sentence(saver: SaveAtOnce) -> None:
    lines = play(Stage(saver, ROUTINE))

    assert lines[:8] == [
        "  0:00  Get ready  Left leg  Calf stretch  10 s",
        "  0:00  Face the wall.",
        "  0:10  Hold 1 of 2  Left leg  Calf stretch  20 s",
        "  0:10  Lean in.",
        "  0:18  Breathe.",
        "  0:30  Rest  Left leg  Calf stretch  5 s",
        "  0:30  Ease off and rest.",
        "  0:35  Hold 2 of 2  Left leg  Calf stretch  20 s",
    ]
    assert lines[-2:] == ["  1:45  Rest  15 s", "  1:45  Shake your legs."]


@pytest.mark.parametrize("speed", [0.5, 1, 60, 1000])
def test_the_lines_are_the_same_at_every_speed(saver: SaveAtOnce, speed: float) -> None:
    assert play(Stage(saver, ROUTINE, speed=speed)) == play(Stage(saver, ROUTINE))


def test_it_plays_in_real_time(saver: SaveAtOnce, log: SessionLog) -> None:
    stage = Stage(saver, ROUTINE)
    play(stage)

    (record,) = log.sessions()
    assert record.state == "finished"
    assert (record.saved_at - record.started_at).total_seconds() == pytest.approx(120, abs=0.1)


def test_it_wakes_up_only_when_something_is_due(saver: SaveAtOnce) -> None:
    stage = Stage(saver, ROUTINE)
    play(stage)

    assert len(stage.keyboard.timeouts) <= 125


def test_a_wait_is_written_and_continued_at_once(saver: SaveAtOnce) -> None:
    stage = Stage(saver, a_routine(WaitStep("Fetch a towel."), RestStep(5, "Rest.")))

    assert play(stage) == [
        "  0:00  Take your time  When you are ready",
        "  0:00  Fetch a towel.",
        "  0:00  No keyboard input; continuing automatically.",
        "  0:00  Rest  5 s",
        "  0:00  Rest.",
    ]


def test_a_wait_with_an_end_is_written_and_goes_on_by_itself(saver: SaveAtOnce) -> None:
    routine = a_routine(WaitStep("Fetch a towel."), RestStep(5, "Rest."))

    assert play(Stage(saver, routine, wait_s=30))[:3] == [
        "  0:00  Take your time  When you are ready  continues after 30 s",
        "  0:00  Fetch a towel.",
        "  0:30  Rest  5 s",
    ]


def test_an_interruption_is_written_and_continued(saver: SaveAtOnce, log: SessionLog) -> None:
    class AsleepForAnHour(FakeKeyboard):
        def wait(self, timeout_s: float | None) -> list[Key]:
            if "suspend" in super().wait(timeout_s):
                self.suspend()
            return []

    stage = Stage(saver, a_routine(RestStep(10, "Rest.")))
    stage.keyboard = AsleepForAnHour(stage.clock, [(4, "suspend")])

    assert "  0:03  The session was interrupted for 1 h; it continues." in play(stage)
    (record,) = log.sessions()
    assert (record.state, record.active_s) == ("finished", 10)


def test_a_signal_stops_it(saver: SaveAtOnce, log: SessionLog) -> None:
    play(Stage(saver, ROUTINE, [(12.5, "stop")]))

    (record,) = log.sessions()
    assert (record.state, record.active_s) == ("stopped", 12.5)
