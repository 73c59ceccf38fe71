"""Reading a page aloud on request."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from stretchapp.ui.accessibility.read_page_aloud import lines_of
from stretchapp.ui.home.home_page import TONIGHT
from stretchapp.ui.widgets.labels import CITATION
from stretchapp.ui.widgets.pages.page_id import PageId
from stretchapp.ui.widgets.why_fold import WhyFold

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.stage import Stage

KEY = Qt.Key


@pytest.fixture
def speaking(stage: Stage) -> Stage:
    """A window on a computer with a voice."""
    stage.output.has_voice = True
    return stage


def test_r_reads_the_page_from_its_top_and_r_again_stops(speaking: Stage, qtbot: QtBot) -> None:
    routine = speaking.routine("wall-stretch")
    speaking.window.show_preview(routine)
    speaking.settle()
    speaking.press(KEY.Key_R)
    qtbot.waitUntil(lambda: len(speaking.output.said) > 1, timeout=10_000)

    assert speaking.output.said[0] == routine.title
    speaking.press(KEY.Key_R)
    assert speaking.output.stopped_at_s
    assert not speaking.output.is_open


def test_leaving_the_page_stops_the_reading(speaking: Stage, qtbot: QtBot) -> None:
    speaking.window.navigate(PageId.HELP)
    speaking.settle()
    speaking.press(KEY.Key_R)
    qtbot.waitUntil(lambda: bool(speaking.output.said))
    speaking.press(KEY.Key_Escape)

    assert speaking.output.stopped_at_s


def test_without_a_voice_the_page_says_so(stage: Stage) -> None:
    stage.window.navigate(PageId.HELP)
    stage.settle()
    stage.press(KEY.Key_R)

    assert stage.output.missing in stage.texts()


def test_typing_an_r_reads_nothing(speaking: Stage) -> None:
    speaking.open()
    speaking.press(KEY.Key_F, Qt.KeyboardModifier.ControlModifier)
    speaking.press(KEY.Key_R)
    speaking.settle()

    assert speaking.output.prepared == []


def test_buttons_and_invisible_breaks_are_left_out(speaking: Stage) -> None:
    speaking.window.navigate(PageId.SETTINGS)
    speaking.settle()
    speaking.press(KEY.Key_R)

    lines = speaking.output.prepared
    assert lines[0] == speaking.page_name
    assert not any(name in line for line in lines for name in speaking.button_names())
    assert not any("\u200b" in line for line in lines)


def test_the_large_buttons_of_the_home_page_are_read(stage: Stage) -> None:
    stage.window.show_home()

    assert any(line.startswith(TONIGHT) for line in lines_of(stage.page))


def test_lengths_are_read_as_words(stage: Stage) -> None:
    stage.window.show_preview(stage.routine("evening-stretch"))

    assert any("10 minutes" in line for line in lines_of(stage.page))


@pytest.mark.parametrize("page_id", [PageId.EVENINGS, PageId.LEFT_OUT, None])
def test_citations_are_left_out(stage: Stage, page_id: PageId | None) -> None:
    if page_id is None:
        stage.window.show_preview(stage.routine("evening-stretch"))
        for fold in stage.all_of(WhyFold):
            fold.button.click()
    else:
        stage.window.navigate(page_id)

    citations = {label.text() for label in stage.all_of(QLabel) if label.property(CITATION)}
    assert citations
    assert not citations & set(lines_of(stage.page))


@pytest.mark.parametrize("page_id", [PageId.DOCTOR, PageId.ARTICLES])
def test_quotations_are_read_without_their_sources(stage: Stage, page_id: PageId) -> None:
    stage.window.navigate(page_id)

    assert "” (" in stage.text()
    text = "\n".join(lines_of(stage.page))
    assert "”" in text
    assert "” (" not in text
