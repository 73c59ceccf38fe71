"""The composition root of the window: the only module that knows every room."""

from __future__ import annotations

import functools
import gc
import os
import signal
import socket
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QObject,
    QSocketNotifier,
    QTimer,
    QtMsgType,
    QUrl,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QDesktopServices, QIcon
from PySide6.QtWidgets import QApplication

from stretchapp.base.clock import SystemClock
from stretchapp.base.paths import shipped_assets
from stretchapp.base.problems import UserError
from stretchapp.base.settings import SettingsFile
from stretchapp.desktop.handover import hand_over, socket_path
from stretchapp.desktop.single_instance import SingleInstance
from stretchapp.ui.main_window import MainWindow
from stretchapp.ui.services import Services
from stretchapp.ui.theme import Looks

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext
    from PySide6.QtWidgets import QWidget

    from stretchapp.base.paths import Paths
    from stretchapp.desktop.cue_output import CueOutput
    from stretchapp.desktop.handover import Request
    from stretchapp.diary.sessions import SessionLog, SessionRecord
    from stretchapp.library.compiled import LibraryFiles

GOOD = 0
FAILED = 1


def run_window(
    paths: Paths, files: LibraryFiles, request: Request, *, quit_after_first_frame: bool = False
) -> int:
    """Open the window, do what was asked in it, and return when it is closed.

    Args:
        paths: The user's folders.
        files: The routine files.
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
    path = socket_path(paths.state)
    instance = SingleInstance(paths.lock, path, app)
    if not instance.acquire():
        # Another one was started at the same moment and listens by now.
        if hand_over(request, path):
            return GOOD
        raise UserError("It is already running but cannot be reached; end it and try again.")
    try:
        settings = SettingsFile(paths.settings)
        looks = Looks(app, settings.settings.theme, settings.settings.text_size)
        window = MainWindow(_services(app, paths, settings, files), looks)
        sys.excepthook = functools.partial(_on_bug, paths, window)
        commands = _Commands(window)
        instance.requested.connect(commands.do)
        closing = _CloseOnSignals(window)
        window.restore_place()
        commands.start(request)
        window.show_first_page()
        first_frame = _FirstFrame(window.page)
        first_frame.painted.connect(
            app.quit if quit_after_first_frame else functools.partial(_after_first_frame, window)
        )
        window.bring_up()
        # All that is there by now stays, and need not be looked through for garbage.
        gc.freeze()
        gc.enable()
        code = app.exec()
        closing.stop()
        window.close()
        return code
    finally:
        instance.release()


def _after_first_frame(window: MainWindow) -> None:
    """Do what can wait until the first page is on the screen."""
    window.setWindowIcon(QIcon(os.fspath(shipped_assets() / "icons" / "stretchapp-128.png")))
    window.greet()


def _services(
    app: QApplication, paths: Paths, settings: SettingsFile, files: LibraryFiles
) -> Services:
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

    @functools.cache
    def cue_output() -> CueOutput:
        # Imported here: the first picture does without voice and sounds.
        from stretchapp.desktop.cue_output import MachineOutput

        output = MachineOutput(SystemClock(), settings.settings)
        # Its workers must not outlast what they call.
        app.aboutToQuit.connect(output.end)
        return output

    return Services(
        clock=SystemClock(),
        settings=settings,
        user_routines=paths.user_routines,
        texts=shipped_assets() / "texts",
        poses=(paths.user_poses, shipped_assets() / "poses"),
        window_state=paths.state / "window.ini",
        load_library=files.load,
        is_library_current=files.is_current,
        log=log,
        cut_off_session=cut_off,
        open_path=_open_path,
        cue_output=cue_output,
    )


def _open_path(path: Path) -> bool:
    return QDesktopServices.openUrl(QUrl.fromLocalFile(os.fspath(path)))


class _Commands(QObject):
    """Does in the window what the command line, or another process, asks for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._quits_when_done = False
        window.session_ended.connect(self._on_session_ended)

    def do(self, request: Request) -> None:
        """Do what is asked for, and let it be seen."""
        self.start(request)
        self._window.bring_up()

    def start(self, request: Request) -> None:
        """Start relief or a routine, if that is asked for."""
        if request.relief is not None:
            self._quits_when_done = request.quit_when_done
            self._window.start_relief(request.relief, speed=request.speed)
        elif request.routine is not None:
            self._quits_when_done = request.quit_when_done
            self._window.start_by_id(request.routine, speed=request.speed)

    def _on_session_ended(self) -> None:
        if self._quits_when_done:
            QApplication.quit()


class _FirstFrame(QObject):
    """Notices when a page has been painted for the first time.

    Signals:
        painted: It is on the screen.
    """

    painted = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        page.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let every event pass; the first painting is the last one looked at."""
        if event.type() == QEvent.Type.Paint:
            self._page.removeEventFilter(self)
            # The painting is still going on: what follows waits until it is done.
            QTimer.singleShot(0, self.painted.emit)
        return False


class _CloseOnSignals(QObject):
    """Closes the window on SIGINT, SIGTERM and SIGHUP, so that a session is kept.

    Python runs its signal handlers between two of its own instructions, and there are none while
    Qt waits. So each signal also writes to a socket that Qt listens on.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
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
        self._window.close()
        QApplication.quit()


def _leave_it_to_qt(_number: int, _frame: object) -> None:
    """Handle a signal by doing nothing: the byte in the socket does it."""


def _on_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if kind is QtMsgType.QtFatalMsg:
        reason = message.strip().splitlines()[0]
        print(f"stretchapp: there is no window ({reason}).", end=" ", file=sys.stderr)
        print("Type: stretchapp start ROUTINE --terminal", file=sys.stderr, flush=True)
        # Qt would abort, which looks like a bug of ours and leaves a core file behind.
        os._exit(FAILED)
    # The offscreen plugin says of every window what it cannot do with it.
    if kind is not QtMsgType.QtDebugMsg and "This plugin does not support" not in message:
        print(f"Qt: {message}", file=sys.stderr)


def _on_bug(
    paths: Paths,
    window: MainWindow,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
) -> None:
    """Log a mistake of ours and show it once; the app goes on."""
    from stretchapp.ui.bug_report import show_bug

    show_bug(paths.state / "bugs.log", window, kind, error, trace)
