"""Buttons that show their key: the answers of relief, and the chips of a choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from stretchapp.base.i18n import _, pgettext
from stretchapp.ui.theme.style_sheet import TARGET_PX
from stretchapp.ui.widgets.labels import ENTER_KEYS
from stretchapp.ui.widgets.long_words import with_breaks_for
from stretchapp.wording.line_breaks import parts_of_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from stretchapp.ui.theme.appearance import Appearance

LARGE_TARGET_PX = 96
"""The smallest height of a large button, in pixels."""

LARGE_FACTOR = 1.35
"""The font size of a large button, as a factor of body text."""

TICK = "✓"
"""The mark of a chosen button, in place of its key."""
ANY_HEIGHT = 10_000
"""A height without a limit, in pixels, for measuring texts."""


def space_key() -> str:
    """Return the name of the Space key, as buttons show it."""
    return pgettext("key", "Space")


def escape_key() -> str:
    """Return the name of the Escape key, as buttons show it."""
    return pgettext("key", "Esc")


def with_key(text: str, key: str) -> str:
    """Return what a screen reader says of a button: its text and its key."""
    # Translators: {button} is the text of a button, {key} the key that presses it.
    return _("{button}, {key}").format(button=text, key=key)


class KeyButton(QAbstractButton):
    """A button that shows its key; a checked button shows a tick instead.

    A click does not move the focus, so that Enter keeps its meaning.

    Signals: those of ``QAbstractButton``.
    """

    def __init__(
        self,
        appearance: Appearance,
        text: str,
        key: str,
        on_click: Callable[[], object],
        *,
        large: bool = False,
        primary: bool = False,
        name: str = "",
    ) -> None:
        """Make a button.

        Args:
            appearance: The fonts and colours to paint with.
            text: The text.
            key: The name of the key.
            on_click: Called without arguments.
            large: Whether the button is large, with the key below the text.
            primary: Whether the button is filled with the accent.
            name: The accessible name; empty for text and key.
        """
        super().__init__()
        self._appearance = appearance
        self._key = key
        self._large = large
        self._primary = primary
        self._factor = 1.0
        self._metrics_by_factor: dict[float, QFontMetrics] = {}
        self.setText(text)
        self.setAccessibleName(name or with_key(text, key))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(
            QSizePolicy.Policy.Expanding if large else QSizePolicy.Policy.Maximum,
            QSizePolicy.Policy.Fixed if large else QSizePolicy.Policy.Minimum,
        )
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        # Qt passes the checked state, which on_click does not take.
        self.clicked.connect(lambda: on_click())  # noqa: PLW0108 -- it takes no argument

    def rename(self, text: str, name: str) -> None:
        """Change text and accessible name."""
        if (text, name) != (self.text(), self.accessibleName()):
            self.setText(text)
            self.setAccessibleName(name)
            self.updateGeometry()

    def set_factor(self, factor: float) -> None:
        """Use a font of ``factor`` times the size of body text."""
        if factor != self._factor:
            self._factor = factor
            self.updateGeometry()
            self.update()

    @property
    def is_large(self) -> bool:
        """Whether the button is large."""
        return self._large

    def sizeHint(self) -> QSize:
        """Return the size for a text on one line."""
        return self._size(self._metrics.horizontalAdvance(self.text()))

    def minimumSizeHint(self) -> QSize:
        """Return the width of the longest word or part of one; layouts ask for the height."""
        metrics = self._metrics
        size = self._size(max(map(metrics.horizontalAdvance, parts_of_words(self.text()))))
        return size if self._large else QSize(size.width(), self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """Return True: narrow buttons are higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at which text and key fit into ``width``."""
        room = QRect(0, 0, width, ANY_HEIGHT)
        if self._large:
            title, key = self._boxes(room)
            return max(LARGE_TARGET_PX, title.height() + key.height() + 2 * self._margin)
        metrics = self._metrics
        beside = self._beside_mark(room)
        text = metrics.boundingRect(beside, _LEFT, self._text_in(beside))
        return max(TARGET_PX, text.height() + round(metrics.height() * 0.3))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button on Enter and Space, and leave all other keys to the page."""
        if event.key() in (*ENTER_KEYS, Qt.Key.Key_Space):
            if not event.isAutoRepeat():
                self.click()
        else:
            # Arrows would move the focus to another button.
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the button in the theme's colours."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_filled = self._primary or self.isChecked()
        fill = theme.accent if is_filled else theme.surface
        if not is_filled and self.underMouse():
            fill = theme.raised
        line = self._appearance.px(1)
        radius = self._appearance.px(12 if self._large else 8)
        painter.setPen(QPen(QColor(theme.accent if self._large else theme.line), line))
        painter.setBrush(QColor(fill))
        self._outline(painter, line / 2, radius)
        if self.hasFocus():
            # On the accent, an outline inside the button is easier to see than one around it.
            colour = theme.on_accent if is_filled else theme.focus
            painter.setPen(QPen(QColor(colour), self._appearance.px(3)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            self._outline(painter, self._appearance.px(4), radius)
        painter.setPen(QColor(theme.on_accent if is_filled else theme.text))
        if self._large:
            self._paint_large(painter)
        else:
            self._paint_small(painter)

    def _paint_large(self, painter: QPainter) -> None:
        title, key = self._boxes(self.rect())
        top = (self.height() - title.height() - key.height()) // 2
        painter.setFont(self._font)
        painter.drawText(title.translated(0, top - title.top()), _CENTRED, self._text_in(title))
        painter.setFont(self._key_font)
        below = key.translated(0, top + title.height() - key.top())
        painter.drawText(below, _CENTRED, self._key)

    def _paint_small(self, painter: QPainter) -> None:
        painter.setFont(self._font)
        inside = self.rect().adjusted(self._margin, 0, -self._margin, 0)
        mark = TICK if self.isChecked() else self._key
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter), mark)
        beside = self._beside_mark(self.rect())
        painter.drawText(beside, _LEFT, self._text_in(beside))

    def _outline(self, painter: QPainter, inset: float, radius: int) -> None:
        room = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(room, radius, radius)

    def _mark_width(self, metrics: QFontMetrics) -> int:
        """Return the width of the key or the tick, whichever is wider, and of the gap after it."""
        widest = max(metrics.horizontalAdvance(mark) for mark in (TICK, self._key))
        return widest + metrics.horizontalAdvance(" ")

    @property
    def _metrics(self) -> QFontMetrics:
        # Cached: layouts ask for sizes often, and making font metrics is slow.
        if self._factor not in self._metrics_by_factor:
            self._metrics_by_factor[self._factor] = QFontMetrics(self._font)
        return self._metrics_by_factor[self._factor]

    @property
    def _font(self) -> QFont:
        if self._large:
            return self._appearance.font(self._factor * LARGE_FACTOR, bold=True)
        return self._appearance.font(self._factor)

    @property
    def _key_font(self) -> QFont:
        return self._appearance.font(self._factor)

    @property
    def _margin(self) -> int:
        return round(self._appearance.px(12) * min(1.0, self._factor))

    def _size(self, text_px: int) -> QSize:
        """Return the size for a line of text that is ``text_px`` wide."""
        beside = 0 if self._large else self._mark_width(self._metrics)
        least = LARGE_TARGET_PX if self._large else TARGET_PX
        # Qt wraps a line that fills its place to the last pixel.
        width = max(least, text_px + 2 + beside + 2 * self._margin)
        return QSize(width, self.heightForWidth(width))

    def _text_in(self, room: QRect) -> str:
        """Return the text, in which words that are wider than ``room`` may break."""
        return with_breaks_for(self.text(), self._metrics, room.width())

    def _beside_mark(self, inside: QRect) -> QRect:
        """Return the rectangle of the text of a small button."""
        beside = self._mark_width(self._metrics)
        return inside.adjusted(self._margin + beside, 0, -self._margin, 0)

    def _boxes(self, inside: QRect) -> tuple[QRect, QRect]:
        """Return the rectangles of the text and the key of a large button."""
        margin = self._margin
        room = inside.adjusted(margin, margin, -margin, -margin)
        title = self._metrics.boundingRect(room, _CENTRED, self._text_in(room))
        key = QFontMetrics(self._key_font).boundingRect(room, _CENTRED, self._key)
        for box in (title, key):
            box.setLeft(room.left())
            box.setWidth(room.width())
        return title, key


_CENTRED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
_LEFT = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
