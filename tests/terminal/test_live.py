"""Sessions with a live screen, on a clock that the keyboard moves."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from stretchapp.diary.storage.store import open_store
from stretchapp.library.routines.models import WaitStep
from stretchapp.terminal.frame import HAS_EASED
from stretchapp.terminal.live import play_live
from tests.fakes import SaveAtOnce, a_routine, a_step
from tests.terminal.players import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from stretchapp.diary.session_log import SessionLog, SessionRecord
    from stretchapp.library.routines.models import Routine
    from stretchapp.terminal.keys import Key

ROUTINE = a_routine(a_step(sides="each"))
"""Left leg 0 to 40 s, right leg 40 to 75 s."""

CURSOR_HIDDEN, CURSOR_SHOWN = "\x1b[?25l", "\x1b[?25h"
SCREEN_TAKEN, SCREEN_GIVEN_BACK = "\x1b[?1049h", "\x1b[?1049l"


def play(
    saver: SaveAtOnce,
    log: SessionLog,
    keys: Sequence[tuple[float, Key]] = (),
    routine: Routine = ROUTINE,
    *,
    wait_s: float = 0,
) -> tuple[Stage, SessionRecord]:
    stage = Stage(saver, routine, keys, wait_s=wait_s)
    play_live(stage.session_run, stage.keyboard, stage.console)
    return stage, log.sessions()[0]


def test_a_session_plays_to_its_end(saver: SaveAtOnce, log: SessionLog) -> None:
    stage, record = play(saver, log)

    assert (record.state, record.active_s) == ("finished", 75)
    assert (record.saved_at - record.started_at).total_seconds() == pytest.approx(75, abs=0.1)
    for words in ("Get ready · Left leg", "Hold · Left leg", "Change sides · Right leg"):
        assert words in stage.text


def test_the_frame_changes_once_a_second_and_no_more(saver: SaveAtOnce, log: SessionLog) -> None:
    stage, _record = play(saver, log)

    assert 75 <= len(stage.keyboard.timeouts) <= 80


def test_a_paused_session_does_nothing(saver: SaveAtOnce, log: SessionLog) -> None:
    stage, _record = play(saver, log, [(5, "toggle"), (600, "toggle")])

    assert stage.keyboard.timeouts.count(None) == 1


def test_the_terminal_is_given_back(saver: SaveAtOnce, log: SessionLog) -> None:
    stage, _record = play(saver, log)

    assert stage.text.startswith(SCREEN_TAKEN)
    assert stage.text.endswith(SCREEN_GIVEN_BACK)
    assert stage.text.rindex(CURSOR_HIDDEN) < stage.text.rindex(CURSOR_SHOWN)


def test_the_terminal_is_given_back_after_an_exception(saver: SaveAtOnce) -> None:
    stage = Stage(saver, ROUTINE)

    def broken(timeout_s: float | None) -> list[Key]:
        raise ZeroDivisionError(timeout_s)

    stage.keyboard.wait = broken
    with pytest.raises(ZeroDivisionError):
        play_live(stage.session_run, stage.keyboard, stage.console)
    assert stage.text.endswith(SCREEN_GIVEN_BACK)
    assert CURSOR_SHOWN in stage.text


@pytest.mark.parametrize(
    ("keys", "state", "active_s", "part"),
    [
        ([(12, "stop")], "stopped", 12, 0),
        ([(12, "toggle"), (600, "toggle"), (3, "stop")], "stopped", 15, 0),
        ([(12, "next"), (3, "stop")], "stopped", 15, 1),
        ([(12, "next"), (3, "next")], "finished", 15, 1),
        ([(50, "back"), (1, "back"), (2, "stop")], "stopped", 53, 0),
        ([(12, "more-time")], "finished", 85, 1),
        ([(12, "toggle"), (1, "restart-part"), (10, "stop")], "stopped", 22, 0),
        ([(12, "resized"), (1, "continued"), (1, "stop")], "stopped", 14, 0),
    ],
)
def test_keys(
    saver: SaveAtOnce,
    log: SessionLog,
    keys: list[tuple[float, Key]],
    state: str,
    active_s: float,
    part: int,
) -> None:
    _stage, record = play(saver, log, keys)

    assert (record.state, record.part) == (state, part)
    assert record.active_s == pytest.approx(active_s)


def test_space_answers_a_wait(saver: SaveAtOnce, log: SessionLog) -> None:
    routine = a_routine(WaitStep("Fetch a towel."), a_step())
    stage, record = play(saver, log, [(300, "toggle")], routine)

    assert "Press Space when you are ready." in stage.text
    assert (record.state, record.active_s) == ("finished", 40)


@pytest.mark.parametrize(
    ("keys", "active_s"),
    [
        ([], 70),
        ([(5, "toggle")], 45),
        ([(5, "next")], 45),
        ([(5, "pause"), (3600, "toggle")], 45),
        ([(5, "more-time")], 80),
    ],
)
def test_keys_in_a_wait_with_an_end(
    saver: SaveAtOnce, log: SessionLog, keys: list[tuple[float, Key]], active_s: float
) -> None:
    routine = a_routine(WaitStep("Fetch a towel."), a_step())
    _stage, record = play(saver, log, keys, routine, wait_s=30)

    assert (record.state, record.active_s) == ("finished", active_s)


def test_in_relief_next_answers_that_the_cramp_has_eased(
    saver: SaveAtOnce, log: SessionLog
) -> None:
    routine = a_routine(a_step(name="Pull"), a_step(name="Rest"), when="cramp")
    stage, record = play(saver, log, [(15, "next")], routine)

    assert HAS_EASED in stage.text
    assert record.active_s == 15 + 40


def test_after_a_suspend_it_asks(saver: SaveAtOnce, log: SessionLog) -> None:
    stage, record = play(saver, log, [(12, "suspend"), (60, "toggle")])

    assert stage.keyboard.suspended == 1
    assert "The session was interrupted for 1 h. Continue?" in stage.text
    assert (record.state, record.active_s) == ("finished", 75)
    assert stage.text.count(SCREEN_TAKEN) == 2


def test_the_part_can_be_started_again_after_a_suspend(saver: SaveAtOnce, log: SessionLog) -> None:
    _stage, record = play(saver, log, [(12, "suspend"), (60, "restart-part")])

    assert (record.state, record.active_s) == ("finished", 12 + 75)


def test_a_session_that_cannot_be_saved_says_so(tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "other.sqlite")) as connection:
        connection.execute("PRAGMA query_only = ON")
        stage = Stage(SaveAtOnce(lambda: connection), ROUTINE)
        play_live(stage.session_run, stage.keyboard, stage.console)

    assert "it is not saved" in stage.text
    assert stage.session_run.snapshot().state == "finished"
