"""Running the app with a window: the single instance, the first frame, and the requests."""

from __future__ import annotations

import functools
import importlib
import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from stretchapp.base.exit_codes import GOOD
from stretchapp.base.i18n import _
from stretchapp.base.paths import shipped_assets
from stretchapp.base.problems import UserError
from stretchapp.desktop.instance.listener import SingleInstance
from stretchapp.desktop.instance.request import hand_over, socket_path
from stretchapp.startup.composition import ProcessComponents
from stretchapp.startup.no_window import NoWindowError
from stretchapp.startup.source_text import free_source_text
from stretchapp.startup.warn import warn
from stretchapp.startup.window_wiring import make_window as compose_window
from stretchapp.ui.theme.fonts import NO_FONT, has_font
from stretchapp.ui.window.qt_application import CloseOnSignals, QuitPolicy, make_application

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

    from stretchapp.base.paths import Paths
    from stretchapp.desktop.instance.request import Request
    from stretchapp.library.library_files import LibraryFiles
    from stretchapp.ui.window.main_window import MainWindow

IDLE_MS = 200
"""Delay after the first frame after which start-up counts as finished, in milliseconds."""

RELIEF_MODULES = (
    "stretchapp.library.texts.read_texts",
    "stretchapp.library.texts.relief",
    "stretchapp.application.relief_run",
    "stretchapp.ui.relief.relief_page",
)
"""Modules that are imported after start-up, so that relief starts at once."""


def run_window(
    paths: Paths,
    files: LibraryFiles,
    request: Request,
    *,
    is_alone: bool,
    quit_after_first_frame: bool,
    on_ready: Callable[[], object],
) -> int:
    """Open the window, carry out the request, and return when the window is closed.

    Args:
        paths: The user's folders.
        files: The routine files.
        request: What to show or start.
        is_alone: Whether to open a window beside an instance that did not take the request.
        quit_after_first_frame: Whether to quit once the first page has been painted.
        on_ready: Called when the window is complete, just before the first frame.

    Returns:
        The exit code.

    Raises:
        NoWindowError: There is no font.
        UserError: Another instance runs but cannot be reached.
    """
    free_source_text()
    app = make_application()
    if not has_font():
        raise NoWindowError(_(NO_FONT))
    path = socket_path(paths.state)
    instance = SingleInstance(paths.lock, path, app)
    if not is_alone and not instance.acquire():
        # Another instance was started at the same moment and is listening by now.
        if hand_over(request, path):
            return GOOD
        # Relief opens its own window: help with a cramp does not depend on another process.
        if request.relief is None:
            raise UserError(
                _("stretchapp is already running but does not answer. Quit it and try again.")
            )
    try:
        components = ProcessComponents(app, paths, files, make_window)
        quit_policy = QuitPolicy(app, [components.stays_running])
        window = components.window()
        requests = WindowRequests(window, app.quit)
        instance.requested.connect(components.request_handler(quit_policy, requests.carry_out))
        closing = CloseOnSignals(components.quit, app)
        requests.start(request)
        window.show_first_page()
        first_frame = _FirstFrame(window.page)
        first_frame.painted.connect(
            # Not quit(), which would close the windows first.
            functools.partial(app.exit, GOOD)
            if quit_after_first_frame
            else functools.partial(
                _after_first_frame, components, window, instance.problem, request
            )
        )
        window.bring_up()
        on_ready()
        code = app.exec()
        closing.stop()
        # Relief that only showed its first frame was not a cramp, and is not saved in the diary.
        # When the display is lost, Qt ends with a failure: then the next start offers to go on.
        if code == GOOD and (not quit_after_first_frame or request.relief is None):
            window.close()
        problem = components.saving.unsaved()
        if problem is not None:
            sentence = _("Your last session or cramp was not saved in the diary. {reason}")
            warn(sentence.format(reason=problem))
        components.saving.saver.close()
        return code
    finally:
        instance.release()


def make_window(components: ProcessComponents) -> MainWindow:
    """Return the window at its last position, without a page and not shown yet."""
    window = compose_window(components)
    sys.excepthook = functools.partial(_on_bug, components.paths, window)
    window.restore_place()
    return window


def finish_window(components: ProcessComponents, window: MainWindow) -> None:
    """Complete a window after its first frame: icon, notices, and modules that relief needs."""
    # Imported here: PySide makes the enums of QIcon, which the first frame does not need.
    from PySide6.QtGui import QIcon

    window.setWindowIcon(QIcon(os.fspath(shipped_assets() / "icons" / "stretchapp-128.png")))
    # What the window says first is in the diary.
    components.diary_access.call_when_checked(window.greet)
    QTimer.singleShot(IDLE_MS, window, _import_relief)


def _import_relief() -> None:
    """Import the modules of relief while the app is idle."""
    for module in RELIEF_MODULES:
        importlib.import_module(module)
        free_source_text()


def _after_first_frame(
    components: ProcessComponents, window: MainWindow, instance_problem: str, request: Request
) -> None:
    finish_window(components, window)
    if instance_problem:
        in_session = request.relief is not None or request.routine is not None
        tell(window, instance_problem, in_session=in_session)
    components.begin()
    window.call_when_free(components.deliver_reminders)
    free_source_text()


def tell(window: MainWindow, sentence: str, *, in_session: bool) -> None:
    """Show a sentence on the present page; after the session or the relief that has begun."""
    warn(sentence)
    show = functools.partial(window.show_message, sentence)
    if in_session:
        window.session_ended.connect(show, Qt.ConnectionType.SingleShotConnection)
    else:
        show()


class WindowRequests(QObject):
    """Carries out requests from the command line or another process in the window."""

    def __init__(self, window: MainWindow, quit_app: Callable[[], object]) -> None:
        """Wait for requests.

        Args:
            window: The window.
            quit_app: Called after a session that was started with ``--quit-when-done``.
        """
        super().__init__(window)
        self._window = window
        self._quit_app = quit_app
        self._quits_when_done = False
        window.session_ended.connect(self._on_session_ended)

    def carry_out(self, request: Request) -> None:
        """Carry out a request, and bring the window to the front."""
        self.start(request)
        token = request.activation
        if token is None:
            self._window.bring_up()
            return
        # Imported here: a first start needs no token of another process.
        from stretchapp.desktop.activation import activate_on_x11, pass_on_token

        platform = QGuiApplication.platformName()
        pass_on_token(token, platform)
        self._window.bring_up()
        if platform == "xcb":
            activate_on_x11(token, self._window.winId())

    def start(self, request: Request) -> None:
        """Start relief or a routine if the request asks for one."""
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
            self._quit_app()


class _FirstFrame(QObject):
    """Notices the first frame of a page.

    Signals:
        painted: The first frame is on the screen.
    """

    painted = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        page.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Watch for the first paint event, and let every event pass."""
        if event.type() == QEvent.Type.Paint:
            self._page.removeEventFilter(self)
            # Emitted later, because painting has only begun.
            QTimer.singleShot(0, self.painted.emit)
        return False


def _on_bug(
    paths: Paths,
    window: MainWindow,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
) -> None:
    """Log an uncaught exception and show one dialog; the app keeps running."""
    from stretchapp.ui.window.bug_report import show_bug

    show_bug(paths.state / "bugs.log", window, kind, error, trace)
