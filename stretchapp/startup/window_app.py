"""Running the app with a window: the single instance, the first frame, and the requests."""

from __future__ import annotations

import functools
import importlib
import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from stretchapp.base.exit_codes import GOOD
from stretchapp.base.paths import shipped_assets
from stretchapp.base.problems import UserError
from stretchapp.desktop.instance.listener import SingleInstance
from stretchapp.desktop.instance.request import hand_over, socket_path
from stretchapp.startup.composition import ProcessComponents
from stretchapp.startup.window_wiring import make_window as compose_window
from stretchapp.ui.window.qt_application import CloseOnSignals, QuitPolicy, make_application

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

    from stretchapp.base.paths import Paths
    from stretchapp.desktop.instance.request import Request
    from stretchapp.library.routines.library_files import LibraryFiles
    from stretchapp.ui.window.main_window import MainWindow

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
    quit_after_first_frame: bool,
    on_ready: Callable[[], object],
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
        components = ProcessComponents(app, paths, files, make_window)
        quit_policy = QuitPolicy(app, [components.stays_running])
        window = components.window()
        commands = Commands(window, app.quit)
        instance.requested.connect(components.request_handler(quit_policy, commands.do))
        closing = CloseOnSignals(components.quit, app)
        commands.start(request)
        window.show_first_page()
        first_frame = _FirstFrame(window.page)
        first_frame.painted.connect(
            # Not quit, which closes the windows first.
            functools.partial(app.exit, GOOD)
            if quit_after_first_frame
            else functools.partial(_after_first_frame, components, window)
        )
        window.bring_up()
        on_ready()
        code = app.exec()
        closing.stop()
        # Relief that only showed its first picture was no cramp, and is not written down.
        if not quit_after_first_frame or request.relief is None:
            window.close()
        return code
    finally:
        instance.release()


def make_window(components: ProcessComponents) -> MainWindow:
    """Return the window where it was when it was last closed, without a page and not shown yet."""
    window = compose_window(components)
    sys.excepthook = functools.partial(_on_bug, components.paths, window)
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


def _after_first_frame(components: ProcessComponents, window: MainWindow) -> None:
    finish_window(window)
    components.begin()


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
