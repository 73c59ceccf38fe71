"""The countdown of a session: the time left in large digits, inside a ring that empties."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy

from stretchapp.base.i18n import N_, _
from stretchapp.ui.theme.appearance import BODY_PT

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from stretchapp.ui.theme.appearance import Appearance

TIME_LEFT = N_("Time left")
"""The name of the ring for screen readers."""

SMALLEST_PX = 100
"""The smallest width and height; it does not grow with the text, because words need the room."""

COUNT_PT = 96.0
MIN_COUNT_PT = 24.0
CAPTION_WIDTH_PX = 300
"""The width inside the ring at which the caption has the size of body text."""

LONG_CAPTION = 1.6
"""A caption whose width is this many times that of its place is painted on two lines."""

CAPTION_SHARE = 0.45
"""The largest part of the height inside the ring that the caption takes; the count needs more."""

FULL_TURN = 360 * 16
"""A whole turn in sixteenths of a degree, the unit of angles in Qt."""

TOP = FULL_TURN // 4
"""The top of the ring, counted anticlockwise from the right as Qt does."""

STEPS = 720
"""The number of steps in which the ring empties: about a pixel each in a large ring."""


class CountdownRing(QLabel):
    """A text inside a ring of which a share is filled.

    It is a label so that screen readers find it; its accessible description is the text.
    """

    def __init__(self, appearance: Appearance) -> None:
        """Make an empty ring in the colours and fonts of ``appearance``."""
        super().__init__()
        self._appearance = appearance
        self._share = 0.0
        self._count = ""
        self._caption = ""
        self._text_bounds = QRect()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName(_(TIME_LEFT))

    def sizeHint(self) -> QSize:
        """Return the smallest size: the layout of the page decides how much larger the ring is."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the size below which the count would be too small to read."""
        return QSize(SMALLEST_PX, SMALLEST_PX)

    def show_count(self, count: str, caption: str, share: float) -> None:
        """Show ``count`` large, ``caption`` below it, and ``share`` of the ring filled.

        If only the share changes, only the end of the arc is painted again.
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
        """Paint the ring and the texts, as far as they are in the part to be repainted."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = self._ring_rect()
        begin, length = self._visible_angles(QRectF(event.rect()), ring)
        pen = QPen(QColor(theme.raised), self._thickness)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawArc(ring, TOP + begin, length)
        pen.setColor(QColor(theme.accent))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        filled = self._angle(self._share)
        # The visible angles can go beyond the end of the ring, to its beginning.
        for turn in (0, FULL_TURN):
            first, last = max(0, begin - turn), min(filled, begin + length - turn)
            if first < last:
                painter.drawArc(ring, TOP + first, last - first)
        if event.rect().contains(self.rect()) or event.rect().intersects(self._text_bounds):
            self._paint_texts(painter, self._text_rect(ring))

    def _paint_texts(self, painter: QPainter, inside: QRectF) -> None:
        lines = self._caption_lines(inside)
        caption_font = self._caption_font(lines, inside)
        caption_height = len(lines) * QFontMetricsF(caption_font).height()
        count_font = self._count_font(inside, caption_height)
        count_height = QFontMetricsF(count_font).capHeight()
        gap = self._appearance.px(16) if lines else 0
        height = count_height + gap + caption_height
        top = inside.center().y() - height / 2
        painter.setPen(QColor(self._appearance.theme.text))
        painter.setFont(count_font)
        width = QFontMetricsF(count_font).horizontalAdvance(self._count)
        painter.drawText(QPointF(inside.center().x() - width / 2, top + count_height), self._count)
        painter.setPen(QColor(self._appearance.theme.quiet))
        painter.setFont(caption_font)
        below = QRectF(inside.left(), top + count_height + gap, inside.width(), caption_height)
        # Letters of a small font can be a little wider than those by which it was chosen.
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextDontClip)
        painter.drawText(below, flags, "\n".join(lines))
        # Digits can be a little taller than the capital letters that they are measured by.
        margin = self._appearance.px(4)
        text = QRectF(inside.left(), top - margin, inside.width(), height + 2 * margin)
        self._text_bounds = text.toAlignedRect()

    def _caption_lines(self, inside: QRectF) -> list[str]:
        """Return the caption on one line, on two if it is long, or on none."""
        if not self._caption:
            return []
        width = QFontMetricsF(self._appearance.font()).horizontalAdvance(self._caption)
        if width < LONG_CAPTION * inside.width():
            return [self._caption]
        return on_two_lines(self._caption)

    def _caption_font(self, lines: list[str], inside: QRectF) -> QFont:
        """Return a font between once and twice the body text, but never larger than its place."""
        font = self._appearance.font(inside.width() / self._appearance.px(CAPTION_WIDTH_PX))
        smallest, largest = (
            self._appearance.font().pointSizeF(),
            self._appearance.font(2.0).pointSizeF(),
        )
        font.setPointSizeF(min(max(font.pointSizeF(), smallest), largest))
        metrics = QFontMetricsF(font)
        widest = max(map(metrics.horizontalAdvance, lines), default=0.0)
        by_width = inside.width() / max(1.0, widest)
        by_height = CAPTION_SHARE * inside.height() / (max(1, len(lines)) * metrics.height())
        font.setPointSizeF(max(1.0, font.pointSizeF() * min(1.0, by_width, by_height)))
        return font

    def _count_font(self, inside: QRectF, caption_height: float) -> QFont:
        """Return the largest font in which the count fits."""
        font = self._appearance.font(COUNT_PT / BODY_PT, bold=True)
        metrics = QFontMetricsF(font)
        widest = "0" * max(2, len(self._count))
        factor = min(
            inside.width() / metrics.horizontalAdvance(widest),
            (inside.height() - caption_height) / (metrics.capHeight() * 1.3),
        )
        font.setPointSizeF(max(MIN_COUNT_PT, font.pointSizeF() * factor))
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
        """Return the length of the arc for a share, in whole steps."""
        return round(max(0.0, min(1.0, share)) * STEPS) * (FULL_TURN // STEPS)

    def _visible_angles(self, part: QRectF, ring: QRectF) -> tuple[int, int]:
        """Return the angle from the top at which the ring enters ``part``, and its length there."""
        centre = ring.center()
        if part.contains(centre):
            return 0, FULL_TURN
        middle = _direction(centre, part.center())
        corners = (part.topLeft(), part.topRight(), part.bottomLeft(), part.bottomRight())
        turns = (_direction(centre, corner) - middle for corner in corners)
        to_side = max(abs((turn + 180.0) % 360.0 - 180.0) for turn in turns)
        # The round ends of the arc reach beyond its angle by half its thickness.
        to_side += math.degrees(self._thickness / ring.width())
        begin = math.floor((middle - to_side) * 16) - TOP
        return begin % FULL_TURN, min(FULL_TURN, math.ceil(to_side * 32) + 1)

    def _swept(self, before: int, after: int) -> QRect:
        """Return the part of the widget through which the end of the arc has moved."""
        # A longer piece of the circle would reach beyond the rectangle around its two ends.
        if abs(before - after) > FULL_TURN // 16:
            return self.rect()
        ring = self._ring_rect()
        reach = self._thickness + 2
        first, second = (
            QRectF(end.x() - reach, end.y() - reach, 2 * reach, 2 * reach)
            for end in (_on_circle(ring, before), _on_circle(ring, after))
        )
        return first.united(second).toAlignedRect()


def on_two_lines(text: str) -> list[str]:
    """Return a text on two lines of about the same length; on one if it is a single word."""
    words = text.split()
    ways = [[" ".join(words[:count]), " ".join(words[count:])] for count in range(1, len(words))]
    return min(ways, key=lambda lines: max(map(len, lines)), default=[text])


def _on_circle(rect: QRectF, angle: int) -> QPointF:
    """Return the point on the circle in ``rect``, ``angle`` anticlockwise from the top."""
    turn = math.radians(90 + angle / 16)
    radius = rect.width() / 2
    return QPointF(
        rect.center().x() + radius * math.cos(turn), rect.center().y() - radius * math.sin(turn)
    )


def _direction(centre: QPointF, point: QPointF) -> float:
    """Return the direction from ``centre`` to ``point`` in degrees, anticlockwise from right."""
    return math.degrees(math.atan2(centre.y() - point.y(), point.x() - centre.x()))
