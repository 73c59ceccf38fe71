"""Stores the geometry of a window that fills a screen of 1920x1080: ``full_hd FILE``."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from stretchapp.ui.window.geometry import restore_geometry, save_geometry

app = QApplication([])
file = Path(sys.argv[1])
file.parent.mkdir(parents=True, exist_ok=True)
window = QWidget()
window.showMaximized()
app.processEvents()
save_geometry(window, file)
again = QWidget()
restore_geometry(again, file)
again.show()
app.processEvents()
sys.exit((again.width(), again.height()) != (1920, 1080))
