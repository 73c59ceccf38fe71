"""Starts the app as a process, and waits for what processes do."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pytest

from stretchapp.base.clock import SystemClock
from stretchapp.base.paths import user_paths
from stretchapp.desktop.instance.request import Request, hand_over, socket_path
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.session_log import SessionLog
from stretchapp.diary.storage.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from stretchapp.diary.cramp_records import CrampRecord
    from stretchapp.diary.session_log import SessionRecord

COMMAND = (sys.executable, "-m", "stretchapp")
CHECKOUT = Path(__file__).parents[1]

TIMEOUT_S = 60.0
POLL_S = 0.02


def environment(changes: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """Return the environment of the test with ``changes``; None removes a variable."""
    # The app may be started in any folder, and imports itself from the checkout.
    path = [str(CHECKOUT), *filter(None, [os.environ.get("PYTHONPATH")])]
    merged = {**os.environ, "PYTHONPATH": os.pathsep.join(path), **(changes or {})}
    return {name: value for name, value in merged.items() if value is not None}


def run(
    *arguments: str | Path, env: Mapping[str, str | None] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the app to its end and return what it printed."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=environment(env),
        stdin=subprocess.DEVNULL,
        timeout=TIMEOUT_S,
    )


def wait_until(condition: Callable[[], object]) -> None:
    """Wait until a condition holds; fail after a minute, however long one check takes."""
    clock = SystemClock()
    deadline_s = clock.monotonic_s() + TIMEOUT_S
    while not condition():
        assert clock.monotonic_s() < deadline_s, "the condition did not hold in time"
        time.sleep(POLL_S)  # noqa: TID251 -- another process has to do something


class App:
    """A process of the app that runs until it is ended; a context manager.

    Attributes:
        process: The process.
        data_dir: Its data folder.
        on_failure: Called if the test fails, while the process still running.
    """

    def __init__(
        self,
        data_dir: Path,
        *arguments: str,
        command: tuple[str, ...] = COMMAND,
        env: Mapping[str, str | None] | None = None,
    ) -> None:
        """Start the app with ``data_dir`` and ``arguments``."""
        self.data_dir = data_dir
        self.on_failure: Callable[[], object] | None = None
        self.process = subprocess.Popen(
            [*command, "--data-dir", str(data_dir), *arguments],
            encoding="utf-8",
            env=environment(env),
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )

    def __enter__(self) -> Self:
        """Return the app."""
        return self

    def __exit__(self, error: object = None, *_: object) -> None:
        """End the process if it still running."""
        if error is not None and self.on_failure is not None:
            self.on_failure()
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()

    @property
    def socket(self) -> Path:
        """The socket the process listens on, if its environment is that of the test."""
        return socket_path(user_paths(self.data_dir).state)

    def end(self) -> str:
        """Wait until the process ends, and return what it wrote to standard error."""
        _, errors = self.process.communicate(timeout=TIMEOUT_S)
        return errors

    def wait_until(self, condition: Callable[[], object]) -> None:
        """Wait until ``condition`` holds; fail if the app ends before, or after a minute."""
        wait_until(lambda: self.process.poll() is not None or condition())
        # The last thing that a process does may make the condition true.
        if self.process.poll() is not None and not condition():
            code = self.process.returncode
            pytest.fail(f"the app ended before, with exit code {code}\n{self.end()}")

    def wait_until_open(self) -> None:
        """Wait until the window is open and answers requests."""
        self.wait_until(self.socket.exists)
        self.wait_until(lambda: hand_over(Request(), self.socket))

    def wait_for_session(self, state: str = "running") -> SessionRecord:
        """Wait until the latest session is in ``state``, and return it."""
        self.wait_until(lambda: [it for it in sessions(self.data_dir)[:1] if it.state == state])
        return sessions(self.data_dir)[0]


def sessions(data_dir: Path) -> list[SessionRecord]:
    """Return the sessions that are recorded in ``data_dir``, the latest first."""
    diary = user_paths(data_dir).diary
    if not diary.exists():
        return []
    connection = open_store(diary)
    try:
        return SessionLog(connection).sessions()
    finally:
        connection.close()


def cramps(data_dir: Path) -> list[CrampRecord]:
    """Return the cramps that are recorded in ``data_dir``."""
    connection = open_store(user_paths(data_dir).diary)
    try:
        return CrampLog(connection).cramps()
    finally:
        connection.close()


def files_below(folder: Path) -> Iterator[Path]:
    """Find all files in ``folder``, sockets too."""
    return (path for path in folder.rglob("*") if not path.is_dir())


def is_watched(app: App, path: Path) -> bool:
    """Return whether the app has come to wait for changes of a file."""
    if not path.exists():
        return False
    wanted = f" ino:{path.stat().st_ino:x} "
    for entry in Path(f"/proc/{app.process.pid}/fdinfo").iterdir():
        # What was open a moment ago may be closed by now.
        with suppress(OSError):
            if wanted in entry.read_text():
                return True
    return False
