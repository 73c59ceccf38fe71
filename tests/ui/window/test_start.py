"""What a start makes, and what it leaves until somebody wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from stretchapp.library.texts.load import load_tips
from stretchapp.library.texts.tips import tip_of_the_day
from stretchapp.startup.window_app import tell
from stretchapp.ui.home.home_controller import CONTINUE, CUT_OFF
from stretchapp.ui.home.home_page import TONIGHT, HomePage
from stretchapp.ui.relief.relief_page import ReliefPage
from stretchapp.ui.session.done_page import HOME

if TYPE_CHECKING:
    from stretchapp.ui.window.main_window import MainWindow
    from tests.ui.stage import Stage

KEY = Qt.Key


def show(stage: Stage, window: MainWindow) -> None:
    """Bring a window up as the app does, to what waits for its first picture."""
    window.bring_up()
    assert QTest.qWaitForWindowActive(window)
    window.greet()
    stage.settle()


def test_a_window_that_is_asked_for_nothing_shows_the_home_page(stage: Stage) -> None:
    window = stage.make()

    show(stage, window)

    assert stage.shows(HomePage)
    assert stage.focus_name().startswith(TONIGHT)


def test_a_session_begins_without_a_home_page(stage: Stage) -> None:
    window = stage.make()

    window.start_by_id("evening-stretch")
    show(stage, window)

    assert stage.session_title == "Evening stretch"
    assert window.findChildren(HomePage) == []


def test_relief_begins_without_a_home_page_and_leads_to_it(stage: Stage) -> None:
    window = stage.make()

    window.start_relief("toes")
    show(stage, window)

    assert stage.shows(ReliefPage)
    assert window.findChildren(HomePage) == []
    stage.press(KEY.Key_Escape)
    assert stage.shows(HomePage)


@pytest.mark.parametrize("way", [HOME, "Escape"])
def test_the_home_page_is_made_when_one_comes_to_it(stage: Stage, way: str) -> None:
    stage.cut_off(stage.routine("seated-desk"), part=3, parts=8, active_s=200)
    window = stage.make()
    window.start_by_id("evening-stretch")
    show(stage, window)
    stage.press(KEY.Key_Escape)
    assert window.findChildren(HomePage) == []

    if way == HOME:
        stage.click(HOME)
    else:
        stage.press(KEY.Key_Escape)

    assert stage.shows(HomePage)
    assert (
        CUT_OFF.format(title=stage.routine("seated-desk").title, part=3, parts=8) in stage.texts()
    )
    assert stage.focus_name() == CONTINUE


def test_a_home_page_that_comes_late_has_the_tip_of_the_day(stage: Stage) -> None:
    tips = load_tips(stage.texts_folder)
    tip = tip_of_the_day(tips, stage.clock.now().date()).text
    window = stage.make()
    window.start_by_id("evening-stretch")
    show(stage, window)

    stage.press(KEY.Key_Escape)
    stage.press(KEY.Key_Escape)

    assert tip in stage.texts()


def test_a_preview_that_comes_first_leads_back_to_the_home_page(stage: Stage) -> None:
    stage.settings.change(varicose_veins=True)
    window = stage.make()

    window.start_by_id("acupressure-calf")
    show(stage, window)
    assert stage.page_name == stage.routine("acupressure-calf").title
    stage.press(KEY.Key_Escape)

    assert stage.shows(HomePage)


class TestWhatAStartTells:
    SENTENCE = "The folder cannot be used."

    def test_is_on_the_home_page(self, stage: Stage) -> None:
        window = stage.make()
        show(stage, window)

        tell(window, self.SENTENCE, in_session=False)
        stage.settle()

        assert self.SENTENCE in stage.texts()

    def test_comes_after_relief_that_has_begun(self, stage: Stage) -> None:
        window = stage.make()
        window.start_relief("toes")
        show(stage, window)

        tell(window, self.SENTENCE, in_session=True)
        assert stage.shows(ReliefPage)
        assert self.SENTENCE not in stage.texts()

        stage.press(KEY.Key_Escape)
        stage.settle()
        assert self.SENTENCE in stage.texts()
