"""The page after a session."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from stretchapp.library.routines.models import RestStep, WaitStep
from stretchapp.ui.home.home_page import TONIGHT, HomePage
from stretchapp.ui.session.done_page import (
    CONTINUE,
    DONE,
    HOME,
    IS_SAVED,
    REPEAT,
    STOPPED,
    WELL_DONE,
)
from tests.fakes import a_routine, a_step

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from stretchapp.library.routines.models import Routine
    from tests.ui.stage import Stage

KEY = Qt.Key
ROUTINE = a_routine(
    a_step(sides="each"), RestStep(20.0, "Rest."), WaitStep("Lie down."), a_step(), title="Legs"
)
"""Parts: left leg 40 s, right leg 35 s, rest 20 s, a wait of up to 30 s, both legs 40 s."""


def finish(stage: Stage, routine: Routine = ROUTINE) -> None:
    """Play a routine to its end."""
    stage.window.start(routine)
    stage.pass_s(96)
    stage.press(KEY.Key_Space)
    stage.pass_s(41)


def stop_in_the_rest(stage: Stage) -> None:
    """Stop in the third part."""
    stage.window.start(ROUTINE)
    stage.pass_s(85)
    stage.press(KEY.Key_Escape)


def test_after_the_end_it_shows_what_was_done(stage: Stage) -> None:
    finish(stage)

    assert stage.page_name == f"{WELL_DONE}: Legs"
    assert stage.texts()[:5] == [
        WELL_DONE,
        "Legs",
        "Time: 2 min.",
        "4 of 4 steps.",
        IS_SAVED,
    ]
    assert stage.rows_of_log == [("evening", "finished")]


def test_after_relief_there_is_no_praise(stage: Stage) -> None:
    finish(stage, a_routine(*ROUTINE.steps, when="cramp"))

    assert stage.page_name == f"{DONE}: Evening"


def test_after_a_stop_it_shows_how_far_the_session_came(stage: Stage) -> None:
    stop_in_the_rest(stage)

    assert stage.page_name == f"{STOPPED}: Legs"
    assert stage.texts()[:4] == [
        STOPPED,
        "Legs",
        "Time: 1 min of 3 min.",
        "1 of 4 steps.",
    ]


def test_home_has_the_focus(stage: Stage) -> None:
    finish(stage)
    assert stage.focus_name() == HOME
    assert stage.button_names() == [REPEAT, HOME]

    stage.press(KEY.Key_Return)

    assert stage.shows(HomePage)
    assert stage.focus_name().startswith(TONIGHT)


def test_escape_goes_home(stage: Stage) -> None:
    finish(stage)

    stage.press(KEY.Key_Escape)

    assert stage.shows(HomePage)


def test_the_session_can_be_started_again(stage: Stage) -> None:
    finish(stage)

    stage.click(REPEAT)

    assert stage.session_title == "Legs"
    assert "10 Get ready" in stage.texts()
    assert stage.rows_of_log == [("evening", "finished"), ("evening", "running")]


def test_after_a_stop_the_session_can_continue_there(stage: Stage) -> None:
    stop_in_the_rest(stage)
    assert stage.button_names() == [CONTINUE, REPEAT, HOME]

    stage.click(CONTINUE)

    assert stage.session_title == "Legs"
    assert "20 Rest" in stage.texts()
    assert stage.rows_of_log == [("evening", "running")]

    stage.pass_s(21)
    stage.press(KEY.Key_Space)
    stage.pass_s(41)

    assert stage.page_name == f"{WELL_DONE}: Legs"
    (record,) = stage.log.sessions()
    assert record.state == "finished"
    assert record.active_s == pytest.approx(85 + 21 + 40, abs=0.3)


def test_a_session_that_is_saved_late_says_so_when_it_is(stage: Stage, qtbot: QtBot) -> None:
    stage.connection.execute("ALTER TABLE session RENAME TO away")
    stop_in_the_rest(stage)
    assert IS_SAVED not in stage.texts()
    assert any("no such table" in text for text in stage.texts())

    stage.connection.execute("ALTER TABLE away RENAME TO session")
    stage.saver.retry()

    qtbot.waitUntil(lambda: IS_SAVED in stage.texts())


def test_a_session_that_was_never_saved_can_continue_and_is_one_in_the_log(stage: Stage) -> None:
    stage.connection.execute("ALTER TABLE session RENAME TO away")
    stop_in_the_rest(stage)
    began = stage.clock.now() - timedelta(seconds=85)

    stage.click(CONTINUE)
    stage.connection.execute("ALTER TABLE away RENAME TO session")
    stage.pass_s(21)
    stage.press(KEY.Key_Space)
    stage.pass_s(41)

    (record,) = stage.log.sessions()
    assert record.state == "finished"
    assert record.started_at <= began
