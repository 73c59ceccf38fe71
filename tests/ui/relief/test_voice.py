"""The voice of relief: silent until it is asked for by S."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.stage import Stage

KEY = Qt.Key


def has_button(stage: Stage) -> bool:
    """Return whether the voice is offered."""
    return any("Voice" in button.text() for button in stage.all_of(QAbstractButton))


def said(stage: Stage) -> list[str]:
    return [what for _, what in stage.output.heard]


@pytest.fixture
def relief(stage: Stage, qtbot: QtBot) -> Stage:
    """Relief on a machine with a voice."""
    stage.output.has_voice = True
    stage.window.start_relief("calf")
    stage.settle()
    qtbot.waitUntil(lambda: has_button(stage))
    return stage


def test_it_is_silent_until_it_is_asked_for(relief: Stage, qtbot: QtBot) -> None:
    qtbot.wait(100)

    assert said(relief) == []


def test_s_says_what_is_to_be_done(relief: Stage, qtbot: QtBot) -> None:
    relief.press(KEY.Key_S)
    qtbot.waitUntil(lambda: bool(said(relief)))

    assert said(relief)[0] in relief.text()


def test_every_new_line_is_said_until_it_is_switched_off(relief: Stage, qtbot: QtBot) -> None:
    relief.press(KEY.Key_S)
    qtbot.waitUntil(lambda: said(relief) == ["Straighten your knee."])
    relief.press(KEY.Key_Right)
    qtbot.waitUntil(lambda: said(relief)[1:] == ["Put a light on."])
    relief.press(KEY.Key_S)
    before = len(said(relief))
    relief.press(KEY.Key_Right)
    qtbot.wait(100)

    assert len(said(relief)) == before


def test_the_card_of_a_long_cramp_is_said_after_what_to_do(relief: Stage) -> None:
    relief.press(KEY.Key_S)
    for _ in range(121):
        relief.clock.advance(2)
        relief.relief.tick()

    card = "Ask a doctor about a cramp that lasts 4 minutes or more."
    assert relief.output.prepared[-2:] == ["A very long cramp.", card]

    relief.press(KEY.Key_Space)
    relief.press(KEY.Key_R)
    assert card not in relief.output.prepared[-4:]


def test_r_says_what_is_shown_without_switching_it_on(relief: Stage, qtbot: QtBot) -> None:
    relief.press(KEY.Key_R)
    qtbot.waitUntil(lambda: bool(said(relief)))
    assert said(relief)[0] in relief.text()

    relief.press(KEY.Key_M)
    relief.press(KEY.Key_R)
    qtbot.waitUntil(lambda: said(relief)[-1] == "Many muscles at once.")
    relief.press(KEY.Key_Space)
    before = len(said(relief))
    relief.press(KEY.Key_Right)
    qtbot.wait(100)
    assert len(said(relief)) <= before + 1


def test_s_again_is_silent_at_once(relief: Stage, qtbot: QtBot) -> None:
    relief.press(KEY.Key_S)
    qtbot.waitUntil(lambda: bool(said(relief)))
    relief.press(KEY.Key_S)

    assert relief.output.stopped_at_s


def test_leaving_is_silent_at_once(relief: Stage, qtbot: QtBot) -> None:
    relief.press(KEY.Key_S)
    qtbot.waitUntil(lambda: bool(said(relief)))
    relief.press(KEY.Key_Escape)

    assert relief.output.stopped_at_s


def test_without_a_voice_none_is_offered(stage: Stage, qtbot: QtBot) -> None:
    stage.window.start_relief("calf")
    stage.settle()
    qtbot.wait(600)

    assert not has_button(stage)
