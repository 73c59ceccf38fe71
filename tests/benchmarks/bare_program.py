"""What every PySide6 program costs that has widgets and shows none."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication

app = QApplication([])
sys.exit(app.exec())
