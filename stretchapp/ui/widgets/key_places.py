"""Keys by their place: which letter or digit a key stands for whose own sign has no meaning."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_FIRST_CODE = 0 if sys.platform == "win32" else 8
"""The number that the first key has in the events of this platform."""

_ROWS = {2: "1234567890", 16: "QWERTYUIOP", 30: "ASDFGHJKL", 44: "ZXCVBNM"}
"""The rows of a US keyboard by the number of the first of their keys."""

_PLACES = {
    _FIRST_CODE + first + place: sign
    for first, row in _ROWS.items()
    for place, sign in enumerate(row)
}

_SIGNS_FOR_LETTERS = {("Q", "/"), ("W", "'"), ("Q", ";")}
"""What Hebrew and Greek keyboards have at the places of some letters: signs that are none."""

_LAST_CHARACTER = 0x10FFFF

_FIRST_OF_OTHER_SCRIPTS = 0x370
"""Greek, the first script after the Latin letters with and without accents."""

_MORE_LATIN = range(0x1E00, 0x1F00)
"""Latin letters with further accents, among those of other scripts."""


def meant_key(event: QKeyEvent) -> Qt.Key | None:
    """Return the letter or digit that a key stands for on any layout; None if there is none.

    A digit is the key that carries it, with Shift and without: French and Czech keyboards need
    Shift for digits. A letter is the Latin one that the key writes, and the one at its place if it
    writes letters of another script.
    """
    sign = chr(event.key()) if event.key() <= _LAST_CHARACTER else ""
    place = _PLACES.get(event.nativeScanCode(), "")
    if event.text().isdecimal():
        # Also of other scripts.
        return Qt.Key(Qt.Key.Key_0 + int(event.text()[-1]))
    if place.isdecimal():
        return Qt.Key(ord(place))
    if sign.isascii() and sign.isalpha():
        return Qt.Key(ord(sign))
    if place and sign and (_is_of_another_script(sign) or (place, sign) in _SIGNS_FOR_LETTERS):
        return Qt.Key(ord(place))
    return None


def press_shortcut(window: QWidget, event: QKeyEvent) -> bool:
    """Activate the shortcut that a key stands for; return False if it stands for none.

    Args:
        window: The window whose shortcuts are meant.
        event: The press of a key whose sign is no shortcut, and which no widget wanted.
    """
    key = None if event.isAutoRepeat() else meant_key(event)
    if key is None:
        return False
    held = event.modifiers() & ~(
        Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier
    )
    if held == Qt.KeyboardModifier.ShiftModifier:
        held = Qt.KeyboardModifier.NoModifier
    sequence = QKeySequence(QKeyCombination(held, key))
    for shortcut in window.findChildren(QShortcut):
        parent = shortcut.parent()
        is_in_force = shortcut.isEnabled() and isinstance(parent, QWidget) and parent.isVisible()
        if is_in_force and shortcut.key() == sequence:
            shortcut.activated.emit()
            return True
    return False


def _is_of_another_script(sign: str) -> bool:
    return ord(sign) >= _FIRST_OF_OTHER_SCRIPTS and ord(sign) not in _MORE_LATIN
