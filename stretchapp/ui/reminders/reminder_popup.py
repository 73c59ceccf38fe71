"""The small window of a reminder, where the desktop has no server for notifications.

It is a process of its own, which is given the settings file, the title, the text and the answers.
It writes ``shown`` to its standard output once it is on the screen, then the answer, and ends with
whoever holds the other end of its standard input.
"""

from __future__ import annotations

import functools
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSocketNotifier, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from stretchapp.base.settings import SettingsFile
from stretchapp.ui.theme.appearance import Appearance
from stretchapp.ui.widgets.labels import button, text_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from stretchapp.ui.theme.colours import ThemeName

BUTTONS = {
    "start": "Start",
    "later": "In 15 minutes",
    "not-tonight": "Not tonight",
    "open": "Look first",
}
CLOSED = "closed"
EDGE_PX = 24
TITLE_FACTOR = 1.2


class ReminderPopup(QWidget):
    """A reminder with its buttons, above other windows but without their keyboard.

    Signals:
        shown: It has been painted.
        answered: The answer: a key of ``BUTTONS``, or ``CLOSED``.
    """

    shown = Signal()
    answered = Signal(str)

    def __init__(
        self, appearance: Appearance, title: str, text: str, answers: Sequence[str]
    ) -> None:
        """Make it without showing it.

        Args:
            appearance: Fonts and colours.
            title: What the reminder is about.
            text: What it says besides; may be empty.
            answers: The buttons, keys of ``BUTTONS``.
        """
        flags = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint
        super().__init__(None, flags | Qt.WindowType.WindowStaysOnTopHint)
        # Nothing that is being typed elsewhere may end up here.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowTitle(f"Reminder: {title}")
        self._is_shown = False
        layout = QVBoxLayout(self)
        layout.addWidget(text_label(title, font=appearance.font(TITLE_FACTOR, bold=True)))
        if text:
            layout.addWidget(text_label(text))
        rows: list[QBoxLayout] = []
        made_buttons: list[QPushButton] = []
        for place, answer in enumerate((*answers, "open")):
            if not place % 2:
                rows.append(QHBoxLayout())
            made = button(
                BUTTONS[answer],
                functools.partial(self.answered.emit, answer),
                primary=answer == "start",
            )
            rows[-1].addWidget(made)
            made_buttons.append(made)
        for row in rows:
            layout.addLayout(row)
        # Once somebody has clicked on the window, the keys are here.
        made_buttons[0].setFocus()

    def move_to_edge(self, room: QRect) -> None:
        """Lie in the corner of a part of the screen that notifications usually have."""
        self.adjustSize()
        size = self.sizeHint().boundedTo(room.size())
        corner = room.bottomRight()
        self.setGeometry(
            max(room.left(), corner.x() - size.width() - EDGE_PX),
            max(room.top(), corner.y() - size.height() - EDGE_PX),
            size.width(),
            size.height(),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close it on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.answered.emit(CLOSED)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it with a line around it, for it may lie on another dark window; tell so once."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self.palette().mid().color())
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
        if not self._is_shown:
            self._is_shown = True
            # The painting is still going on: what follows waits until it is done.
            QTimer.singleShot(0, self.shown.emit)


def main(arguments: Sequence[str]) -> int:
    """Show a reminder until it is answered or nobody waits for the answer any more.

    Args:
        arguments: The settings file, the title, the text, and the answers that may be given.
    """
    settings_file, title, text, *answers = arguments
    app = QApplication(["stretchapp"])
    app.setApplicationName("stretchapp")
    app.setDesktopFileName("stretchapp")
    app.setStyle("fusion")
    settings = SettingsFile(Path(settings_file)).settings
    # A light one in a corner of a dark screen would dazzle.
    theme: ThemeName = "contrast" if settings.theme == "contrast" else "evening"
    appearance = Appearance(app, theme, settings.text_size)
    app.setFont(appearance.font())
    window = ReminderPopup(appearance, title, text, answers)
    appearance.apply(window, theme, settings.text_size)
    window.shown.connect(functools.partial(_say, "shown"))

    def answer(what: str) -> None:
        _say(what)
        app.quit()

    window.answered.connect(answer)
    listener = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    listener.activated.connect(app.quit)
    window.move_to_edge(app.primaryScreen().availableGeometry())
    window.show()
    return app.exec()


def _say(word: str) -> None:
    os.write(sys.stdout.fileno(), f"{word}\n".encode())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
