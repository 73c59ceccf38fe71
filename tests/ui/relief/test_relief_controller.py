"""Starting and leaving relief: what becomes of its record, the window and the theme."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from stretchapp.application.relief_run import SHORTEST_CRAMP_S
from stretchapp.ui.home.home_page import HomePage
from stretchapp.ui.reading.help_page import HelpPage
from stretchapp.ui.reading.titles import READINGS
from stretchapp.ui.relief.cramp_countdown import CrampCountdown
from stretchapp.ui.relief.instruction_view import IN_WATER, UNSAVED
from stretchapp.ui.relief.relief_controller import NO_FLOW
from stretchapp.ui.session.player_page import PlayerPage
from stretchapp.ui.theme.colours import THEMES
from stretchapp.ui.widgets.pages.page_id import PageId
from tests.ui.relief_stage import (
    PULL,
    STAND,
    answer,
    background,
    exercise,
    last_cramp,
    snapshot,
)

if TYPE_CHECKING:
    from tests.ui.stage import Stage

KEY = Qt.Key


class TestLeaving:
    def test_escape_leaves_without_a_question_and_saves_the_record(self, relief: Stage) -> None:
        relief.pass_relief_s(31)

        relief.press(KEY.Key_Escape)

        assert isinstance(relief.page, HomePage)
        assert (last_cramp(relief).state, last_cramp(relief).eased) == ("ended", False)
        assert last_cramp(relief).length_s == pytest.approx(31)

    def test_closing_the_window_saves_the_record(self, relief: Stage) -> None:
        relief.pass_relief_s(22)

        relief.window.close()

        assert last_cramp(relief).state == "ended"
        assert not relief.window.isFullScreen()

    def test_a_look_that_eased_or_was_left_leaves_no_record(self, relief: Stage) -> None:
        relief.pass_relief_s(SHORTEST_CRAMP_S - 1)
        relief.press(KEY.Key_Escape)

        assert isinstance(relief.page, HomePage)
        assert relief.cramps.cramps() == []

    def test_starting_a_session_ends_relief(self, relief: Stage) -> None:
        relief.pass_relief_s(SHORTEST_CRAMP_S)
        relief.window.start_by_id("evening-stretch")
        relief.settle()

        assert isinstance(relief.page, PlayerPage)
        assert last_cramp(relief).state == "ended"

    def test_the_key_of_tonights_stretch_does_not_end_relief(self, relief: Stage) -> None:
        relief.press(KEY.Key_F3)

        assert exercise(relief) == PULL


class TestReturning:
    def test_the_key_of_relief_changes_nothing_while_it_is_shown(self, relief: Stage) -> None:
        relief.pass_relief_s(SHORTEST_CRAMP_S)
        answer(relief, KEY.Key_Right)
        page = relief.page

        relief.press(KEY.Key_F2)

        assert relief.page is page
        assert exercise(relief) == STAND
        assert len(relief.cramps.cramps()) == 1

    def test_the_key_of_relief_leads_back_from_another_page(self, relief: Stage) -> None:
        page = relief.page
        relief.press(KEY.Key_F1)
        assert isinstance(relief.page, HelpPage)

        relief.press(KEY.Key_F2)

        assert relief.page is page

    def test_a_later_request_may_change_the_place(self, relief: Stage) -> None:
        relief.pass_relief_s(SHORTEST_CRAMP_S)
        relief.window.start_relief("toes")

        assert snapshot(relief).flow == "toes"
        assert len(relief.cramps.cramps()) == 1

    @pytest.mark.parametrize("way", ["key", "click"])
    def test_the_page_about_water_opens_above_relief(self, relief: Stage, way: str) -> None:
        page = relief.page
        if way == "key":
            relief.press(KEY.Key_W)
        else:
            relief.click(IN_WATER)
        assert relief.page_name == READINGS[PageId.IN_WATER]
        # Keys belong to the page that is shown: this one does not answer relief.
        relief.press(KEY.Key_Right)
        relief.press(KEY.Key_Escape)

        assert relief.page is page
        assert exercise(relief) == PULL


class TestWindow:
    def test_relief_fills_the_screen_until_it_is_over(self, relief: Stage) -> None:
        assert relief.window.isFullScreen()

        relief.press(KEY.Key_Escape)

        assert not relief.window.isFullScreen()

    def test_a_window_that_was_full_screen_stays_so(self, stage: Stage) -> None:
        stage.open()
        stage.press(KEY.Key_F11)
        stage.press(KEY.Key_F2)

        stage.press(KEY.Key_Escape)

        assert stage.window.isFullScreen()

    def test_after_a_sleep_the_window_leaves_full_screen_and_asks(self, relief: Stage) -> None:
        relief.pass_relief_s(10)
        relief.clock.advance(3600)

        relief.pass_relief_s(1)

        assert not relief.window.isFullScreen()
        assert snapshot(relief).state == "asking"
        assert relief.all_of(CrampCountdown) == []
        assert "Cramp 0:10" in relief.texts()

    def test_a_minimised_window_comes_up(self, stage: Stage) -> None:
        stage.open().showMinimized()

        stage.window.start_relief()
        stage.window.bring_up()

        assert stage.window.isFullScreen()
        assert not stage.window.isMinimized()

    def test_the_persons_own_theme_comes_back(self, stage: Stage) -> None:
        stage.open(theme="light")
        stage.press(KEY.Key_F2)
        assert background(stage) == THEMES["night"].background

        stage.press(KEY.Key_Escape)

        assert background(stage) == THEMES["light"].background


class TestProblems:
    def test_without_readable_texts_relief_is_the_same_and_home_says_so_after_it(
        self, stage: Stage
    ) -> None:
        stage.texts_folder = stage.paths.data / "away"
        stage.open()

        stage.press(KEY.Key_F2)

        assert exercise(stage) == PULL
        stage.press(KEY.Key_Escape)
        assert isinstance(stage.page, HomePage)
        assert any("cannot be read" in text for text in stage.texts())

    def test_without_any_flow_the_first_instruction_is_given_and_home_says_so_after_it(
        self, stage: Stage
    ) -> None:
        assert stage.library is not None
        stage.library = replace(stage.library, flows={})
        stage.open()

        stage.press(KEY.Key_F2)

        assert exercise(stage) == PULL
        stage.press(KEY.Key_Right)
        stage.press(KEY.Key_Left)
        stage.pass_relief_s(60)
        assert exercise(stage) == PULL
        stage.press(KEY.Key_Space)
        stage.press(KEY.Key_Escape)
        assert isinstance(stage.page, HomePage)
        assert NO_FLOW in stage.texts()

    def test_an_unknown_place_becomes_the_usual_one(self, stage: Stage) -> None:
        stage.open()

        stage.window.start_relief("elbow")

        assert exercise(stage) == PULL

    def test_a_record_that_cannot_be_saved_is_reported_and_tried_again(self, stage: Stage) -> None:
        stage.open()
        stage.log_problem = "The diary is damaged (no)."
        stage.press(KEY.Key_F2)
        stage.pass_relief_s(SHORTEST_CRAMP_S + 2)
        assert UNSAVED in stage.texts()

        stage.log_problem = None
        stage.pass_relief_s(6)

        assert UNSAVED not in stage.texts()
        assert last_cramp(stage).state == "running"
