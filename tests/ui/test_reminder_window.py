"""The small window of a reminder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from stretchapp.ui.reminder_window import BUTTONS, ReminderWindow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from stretchapp.ui.theme import Looks

ROOM = QRect(0, 0, 1280, 800)
ANSWERS = ("start", "later", "not-tonight")


@pytest.fixture
def make(looks: Looks) -> Iterator[Callable[..., ReminderWindow]]:
    made: list[ReminderWindow] = []

    def make(*answers: str, text: str = "Heels down.") -> ReminderWindow:
        window = ReminderWindow(looks, "Evening stretch", text, answers or ANSWERS)
        looks.apply(window, "evening", 100)
        window.move_to_edge(ROOM)
        made.append(window)
        return window

    yield make
    for window in made:
        window.close()
        window.deleteLater()


def buttons(window: ReminderWindow) -> list[str]:
    return [it.text() for it in window.findChildren(QPushButton)]


def test_it_says_what_to_do_and_how_to_answer(make: Callable[..., ReminderWindow]) -> None:
    window = make()
    assert [it.text() for it in window.findChildren(QLabel)] == ["Evening stretch", "Heels down."]
    assert buttons(window) == ["Start", "In 15 minutes", "Not tonight", "Look first"]
    assert window.windowTitle() == "Reminder: Evening stretch"


def test_no_text_takes_no_room(make: Callable[..., ReminderWindow]) -> None:
    assert len(make(text="").findChildren(QLabel)) == 1


def test_what_cannot_be_put_off_has_no_button_for_it(make: Callable[..., ReminderWindow]) -> None:
    assert buttons(make("start", "not-tonight")) == ["Start", "Not tonight", "Look first"]


@pytest.mark.parametrize(("answer", "text"), BUTTONS.items())
def test_each_button_is_an_answer(
    make: Callable[..., ReminderWindow], answer: str, text: str
) -> None:
    window = make()
    (button,) = (it for it in window.findChildren(QPushButton) if it.text() == text)
    seen: list[str] = []
    window.answered.connect(seen.append)
    button.click()
    assert seen == [answer]


def test_it_can_be_answered_by_keys(make: Callable[..., ReminderWindow], qtbot: QtBot) -> None:
    window = make()
    window.show()
    window.activateWindow()
    qtbot.waitActive(window)
    seen: list[str] = []
    window.answered.connect(seen.append)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_A):
        QTest.keyClick(window.focusWidget(), key)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert seen == ["start", "later", "closed"]


def test_it_takes_no_keyboard_from_others(make: Callable[..., ReminderWindow]) -> None:
    window = make()
    assert window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint


def test_it_lies_in_the_corner(make: Callable[..., ReminderWindow]) -> None:
    place = make().geometry()
    assert ROOM.contains(place)
    assert ROOM.right() - place.right() < 50
    assert ROOM.bottom() - place.bottom() < 50


def test_it_fits_a_small_screen(make: Callable[..., ReminderWindow]) -> None:
    window = make(text="Word " * 60)
    room = QRect(10, 10, 640, 480)
    window.move_to_edge(room)
    assert room.contains(window.geometry())


def test_it_tells_once_that_it_is_there(make: Callable[..., ReminderWindow], qtbot: QtBot) -> None:
    window = make()
    seen: list[bool] = []
    window.shown.connect(lambda: seen.append(True))
    with qtbot.waitSignal(window.shown):
        window.show()
    window.repaint()
    qtbot.wait(1)
    assert seen == [True]
