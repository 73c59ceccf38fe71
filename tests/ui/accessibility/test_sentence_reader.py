"""Reading sentences aloud through a voice output."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stretchapp.ui.accessibility.sentence_reader import SentenceReader, sentences_in
from tests.fakes import FakeClock, FakeOutput

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def output() -> FakeOutput:
    return FakeOutput(FakeClock(), has_voice=True)


@pytest.fixture
def reader(app: QApplication, output: FakeOutput) -> SentenceReader:
    return SentenceReader(output)


def test_sentences_are_said_one_after_another(
    reader: SentenceReader, output: FakeOutput, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(reader.ended):
        reader.read(["One. Two!", "", "Three"])

    assert output.said == ["One.", "Two!", "Three"]


def test_other_lines_replace_those_that_are_being_read(
    reader: SentenceReader, output: FakeOutput, qtbot: QtBot
) -> None:
    reader.read(["One."])
    with qtbot.waitSignal(reader.ended):
        reader.read(["Two."])
    with qtbot.waitSignal(reader.ended):
        reader.stop()
        reader.read(["Three."])

    assert output.said == ["Two.", "Three."]


def test_appended_lines_follow_those_that_are_being_read(
    reader: SentenceReader, output: FakeOutput, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(reader.ended):
        reader.append(["One."])
        reader.append(["Two."])

    assert output.said == ["One.", "Two."]


def test_a_sentence_that_is_not_rendered_yet_is_waited_for(
    reader: SentenceReader, output: FakeOutput, qtbot: QtBot
) -> None:
    output.unready.add("One.")
    reader.read(["One."])
    # Once at the beginning, and then at every retry.
    qtbot.waitUntil(lambda: output.prepared.count("One.") > 2)
    assert output.said == []

    output.unready.clear()
    qtbot.waitUntil(lambda: output.said == ["One."])
    reader.stop()


def test_a_voice_that_cannot_speak_ends_at_once(
    reader: SentenceReader, output: FakeOutput, qtbot: QtBot
) -> None:
    output.mute = True
    with qtbot.waitSignal(reader.ended):
        reader.read(["One.", "Two."])

    assert output.said == []


def test_a_line_is_cut_where_its_sentences_end() -> None:
    assert sentences_in(" Hold 2.5 s. Breathe … Now? ") == ["Hold 2.5 s.", "Breathe …", "Now?"]
