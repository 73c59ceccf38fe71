"""The aftercare: a dark screen that any input brightens, and its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from stretchapp.application.relief_run import SHORTEST_CRAMP_S
from stretchapp.ui.relief.after_cramp_page import AfterCrampPage
from stretchapp.ui.relief.aftercare_view import BRIGHT_S, SKIP, AftercareView
from stretchapp.ui.relief.instruction_view import EASED_NAME
from stretchapp.ui.relief.relief_page import DOUBLE_PRESS_S, ReliefPage
from tests.ui.relief_stage import (
    PULL,
    REST,
    SOCKS,
    answer,
    exercise,
    last_cramp,
    snapshot,
    to_aftercare,
)

if TYPE_CHECKING:
    from tests.ui.stage import Stage

KEY = Qt.Key


@pytest.fixture
def aftercare(relief: Stage) -> Stage:
    """The aftercare, one second after it began."""
    to_aftercare(relief)
    return relief


def view(stage: Stage) -> AftercareView:
    (view,) = stage.all_of(AftercareView)
    return view


class TestBrightness:
    def test_after_some_seconds_it_dims_and_hides_its_buttons(self, aftercare: Stage) -> None:
        assert not view(aftercare).is_dim
        assert SKIP in aftercare.button_names()

        aftercare.pass_relief_s(BRIGHT_S)

        assert view(aftercare).is_dim
        assert [text for text in aftercare.texts() if text] == [snapshot(aftercare).text, "19"]

    @pytest.mark.parametrize("key", [KEY.Key_A, KEY.Key_Left, KEY.Key_Down, KEY.Key_0])
    def test_a_key_without_a_meaning_brightens_it_for_some_seconds(
        self, aftercare: Stage, key: Qt.Key
    ) -> None:
        aftercare.pass_relief_s(BRIGHT_S)

        aftercare.press(key)

        assert not view(aftercare).is_dim
        assert exercise(aftercare) == SOCKS
        aftercare.pass_relief_s(BRIGHT_S)
        assert view(aftercare).is_dim

    def test_the_mouse_brightens_it(self, aftercare: Stage) -> None:
        # An earlier test may have left the cursor where this one moves it.
        QTest.mouseMove(view(aftercare), QPoint(1, 1))
        aftercare.settle()
        aftercare.pass_relief_s(BRIGHT_S)

        QTest.mouseMove(view(aftercare), view(aftercare).rect().center())
        aftercare.settle()

        assert not view(aftercare).is_dim


class TestSteps:
    def test_a_key_pressed_twice_counts_once(self, relief: Stage) -> None:
        relief.press(KEY.Key_Space)
        relief.press(KEY.Key_Space)

        assert exercise(relief) == SOCKS

    def test_a_slow_tick_is_not_taken_for_a_double_press(self, relief: Stage) -> None:
        relief.press(KEY.Key_Space)

        relief.clock.advance(DOUBLE_PRESS_S + 0.5)
        relief.press(KEY.Key_Space)

        assert exercise(relief) != SOCKS

    def test_every_step_can_be_ended_early(self, aftercare: Stage) -> None:
        answer(aftercare, KEY.Key_Space)
        assert exercise(aftercare) == REST
        answer(aftercare, KEY.Key_Return)
        while isinstance(aftercare.page, ReliefPage):
            aftercare.pass_relief_s(DOUBLE_PRESS_S + 0.25)
            aftercare.press(KEY.Key_Space)

        assert isinstance(aftercare.page, AfterCrampPage)

    def test_without_input_it_waits_in_the_dark(self, aftercare: Stage) -> None:
        aftercare.pass_relief_s(1800)

        assert view(aftercare).is_dim
        assert exercise(aftercare) == "rest-and-resettle"

    def test_escape_ends_it(self, relief: Stage) -> None:
        relief.pass_relief_s(SHORTEST_CRAMP_S)
        to_aftercare(relief)

        relief.press(KEY.Key_Escape)

        assert isinstance(relief.page, AfterCrampPage)
        assert last_cramp(relief).state == "ended"

    def test_the_cramp_may_come_back(self, relief: Stage) -> None:
        relief.pass_relief_s(SHORTEST_CRAMP_S)
        to_aftercare(relief)

        relief.press(KEY.Key_Right)

        assert exercise(relief) == PULL
        assert not last_cramp(relief).eased
        assert relief.focus_name() == EASED_NAME
