"""The count of relief: a number as large as its place allows, and a bar of what is left."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy

from stretchapp.ui.theme.appearance import BODY_PT
from stretchapp.ui.widgets.countdown_ring import COUNT_PT
from stretchapp.wording.session import countdown

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from stretchapp.relief.events import ReliefSnapshot
    from stretchapp.ui.theme.appearance import Appearance

SMALLEST_PT = 20.0
BAR_PX = 8
"""As thin in large text: in a low place the number needs the room."""

GAP_PX = 2 * BAR_PX
BAR_STEPS = 200
"""Smaller changes of the bar could hardly be seen."""


class CrampCountdown(QLabel):
    """Counts down what has an end, with a bar that empties, and up what has none.

    It is a label for screen readers: its name says what it is, its description what it shows.
    """

    def __init__(self, appearance: Appearance) -> None:
        """Make an empty one."""
        super().__init__()
        self._appearance = appearance
        self._count = ""
        self._share: int | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_moment(self, snapshot: ReliefSnapshot) -> None:
        """Show how long it goes on, or for how long it has been going on."""
        if snapshot.remaining_s is None:
            self._show("Time so far", seconds(math.floor(snapshot.offset_s)), None)
            return
        share = snapshot.remaining_s / snapshot.length_s if snapshot.length_s else 0.0
        self._show("Time left", seconds(snapshot.remaining_s), math.ceil(share * BAR_STEPS))

    @property
    def count(self) -> str:
        """The number that is shown."""
        return self._count

    def sizeHint(self) -> QSize:
        """Return a size that leaves it to the page how much larger it is."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the size of a small count with its bar."""
        metrics = QFontMetricsF(self._font(SMALLEST_PT))
        height = metrics.capHeight() + GAP_PX + BAR_PX
        return QSize(math.ceil(metrics.horizontalAdvance("00:00")), math.ceil(height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the number and, below it, the bar."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar, gap = BAR_PX, GAP_PX
        font = self._fitting(self.height() - bar - gap)
        metrics = QFontMetricsF(font)
        height, width = metrics.capHeight(), metrics.horizontalAdvance(self._count)
        top = (self.height() - height - gap - bar) / 2
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        painter.drawText(QPointF((self.width() - width) / 2, top + height), self._count)
        if self._share is None:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        room = QRectF(0, top + height + gap, self.width(), bar)
        for colour, share in ((theme.raised, 1.0), (theme.accent, self._share / BAR_STEPS)):
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(
                QRectF(room.left(), room.top(), room.width() * share, bar), bar / 2, bar / 2
            )

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


def seconds(length_s: float) -> str:
    """Return a length as it is counted: ``7``, and ``1:05`` where there are minutes."""
    text = countdown(length_s)
    return str(int(text.removeprefix("0:"))) if text.startswith("0:") else text
