"""The doctor cards of relief: when they are shown, and how they are closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from stretchapp.library.texts.load import load_relief_texts
from stretchapp.ui.home.home_page import HomePage
from stretchapp.ui.relief.aftercare_view import AftercareView
from stretchapp.ui.relief.doctor_cards import CLOSE, FullCard, SideCard
from stretchapp.ui.relief.instruction_view import EASED, EASED_NAME, STILL_CRAMPING, URGENT
from stretchapp.ui.widgets.labels import BACK
from tests.ui.fitting import misfits
from tests.ui.relief_stage import (
    SOCKS,
    answer,
    count,
    exercise,
    snapshot,
    to_aftercare,
    to_swelling_question,
)
from tests.ui.stage import name_of

if TYPE_CHECKING:
    from tests.ui.stage import Stage

KEY = Qt.Key


class TestSideCard:
    def test_after_four_minutes_a_card_is_shown_that_covers_nothing(self, relief: Stage) -> None:
        relief.pass_relief_s(239)
        assert relief.all_of(SideCard) == []

        relief.pass_relief_s(2)

        (card,) = relief.all_of(SideCard)
        texts = load_relief_texts(relief.texts_folder).threshold_cards["long"]
        assert card.accessibleName() == f"{texts.title}. {texts.text}"
        assert "“" not in card.accessibleName()
        others = [it for it in relief.all_of(QWidget) if not card.isAncestorOf(it)]
        assert {STILL_CRAMPING, EASED} <= {name_of(it).split(",")[0] for it in others}

    def test_its_key_closes_it_for_the_rest_of_the_cramp(self, relief: Stage) -> None:
        relief.pass_relief_s(241)

        relief.press(KEY.Key_C)
        relief.pass_relief_s(5)

        assert relief.all_of(SideCard) == []
        assert relief.focus_name() == EASED_NAME

    def test_after_ten_minutes_an_urgent_card_replaces_it(self, relief: Stage) -> None:
        relief.pass_relief_s(601)

        (card,) = relief.all_of(SideCard)
        texts = load_relief_texts(relief.texts_folder).threshold_cards["very-long"]
        assert card.accessibleName() == f"{texts.title}. {texts.text}"
        relief.click(CLOSE)
        assert relief.all_of(SideCard) == []

    def test_none_is_shown_in_the_aftercare(self, relief: Stage) -> None:
        to_aftercare(relief)

        relief.pass_relief_s(610)

        assert relief.all_of(SideCard) == []


class TestNumbers:
    NUMBERS = ("Emergency: 112", "Your doctor: 01 23 45")

    @pytest.fixture
    def relief(self, stage: Stage) -> Stage:
        """A window in which relief runs, of a person who has entered both numbers."""
        stage.settings.change(emergency_number="112", doctor_number="01 23 45")
        stage.open()
        stage.press(KEY.Key_F2)
        return stage

    def test_the_card_of_ten_minutes_has_them(self, relief: Stage) -> None:
        relief.pass_relief_s(601)

        (card,) = relief.all_of(SideCard)
        assert all(number in card.accessibleName() for number in self.NUMBERS)

    def test_the_card_of_many_muscles_has_them(self, relief: Stage) -> None:
        relief.press(KEY.Key_M)

        assert all(number in relief.text() for number in self.NUMBERS)

    def test_the_card_of_swelling_has_them(self, relief: Stage) -> None:
        to_swelling_question(relief)
        relief.press(KEY.Key_Down)

        assert all(number in relief.text() for number in self.NUMBERS)

    def test_they_fit_beside_the_largest_text(self, stage: Stage) -> None:
        stage.settings.change(text_size=200, emergency_number="112", doctor_number="01 23 45")
        stage.open()
        stage.press(KEY.Key_F2)
        stage.resize(QSize(1024, 700))
        to_swelling_question(stage)
        stage.press(KEY.Key_Down)
        assert misfits(stage) == []
        stage.press(KEY.Key_Return)

        stage.pass_relief_s(601)
        assert misfits(stage) == []

    def test_a_card_that_is_not_urgent_has_none(self, relief: Stage) -> None:
        relief.pass_relief_s(241)

        (card,) = relief.all_of(SideCard)
        assert not any(number in card.accessibleName() for number in self.NUMBERS)


class TestUrgentCard:
    @pytest.mark.parametrize("way", ["key", "click"])
    def test_it_holds_the_timer_and_takes_no_answers_until_it_is_left(
        self, relief: Stage, way: str
    ) -> None:
        answer(relief, KEY.Key_Right, KEY.Key_Right)
        before = snapshot(relief).text, count(relief)

        if way == "key":
            relief.press(KEY.Key_M)
        else:
            relief.click(URGENT)

        texts = load_relief_texts(relief.texts_folder).urgent
        assert texts.title in relief.texts()
        assert texts.text in relief.text()
        assert relief.button_names() == [BACK]
        relief.pass_relief_s(60)
        for key in (KEY.Key_Right, KEY.Key_Down, KEY.Key_0, KEY.Key_2, KEY.Key_M):
            relief.press(key)
        relief.press(KEY.Key_Space)
        assert (snapshot(relief).text, count(relief)) == before

    def test_escape_leaves_relief_from_it(self, relief: Stage) -> None:
        relief.press(KEY.Key_M)

        relief.press(KEY.Key_Escape)

        assert isinstance(relief.page, HomePage)

    def test_it_can_be_shown_in_the_aftercare(self, relief: Stage) -> None:
        to_aftercare(relief)

        relief.press(KEY.Key_M)
        assert relief.all_of(FullCard)

        relief.press(KEY.Key_Return)
        assert exercise(relief) == SOCKS
        assert relief.all_of(AftercareView)
