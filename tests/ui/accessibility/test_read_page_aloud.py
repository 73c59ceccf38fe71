"""Reading pages aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from stretchapp.ui.accessibility.read_page_aloud import lines_of
from stretchapp.ui.accessibility.sentence_reader import SentenceReader, sentences_in
from stretchapp.ui.widgets.pages.page_id import PageId
from tests.fakes import FakeClock, FakeOutput

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.ui.stage import Stage

KEY = Qt.Key


def said(stage: Stage) -> list[str]:
    return [what for _, what in stage.output.heard]


def test_r_reads_the_page_from_its_top_and_again_stops(stage: Stage, qtbot: QtBot) -> None:
    stage.output.has_voice = True
    stage.window.show_preview(stage.routine("wall-stretch"))
    stage.settle()
    stage.press(KEY.Key_R)
    qtbot.waitUntil(lambda: len(said(stage)) > 1, timeout=10_000)

    assert said(stage)[0] == "Wall and standing stretch"
    stage.press(KEY.Key_R)
    assert stage.output.stopped_at_s
    assert not stage.output.is_open


def test_leaving_the_page_stops_it(stage: Stage, qtbot: QtBot) -> None:
    stage.output.has_voice = True
    stage.window.navigate(PageId.HELP)
    stage.settle()
    stage.press(KEY.Key_R)
    qtbot.waitUntil(lambda: bool(said(stage)))
    stage.press(KEY.Key_Escape)

    assert stage.output.stopped_at_s


def test_without_a_voice_it_says_so(stage: Stage) -> None:
    stage.window.navigate(PageId.HELP)
    stage.settle()
    stage.press(KEY.Key_R)

    assert "There is no voice." in stage.texts()


def test_typing_an_r_reads_nothing(stage: Stage) -> None:
    stage.output.has_voice = True
    stage.open()
    stage.press(KEY.Key_F, Qt.KeyboardModifier.ControlModifier)
    stage.press(KEY.Key_R)
    stage.settle()

    assert stage.output.prepared == []


def test_buttons_and_endless_breaks_are_not_read(stage: Stage) -> None:
    stage.output.has_voice = True
    stage.window.navigate(PageId.SETTINGS)
    stage.settle()
    stage.press(KEY.Key_R)

    assert stage.output.prepared[0] == "Settings"
    assert not any("Open the folder" in text or "\u200b" in text for text in stage.output.prepared)


def test_the_large_buttons_are_what_the_home_page_is_for(stage: Stage) -> None:
    stage.window.show_home()

    assert any(line.startswith("Tonight's stretch") for line in lines_of(stage.page))


def test_lengths_are_said_in_words_and_places_in_articles_are_not(stage: Stage) -> None:
    stage.window.show_preview(stage.routine("evening-stretch"))
    text = "\n".join(lines_of(stage.page))
    assert "9 minutes 50 seconds" in text
    assert "From article" not in text

    stage.window.navigate(PageId.DOCTOR)
    text = "\n".join(lines_of(stage.page))
    assert "“from 4 minutes or more”" in text
    assert "(003:11)" not in text


class TestLines:
    def test_they_are_said_one_after_another(self, app: QApplication, qtbot: QtBot) -> None:
        output = FakeOutput(FakeClock(), has_voice=True)
        reader = SentenceReader(output)
        with qtbot.waitSignal(reader.ended):
            reader.read(["One. Two!", "", "Three"])

        assert [what for _, what in output.heard] == ["One.", "Two!", "Three"]

    def test_other_lines_take_their_place(self, app: QApplication, qtbot: QtBot) -> None:
        output = FakeOutput(FakeClock(), has_voice=True)
        reader = SentenceReader(output)
        reader.read(["One."])
        with qtbot.waitSignal(reader.ended):
            reader.read(["Two."])
        with qtbot.waitSignal(reader.ended):
            reader.stop()
            reader.read(["Three."])

        assert [what for _, what in output.heard] == ["Two.", "Three."]

    def test_more_lines_wait_for_those_that_are_said(self, app: QApplication, qtbot: QtBot) -> None:
        output = FakeOutput(FakeClock(), has_voice=True)
        reader = SentenceReader(output)
        with qtbot.waitSignal(reader.ended):
            reader.read_on(["One."])
            reader.read_on(["Two."])

        assert [what for _, what in output.heard] == ["One.", "Two."]

    def test_those_that_are_not_ready_are_waited_for(self, app: QApplication, qtbot: QtBot) -> None:
        output = FakeOutput(FakeClock(), has_voice=True)
        output.unready.add("One.")
        reader = SentenceReader(output)
        reader.read(["One."])
        qtbot.wait(120)
        assert output.heard == []

        output.unready.clear()
        qtbot.waitUntil(lambda: bool(output.heard))
        reader.stop()

    def test_a_voice_that_does_not_speak_ends_at_once(
        self, app: QApplication, qtbot: QtBot
    ) -> None:
        output = FakeOutput(FakeClock(), has_voice=True)
        output.mute = True
        reader = SentenceReader(output)
        with qtbot.waitSignal(reader.ended):
            reader.read(["One.", "Two."])

        assert output.heard == []

    def test_a_line_is_cut_where_its_sentences_end(self) -> None:
        assert sentences_in(" Hold 2.5 s. Breathe … Now? ") == ["Hold 2.5 s.", "Breathe …", "Now?"]
