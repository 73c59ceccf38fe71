"""The app without its window: waits for reminders, and makes the window when it is asked for."""

from __future__ import annotations

import functools
import gc
import sys
from typing import TYPE_CHECKING

from stretchapp.base.exit_codes import GOOD
from stretchapp.desktop.instance.listener import SingleInstance
from stretchapp.desktop.instance.request import socket_path
from stretchapp.startup.composition import ProcessComponents
from stretchapp.ui.window.qt_application import CloseOnSignals, QuitPolicy, make_application

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from stretchapp.base.paths import Paths
    from stretchapp.desktop.instance.request import Request
    from stretchapp.library.routines.library_files import LibraryFiles
    from stretchapp.startup.window_app import Commands
    from stretchapp.ui.window.main_window import MainWindow


def run_background(paths: Paths, files: LibraryFiles, *, on_ready: Callable[[], object]) -> int:
    """Be the one instance without showing a window, and return when it is told to end.

    Where there is an instance already, there is nothing to do.

    Args:
        paths: The user's folders.
        files: The routine files, for the window.
        on_ready: Called when everything has been made, and the waiting begins.

    Returns:
        The exit code.

    Raises:
        UserError: The folders cannot be written to, or the diary cannot be opened.
    """
    app = make_application()
    instance = SingleInstance(paths.lock, socket_path(paths.state), app)
    if not instance.acquire():
        return GOOD
    try:
        sys.excepthook = functools.partial(_on_bug, paths)
        components = ProcessComponents(app, paths, files, _make_window)
        # Closing the window is no reason to end, unless something else waits by then.
        quit_policy = QuitPolicy(app, [components.is_needed])
        request_handler = LazyWindow(components)
        instance.requested.connect(components.request_handler(quit_policy, request_handler.open))
        closing = CloseOnSignals(components.quit, app)
        # Opened here, so that a diary that cannot be read ends this with a sentence. It is made
        # if there is none: the first reminder, whoever adds it, is to be noticed.
        components.delivery()
        components.begin()
        # It may wait for days: what the start-up left behind is freed first.
        gc.collect()
        on_ready()
        code = app.exec()
        closing.stop()
        return code
    finally:
        instance.release()


class LazyWindow:
    """Makes the window for the first request, and passes every request on to it."""

    def __init__(self, components: ProcessComponents) -> None:
        """Prepare; the window is not made yet."""
        self._components = components
        self._commands: Commands | None = None

    def open(self, request: Request) -> None:
        """Do in the window what is asked for."""
        if self._commands is None:
            # Imported here: most evenings nobody opens a window of this process.
            from stretchapp.startup.window_app import Commands

            window = self._components.window()
            # A session that is to be the end ends the window, and the waiting goes on.
            self._commands = Commands(window, window.close)
        self._commands.do(request)


def _make_window(components: ProcessComponents) -> MainWindow:
    from stretchapp.startup.window_app import finish_window, make_window

    window = make_window(components)
    finish_window(window)
    return window


def _on_bug(
    paths: Paths, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Log a mistake of ours; the app goes on."""
    from stretchapp.ui.window.bug_report import show_bug

    show_bug(paths.state / "bugs.log", None, kind, error, trace)
