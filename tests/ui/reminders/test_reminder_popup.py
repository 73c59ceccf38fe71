"""The small window of a reminder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from stretchapp.ui.reminders.reminder_popup import BUTTONS, ReminderPopup
from stretchapp.ui.theme.colours import THEMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from stretchapp.ui.theme.appearance import Appearance

ROOM = QRect(0, 0, 1280, 800)
ANSWERS = ("start", "later", "not-tonight")


@pytest.fixture
def make(appearance: Appearance) -> Iterator[Callable[..., ReminderPopup]]:
    made: list[ReminderPopup] = []

    def make(*answers: str, text: str = "Heels down.") -> ReminderPopup:
        window = ReminderPopup(appearance, "Evening stretch", text, answers or ANSWERS)
        appearance.apply(window, "evening", 100)
        window.move_to_edge(ROOM)
        made.append(window)
        return window

    yield make
    for window in made:
        window.close()
        window.deleteLater()


def buttons(window: ReminderPopup) -> list[str]:
    return [it.text() for it in window.findChildren(QPushButton)]


def test_it_says_what_to_do_and_how_to_answer(make: Callable[..., ReminderPopup]) -> None:
    window = make()
    assert [it.text() for it in window.findChildren(QLabel)] == ["Evening stretch", "Heels down."]
    assert buttons(window) == list(BUTTONS.values())
    assert window.windowTitle() == "Reminder: Evening stretch"


def test_no_text_takes_no_room(make: Callable[..., ReminderPopup]) -> None:
    assert len(make(text="").findChildren(QLabel)) == 1


def test_what_cannot_be_put_off_has_no_button_for_it(make: Callable[..., ReminderPopup]) -> None:
    assert buttons(make("start", "not-tonight")) == [
        BUTTONS[it] for it in ("start", "not-tonight", "open")
    ]


@pytest.mark.parametrize(("answer", "text"), BUTTONS.items())
def test_each_button_is_an_answer(
    make: Callable[..., ReminderPopup], answer: str, text: str
) -> None:
    window = make()
    (button,) = (it for it in window.findChildren(QPushButton) if it.text() == text)
    seen: list[str] = []
    window.answered.connect(seen.append)
    button.click()
    assert seen == [answer]


def test_it_can_be_answered_by_keys(make: Callable[..., ReminderPopup], qtbot: QtBot) -> None:
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


def test_it_takes_no_keyboard_from_others(make: Callable[..., ReminderPopup]) -> None:
    window = make()
    assert window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint


def test_it_can_be_told_from_a_dark_window_below_it(make: Callable[..., ReminderPopup]) -> None:
    window = make()
    picture = window.grab().toImage()
    line = THEMES["evening"].line
    for place in (window.rect().topLeft(), window.rect().bottomRight()):
        assert picture.pixelColor(place).name() == line


def test_it_lies_in_the_corner(make: Callable[..., ReminderPopup]) -> None:
    place = make().geometry()
    assert ROOM.contains(place)
    assert ROOM.right() - place.right() < 50
    assert ROOM.bottom() - place.bottom() < 50


def test_it_fits_a_small_screen(make: Callable[..., ReminderPopup]) -> None:
    window = make(text="Word " * 60)
    room = QRect(10, 10, 640, 480)
    window.move_to_edge(room)
    assert room.contains(window.geometry())


def test_it_tells_once_that_it_is_there(make: Callable[..., ReminderPopup], qtbot: QtBot) -> None:
    window = make()
    seen: list[bool] = []
    window.shown.connect(lambda: seen.append(True))
    with qtbot.waitSignal(window.shown):
        window.show()
    window.repaint()
    qtbot.wait(1)
    assert seen == [True]
