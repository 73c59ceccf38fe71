"""Opens the diary in a window and prints how many seconds it took: ``diary_page FOLDER``."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.ui.stage import Stage

app = QApplication([])
app.setStyle("fusion")
stage = Stage(app, Path(sys.argv[1]), None)
stage.open()
button = stage.button("Diary")
start_s = time.perf_counter()
button.click()
stage.settle()
took_s = time.perf_counter() - start_s
if stage.page_name != "Diary":
    raise SystemExit("the diary did not open")
print(took_s)
stage.close()
