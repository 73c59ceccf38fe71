"""The countdown of relief: a number as large as its place allows, above a bar of the time left."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy

from stretchapp.base.i18n import _
from stretchapp.ui.theme.appearance import BODY_PT
from stretchapp.ui.widgets.countdown_ring import COUNT_PT
from stretchapp.wording.lengths import short_countdown

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from stretchapp.relief.events import ReliefSnapshot
    from stretchapp.ui.theme.appearance import Appearance

SMALLEST_PT = 20.0
"""The size of the number in the smallest place that the widget asks for."""

BAR_PX = 8
"""The height of the bar, which does not grow with the text: the number needs the room."""

GAP_PX = 2 * BAR_PX
BAR_STEPS = 200
"""The number of lengths of the bar; smaller changes could hardly be seen."""


class CrampCountdown(QLabel):
    """Counts down to an end, with a bar that empties; counts up where there is no end.

    For screen readers it is a label: the name says what is counted, the description the number.
    """

    def __init__(self, appearance: Appearance) -> None:
        """Make an empty countdown."""
        super().__init__()
        self._appearance = appearance
        self._count = ""
        self._share: int | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_snapshot(self, snapshot: ReliefSnapshot) -> None:
        """Show how much time is left, or has passed."""
        if snapshot.remaining_s is None:
            self._show(_("Time so far"), short_countdown(math.floor(snapshot.offset_s)), None)
            return
        share = snapshot.remaining_s / snapshot.length_s if snapshot.length_s else 0.0
        count = short_countdown(snapshot.remaining_s)
        self._show(_("Time left"), count, math.ceil(share * BAR_STEPS))

    def sizeHint(self) -> QSize:
        """Return the smallest size; the layout of the page makes the widget larger."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the size of a small number with its bar."""
        metrics = QFontMetricsF(self._font(SMALLEST_PT))
        height = metrics.capHeight() + GAP_PX + BAR_PX
        return QSize(math.ceil(metrics.horizontalAdvance("00:00")), math.ceil(height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the number and, below it, the bar."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self._fitting(self.height() - BAR_PX - GAP_PX)
        metrics = QFontMetricsF(font)
        height, width = metrics.capHeight(), metrics.horizontalAdvance(self._count)
        top = (self.height() - height - GAP_PX - BAR_PX) / 2
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        painter.drawText(QPointF((self.width() - width) / 2, top + height), self._count)
        if self._share is None:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, share in ((theme.raised, 1.0), (theme.accent, self._share / BAR_STEPS)):
            bar = QRectF(0, top + height + GAP_PX, self.width() * share, BAR_PX)
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(bar, BAR_PX / 2, BAR_PX / 2)

    def _show(self, name: str, count: str, share: int | None) -> None:
        if (count, share) == (self._count, self._share):
            return
        if count != self._count:
            self.setAccessibleDescription(count)
        self._count, self._share = count, share
        self.setAccessibleName(name)
        self.update()

    def _fitting(self, height: float) -> QFont:
        """Return the largest font in which the number fits into ``height`` and the width."""
        font = self._font(COUNT_PT * self._appearance.font().pointSizeF() / BODY_PT)
        metrics = QFontMetricsF(font)
        widest = metrics.horizontalAdvance("0" * max(3, len(self._count)))
        room = min(1.0, self.width() / widest, height / metrics.capHeight())
        font.setPointSizeF(max(1.0, font.pointSizeF() * room))
        return font

    def _font(self, size_pt: float) -> QFont:
        font = self._appearance.font(bold=True)
        font.setPointSizeF(size_pt)
        return font
