"""Time from a request for relief to its frame in an open window: ``arrival FOLDER ROUNDS``.

The whole app runs in this process, and a second thread sends it requests as another process does.
Prints the milliseconds of each round.
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer

from stretchapp.base.paths import user_paths
from stretchapp.desktop.instance.request import Request, hand_over, socket_path
from stretchapp.startup import window_app, window_wiring
from stretchapp.startup.library_access import library_files
from stretchapp.ui.window.main_window import MainWindow

POLL_S = 0.02
CALM_S = 0.3
SETTLED_S = 1.0
"""The time after which start-up is surely over, in seconds."""

TIMEOUT_S = 20.0


class Watcher(QObject):
    """Records when the relief page is painted, then leaves it."""

    def __init__(self, window: MainWindow) -> None:
        """Watch nothing yet."""
        super().__init__(window)
        self._window = window
        self._painted_s = 0.0
        self.left = threading.Event()

    def watch(self) -> None:
        """Wait for the next frame of the current page."""
        self._window.page.installEventFilter(self)

    def take_s(self) -> float:
        """Return when the frame was painted, and get ready for the next one."""
        self.left.clear()
        return self._painted_s

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Record the first paint event, and let every event pass."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            # The page is about to be painted.
            QTimer.singleShot(0, self, self._on_painted)
        return False

    def _on_painted(self) -> None:
        self._painted_s = time.perf_counter()
        QTimer.singleShot(round(CALM_S * 1000), self, self._leave)

    def _leave(self) -> None:
        self._window.go_back()
        self._window.show_home()
        self.left.set()


class WatchedWindow(MainWindow):
    """The window of the app with a watcher of relief."""

    def __init__(self, **parts: Any) -> None:  # noqa: ANN401 -- passed on as they are
        super().__init__(**parts)
        self.watcher = Watcher(self)
        windows.append(self)

    def start_relief(self, place: str | None = None, *, speed: float = 1.0) -> None:
        """Start relief, and watch its page."""
        super().start_relief(place, speed=speed)
        self.watcher.watch()


windows: list[WatchedWindow] = []


def main() -> None:
    """Open the window, ask it for relief in each round, and print how long each request took."""
    folder, rounds = Path(sys.argv[1]), int(sys.argv[2])
    paths = user_paths(folder)
    took_ms: list[float] = []
    asking = threading.Thread(target=_ask, args=(socket_path(paths.state), rounds, took_ms))
    asking.start()
    window_wiring.MainWindow = WatchedWindow
    code = window_app.run_window(
        paths,
        library_files(paths),
        Request(),
        is_alone=False,
        quit_after_first_frame=False,
        on_ready=lambda: None,
    )
    asking.join()
    print(*took_ms)
    sys.exit(code)


def _ask(socket: Path, rounds: int, took_ms: list[float]) -> None:
    """Ask for relief as other processes do, then end the app."""
    while not (socket.exists() and hand_over(Request(), socket)):
        time.sleep(POLL_S)
    watcher = windows[0].watcher
    time.sleep(SETTLED_S)
    try:
        for _ in range(rounds):
            sent_s = time.perf_counter()
            hand_over(Request(relief="calf"), socket)
            if not watcher.left.wait(TIMEOUT_S):
                return
            took_ms.append((watcher.take_s() - sent_s) * 1000)
            time.sleep(CALM_S)
    finally:
        QTimer.singleShot(0, windows[0], windows[0].close)


if __name__ == "__main__":
    main()
