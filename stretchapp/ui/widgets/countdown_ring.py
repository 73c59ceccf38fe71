"""The countdown: what is left, huge, inside a ring that empties."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy

from stretchapp.ui.theme.appearance import BODY_PT

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from stretchapp.ui.theme.appearance import Appearance

TIME_LEFT = "Time left"


COUNT_PT = 96.0
SMALLEST_COUNT_PT = 24.0
CAPTION_ROOM_PX = 300
FULL_TURN = 360 * 16
"""Qt measures angles in sixteenths of a degree."""


class CountdownRing(QLabel):
    """Shows a text inside a ring of which a share is filled.

    It is a label for screen readers: its name says what it is, its description what it shows.
    """

    def __init__(self, appearance: Appearance) -> None:
        """Make an empty ring painted with ``appearance``."""
        super().__init__()
        self._appearance = appearance
        self._share = 0.0
        self._count = ""
        self._caption = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName(TIME_LEFT)

    def sizeHint(self) -> QSize:
        """Return a size that leaves it to the page how much larger it is."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the size below which the count would be smaller than it should be."""
        return QSize(self._appearance.px(220), self._appearance.px(200))

    def show_count(self, count: str, caption: str, share: float) -> None:
        """Show ``count`` large, ``caption`` below it, and ``share`` of the ring filled.

        Only what has changed is painted again.
        """
        if (count, caption) != (self._count, self._caption):
            self._count, self._caption, self._share = count, caption, share
            self.setAccessibleDescription(f"{count} {caption}".strip())
            self.update()
            return
        before, after = self._angle(self._share), self._angle(share)
        self._share = share
        if before != after:
            self.update(self._swept(before, after))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring and the texts."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = self._ring_rect()
        pen = QPen(QColor(theme.raised), self._thickness)
        painter.setPen(pen)
        painter.drawEllipse(ring)
        pen.setColor(QColor(theme.accent))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        angle = self._angle(self._share)
        if angle:
            painter.drawArc(ring, FULL_TURN // 4, angle)
        inside = self._text_rect(ring)
        if event.rect().intersects(inside.toAlignedRect()):
            self._paint_texts(painter, inside)

    def _paint_texts(self, painter: QPainter, inside: QRectF) -> None:
        caption_font = self._caption_font(inside)
        caption_height = QFontMetricsF(caption_font).height() if self._caption else 0.0
        count_font = self._count_font(inside, caption_height)
        count_height = QFontMetricsF(count_font).capHeight()
        gap = self._appearance.px(16) if self._caption else 0
        top = inside.center().y() - (count_height + gap + caption_height) / 2
        painter.setPen(QColor(self._appearance.theme.text))
        painter.setFont(count_font)
        width = QFontMetricsF(count_font).horizontalAdvance(self._count)
        painter.drawText(QPointF(inside.center().x() - width / 2, top + count_height), self._count)
        painter.setPen(QColor(self._appearance.theme.quiet))
        painter.setFont(caption_font)
        below = QRectF(inside.left(), top + count_height + gap, inside.width(), caption_height)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), self._caption)

    def _caption_font(self, inside: QRectF) -> QFont:
        """Return the font of body text, smaller only where the ring would cut it off."""
        font = self._appearance.font(inside.width() / self._appearance.px(CAPTION_ROOM_PX))
        smallest, largest = (
            self._appearance.font().pointSizeF(),
            self._appearance.font(2.0).pointSizeF(),
        )
        font.setPointSizeF(min(max(font.pointSizeF(), smallest), largest))
        room = inside.width() / max(1.0, QFontMetricsF(font).horizontalAdvance(self._caption))
        font.setPointSizeF(font.pointSizeF() * min(1.0, room))
        return font

    def _count_font(self, inside: QRectF, caption_height: float) -> QFont:
        """Return the largest font in which the count fits."""
        font = self._appearance.font(COUNT_PT / BODY_PT, bold=True)
        metrics = QFontMetricsF(font)
        widest = "0" * max(2, len(self._count))
        room = min(
            inside.width() / metrics.horizontalAdvance(widest),
            (inside.height() - caption_height) / (metrics.capHeight() * 1.3),
        )
        font.setPointSizeF(max(SMALLEST_COUNT_PT, font.pointSizeF() * room))
        return font

    @property
    def _thickness(self) -> float:
        return max(8.0, min(self.width(), self.height()) / 22)

    def _ring_rect(self) -> QRectF:
        side = min(self.width(), self.height()) - self._thickness - 2
        centre = QRectF(self.rect()).center()
        return QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)

    def _text_rect(self, ring: QRectF) -> QRectF:
        """Return the square that fits inside the ring."""
        inset = ring.width() * 0.16
        return ring.adjusted(inset, inset, -inset, -inset)

    def _angle(self, share: float) -> int:
        # Whole steps of about a pixel of a large ring: smaller ones could not be seen.
        return round(max(0.0, min(1.0, share)) * 720) * (FULL_TURN // 720)

    def _swept(self, before: int, after: int) -> QRect:
        """Return the part of the widget in which the end of the arc has moved."""
        # A longer piece of the circle would bulge out of what holds its two ends.
        if abs(before - after) > FULL_TURN // 16:
            return self.rect()
        ring = self._ring_rect()
        reach = self._thickness + 2
        first, second = (
            QRectF(end.x() - reach, end.y() - reach, 2 * reach, 2 * reach)
            for end in (_on_circle(ring, before), _on_circle(ring, after))
        )
        return first.united(second).toAlignedRect()


def _on_circle(rect: QRectF, angle: int) -> QPointF:
    """Return the point on the circle in ``rect``, ``angle`` counter-clockwise from the top."""
    turn = math.radians(90 + angle / 16)
    radius = rect.width() / 2
    return QPointF(
        rect.center().x() + radius * math.cos(turn), rect.center().y() - radius * math.sin(turn)
    )
