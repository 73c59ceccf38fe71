"""Running the app in the background: it waits for reminders, and opens a window on request."""

from __future__ import annotations

import functools
import gc
import sys
from typing import TYPE_CHECKING

from stretchapp.base.exit_codes import GOOD
from stretchapp.base.i18n import _
from stretchapp.desktop.instance.listener import SingleInstance
from stretchapp.desktop.instance.request import socket_path
from stretchapp.startup.composition import ProcessComponents
from stretchapp.startup.source_text import free_source_text
from stretchapp.startup.warn import warn
from stretchapp.ui.theme.fonts import NO_FONT, has_font
from stretchapp.ui.window.qt_application import CloseOnSignals, QuitPolicy, make_application

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from stretchapp.base.paths import Paths
    from stretchapp.desktop.instance.request import Request
    from stretchapp.library.library_files import LibraryFiles
    from stretchapp.startup.window_app import WindowRequests
    from stretchapp.ui.window.main_window import MainWindow


def run_background(paths: Paths, files: LibraryFiles, *, on_ready: Callable[[], object]) -> int:
    """Run as the single instance without showing a window, and return when told to quit.

    Return at once if there is an instance already.

    Args:
        paths: The user's folders.
        files: The routine files, for the window.
        on_ready: Called when start-up is complete.

    Returns:
        The exit code.

    Raises:
        UserError: The diary cannot be opened.
    """
    free_source_text()
    app = make_application()
    instance = SingleInstance(paths.lock, socket_path(paths.state), app)
    if not instance.acquire():
        return GOOD
    instance.has_window = has_font()
    if not instance.has_window:
        # Notifications are shown by another program, so reminders work all the same. A command that
        # asks for a window says this too, and goes on in its terminal.
        warn(_(NO_FONT))
    if instance.problem:
        warn(instance.problem)
    try:
        sys.excepthook = functools.partial(_on_bug, paths)
        components = ProcessComponents(app, paths, files, _make_window)
        # Closing the window does not end the app while reminders or the tray need it.
        quit_policy = QuitPolicy(app, [components.is_needed])
        lazy_window = LazyWindow(components)
        instance.requested.connect(components.request_handler(quit_policy, lazy_window.open))
        closing = CloseOnSignals(components.quit, app)
        # Opened now, so that an unreadable diary is reported at once. It is created if it does not
        # exist, so that the first reminder is noticed even if another process adds it.
        components.delivery()
        free_source_text()
        if instance.has_window:
            components.begin()
        components.deliver_reminders()
        free_source_text()
        # The app may wait for days, so the garbage of start-up is freed first.
        gc.collect()
        on_ready()
        code = app.exec()
        closing.stop()
        components.saving.saver.close()
        return code
    finally:
        instance.release()


class LazyWindow:
    """Makes the window for the first request, and passes every request on to it."""

    def __init__(self, components: ProcessComponents) -> None:
        """Prepare; the window is not made yet."""
        self._components = components
        self._requests: WindowRequests | None = None

    def open(self, request: Request) -> None:
        """Carry out a request in the window."""
        if self._requests is None:
            # Imported here: on most evenings this process opens no window.
            from stretchapp.startup.window_app import WindowRequests

            window = self._components.window()
            # Quitting after a session closes the window only; the background app keeps waiting.
            self._requests = WindowRequests(window, window.close)
        self._requests.carry_out(request)


def _make_window(components: ProcessComponents) -> MainWindow:
    from stretchapp.startup.window_app import finish_window, make_window

    window = make_window(components)
    finish_window(components, window)
    return window


def _on_bug(
    paths: Paths, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Log an uncaught exception; the app keeps running."""
    from stretchapp.ui.window.bug_report import show_bug

    show_bug(paths.state / "bugs.log", None, kind, error, trace)
