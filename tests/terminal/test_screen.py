"""The whole program in a real terminal, with keys and signals."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretchapp.application.session_run import SessionRun
from stretchapp.base.clock import SystemClock
from stretchapp.diary.session_log import SessionLog
from stretchapp.diary.storage.store import open_store
from stretchapp.terminal.screen import play
from tests.app_process import sessions, wait_until
from tests.fakes import SaveAtOnce, a_routine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stretchapp.diary.session_log import SessionRecord

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

SHELL = Path(__file__).with_name("shell.py")
PATIENCE_S = 20.0
ENDED_WELL = "[job ended: 0, terminal as before]"
SCREEN_TAKEN = "\x1b[?1049h"
SCREEN_GIVEN_BACK = "\x1b[?1049l"
CURSOR_SHOWN = "\x1b[?25h"

_SIZE = ("COLUMNS", "LINES")

QUICK = """
format: 1
kind: routine
id: quick
title: Quick
purpose: Plays for a while and waits in the middle.
steps:
  - rest: 20s
    text: Shake your legs.
  - wait: Fetch a towel.
  - exercise: wall-calf-stretch
"""


class Terminal:
    """A terminal in which ``stretchapp start quick --terminal`` runs."""

    def __init__(self, data: Path, *options: str) -> None:
        self.data = data
        self._asleep = data / "asleep"
        self.sleep(0)
        self.end, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        start = ["--data-dir", str(data), "start", "quick", "--terminal", *options]
        self.shell = subprocess.Popen(
            [sys.executable, str(SHELL), *start],
            stdin=inner,
            stdout=inner,
            stderr=inner,
            start_new_session=True,
            env=self._environment(),
        )
        os.close(inner)
        self.text = ""

    def _environment(self) -> dict[str, str]:
        # A test runner may set the size of its own terminal here.
        kept = {name: value for name, value in os.environ.items() if name not in _SIZE}
        own = {"TERM": "xterm-256color", "ASLEEP": str(self._asleep), "PYTHONPATH": str(Path.cwd())}
        return kept | own

    def read_until(self, words: str) -> str:
        """Read until ``words`` appear, after those of the last call."""
        while words not in self.text:
            ready = select.select([self.end], [], [], PATIENCE_S)[0]
            try:
                read = os.read(self.end, 65536) if ready else b""
            except OSError:
                read = b""
            assert read, f"{words!r} is not shown, but:\n{self.text}"
            self.text += read.decode("utf-8", "replace")
        before, _found, self.text = self.text.partition(words)
        return before + words

    def press(self, keys: str) -> None:
        os.write(self.end, keys.encode())

    def sleep(self, seconds: int) -> None:
        """Make the machine seem to have slept."""
        self._asleep.write_text(str(seconds), "ascii")

    def close(self) -> None:
        """Close the terminal, as when its window is closed."""
        if self.end >= 0:
            os.close(self.end)
        self.end = -1

    @property
    def job(self) -> int:
        """The process of stretchapp."""
        children = Path(f"/proc/{self.shell.pid}/task/{self.shell.pid}/children").read_text("ascii")
        return int(children)

    def wait_for_state(self, state: str) -> None:
        """Wait until the session is saved in a state: that happens in the background."""
        wait_until(lambda: [it for it in sessions(self.data) if it.state == state])

    @property
    def record(self) -> SessionRecord:
        with closing(open_store(self.data / "diary.sqlite")) as connection:
            return SessionLog(connection).sessions()[0]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    (data / "routines").mkdir(parents=True)
    (data / "routines" / "quick.yaml").write_text(QUICK, encoding="utf-8")
    return data


@pytest.fixture
def start(data: Path) -> Iterator[Callable[..., Terminal]]:
    terminals: list[Terminal] = []

    def start(*options: str) -> Terminal:
        terminals.append(Terminal(data, *options))
        return terminals[-1]

    yield start
    for terminal in terminals:
        terminal.shell.kill()
        terminal.shell.wait()
        terminal.close()


def test_a_session_plays_to_its_end(start: Callable[..., Terminal]) -> None:
    terminal = start("--speed", "60")

    terminal.read_until("Take your time")
    terminal.read_until("Hold · Right leg")
    shown = terminal.read_until(ENDED_WELL)
    assert re.search(r"Finished: Quick, 2 min 5 s\.", shown)
    assert shown.index(SCREEN_GIVEN_BACK) < shown.index("Finished")
    assert CURSOR_SHOWN in shown
    assert terminal.record.state == "finished"


@pytest.mark.parametrize("key", ["q", "\x1b", "\x03"], ids=["q", "Escape", "Ctrl-C"])
def test_a_key_stops_it_without_a_question(start: Callable[..., Terminal], key: str) -> None:
    terminal = start()

    terminal.read_until("Shake your legs.")
    terminal.press(key)
    assert "Stopped after " in terminal.read_until(ENDED_WELL)
    assert terminal.record.state == "stopped"


def test_keys_move_through_the_session(start: Callable[..., Terminal]) -> None:
    terminal = start()

    terminal.read_until("Space pause")
    terminal.press(" ")
    terminal.read_until("Paused.")
    terminal.press("\x1b[C")
    terminal.read_until("Fetch a towel.")
    terminal.press("n")
    terminal.read_until("Get ready · Left leg")
    terminal.press("\x1bOD\x1bOD")
    terminal.read_until("Fetch a towel.")
    terminal.press("q")
    terminal.read_until(ENDED_WELL)


def test_other_keys_do_nothing(start: Callable[..., Terminal]) -> None:
    terminal = start()

    terminal.read_until("Shake your legs.")
    terminal.press("\x1b[A\x1b[15~\x1bqäx")
    terminal.press(" ")
    terminal.read_until("Paused.")
    terminal.wait_for_state("running")


def test_it_fits_a_terminal_that_is_resized(start: Callable[..., Terminal]) -> None:
    terminal = start()
    terminal.read_until("██")
    terminal.press(" ")
    terminal.read_until("Paused.")

    # A paused session does not change: the new size is what causes a new frame.
    fcntl.ioctl(terminal.end, termios.TIOCSWINSZ, struct.pack("HHHH", 12, 60, 0, 0))
    assert "0:" in terminal.read_until("Paused.")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT"])
def test_a_signal_stops_it(start: Callable[..., Terminal], name: str) -> None:
    terminal = start()
    terminal.read_until("Shake your legs.")

    number = signal.Signals[name]
    os.kill(terminal.job, number)
    code = 0 if name == "SIGINT" else 128 + number
    shown = terminal.read_until(f"[job ended: {code}, terminal as before]")
    assert (SCREEN_GIVEN_BACK in shown, CURSOR_SHOWN in shown) == (True, True)
    assert terminal.record.state == "stopped"


def test_closing_the_terminal_stops_it(start: Callable[..., Terminal]) -> None:
    terminal = start()
    terminal.read_until("Shake your legs.")
    job = os.pidfd_open(terminal.job)

    terminal.close()
    assert select.select([job], [], [], PATIENCE_S)[0]
    os.close(job)
    assert terminal.record.state == "stopped"


def test_after_ctrl_z_it_asks(start: Callable[..., Terminal]) -> None:
    terminal = start()
    terminal.read_until("Shake your legs.")

    terminal.press("\x1a")
    shown = terminal.read_until("[job stopped, terminal as before]")
    assert (SCREEN_GIVEN_BACK in shown, CURSOR_SHOWN in shown) == (True, True)
    terminal.sleep(3600)
    terminal.press("fg\n")
    terminal.read_until("The session was interrupted for 1 h. Continue?")
    terminal.press("r")
    terminal.read_until("Space pause")
    terminal.press("q")
    terminal.read_until(ENDED_WELL)
    assert terminal.record.active_s < 60


def test_after_a_suspend_it_asks(start: Callable[..., Terminal]) -> None:
    terminal = start()
    terminal.read_until("Shake your legs.")

    terminal.sleep(754)
    terminal.read_until("The session was interrupted for 12 min 3")
    terminal.press(" ")
    terminal.read_until("Space pause")
    terminal.press("q")
    terminal.read_until(ENDED_WELL)


def test_a_stopped_job_that_is_killed_is_recorded_as_stopped(
    start: Callable[..., Terminal],
) -> None:
    terminal = start()
    terminal.read_until("Shake your legs.")

    terminal.press("\x1a")
    terminal.read_until("[job stopped, terminal as before]")
    terminal.press("kill\n")
    terminal.read_until("[job ended: 143, terminal as before]")
    assert terminal.record.state == "stopped"


def test_in_the_background_it_is_stopped(start: Callable[..., Terminal]) -> None:
    terminal = start()
    terminal.read_until("Shake your legs.")

    terminal.press("\x1a")
    terminal.read_until("[job stopped, terminal as before]")
    terminal.press("bg\n")
    terminal.read_until("[job stopped, terminal as before]")
    terminal.press("fg\n")
    terminal.read_until("Shake your legs.")
    terminal.press("q")
    terminal.read_until(ENDED_WELL)


def test_it_is_drawn_again_after_a_stop_that_cannot_be_caught(
    start: Callable[..., Terminal],
) -> None:
    terminal = start()
    terminal.read_until("Shake your legs.")

    os.kill(terminal.job, signal.SIGSTOP)
    terminal.read_until("[job stopped, terminal changed]")
    terminal.press("fg\n")
    assert SCREEN_TAKEN in terminal.read_until("Shake your legs.")
    terminal.press("q")
    terminal.read_until(ENDED_WELL)


def test_a_killed_session_leaves_a_record_that_still_runs(start: Callable[..., Terminal]) -> None:
    terminal = start()
    terminal.read_until("Shake your legs.")
    terminal.wait_for_state("running")

    os.kill(terminal.job, signal.SIGKILL)
    terminal.read_until("[job ended: -9")
    assert terminal.record.state == "running"


class TestWithoutATerminal:
    """In a pipe, or without a keyboard, a session is written as plain lines."""

    def run(self, data: Path, *options: str) -> subprocess.CompletedProcess[str]:
        start = ["--data-dir", str(data), "start", "quick", "--terminal", *options]
        return subprocess.run(
            [sys.executable, "-m", "stretchapp", *start],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def test_plain_lines(self, data: Path) -> None:
        done = self.run(data, "--speed", "60")

        assert (done.returncode, done.stderr) == (0, "")
        lines = done.stdout.splitlines()
        assert lines[:4] == [
            "  0:00  Rest  20 s",
            "  0:00  Shake your legs.",
            "  0:20  Take your time  When you are ready  continues after 30 s",
            "  0:20  Fetch a towel.",
        ]
        assert "  1:00  Hold  Left leg  Bedtime wall stretch – calves  30 s" in lines
        assert lines[-1] == "Finished: Quick, 2 min 5 s."

    def test_the_settings_say_how_long_waits_last(self, data: Path) -> None:
        (data / "settings.json").write_text('{"wait_s": 0}', encoding="utf-8")

        lines = self.run(data, "--speed", "60").stdout.splitlines()

        assert lines[4].endswith("continuing automatically.")
        assert lines[-1] == "Finished: Quick, 1 min 35 s."

    @pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129), ("SIGINT", 0)])
    def test_a_signal_stops_it(self, data: Path, name: str, code: int) -> None:
        start = ["--data-dir", str(data), "start", "quick", "--terminal"]
        with subprocess.Popen(
            [sys.executable, "-m", "stretchapp", *start],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            process.send_signal(signal.Signals[name])
            process.stdout.read()
        assert process.returncode == code
        with closing(open_store(data / "diary.sqlite")) as connection:
            assert SessionLog(connection).sessions()[0].state == "stopped"

    def test_a_signal_that_nohup_ignores_stays_ignored(self, data: Path) -> None:
        script = (
            f"trap '' HUP; exec '{sys.executable}' -m stretchapp --data-dir '{data}'"
            " start quick --terminal"
        )
        with subprocess.Popen(
            ["sh", "-c", script], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            process.send_signal(signal.SIGHUP)
            process.send_signal(signal.SIGTERM)
            process.stdout.read()
        assert process.returncode == 128 + signal.SIGTERM

    def test_a_reader_that_closes_the_pipe_stops_it(self, data: Path) -> None:
        start = ["--data-dir", str(data), "start", "quick", "--terminal", "--speed", "60"]
        with subprocess.Popen(
            [sys.executable, "-m", "stretchapp", *start],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.readline()
            process.stdout.close()
            assert process.stderr.read() == ""
        assert process.returncode == 0
        with closing(open_store(data / "diary.sqlite")) as connection:
            assert SessionLog(connection).sessions()[0].state == "stopped"

    def test_a_session_that_could_not_be_saved_is_reported(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with closing(open_store(tmp_path / "diary.sqlite")) as connection:
            connection.execute("PRAGMA query_only = ON")
            saver = SaveAtOnce(lambda: connection)
            session_run = SessionRun(a_routine(), SystemClock(), saver, "terminal", speed=1000)

            assert play(session_run) == 1
        captured = capsys.readouterr()
        assert captured.out.endswith("Finished: Evening, 40 s.\n")
        assert "it is not saved" in captured.err

    def test_a_full_disk_is_reported_in_one_sentence(self, data: Path) -> None:
        start = ["--data-dir", str(data), "start", "quick", "--terminal", "--speed", "60"]
        with Path("/dev/full").open("w", encoding="utf-8") as full:
            done = subprocess.run(
                [sys.executable, "-m", "stretchapp", *start],
                stdin=subprocess.DEVNULL,
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
        assert done.returncode == 1
        assert done.stderr == (
            "stretchapp: The output cannot be written (No space left on device).\n"
        )
