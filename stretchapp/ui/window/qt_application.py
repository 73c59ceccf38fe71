"""What every process with Qt's widgets needs of its application: style, name, messages, its end."""

from __future__ import annotations

import os
import signal
import socket
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtCore import QMessageLogContext

FAILED = 1


def make_application() -> QApplication:
    """Make the one application of this process."""
    qInstallMessageHandler(_on_qt_message)
    # One style everywhere: the themes are made for it, and it needs no plugin. Named here, because
    # setStyle returns it to Python, which takes 8 ms for the enums of styles.
    app = QApplication(["stretchapp", "-style", "fusion"])
    app.setApplicationName("stretchapp")
    app.setApplicationDisplayName("stretchapp")
    app.setDesktopFileName("stretchapp")
    return app


class QuitPolicy(QObject):
    """Ends the app with its last window, unless there is a reason to go on without one."""

    def __init__(self, app: QApplication, reasons: Iterable[Callable[[], bool]]) -> None:
        """Begin at once.

        Args:
            app: What ends or stays.
            reasons: Asked whenever the last window is closed; one that holds is enough.
        """
        super().__init__(app)
        self._reasons = tuple(reasons)
        app.setQuitOnLastWindowClosed(False)
        app.lastWindowClosed.connect(self._look)

    def look(self) -> None:
        """Look whether there is still a window, or a reason, now that reasons may have changed."""
        if not any(window.isVisible() for window in QApplication.topLevelWidgets()):
            self._look()

    def _look(self) -> None:
        if not any(holds() for holds in self._reasons):
            QApplication.quit()


class CloseOnSignals(QObject):
    """Ends the app in order on SIGINT, SIGTERM and SIGHUP, so that a session is kept.

    Python runs its signal handlers between two of its own instructions, and there are none while
    Qt waits. So each signal also writes to a socket that Qt listens on.
    """

    def __init__(self, close: Callable[[], object], parent: QObject) -> None:
        """Listen at once.

        Args:
            close: Ends the app.
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
                signal.signal(getattr(signal, name), _leave_it_to_qt)
        self._notifier = QSocketNotifier(self._reading.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._close)

    def stop(self) -> None:
        """Listen no longer; a signal does nothing from now on."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        self._reading.close()
        self._writing.close()

    def _close(self) -> None:
        self._reading.recv(64)
        self._do_close()


def _leave_it_to_qt(_number: int, _frame: object) -> None:
    """Handle a signal by doing nothing: the byte in the socket does it."""


def _on_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if kind is QtMsgType.QtFatalMsg:
        reason = message.strip().splitlines()[0]
        sys.stderr.write(
            f"stretchapp: there is no window ({reason})."
            " Type: stretchapp start ROUTINE --terminal\n"
        )
        sys.stderr.flush()
        # Qt would abort, which looks like a bug of ours and leaves a core file behind.
        os._exit(FAILED)
    # The offscreen plugin says of every window what it cannot do with it.
    if kind is not QtMsgType.QtDebugMsg and "This plugin does not support" not in message:
        sys.stderr.write(f"Qt: {message}\n")
