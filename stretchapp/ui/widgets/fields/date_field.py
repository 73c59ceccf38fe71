"""A field for a date, which can be typed or moved by the arrow keys."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from stretchapp.base.i18n import _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_DAY = timedelta(days=1)
_STEPS = {Qt.Key.Key_Up: _DAY, Qt.Key.Key_Down: -_DAY}


class DateField(QLineEdit):
    """A field for a date such as 2026-11-22. Up and Down move it by a day.

    Signals: those of ``QLineEdit``.
    """

    def __init__(self, name: str, day: date) -> None:
        """Make a field.

        Args:
            name: The accessible name.
            day: The first value.
        """
        super().__init__(day.isoformat())
        self.setAccessibleName(name)
        self.setAccessibleDescription(
            _("Year, month, day. Press Up or Down to change it by a day.")
        )

    @property
    def day(self) -> date | None:
        """The date; None if the text is not valid."""
        try:
            return date.fromisoformat(self.text().strip())
        except ValueError:
            return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the date by Up and Down; handle other keys as usual."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif self.day is not None:
            self.setText((self.day + step).isoformat())
