"""The pointer: out of the way where nobody moves it, and back with the next movement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from stretchapp.ui.widgets.hiding_cursor import HidingCursor
from tests.fakes import a_routine

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.stage import Stage

KEY = Qt.Key
SHORT_MS = 20


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """A page that is covered by a label."""
    page = QWidget()
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(QLabel("What to do"))
    page.resize(300, 200)
    page.show()
    qtbot.waitExposed(page)
    return page


def is_hidden(page: QWidget) -> bool:
    """Return whether the pointer is hidden where the page is."""
    handle = page.window().windowHandle()
    assert handle is not None
    return handle.cursor().shape() == Qt.CursorShape.BlankCursor


def point_at(page: QWidget, place: QPoint) -> None:
    """Move the pointer over whatever is at a place of the page."""
    QTest.mouseMove(page.window().windowHandle(), page.mapTo(page.window(), place))


def test_it_hides_after_a_while_and_comes_back_when_it_moves(page: QWidget, qtbot: QtBot) -> None:
    point_at(page, QPoint(100, 100))
    pointer = HidingCursor(page, after_ms=SHORT_MS)
    qtbot.waitUntil(lambda: is_hidden(page))

    point_at(page, QPoint(110, 100))
    assert not is_hidden(page)
    qtbot.waitUntil(lambda: is_hidden(page))
    assert not any(timer.isActive() for timer in pointer.findChildren(QTimer))


def test_it_comes_back_when_the_page_gets_another_size(page: QWidget, qtbot: QtBot) -> None:
    point_at(page, QPoint(100, 100))
    HidingCursor(page).hide()
    assert is_hidden(page)

    page.resize(310, 200)
    qtbot.waitUntil(lambda: not is_hidden(page))


def test_it_stays_where_it_may_not_hide(page: QWidget) -> None:
    point_at(page, QPoint(100, 100))
    HidingCursor(page, lambda: False).hide()

    assert not is_hidden(page)


class TestInTheWindow:
    def hide(self, stage: Stage, qtbot: QtBot) -> None:
        """Let the pointer rest until it would hide."""
        qtbot.waitUntil(lambda: stage.page.findChildren(HidingCursor) != [])
        point_at(stage.page, stage.page.rect().center())
        stage.page.findChildren(HidingCursor)[0].hide()

    def test_relief_hides_it_and_gives_it_back(self, stage: Stage, qtbot: QtBot) -> None:
        stage.window.start_relief()
        self.hide(stage, qtbot)
        assert is_hidden(stage.page)
        stage.press(KEY.Key_Space)
        assert is_hidden(stage.page)

        stage.press(KEY.Key_Escape)

        assert not is_hidden(stage.page)

    def test_a_session_hides_it_only_where_it_fills_the_screen(
        self, stage: Stage, qtbot: QtBot
    ) -> None:
        stage.window.start(a_routine())
        self.hide(stage, qtbot)
        assert not is_hidden(stage.page)

        stage.press(KEY.Key_F11)
        self.hide(stage, qtbot)
        assert is_hidden(stage.page)
        stage.press(KEY.Key_F11)
        assert not is_hidden(stage.page)
