"""A field for times of day, which can be typed or moved by the arrow keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from stretchapp.base.i18n import _
from stretchapp.reminders.parse_time import EXAMPLE, parse_times, shift_time
from stretchapp.wording.dates import time_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import time

    from PySide6.QtGui import QKeyEvent

STEP_MIN = 5
"""How far an arrow key moves the time, in minutes."""

_STEPS = {Qt.Key.Key_Up: STEP_MIN, Qt.Key.Key_Down: -STEP_MIN}


class TimeField(QLineEdit):
    """A field for one time of day, or for several with commas between them.

    Up and Down move a single time by five minutes.

    Signals:
        edited: The text has changed; see ``times`` and ``problem``.
    """

    edited = Signal()

    def __init__(self, name: str, times: Sequence[time]) -> None:
        """Make a field.

        Args:
            name: The accessible name.
            times: The first value.
        """
        super().__init__()
        self.setAccessibleName(name)
        self.setAccessibleDescription(
            _("A time such as {example}. Press Up or Down to change it by 5 minutes.").format(
                example=time_in_words(EXAMPLE)
            )
        )
        self.set_times(times)
        self.textChanged.connect(self.edited)

    def set_times(self, times: Sequence[time]) -> None:
        """Set the value."""
        self.setText(", ".join(map(time_in_words, times)))

    @property
    def times(self) -> tuple[time, ...]:
        """The times in their order; empty if the text is not valid."""
        try:
            return parse_times(self.text())
        except ValueError:
            return ()

    @property
    def problem(self) -> str:
        """The problem with the text, in a sentence; empty if it is valid."""
        try:
            parse_times(self.text())
        except ValueError as error:
            return str(error)
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the time by Up and Down; handle other keys as usual."""
        minutes = _STEPS.get(Qt.Key(event.key()))
        if minutes is None:
            super().keyPressEvent(event)
        elif len(self.times) == 1:
            self.set_times([shift_time(self.times[0], minutes)])
