"""What Qt finds on this machine, asked in a process of its own: Qt may end it or never answer.

``python -m stretchapp.desktop.qt_start.window_probe`` prints one line of JSON: ``problem`` (why no
window can be opened) or ``platform``, ``version`` and ``tray`` (whether there is a place for it).
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from stretchapp.desktop.qt_start.display import display_platforms, no_display
from stretchapp.desktop.qt_start.qt_loading import load_qt

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType


def main() -> None:
    """Print what there is."""
    platforms = display_platforms(os.environ)
    problem = load_qt(platforms) if platforms else no_display(os.environ)
    _print(_found() if problem is None else {"problem": problem})


def _found() -> dict[str, object]:
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler, qVersion
    from PySide6.QtWidgets import QApplication, QSystemTrayIcon

    def on_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            _print({"problem": f"Qt says: {message.strip().splitlines()[0]}"})
            os._exit(0)

    qInstallMessageHandler(on_message)
    # Held by a name: without one it would be gone at once.
    app = QApplication(["stretchapp"])
    return {
        "platform": app.platformName(),
        "version": qVersion(),
        "tray": QSystemTrayIcon.isSystemTrayAvailable(),
    }


def _print(found: dict[str, object]) -> None:
    # Not print(): this is an answer to another process.
    os.write(1, json.dumps(found).encode())


if __name__ == "__main__":
    main()
