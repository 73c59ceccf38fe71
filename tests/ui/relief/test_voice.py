"""The voice of relief, which is off until S turns it on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from stretchapp.library.texts.load import load_relief_texts
from stretchapp.ui.accessibility.sentence_reader import sentences_in
from stretchapp.ui.relief.instruction_view import VOICE
from stretchapp.ui.widgets.hiding_cursor import HidingCursor
from tests.ui.relief_stage import snapshot

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.stage import Stage

KEY = Qt.Key


def instruction(stage: Stage) -> list[str]:
    """Return the sentences of the present instruction."""
    return sentences_in(snapshot(stage).text)


def start(stage: Stage, qtbot: QtBot) -> None:
    """Start relief and wait until its devices were started."""
    stage.window.start_relief("calf")
    stage.settle()
    qtbot.waitUntil(lambda: bool(stage.relief.findChildren(HidingCursor)))


@pytest.fixture
def speaking(stage: Stage, qtbot: QtBot) -> Stage:
    """Relief on a computer with a voice."""
    stage.output.has_voice = True
    start(stage, qtbot)
    return stage


def test_it_is_offered_and_off(speaking: Stage) -> None:
    assert VOICE in speaking.button_names()
    speaking.press(KEY.Key_Right)

    assert speaking.output.prepared == []


def test_without_a_voice_none_is_offered(stage: Stage, qtbot: QtBot) -> None:
    start(stage, qtbot)

    assert VOICE not in stage.button_names()


def test_s_turns_it_on_and_reads_the_instruction(speaking: Stage, qtbot: QtBot) -> None:
    speaking.press(KEY.Key_S)

    qtbot.waitUntil(lambda: speaking.output.said == instruction(speaking)[:1])


def test_every_new_instruction_is_read_until_it_is_off(speaking: Stage, qtbot: QtBot) -> None:
    speaking.press(KEY.Key_S)
    qtbot.waitUntil(lambda: bool(speaking.output.said))
    speaking.press(KEY.Key_Right)
    qtbot.waitUntil(lambda: speaking.output.said[-1] == instruction(speaking)[0])

    speaking.press(KEY.Key_S)
    prepared = list(speaking.output.prepared)
    speaking.press(KEY.Key_Right)

    assert speaking.output.prepared == prepared


def test_the_card_of_a_long_cramp_is_read_after_the_instruction(speaking: Stage) -> None:
    speaking.press(KEY.Key_S)
    speaking.pass_relief_s(242, tick_s=2)

    card = load_relief_texts(speaking.texts_folder).threshold_cards["long"]
    sentences = sentences_in(f"{card.title}. {card.text}")
    assert speaking.output.prepared[-len(sentences) :] == sentences

    speaking.press(KEY.Key_Space)
    speaking.press(KEY.Key_R)
    assert card.text not in speaking.output.prepared[-4:]


def test_r_reads_what_is_shown_and_leaves_the_voice_off(speaking: Stage, qtbot: QtBot) -> None:
    speaking.press(KEY.Key_R)
    qtbot.waitUntil(lambda: speaking.output.said == instruction(speaking)[:1])

    speaking.press(KEY.Key_M)
    speaking.press(KEY.Key_R)
    title = load_relief_texts(speaking.texts_folder).urgent.title
    qtbot.waitUntil(lambda: speaking.output.said[-1] == f"{title}.")

    speaking.press(KEY.Key_Space)
    speaking.press(KEY.Key_Right)
    assert instruction(speaking)[0] not in speaking.output.prepared


@pytest.mark.parametrize("key", [KEY.Key_S, KEY.Key_Escape])
def test_turning_it_off_or_leaving_silences_it_at_once(
    speaking: Stage, qtbot: QtBot, key: Qt.Key
) -> None:
    speaking.press(KEY.Key_S)
    qtbot.waitUntil(lambda: bool(speaking.output.said))
    speaking.press(key)

    assert speaking.output.stopped_at_s
