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
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from stretchapp.base.clock import SystemClock
from stretchapp.base.paths import compiled_forms, shipped_assets
from stretchapp.base.problems import UserError
from stretchapp.base.settings import SettingsFile
from stretchapp.desktop.handover import hand_over, socket_path
from stretchapp.desktop.single_instance import SingleInstance
from stretchapp.figure.files import FigureFiles
from stretchapp.ui.main_window import MainWindow
from stretchapp.ui.services import Services
from stretchapp.ui.theme import Looks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from sqlite3 import Connection
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext
    from PySide6.QtWidgets import QWidget

    from stretchapp.base.paths import Paths
    from stretchapp.desktop.handover import Request
    from stretchapp.diary.cramps import CrampLog
    from stretchapp.diary.sessions import SessionLog, SessionRecord
    from stretchapp.library.compiled import LibraryFiles
    from stretchapp.ui.services import DiaryServices, ReminderServices
    from stretchapp.ui.ways_in import WaysIn

GOOD = 0
FAILED = 1

MENU_ENTRY = "applications/stretchapp.desktop"
"""In the user's folder of what desktops share; ``desktop.launcher`` writes it."""


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
    # One style everywhere: the themes are made for it, and it needs no plugin. Named here, because
    # setStyle returns it to Python, which takes 8 ms for the enums of styles.
    app = QApplication(["stretchapp", "-style", "fusion"])
    app.setApplicationName("stretchapp")
    app.setApplicationDisplayName("stretchapp")
    app.setDesktopFileName("stretchapp")
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

        @functools.cache
        def ways_in() -> WaysIn | None:
            return _ways_in(paths, settings, window)

        def tell(sentence: str) -> None:
            print(f"stretchapp: {sentence}", file=sys.stderr)
            # What opens the diary is at work on a page; what is shown comes after it.
            QTimer.singleShot(0, lambda: window.tell(sentence))

        window = MainWindow(_services(paths, settings, files, ways_in, tell), looks)
        sys.excepthook = functools.partial(_on_bug, paths, window)
        commands = _Commands(window)
        instance.requested.connect(commands.do)
        closing = _CloseOnSignals(window)
        window.restore_place()
        commands.start(request)
        window.show_first_page()
        first_frame = _FirstFrame(window.page)
        first_frame.painted.connect(
            app.quit
            if quit_after_first_frame
            else functools.partial(_after_first_frame, window, ways_in, settings, paths)
        )
        window.bring_up()
        # All that is there by now stays, and need not be looked through for garbage.
        gc.freeze()
        gc.enable()
        code = app.exec()
        closing.stop()
        # Relief that only showed its first picture was no cramp, and is not written down.
        if not quit_after_first_frame or request.relief is None:
            window.close()
        return code
    finally:
        instance.release()


def _after_first_frame(
    window: MainWindow,
    ways_in: Callable[[], WaysIn | None],
    settings: SettingsFile,
    paths: Paths,
) -> None:
    """Do what can wait until the first page is on the screen."""
    # Imported here, as whatever PySide makes enums for that the first picture does without.
    from PySide6.QtGui import QIcon

    window.setWindowIcon(QIcon(os.fspath(shipped_assets() / "icons" / "stretchapp-128.png")))
    window.greet()
    if settings.settings.tray or settings.settings.cramp_key:
        made = ways_in()
        if made is not None:
            made.begin()
    if paths.share is not None and (paths.share / MENU_ENTRY).exists():
        _renew_menu_entry(paths.share)


def _ways_in(paths: Paths, settings: SettingsFile, window: MainWindow) -> WaysIn | None:
    if not sys.platform.startswith("linux"):
        return None
    # Imported here: nobody has them who has not asked for them.
    from stretchapp.desktop.launcher import Installation, launch_command
    from stretchapp.ui.ways_in import WaysIn

    # An instance of its own is reached by its own command only.
    command = launch_command(None if paths.share is not None else paths.data)
    installation = Installation(command, shipped_assets() / "icons", paths.share)
    return WaysIn(settings, installation, os.environ, window)


def _renew_menu_entry(share: Path) -> None:
    """Let the menu start this installation, which may have been moved."""
    from stretchapp.desktop.launcher import launch_command, renew_paths

    try:
        renew_paths(share, launch_command())
    except UserError as error:
        print(f"stretchapp: {error}", file=sys.stderr)


def _services(
    paths: Paths,
    settings: SettingsFile,
    files: LibraryFiles,
    ways_in: Callable[[], WaysIn | None],
    tell: Callable[[str], None],
) -> Services:
    @functools.cache
    def store() -> Connection:
        # Imported here: the first picture does not need the database.
        from stretchapp.diary.store import open_or_renew

        return open_or_renew(paths.diary, SystemClock().now(), tell)

    @functools.cache
    def log() -> SessionLog:
        from stretchapp.diary.sessions import SessionLog

        return SessionLog(store())

    @functools.cache
    def cramps() -> CrampLog:
        from stretchapp.desktop.processes import is_alive
        from stretchapp.diary.cramps import CrampLog

        cramps = CrampLog(store())
        cramps.close_cut_off(is_alive)
        return cramps

    def cut_off() -> SessionRecord | None:
        from stretchapp.desktop.processes import is_alive
        from stretchapp.runner import cut_off_session

        if not paths.diary.exists():
            return None
        return cut_off_session(log(), is_alive, SystemClock().now())

    @functools.cache
    def diary() -> DiaryServices:
        from stretchapp.desktop.local_zone import local_zone
        from stretchapp.diary_services import diary_services

        clock = SystemClock()
        texts = shipped_assets() / "texts"
        return diary_services(store(), local_zone(clock.now()), paths.diary, texts, clock)

    @functools.cache
    def reminders() -> ReminderServices:
        from stretchapp.desktop.launcher import launch_command
        from stretchapp.reminder_services import reminder_services

        # An instance of its own is reached by its own command only.
        command = launch_command(None if paths.share is not None else paths.data)
        return reminder_services(store(), paths, command)

    def withdraw_reminders() -> None:
        if paths.diary.exists():
            from stretchapp import reminder_services as services

            services.withdraw_reminders(store())

    return Services(
        clock=SystemClock(),
        settings=settings,
        user_routines=paths.user_routines,
        texts=shipped_assets() / "texts",
        poses=FigureFiles(
            shipped_assets() / "poses", paths.user_poses, compiled_forms() / "figures.json"
        ),
        window_state=paths.state / "window.ini",
        load_library=files.load,
        is_library_current=files.is_current,
        log=log,
        cramps=cramps,
        cut_off_session=cut_off,
        open_path=_open_path,
        is_new=lambda: not paths.diary.exists(),
        withdraw_reminders=withdraw_reminders,
        documents=_documents,
        diary=diary,
        reminders=reminders,
        ways_in=ways_in,
    )


def _documents() -> Path:
    from stretchapp.reminder_services import documents_folder

    return documents_folder()


def _open_path(path: Path) -> bool:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

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
        elif request.preview is not None:
            self._window.start_by_id(request.preview, is_preview=True)
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
        self._window.quit()


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
