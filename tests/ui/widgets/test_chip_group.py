"""Chips of which one can be chosen are radio buttons: one Tab stop, and arrow keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from stretchapp.ui.widgets.fields.chip_group import NOT_SAID, Chip, ChipGroup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stretchapp.ui.theme.appearance import Appearance

KEY = Qt.Key
SIDES = (Chip("left", "Left"), Chip("right", "Right"))


class Questions:
    """Two questions on one page."""

    def __init__(self, appearance: Appearance, *, is_one: bool) -> None:
        self.page = QWidget()
        column = QVBoxLayout(self.page)
        self.changes: list[frozenset[str]] = []
        self.first = ChipGroup(
            appearance, "Which leg?", SIDES, self._on_change, is_one=is_one, may_be_unsaid=is_one
        )
        self.second = ChipGroup(appearance, "And then?", SIDES, list, is_one=is_one)
        column.addLayout(self.first)
        column.addLayout(self.second)

    def _on_change(self) -> None:
        self.changes.append(self.first.chosen)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.page, key)

    def tab_stops(self) -> list[str]:
        chips = [*self.first.buttons.values(), *self.second.buttons.values()]
        return [chip.text() for chip in chips if chip.focusPolicy() & Qt.FocusPolicy.TabFocus]


@pytest.fixture
def radio(appearance: Appearance) -> Iterator[Questions]:
    questions = Questions(appearance, is_one=True)
    questions.page.show()
    questions.page.activateWindow()
    assert QTest.qWaitForWindowActive(questions.page)
    yield questions
    questions.page.close()
    questions.page.deleteLater()


def test_each_group_is_one_tab_stop_at_what_is_chosen(radio: Questions) -> None:
    assert radio.tab_stops() == [NOT_SAID, "Left"]

    radio.first.choose({"right"})

    assert radio.tab_stops() == ["Right", "Left"]


def test_the_arrow_keys_choose_and_go_round(radio: Questions) -> None:
    radio.first.buttons["left"].setFocus()

    radio.press(KEY.Key_Right)
    assert (radio.first.value, radio.changes) == ("right", [frozenset({"right"})])
    radio.press(KEY.Key_Down)
    assert radio.first.value is None
    radio.press(KEY.Key_Right)
    assert radio.first.value == "left"
    radio.press(KEY.Key_Left, KEY.Key_Up)
    assert radio.first.value == "right"


def test_a_chip_that_is_hidden_is_passed_over(radio: Questions) -> None:
    radio.first.buttons["right"].hide()
    radio.first.buttons["left"].setFocus()

    radio.press(KEY.Key_Right, KEY.Key_Right)

    assert radio.first.value == "left"


def test_one_question_leaves_the_other_as_it_is(radio: Questions) -> None:
    radio.first.buttons["left"].click()
    radio.second.buttons["right"].click()

    assert (radio.first.value, radio.second.value) == ("left", "right")


@pytest.mark.parametrize(
    ("is_one", "role"),
    [(True, QAccessible.Role.RadioButton), (False, QAccessible.Role.CheckBox)],
)
def test_a_screen_reader_knows_whether_one_or_many_can_be_chosen(
    appearance: Appearance, *, is_one: bool, role: QAccessible.Role
) -> None:
    questions = Questions(appearance, is_one=is_one)

    for chip in questions.first.buttons.values():
        assert QAccessible.queryAccessibleInterface(chip).role() == role
    questions.page.deleteLater()
