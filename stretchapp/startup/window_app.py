"""The composition root of the window: the only module that knows every room."""

from __future__ import annotations

import functools
import gc
import importlib
import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from stretchapp.base.clock import SystemClock
from stretchapp.base.exit_codes import GOOD
from stretchapp.base.paths import shipped_assets
from stretchapp.base.problems import UserError
from stretchapp.desktop.instance.listener import SingleInstance
from stretchapp.desktop.instance.request import hand_over, socket_path
from stretchapp.figure.figure_files import FigureFiles
from stretchapp.library.texts.text_files import TextFiles
from stretchapp.startup.composition import ProcessComponents
from stretchapp.ui.dependencies import Services
from stretchapp.ui.theme.theme import Appearance
from stretchapp.ui.window.main_window import MainWindow
from stretchapp.ui.window.qt_application import CloseOnSignals, QuitPolicy, make_application

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

    from stretchapp.base.paths import Paths
    from stretchapp.desktop.instance.request import Request
    from stretchapp.desktop.sound.cue_output import CueOutput
    from stretchapp.diary.cramp_log import CrampLog
    from stretchapp.diary.session_log import SessionLog, SessionRecord
    from stretchapp.library.routines.library_files import LibraryFiles
    from stretchapp.ui.dependencies import DiaryServices

IDLE_MS = 200
"""So long after the first picture a start is over."""

RELIEF_MODULES = (
    "stretchapp.library.texts.relief",
    "stretchapp.application.relief_run",
    "stretchapp.ui.relief.relief_page",
)


def run_window(
    paths: Paths,
    files: LibraryFiles,
    request: Request,
    *,
    quit_after_first_frame: bool = False,
    on_ready: Callable[[], object] | None = None,
) -> int:
    """Open the window, do what was asked in it, and return when it is closed.

    Args:
        paths: The user's folders.
        files: The routine files.
        request: What to show or start.
        quit_after_first_frame: Whether to end once the first page has been painted.
        on_ready: Called when everything has been made, just before it is painted.

    Returns:
        The exit code.

    Raises:
        UserError: The folders cannot be written to.
    """
    app = make_application()
    path = socket_path(paths.state)
    instance = SingleInstance(paths.lock, path, app)
    if not instance.acquire():
        # Another one was started at the same moment and listens by now.
        if hand_over(request, path):
            return GOOD
        raise UserError("It is already running but cannot be reached; end it and try again.")
    try:
        parts = ProcessComponents(app, paths, functools.partial(make_window, files=files))
        quit_policy = QuitPolicy(app, [parts.stays_running])
        window = parts.window()
        commands = Commands(window, app.quit)
        instance.requested.connect(parts.request_handler(quit_policy, commands.do))
        closing = CloseOnSignals(parts.quit, app)
        commands.start(request)
        window.show_first_page()
        first_frame = _FirstFrame(window.page)
        first_frame.painted.connect(
            # Not quit, which closes the windows first.
            functools.partial(app.exit, GOOD)
            if quit_after_first_frame
            else functools.partial(_after_first_frame, parts, window)
        )
        window.bring_up()
        if on_ready is not None:
            on_ready()
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


def make_window(parts: ProcessComponents, files: LibraryFiles) -> MainWindow:
    """Return the window where it was when it was last closed, without a page and not shown yet."""
    chosen = parts.settings.settings
    appearance = Appearance(parts.app, chosen.theme, chosen.text_size)
    window = MainWindow(_services(parts, files), appearance)
    sys.excepthook = functools.partial(_on_bug, parts.paths, window)
    window.restore_place()
    return window


def finish_window(window: MainWindow) -> None:
    """Do to a window what can wait until its first page is on the screen."""
    # Imported here, as whatever PySide makes enums for that the first picture does without.
    from PySide6.QtGui import QIcon

    window.setWindowIcon(QIcon(os.fspath(shipped_assets() / "icons" / "stretchapp-128.png")))
    window.greet()
    QTimer.singleShot(IDLE_MS, window, _get_ready_for_relief)


