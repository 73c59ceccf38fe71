"""A field to search a list by typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QToolButton

from stretchapp.base.i18n import N_, _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

CLEAR_SEARCH = N_("Clear the search")


class SearchField(QLineEdit):
    """A line for the words to search for, with a button that clears it.

    Signals: those of ``QLineEdit``, and:
        left_down: Down was pressed, which leads to what was found.
    """

    left_down = Signal()

    def __init__(self, name: str) -> None:
        """Make an empty field with an accessible name, which it shows while it is empty."""
        super().__init__()
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        for clear in self.findChildren(QToolButton):
            clear.setAccessibleName(_(CLEAR_SEARCH))

    def sizeHint(self) -> QSize:
        """Return a size in which the whole name can be read."""
        size = super().sizeHint()
        name = self.fontMetrics().horizontalAdvance(self.placeholderText())
        return QSize(name + size.height(), size.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Down; handle other keys as usual."""
        if event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        else:
            super().keyPressEvent(event)

    def is_in(self, text: str) -> bool:
        """Return whether every word that was typed is in ``text``; case makes no difference."""
        folded = text.casefold()
        return all(word in folded for word in self.text().casefold().split())
