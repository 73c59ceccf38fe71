"""The composition root of the window: the only module that knows every room."""

from __future__ import annotations

import functools
import os
import signal
import socket
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QObject,
    QSocketNotifier,
    QtMsgType,
    QTimer,
    QUrl,
    qInstallMessageHandler,
)
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from stretchapp.base.clock import SystemClock
from stretchapp.base.paths import shipped_routines
from stretchapp.base.settings import SettingsFile
from stretchapp.desktop.handover import socket_path
from stretchapp.desktop.single_instance import SingleInstance
from stretchapp.library.compiled import is_up_to_date, load_compiled
from stretchapp.ui.main_window import MainWindow
from stretchapp.ui.services import Services
from stretchapp.ui.theme import Looks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QMessageLogContext

    from stretchapp.base.paths import Paths
    from stretchapp.desktop.handover import Request
    from stretchapp.diary.sessions import SessionLog, SessionRecord

GOOD = 0
FAILED = 1


def run_window(paths: Paths, request: Request, *, quit_after_first_frame: bool = False) -> int:
    """Open the window, do what was asked in it, and return when it is closed.

    Args:
        paths: The user's folders.
        request: What to show or start.
        quit_after_first_frame: Whether to end once the first page has been painted.

    Returns:
        The exit code.

    Raises:
        UserError: The folders cannot be written to.
    """
    qInstallMessageHandler(_on_qt_message)
    app = QApplication(["stretchapp"])
    app.setApplicationName("stretchapp")
    app.setApplicationDisplayName("stretchapp")
    app.setDesktopFileName("stretchapp")
    # One style everywhere: the themes are made for it, and it needs no plugin.
    app.setStyle("fusion")
    instance = SingleInstance(paths.lock, socket_path(paths.state), app)
    if not instance.acquire():
        print("stretchapp: it is already running but does not answer.", file=sys.stderr)
        return FAILED
    settings = SettingsFile(paths.settings)
    looks = Looks(app, settings.settings.theme, settings.settings.text_size)
    window = MainWindow(_services(paths, settings), looks)
    window.restore_place()
    sys.excepthook = functools.partial(_on_bug, paths, window)
    first_frame = _FirstFrame(window)
    first_frame.painted.append(lambda: _after_first_frame(window, instance))
    if quit_after_first_frame:
        first_frame.painted.append(app.quit)
    instance.requested.connect(lambda asked: _do(window, asked))
    _do(window, request)
    closing = _close_on_signals(window)
    code = app.exec()
    closing.setEnabled(False)
    window.close()
    instance.release()
    return code


def _services(paths: Paths, settings: SettingsFile) -> Services:
    shipped = shipped_routines()
    sources = (shipped, paths.user_routines, paths.compiled_library)

    @functools.cache
    def log() -> SessionLog:
        # Imported here: the first picture does not need the database.
        from stretchapp.diary.sessions import SessionLog
        from stretchapp.diary.store import open_store

        return SessionLog(open_store(paths.diary))

    def cut_off() -> SessionRecord | None:
        from stretchapp.desktop.processes import is_alive
        from stretchapp.runner import cut_off_session

        if not paths.diary.exists():
            return None
        return cut_off_session(log(), is_alive, SystemClock().now())

    return Services(
        clock=SystemClock(),
        settings=settings,
        user_routines=paths.user_routines,
        window_state=paths.state / "window.ini",
        load_library=functools.partial(load_compiled, *sources),
        is_library_current=functools.partial(is_up_to_date, *sources),
        log=log,
        cut_off_session=cut_off,
        open_path=_open_path,
    )


def _do(window: MainWindow, request: Request) -> None:
    """Do what the command line, or another process, asked for."""
    if request.quit_when_done:
        window.session_ended.connect(lambda: QTimer.singleShot(0, QApplication.quit))
    if request.routine is not None:
        window.start_by_id(request.routine, speed=request.speed)
    window.bring_up()


def _after_first_frame(window: MainWindow, instance: SingleInstance) -> None:
    """Do what can wait until something is on the screen."""
    instance.listen()
    window.offer_to_go_on()


def _open_path(path: Path) -> bool:
    return QDesktopServices.openUrl(QUrl.fromLocalFile(os.fspath(path)))


class _FirstFrame(QObject):
    """Notices when a page has been painted for the first time.

    Attributes:
        painted: What is then called.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.painted: list[Callable[[], object]] = []
        self._window = window
        QApplication.instance().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let every event pass; the first painting of the page is the last one looked at."""
        if event.type() == QEvent.Type.Paint and watched is self._window.page:
            QApplication.instance().removeEventFilter(self)
            # The painting is still going on: what follows waits until it is done.
            QTimer.singleShot(0, self._tell)
        return False

    def _tell(self) -> None:
        for act in self.painted:
            act()


def _close_on_signals(window: MainWindow) -> QSocketNotifier:
    """Close the window on SIGINT, SIGTERM and SIGHUP, so that a session is kept.

    Python runs its signal handlers between two of its own instructions, and there are none while
    Qt waits. So each signal also writes to a socket that Qt listens on.
    """
    reading, writing = socket.socketpair()
    reading.setblocking(False)
    writing.setblocking(False)
    signal.set_wakeup_fd(writing.fileno())
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: None)
    notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read, window)

    def close() -> None:
        reading.recv(64)
        window.close()
        QApplication.quit()

    notifier.activated.connect(close)
    # The notifier lives as long as the sockets must.
    notifier.sockets = (reading, writing)
    return notifier


def _on_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if kind is QtMsgType.QtFatalMsg:
        sentence = f"stretchapp: the window cannot be opened ({message.splitlines()[0]})."
        print(sentence, "Type: stretchapp start ROUTINE --terminal", file=sys.stderr)
    elif kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg):
        print(f"Qt: {message}", file=sys.stderr)


def _on_bug(paths: Paths, window: MainWindow, *error: object) -> None:
    """Log a mistake of ours and show it once; the app goes on."""
    from stretchapp.ui.bug_report import show_bug

    show_bug(paths.state / "bugs.log", window, *error)
