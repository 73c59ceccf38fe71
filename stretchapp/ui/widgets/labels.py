"""Labels and push buttons as every page uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy

from stretchapp.wording.line_breaks import with_breaks

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFont, QKeyEvent, QPaintEvent

BACK = "Back"
SAVE = "Save"
CANCEL = "Cancel"
UNDO = "Undo"
DISMISS = "All right"


ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


CITATION = "citation"
"""The Qt property that marks labels made by ``citation_label``."""

FOCUS_SHARE = 12
"""The height of a line of text, divided by the width of the focus outline."""


class _Button(QPushButton):
    """A push button that shows its focus, and ignores a repeated Enter.

    Otherwise the Enter that opened a page would also press the first button of that page.
    """

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button; on the accent, paint the focus as an outline inside it.

        An outline around a filled button would be too similar to the accent.
        """
        super().paintEvent(event)
        if self.hasFocus() and self.property("primary"):
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            line = max(2, self.fontMetrics().height() // FOCUS_SHARE)
            inset = 2.5 * line
            painter.setPen(QPen(self.palette().highlightedText(), line))
            inside = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(inside, 2 * line, 2 * line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle every key except a repeated Enter."""
        if not (event.isAutoRepeat() and event.key() in ENTER_KEYS):
            super().keyPressEvent(event)


def text_label(text: str = "", *, font: QFont | None = None, quiet: bool = False) -> QLabel:
    """Return a label that wraps, and shows ``text`` as plain text."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(with_breaks(text))
    label.setWordWrap(True)
    label.setProperty("quiet", quiet)
    if font is not None:
        label.setFont(font)
    return label


def citation_label(text: str) -> QLabel:
    """Return a quiet label that names the source of a text; it is left out of reading aloud."""
    label = text_label(text, quiet=True)
    label.setProperty(CITATION, True)
    return label


def button(
    text: str,
    on_click: Callable[[], object],
    *,
    primary: bool = False,
    player: bool = False,
    name: str = "",
    object_name: str = "",
) -> QPushButton:
    """Return a push button.

    Args:
        text: The text.
        on_click: Called without arguments.
        primary: Whether the button is the main one of the page.
        player: Whether the button has the larger size of the player page.
        name: The accessible name, if it differs from the text.
        object_name: The id of the button, for focus and tests.
    """
    push_button = _Button(text)
    push_button.setObjectName(object_name)
    push_button.setProperty("primary", primary)
    push_button.setProperty("player", player)
    push_button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    push_button.setAutoDefault(True)
    if name:
        push_button.setAccessibleName(name)
    # Qt passes the checked state, which on_click does not take.
    push_button.clicked.connect(lambda: on_click())  # noqa: PLW0108
    return push_button
