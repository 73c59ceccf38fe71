"""Lists and choices leave scrolling to the page: no scroll bar is inside another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QScrollArea

from stretchapp.ui.widgets.fields.combo_box import ComboBox
from stretchapp.ui.widgets.pages.page_id import PageId
from stretchapp.ui.widgets.whole_list import VALUE_ROLE, WholeList

if TYPE_CHECKING:
    from tests.ui.stage import Stage

KEY = Qt.Key


@pytest.fixture(params=["home", "exercises"])
def shown(request: pytest.FixtureRequest, stage: Stage) -> Stage:
    stage.open()
    if request.param == "exercises":
        stage.window.navigate(PageId.EXERCISES)
    stage.settle()
    return stage


def list_of(stage: Stage) -> WholeList:
    (shown,) = stage.all_of(WholeList)
    return shown


def page_scrolled(stage: Stage) -> int:
    (area,) = stage.all_of(QScrollArea)
    return area.verticalScrollBar().value()


def wheel(stage: Stage, place: QPoint) -> None:
    """Turn the wheel of the mouse down over a place in the window."""
    QTest.wheelEvent(stage.window.windowHandle(), place, QPoint(0, -120))
    stage.settle()


def test_the_list_shows_all_rows_whatever_the_width(shown: Stage) -> None:
    items = list_of(shown)

    for width in (1000, 640):
        shown.window.resize(width, 600)
        shown.settle()
        last = items.visualRect(items.model().index(items.model().rowCount() - 1, 0))
        assert last.bottom() <= items.viewport().height()
        assert items.verticalScrollBar().maximum() == 0


def test_page_down_and_the_wheel_scroll_the_page_and_change_nothing(shown: Stage) -> None:
    items = list_of(shown)
    items.setFocus()
    chosen = items.currentIndex()

    before = page_scrolled(shown)
    shown.press(KEY.Key_PageDown)
    after_key = page_scrolled(shown)
    wheel(shown, shown.window.rect().center())

    assert before < after_key < page_scrolled(shown)
    assert items.currentIndex() == chosen


def test_the_page_scrolls_to_the_current_row(shown: Stage) -> None:
    items = list_of(shown)
    items.setFocus()

    for _ in range(12):
        shown.press(KEY.Key_Down)

    row = items.visualRect(items.currentIndex())
    in_sight = items.viewport().visibleRegion().boundingRect()
    assert in_sight.top() <= row.top()
    assert row.bottom() <= in_sight.bottom()


def test_rows_that_are_filled_in_without_the_focus_do_not_scroll_the_page(stage: Stage) -> None:
    stage.open()
    items = list_of(stage)

    items.setCurrentIndex(items.model().index(items.model().rowCount() - 1, 0))

    assert page_scrolled(stage) == 0


@pytest.mark.parametrize("key", [KEY.Key_PageDown, KEY.Key_PageUp])
def test_page_keys_and_the_wheel_do_not_change_a_choice(stage: Stage, key: Qt.Key) -> None:
    stage.open()
    choice = stage.all_of(ComboBox)[0]
    choice.setFocus()

    wheel(stage, choice.mapTo(stage.window, choice.rect().center()))
    scrolled = page_scrolled(stage)
    stage.press(key)

    assert scrolled > 0
    assert page_scrolled(stage) != scrolled
    assert choice.currentIndex() == 0


def test_no_page_has_a_list_that_scrolls_inside_of_it(stage: Stage) -> None:
    stage.open()

    assert all(isinstance(it, WholeList) for it in stage.all_of(QListView))


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Enter, KEY.Key_Space])
def test_a_row_is_opened_by_the_keys_that_press_buttons(shown: Stage, key: Qt.Key) -> None:
    items = list_of(shown)
    opened: list[object] = []
    items.opened.disconnect()
    items.opened.connect(opened.append)

    QTest.keyClick(items, key)

    assert opened == [items.currentIndex().data(VALUE_ROLE)]


def test_a_row_is_opened_by_a_click_and_not_by_a_key_that_is_held_down(shown: Stage) -> None:
    items = list_of(shown)
    opened: list[object] = []
    items.opened.disconnect()
    items.opened.connect(opened.append)
    held = QKeyEvent(
        QEvent.Type.KeyPress, KEY.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True
    )

    QApplication.sendEvent(items, held)

    assert opened == []
    place = items.visualRect(items.currentIndex()).center()
    QTest.mouseClick(items.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [items.currentIndex().data(VALUE_ROLE)]
