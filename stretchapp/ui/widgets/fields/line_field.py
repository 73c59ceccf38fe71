"""A line to type a setting in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from stretchapp.base.setting_declaration import LONGEST_LINE


class LineField(QLineEdit):
    """A line that takes what was typed when the person leaves it.

    Signals:
        entered: The person has typed another text.
    """

    entered = Signal(str)

    def __init__(self, name: str, text: str) -> None:
        """Show ``text`` in a line with an accessible name."""
        super().__init__(text)
        self._entered = text
        self.setAccessibleName(name)
        self.setMaxLength(LONGEST_LINE)
        self.editingFinished.connect(self._enter)

    def _enter(self) -> None:
        text = _tidied(self.text())
        self.setText(text)
        if text != self._entered:
            self._entered = text
            self.entered.emit(text)


def _tidied(text: str) -> str:
    """Return ``text`` without the invisible characters that are often copied with a number."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
