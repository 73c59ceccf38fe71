"""Opens the window, or waits in the background; checks the display before it imports Qt."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from stretchapp.desktop.qt_start.display import display_platforms, no_display
from stretchapp.desktop.qt_start.qt_loading import load_qt
from stretchapp.startup.garbage import collection_paused
from stretchapp.startup.no_window import NoWindowError

if TYPE_CHECKING:
    from stretchapp.base.paths import Paths
    from stretchapp.desktop.instance.request import Request
    from stretchapp.library.library_files import LibraryFiles


def open_window(
    paths: Paths,
    files: LibraryFiles,
    request: Request,
    *,
    is_alone: bool,
    quit_after_first_frame: bool,
) -> int:
    """Open the window, and return the exit code when it is closed.

    Args:
        paths: The user's folders.
        files: The routine files.
        request: What the window is asked to do.
        is_alone: Whether to open a window beside an instance that did not take the request.
        quit_after_first_frame: Whether to end after the first frame.

    Raises:
        NoWindowError: There is no display, Qt cannot be loaded, or there is no font.
        UserError: Another instance runs but cannot be reached.
    """
    with collection_paused() as end_pause:
        _load_qt()
        from stretchapp.startup.window_app import run_window

        return run_window(
            paths,
            files,
            request,
            is_alone=is_alone,
            quit_after_first_frame=quit_after_first_frame,
            on_ready=end_pause,
        )


def open_background(paths: Paths, files: LibraryFiles) -> int:
    """Wait in the background without a window, and return the exit code at the end.

    Args:
        paths: The user's folders.
        files: The routine files.

    Raises:
        NoWindowError: There is no display, or Qt cannot be loaded.
        UserError: The diary cannot be opened.
    """
    with collection_paused() as end_pause:
        _load_qt()
        from stretchapp.startup.background_app import run_background

        return run_background(paths, files, on_ready=end_pause)


def _load_qt() -> None:
    """Import Qt, if the display answers and Qt's system libraries are there."""
    platforms = display_platforms(os.environ)
    problem = load_qt(platforms) if platforms else no_display(os.environ)
    if problem is not None:
        raise NoWindowError(problem)
