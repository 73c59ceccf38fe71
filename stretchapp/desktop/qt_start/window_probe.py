"""Prints what Qt finds on this machine; run as a process of its own, which Qt may end or block.

``main`` prints one line of JSON: ``problem`` (why no window can be opened, in the language of the
environment), or ``platform``, ``version``, ``tray`` (whether the desktop has a tray) and ``font``
(whether there is a font with letters).
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from stretchapp.base.i18n import _
from stretchapp.base.language import follow_environment
from stretchapp.desktop.qt_start.display import display_platforms, no_display
from stretchapp.desktop.qt_start.qt_loading import load_qt

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType


def main() -> None:
    """Print the findings."""
    follow_environment()
    platforms = display_platforms(os.environ)
    problem = load_qt(platforms) if platforms else no_display(os.environ)
    _print(_start_qt() if problem is None else {"problem": problem})


def _start_qt() -> dict[str, object]:
    # Imported here: it may fail, and ``load_qt`` has to report that first.
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler, qVersion
    from PySide6.QtGui import QFontMetrics
    from PySide6.QtWidgets import QApplication, QSystemTrayIcon

    def on_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            reason = message.strip().splitlines()[0]
            _print({"problem": _("Qt reports: {reason}").format(reason=reason)})
            os._exit(0)

    qInstallMessageHandler(on_message)
    # Without a reference the application would be deleted at once.
    app = QApplication(["stretchapp"])
    return {
        "platform": app.platformName(),
        "version": qVersion(),
        "tray": QSystemTrayIcon.isSystemTrayAvailable(),
        "font": QFontMetrics(app.font()).inFont("A"),
    }


def _print(findings: dict[str, object]) -> None:
    # Not print(): the reader is another process.
    os.write(1, json.dumps(findings).encode())
