"""What every PySide6 window costs: a label that quits after its first paint, or stays."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class Label(QLabel):
    """A label that ends the program once it is on the screen."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as ever, and quit."""
        super().paintEvent(event)
        QTimer.singleShot(0, QApplication.quit)


app = QApplication([])
window = QLabel("Stretch") if "--stay" in sys.argv else Label("Stretch")
window.resize(1024, 720)
window.show()
sys.exit(app.exec())
