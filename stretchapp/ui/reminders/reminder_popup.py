"""The pop-up window of a reminder, for desktops without a notification server.

It runs in a process of its own, whose arguments are the settings file and the possible answers. It
reads the title and the text from its standard input, as a line of JSON, and quits when that input
is closed. It writes ``shown`` to its standard output after its first frame, and later the answer.
"""

from __future__ import annotations

import functools
import json
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

from stretchapp.base.i18n import N_, _
from stretchapp.base.language import follow_settings
from stretchapp.base.settings import SettingsFile
from stretchapp.ui.theme.appearance import Appearance
from stretchapp.ui.theme.fonts import NO_FONT, has_font
from stretchapp.ui.widgets.labels import button, text_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from stretchapp.ui.theme.colours import ThemeName

BUTTONS = {
    "start": N_("Start"),
    "later": N_("In 15 minutes"),
    "not-tonight": N_("Not tonight"),
    "open": N_("Open routine"),
}
CLOSED = "closed"
EDGE_PX = 24
"""The distance to the edges of the screen, in pixels."""

TITLE_FACTOR = 1.2


class ReminderPopup(QWidget):
    """A reminder with its buttons, above other windows but without their keyboard.

    Signals:
        shown: The first frame has been painted.
        answered: The answer: a key of ``BUTTONS``, or ``CLOSED``.
    """

    shown = Signal()
    answered = Signal(str)

    def __init__(
        self, appearance: Appearance, title: str, text: str, answers: Sequence[str]
    ) -> None:
        """Make the window without showing it.

        Args:
            appearance: Fonts and colours.
            title: The routine.
            text: The extra text; may be empty.
            answers: The buttons, keys of ``BUTTONS``.
        """
        flags = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint
        super().__init__(None, flags | Qt.WindowType.WindowStaysOnTopHint)
        # The window must not receive what is being typed elsewhere.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowTitle(_("Reminder: {title}").format(title=title))
        self._is_shown = False
        layout = QVBoxLayout(self)
        layout.addWidget(text_label(title, font=appearance.font(TITLE_FACTOR, bold=True)))
        if text:
            layout.addWidget(text_label(text))
        rows: list[QBoxLayout] = []
        buttons: list[QPushButton] = []
        for place, answer in enumerate((*answers, "open")):
            if not place % 2:
                rows.append(QHBoxLayout())
            item = button(
                _(BUTTONS[answer]),
                functools.partial(self.answered.emit, answer),
                primary=answer == "start",
            )
            rows[-1].addWidget(item)
            buttons.append(item)
        for row in rows:
            layout.addLayout(row)
        # A click on the window gives it the keyboard.
        buttons[0].setFocus()

    def move_to_edge(self, room: QRect) -> None:
        """Move to the bottom right corner of ``room``, where notifications usually are."""
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
        """Close the window on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.answered.emit(CLOSED)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint an outline, because the window may be above a dark one; report the first frame."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self.palette().mid().color())
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
        if not self._is_shown:
            self._is_shown = True
            # Emitted later, because painting has not ended.
            QTimer.singleShot(0, self.shown.emit)


def main() -> None:
    """Show a reminder until it is answered or the starting process ends."""
    settings_file, *answers = sys.argv[1:]
    title, text = json.loads(sys.stdin.buffer.readline())
    app = QApplication(["stretchapp"])
    app.setApplicationName("stretchapp")
    app.setDesktopFileName("stretchapp")
    app.setStyle("fusion")
    if not has_font():
        sys.exit(_(NO_FONT))
    settings = SettingsFile(Path(settings_file)).settings
    follow_settings(settings)
    # A light window in a corner of a dark screen would dazzle.
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
    sys.exit(app.exec())


def _say(word: str) -> None:
    os.write(sys.stdout.fileno(), f"{word}\n".encode())
