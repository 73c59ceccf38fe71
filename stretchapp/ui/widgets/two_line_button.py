"""A large button with a title and a detail below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from stretchapp.ui.widgets.labels import ENTER_KEYS
from stretchapp.ui.widgets.long_words import with_breaks_for

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from stretchapp.ui.theme.appearance import Appearance

TITLE_FACTOR = 1.35
"""The font size of the title, as a factor of body text."""


class TwoLineButton(QAbstractButton):
    """A push button with a title and a detail.

    Signals: those of ``QAbstractButton``.
    """

    def __init__(self, appearance: Appearance, *, primary: bool) -> None:
        """Make an empty button.

        Args:
            appearance: The fonts and colours to paint with.
            primary: Whether the button is filled with the accent.
        """
        super().__init__()
        self._appearance = appearance
        self._primary = primary
        self._detail = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_texts(self, title: str, detail: str) -> None:
        """Show ``title`` large and ``detail`` below it."""
        self._detail = detail
        self.setText(title)
        self.setAccessibleName(f"{title}. {detail}")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the size for both texts on one line each."""
        width = self._title_metrics.horizontalAdvance(self.text())
        return QSize(
            width + 2 * self._appearance.px(24), self.heightForWidth(self._appearance.px(420))
        )

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size at which the texts wrap between words."""
        return QSize(self._appearance.px(240), self.heightForWidth(self._appearance.px(240)))

    def hasHeightForWidth(self) -> bool:
        """Return True: narrow buttons are higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at which both texts fit into ``width``."""
        title, detail = self._boxes(QRect(0, 0, width, 10_000))
        return title.height() + detail.height() + 2 * self._margin

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button on Enter too, as a push button does."""
        if event.key() not in ENTER_KEYS:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the button in the theme's colours."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self._appearance.px(3 if self.hasFocus() else 1)
        if self._primary and self.isEnabled():
            fill, text, outline = theme.accent, theme.on_accent, theme.accent
            focus = theme.text
        else:
            fill = theme.raised if self.underMouse() else theme.surface
            text, outline, focus = theme.text, theme.accent, theme.focus
        painter.setPen(QPen(QColor(focus if self.hasFocus() else outline), line))
        painter.setBrush(QColor(fill))
        inset = line / 2
        radius = self._appearance.px(12)
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius
        )
        if self._primary and self.hasFocus():
            # On the accent, an outline inside the button is easier to see than one around it.
            painter.setPen(QPen(QColor(theme.on_accent), self._appearance.px(2)))
            inset = line + self._appearance.px(3)
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius
            )
        painter.setPen(QColor(text))
        title, detail = self._boxes(self.rect())
        title_text, detail_text = self._texts_in(self._room(self.rect()).width())
        top = (self.height() - title.height() - detail.height()) // 2
        painter.setFont(self._appearance.font(TITLE_FACTOR, bold=True))
        painter.drawText(title.translated(0, top - title.top()), _FLAGS, title_text)
        painter.setFont(self._appearance.font())
        painter.drawText(
            detail.translated(0, top + title.height() - detail.top()), _FLAGS, detail_text
        )

    @property
    def _margin(self) -> int:
        return self._appearance.px(18)

    @property
    def _title_metrics(self) -> QFontMetrics:
        return QFontMetrics(self._appearance.font(TITLE_FACTOR, bold=True))

    @property
    def _detail_metrics(self) -> QFontMetrics:
        return QFontMetrics(self._appearance.font())

    def _room(self, inside: QRect) -> QRect:
        return inside.adjusted(self._margin, self._margin, -self._margin, -self._margin)

    def _texts_in(self, width: int) -> tuple[str, str]:
        """Return title and detail, in which words that are wider than ``width`` may break."""
        return (
            with_breaks_for(self.text(), self._title_metrics, width),
            with_breaks_for(self._detail, self._detail_metrics, width),
        )

    def _boxes(self, inside: QRect) -> tuple[QRect, QRect]:
        room = self._room(inside)
        title, detail = self._texts_in(room.width())
        return (
            self._title_metrics.boundingRect(room, _FLAGS, title),
            self._detail_metrics.boundingRect(room, _FLAGS, detail),
        )


_FLAGS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