def _get_ready_for_relief() -> None:
    """Import what the first words of relief need while nothing else is to be done."""
    for module in RELIEF_MODULES:
        importlib.import_module(module)


def _after_first_frame(parts: ProcessComponents, window: MainWindow) -> None:
    finish_window(window)
    parts.begin()


def _services(parts: ProcessComponents, files: LibraryFiles) -> Services:
    paths = parts.paths
    texts = TextFiles(shipped_assets() / "texts", paths.cache)

    @functools.cache
    def log() -> SessionLog:
        from stretchapp.diary.session_log import SessionLog

        return SessionLog(parts.store)

    @functools.cache
    def cramps() -> CrampLog:
        from stretchapp.desktop.instance.process_check import is_alive
        from stretchapp.diary.cramp_log import CrampLog

        cramps = CrampLog(parts.store)
        cramps.close_cut_off(is_alive)
        return cramps

    def cut_off() -> SessionRecord | None:
        from stretchapp.application.session_run import cut_off_session
        from stretchapp.desktop.instance.process_check import is_alive

        if not paths.diary.exists():
            return None
        return cut_off_session(log(), is_alive, SystemClock().now())

    @functools.cache
    def diary() -> DiaryServices:
        from stretchapp.desktop.local_zone import local_zone
        from stretchapp.startup.diary_wiring import diary_services

        clock = SystemClock()
        return diary_services(parts.store, local_zone(clock.now()), paths.diary, texts, clock)

    def withdraw_reminders() -> None:
        if not paths.diary.exists():
            return
        from stretchapp.application.reminders import shown_since
        from stretchapp.diary.reminder_store import ReminderStore

        # Hardly any session begins while a reminder is shown, and all else takes its time.
        if shown_since(ReminderStore(parts.store), SystemClock().now()):
            from stretchapp.startup import reminder_wiring

            reminder_wiring.withdraw_reminders(parts.store)

    return Services(
        clock=SystemClock(),
        settings=parts.settings,
        user_routines=paths.user_routines,
        texts=texts,
        poses=FigureFiles(shipped_assets() / "poses", paths.user_poses, paths.cache),
        window_state=paths.state / "window.ini",
        load_library=files.load,
        is_library_current=files.is_current,
        log=log,
        cramps=cramps,
        cut_off_session=cut_off,
        open_path=_open_path,
        cue_output=functools.cache(functools.partial(_cue_output, parts)),
        has_reminders=parts.has_reminders,
        withdraw_reminders=withdraw_reminders,
        documents=_documents,
        diary=diary,
        reminders=parts.reminders,
        entry_points=parts.entry_points,
    )


def _cue_output(parts: ProcessComponents) -> CueOutput:
    # Imported here: the first picture does without voice and sounds.
    from stretchapp.desktop.sound.cue_output import MachineOutput

    output = MachineOutput(SystemClock(), parts.settings.settings)
    # Its workers must not outlast what they call.
    parts.app.aboutToQuit.connect(output.end)
    return output


def _documents() -> Path:
    from stretchapp.startup.reminder_wiring import documents_folder

    return documents_folder()


def _open_path(path: Path) -> bool:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    return QDesktopServices.openUrl(QUrl.fromLocalFile(os.fspath(path)))


class Commands(QObject):
    """Does in the window what the command line, or another process, asks for."""

    def __init__(self, window: MainWindow, end: Callable[[], object]) -> None:
        """Wait for commands.

        Args:
            window: Where they are carried out.
            end: Called when a session is over that is to be the end.
        """
        super().__init__(window)
        self._window = window
        self._end = end
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
            self._end()


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


def _on_bug(
    paths: Paths,
    window: MainWindow,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
) -> None:
    """Log a mistake of ours and show it once; the app goes on."""
    from stretchapp.ui.window.bug_report import show_bug

    show_bug(paths.state / "bugs.log", window, kind, error, trace)
