"""The thread of the window under a lock that a second process holds: no gap, and nothing lost."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import user_paths
from stretchapp.diary.storage.store import open_store
from tests.app_process import App, cramps, run, sessions

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

LONGEST_GAP_S = 0.1

# Runs the app with a timer of 10 ms, and prints the longest time between two of its ticks.
WATCHED = """
import sys, time
from PySide6.QtCore import QTimer
from stretchapp.startup import cli, window_app

make, gaps, ticks = window_app.make_application, [0.0], []

def make_watched():
    app = make()
    timer = QTimer(app)
    def tick():
        now = time.monotonic()
        # The first second is that of the start: imports and the first frame.
        if ticks and now - ticks[0] > 1.0:
            gaps.append(now - ticks[-1])
        ticks.append(now)
    timer.timeout.connect(tick)
    timer.start(10)
    QTimer.singleShot(FOR_MS, app.quit)
    return app

window_app.make_application = make_watched
code = cli.main(sys.argv[1:])
sys.stderr.write(f"longest gap {max(gaps)}\\n")
sys.exit(code)
"""

HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
sys.stdin.read()
"""


@contextmanager
def locked(diary: Path) -> Generator[subprocess.Popen[str]]:
    """Let a second process hold an exclusive lock until the end, or until it is let go."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(diary)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "locked\n"
        yield holder
        holder.kill()


def let_go(holder: subprocess.Popen[str]) -> None:
    """End the lock."""
    assert holder.stdin is not None
    holder.stdin.close()
    holder.wait()


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    data_dir = tmp_path / "data"
    open_store(user_paths(data_dir).diary).close()
    return data_dir


def watched(for_ms: int) -> tuple[str, ...]:
    return (sys.executable, "-c", WATCHED.replace("FOR_MS", str(for_ms)))


@pytest.mark.parametrize(
    "arguments",
    [
        ("relief", "--speed", "20"),
        ("start", "three-minute-nightly"),
        (),
    ],
    ids=["relief", "session", "home"],
)
def test_a_lock_leaves_no_gap(data_dir: Path, arguments: tuple[str, ...]) -> None:
    with (
        locked(user_paths(data_dir).diary),
        App(data_dir, *arguments, command=watched(4_000)) as app,
    ):
        errors = app.end()

    gap_s = float(errors.rsplit("longest gap ", 1)[1])
    # A machine that is busy with other things is no fault of the app's: five of them are.
    assert gap_s < 5 * LONGEST_GAP_S
    assert "Traceback" not in errors


def test_a_session_is_saved_when_the_lock_goes(data_dir: Path) -> None:
    with (
        locked(user_paths(data_dir).diary) as holder,
        App(data_dir, "start", "three-minute-nightly") as app,
    ):
        app.wait_until_open()
        let_go(holder)
        app.wait_for_session("running")


def test_a_cramp_is_saved_when_the_lock_goes(data_dir: Path) -> None:
    with (
        locked(user_paths(data_dir).diary) as holder,
        App(data_dir, "relief", "--speed", "60") as app,
    ):
        app.wait_until_open()
        let_go(holder)
        app.wait_until(lambda: cramps(data_dir))


def test_the_terminal_plays_and_saves_when_the_lock_goes(data_dir: Path) -> None:
    start = ("start", "three-minute-nightly", "--terminal", "--speed", "200")
    with (
        locked(user_paths(data_dir).diary) as holder,
        App(data_dir, *start) as app,
    ):
        let_go(holder)
        assert app.end() == ""
        assert app.process.returncode == 0

    assert [session.state for session in sessions(data_dir)] == ["finished"]


class TestWithoutADiary:
    """A session is played where the diary cannot be opened, and says once why it is not saved."""

    @pytest.fixture(params=["newer", "folder", "link to nothing"])
    def broken(self, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
        data_dir = tmp_path / "broken"
        data_dir.mkdir()
        diary = user_paths(data_dir).diary
        if request.param == "newer":
            with closing(sqlite3.connect(diary)) as connection:
                connection.execute("PRAGMA user_version = 99")
        elif request.param == "folder":
            diary.mkdir()
        else:
            diary.symlink_to(tmp_path / "gone" / "diary.sqlite")
        return data_dir

    def test_in_the_terminal(self, broken: Path) -> None:
        start = ("start", "three-minute-nightly", "--terminal", "--speed", "1000")

        done = run("--data-dir", broken, *start)

        assert done.returncode == 1
        assert "Finished: " in done.stdout
        assert done.stderr.count("it is not saved") == 1
        assert "Traceback" not in done.stderr

    def test_in_the_window(self, broken: Path) -> None:
        start = ("start", "three-minute-nightly", "--speed", "1000", "--quit-when-done")
        with App(broken, *start) as app:
            errors = app.end()

        assert app.process.returncode == 0
        assert str(user_paths(broken).diary) in errors
        assert "Traceback" not in errors
