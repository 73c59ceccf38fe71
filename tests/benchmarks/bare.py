"""The PySide6 programs that the app is compared with: ``python -m tests.benchmarks.bare KIND``.

``program`` shows nothing. ``window`` shows a label, and ``first-frame`` the same until it is
painted. ``ring SIDE MILLISECONDS`` repaints a ring that empties in a window of 1920x1080.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QApplication, QLabel, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class QuittingLabel(QLabel):
    """A label that quits the program once it is painted."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the label, then quit."""
        super().paintEvent(event)
        QTimer.singleShot(0, QApplication.quit)


class Ring(QWidget):
    """A ring that empties a little with each step, painted as a whole each time."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._angle = 360 * 16

    def step(self) -> None:
        """Empty the ring a little."""
        self._angle = (self._angle - 8) % (360 * 16)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ring."""
        painter = QPainter(self)
        paint_ring(painter, QRectF(self.rect()), self._angle)
        painter.end()


def paint_ring(painter: QPainter, area: QRectF, angle: int) -> None:
    """Paint a ring that fills a square, and an arc of ``angle`` sixteenths of a degree on it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    thickness = area.height() / 22
    margin = thickness / 2 + 1
    ring = area.adjusted(margin, margin, -margin, -margin)
    for colour, length in (("#33291f", 360 * 16), ("#ffb454", angle)):
        painter.setPen(QPen(QColor(colour), thickness))
        painter.drawArc(ring, 90 * 16, length)


def main(kind: str, *numbers: str) -> int:
    """Run one of the programs."""
    app = QApplication([])
    window: QWidget | None = None
    if kind in {"window", "first-frame"}:
        window = QuittingLabel("Stretch") if kind == "first-frame" else QLabel("Stretch")
        window.resize(1024, 720)
        window.show()
    elif kind == "ring":
        side, interval_ms = map(int, numbers)
        window = QWidget()
        window.resize(1920, 1080)
        ring = Ring(window)
        ring.resize(side, side)
        window.show()
        timer = QTimer(window)
        timer.timeout.connect(ring.step)
        timer.start(interval_ms)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
