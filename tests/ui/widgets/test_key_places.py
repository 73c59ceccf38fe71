"""Keys mean the same on every keyboard, by their sign or else by their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from stretchapp.ui.widgets.key_places import meant_key, press_shortcut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

KEY = Qt.Key
HELD = Qt.KeyboardModifier
SHIFT = HELD.ShiftModifier

# The numbers of keys on Linux, by what a US keyboard has there.
AT_2, AT_Q, AT_W, AT_M, AT_S = 11, 24, 25, 58, 39


def pressed(
    sign: str, place: int, held: HELD = HELD.NoModifier, *, repeated: bool = False
) -> QKeyEvent:
    """Return the press of a key that writes ``sign``."""
    key = ord(sign.upper())
    return QKeyEvent(QEvent.Type.KeyPress, key, held, place, 0, 0, sign, repeated)


@pytest.mark.parametrize(
    ("sign", "place", "held", "key"),
    [
        pytest.param("é", AT_2, HELD.NoModifier, KEY.Key_2, id="French 2 without Shift"),
        pytest.param("2", AT_2, SHIFT, KEY.Key_2, id="French 2 with Shift"),
        pytest.param("ě", AT_2, HELD.NoModifier, KEY.Key_2, id="Czech 2 without Shift"),
        pytest.param('"', AT_2, SHIFT, KEY.Key_2, id="German 2 with Shift"),
        pytest.param("٢", AT_2, HELD.NoModifier, KEY.Key_2, id="Arabic 2"),
        pytest.param("7", AT_2, HELD.NoModifier, KEY.Key_7, id="digits in another order"),
        pytest.param("2", 0, HELD.KeypadModifier, KEY.Key_2, id="keypad"),
        pytest.param("ь", AT_M, HELD.NoModifier, KEY.Key_M, id="Russian"),
        pytest.param("Й", AT_Q, SHIFT, KEY.Key_Q, id="Russian with Shift"),
        pytest.param("μ", AT_M, HELD.NoModifier, KEY.Key_M, id="Greek"),
        pytest.param("צ", AT_M, HELD.NoModifier, KEY.Key_M, id="Hebrew"),
        pytest.param("'", AT_W, HELD.NoModifier, KEY.Key_W, id="Hebrew W"),
        pytest.param("W", AT_W, SHIFT, KEY.Key_W, id="Hebrew W with Shift"),
        pytest.param("m", 47, HELD.NoModifier, KEY.Key_M, id="French M beside L"),
        pytest.param("M", AT_M, SHIFT, KEY.Key_M, id="capital letter"),
        pytest.param("o", AT_S, HELD.NoModifier, KEY.Key_O, id="Dvorak at S"),
        pytest.param(",", AT_W, HELD.NoModifier, None, id="Dvorak at W"),
        pytest.param(",", AT_M, HELD.NoModifier, None, id="French at M"),
        pytest.param("é", AT_W, HELD.NoModifier, None, id="a Latin letter with an accent"),
        pytest.param("ế", AT_W, HELD.NoModifier, None, id="a Latin letter with two accents"),
        pytest.param("ь", 0, HELD.NoModifier, None, id="a letter without a place"),
    ],
)
def test_a_key_means_its_digit_or_letter(
    sign: str, place: int, held: HELD, key: Qt.Key | None
) -> None:
    assert meant_key(pressed(sign, place, held)) == key


def test_a_key_without_a_sign_means_nothing() -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, KEY.Key_Up, HELD.NoModifier, 111, 0, 0)

    assert meant_key(event) is None


class TestShortcut:
    @pytest.fixture
    def window(self, app: QApplication) -> Iterator[QWidget]:
        """A window with a page that has a shortcut for M."""
        window = QWidget()
        page = QWidget(window)
        self.presses: list[str] = []
        self.shortcut = QShortcut(QKeySequence("M"), page)
        self.shortcut.activated.connect(lambda: self.presses.append("M"))
        quits = QShortcut(QKeySequence("Ctrl+Q"), window)
        quits.activated.connect(lambda: self.presses.append("Ctrl+Q"))
        window.show()
        yield window
        window.close()

    def test_it_is_pressed_by_its_place(self, window: QWidget) -> None:
        assert press_shortcut(window, pressed("ь", AT_M))
        assert press_shortcut(window, pressed("й", AT_Q, HELD.ControlModifier))
        assert self.presses == ["M", "Ctrl+Q"]

    @pytest.mark.parametrize("held", [HELD.ControlModifier, HELD.AltModifier])
    def test_other_keys_that_are_held_change_the_meaning(self, window: QWidget, held: HELD) -> None:
        assert not press_shortcut(window, pressed("ь", AT_M, held))

    def test_a_key_that_is_held_down_counts_once(self, window: QWidget) -> None:
        assert not press_shortcut(window, pressed("ь", AT_M, repeated=True))

    def test_it_is_not_in_force_while_it_is_disabled(self, window: QWidget) -> None:
        self.shortcut.setEnabled(False)

        assert not press_shortcut(window, pressed("ь", AT_M))

    def test_it_is_not_in_force_on_a_page_that_is_not_shown(self, window: QWidget) -> None:
        page = self.shortcut.parent()
        assert isinstance(page, QWidget)
        page.hide()

        assert not press_shortcut(window, pressed("ь", AT_M))
        assert self.presses == []
