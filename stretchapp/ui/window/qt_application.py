"""The Qt application of a process: style, name, messages, and how it quits."""

from __future__ import annotations

import os
import signal
import socket
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from stretchapp.base.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtCore import QMessageLogContext

FAILED = 1


def make_application() -> QApplication:
    """Make the application of this process."""
    qInstallMessageHandler(_on_qt_message)
    # The themes are made for this style, and it needs no plugin. Set by an argument, because
    # setStyle() returns a QStyle, whose enums take 8 ms to make.
    app = QApplication(["stretchapp", "-style", "fusion"])
    app.setApplicationName("stretchapp")
    app.setApplicationDisplayName("stretchapp")
    app.setDesktopFileName("stretchapp")
    return app


class QuitPolicy(QObject):
    """Quits the app with its last window, unless there is a reason to keep running."""

    def __init__(self, app: QApplication, reasons: Iterable[Callable[[], bool]]) -> None:
        """Watch the windows of the app.

        Args:
            app: The application.
            reasons: Called when the last window is closed; if one returns True, the app keeps
                running.
        """
        super().__init__(app)
        self._reasons = tuple(reasons)
        app.setQuitOnLastWindowClosed(False)
        app.lastWindowClosed.connect(self._quit_without_reason)

    def check(self) -> None:
        """Quit if no window is shown and no reason is left; call it when reasons may change."""
        if not any(window.isVisible() for window in QApplication.topLevelWidgets()):
            self._quit_without_reason()

    def _quit_without_reason(self) -> None:
        if not any(holds() for holds in self._reasons):
            QApplication.quit()


class CloseOnSignals(QObject):
    """Quits the app properly on SIGINT, SIGTERM and SIGHUP, so that a session is saved.

    Python runs signal handlers between two of its instructions, and runs none while Qt waits. So
    each signal also writes to a socket that Qt watches.
    """

    def __init__(self, close: Callable[[], object], parent: QObject) -> None:
        """Watch for signals.

        Args:
            close: Quits the app.
            parent: The owner.
        """
        super().__init__(parent)
        self._do_close = close
        self._reading, self._writing = socket.socketpair()
        self._reading.settimeout(0)
        self._writing.settimeout(0)
        signal.set_wakeup_fd(self._writing.fileno(), warn_on_full_buffer=False)
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), _do_nothing)
        self._notifier = QSocketNotifier(self._reading.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._close)

    def stop(self) -> None:
        """Stop watching; signals have no effect afterwards."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        self._reading.close()
        self._writing.close()

    def _close(self) -> None:
        self._reading.recv(64)
        self._do_close()


def _do_nothing(_number: int, _frame: object) -> None:
    """Do nothing: the byte in the socket is what counts."""


def _on_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if kind is QtMsgType.QtFatalMsg:
        reason = message.strip().splitlines()[0]
        sys.stderr.write(
            _(
                "stretchapp: no window could be opened ({reason})."
                " Type: stretchapp start ROUTINE --terminal"
            ).format(reason=reason)
            + "\n"
        )
        sys.stderr.flush()
        # Qt would abort, which looks like a crash and leaves a core file.
        os._exit(FAILED)
    # The offscreen plugin writes this for every window; it is not for people.
    if kind is not QtMsgType.QtDebugMsg and "This plugin does not support" not in message:
        sys.stderr.write(f"Qt: {message}\n")
