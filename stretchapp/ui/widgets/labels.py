"""Labels and push buttons as every page uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
)

from stretchapp.base.i18n import N_
from stretchapp.base.plain_text import harmless
from stretchapp.ui.widgets.announce import announce
from stretchapp.ui.widgets.long_words import with_breaks_for
from stretchapp.wording.line_breaks import with_breaks

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFont, QKeyEvent, QPaintEvent, QResizeEvent

BACK = N_("Back")
SAVE = N_("Save")
CANCEL = N_("Cancel")
UNDO = N_("Undo")
DISMISS = N_("Dismiss")

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
        if self._is_too_narrow:
            self._paint_shortened()
        else:
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the whole text to the mouse where it does not fit."""
        super().resizeEvent(event)
        self.setToolTip(self.text() if self._is_too_narrow else "")

    @property
    def _is_too_narrow(self) -> bool:
        return self.width() < self.sizeHint().width()

    def _paint_shortened(self) -> None:
        """Paint the button with as much of its text as fits, and an ellipsis."""
        metrics = self.fontMetrics()
        around = self.sizeHint().width() - metrics.horizontalAdvance(self.text())
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = metrics.elidedText(  # pyright: ignore[reportAttributeAccessIssue] -- missing in the stubs
            self.text(), Qt.TextElideMode.ElideRight, max(0, self.width() - around)
        )
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)


class _TextLabel(QLabel):
    """A label that wraps, and breaks words that are wider than itself."""

    def __init__(self, *, spoken: bool) -> None:
        super().__init__()
        self._is_spoken = spoken
        self._text = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def setText(self, text: str) -> None:  # noqa: N802 -- it takes the place of that of QLabel
        """Show another text."""
        # It may hold the name of a file, or what a program on the bus has sent.
        text = harmless(text)
        is_new = with_breaks(text) != self._text
        self._text = with_breaks(text)
        super().setText(self._text)
        if self.isVisible():
            self._break_words()
        # The label itself may be shown only after it has its text.
        page = self.parentWidget()
        if self._is_spoken and is_new and text and page is not None and page.isVisible():
            announce(self, text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words that are too wide for the new width."""
        super().resizeEvent(event)
        self._break_words()

    def _break_words(self) -> None:
        text = with_breaks_for(self._text, self.fontMetrics(), self.contentsRect().width())
        if text != self.text():
            super().setText(text)
            # Otherwise a screen reader would spell the words.
            self.setAccessibleName(self._text)


def text_label(
    text: str = "", *, font: QFont | None = None, quiet: bool = False, spoken: bool = False
) -> QLabel:
    """Return a label that wraps, and shows plain text.

    Args:
        text: The text.
        font: The font; None for that of the page.
        quiet: Whether the text is less important than others.
        spoken: Whether a screen reader says each new text at once, as what is wrong in a form.
    """
    label = _TextLabel(spoken=spoken)
    label.setProperty("quiet", quiet)
    if font is not None:
        label.setFont(font)
    label.setText(text)
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
