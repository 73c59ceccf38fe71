"""What it costs to wait for reminders: processes, memory and wake-ups.

With timers of the system, nothing of ours is left once they are set. Without them, one process
stays, which is held against a bare PySide6 program without a window.
"""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from tests.app_process import CHECKOUT, COMMAND
from tests.benchmarks.processes import pss_mib, running
from tests.desktop.reminders.user_manager import UserManager

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

MAX_MEMORY = 1.3
MAX_WAKE_UPS = 2.0

BARE = [sys.executable, "-m", "tests.benchmarks.bare_program"]
OURS = b"stretchapp"


class WaitingCost(NamedTuple):
    """What was measured.

    Attributes:
        timers: The processes of ours that are left while timers wait.
        resident: The processes of ours while one of them waits itself.
        memory: The memory of that one, in MiB and as a multiple of a bare program.
        tray: The same with an icon in the tray.
        wake_ups: How often it wakes up in a minute, over all of its threads.
    """

    timers: int
    resident: int
    memory: tuple[float, float]
    tray: tuple[float, float]
    wake_ups: float


def waiting_cost(
    folder: Path, environ: Mapping[str, str], rounds: int, seconds: float
) -> WaitingCost:
    """Measure it.

    Args:
        folder: An empty folder.
        environ: An environment without a systemd user manager.
        rounds: How often memory is measured.
        seconds: How long wake-ups are counted.
    """
    with _timers(folder / "manager") as data:
        timers = len(_processes(data))
    data = folder / "resident"
    _add_reminder(data, environ)
    in_tray = folder / "tray"
    _add_reminder(in_tray, environ)
    (in_tray / "settings.json").write_text('{"tray": true}')
    command = _background(data)
    commands = {"bare": BARE, "resident": command, "tray": _background(in_tray)}
    sizes = pss_mib(commands, environ, rounds)
    memory, tray = (
        (
            median(sizes[name]),
            median(ours / bare for ours, bare in zip(sizes[name], sizes["bare"], strict=True)),
        )
        for name in ("resident", "tray")
    )
    with running(command, environ) as pid:
        resident = len(_processes(data))
        before, start_s = _switches(pid), time.perf_counter()
        time.sleep(seconds)
        wake_ups, took_s = _switches(pid) - before, time.perf_counter() - start_s
    return WaitingCost(timers, resident, memory, tray, wake_ups * 60 / took_s)


def _background(data: Path) -> list[str]:
    return [*COMMAND, "--data-dir", str(data), "--background"]


@contextmanager
def _timers(folder: Path) -> Generator[Path]:
    """Let timers of the system wait for a reminder; gives the folder of its data."""
    folder.mkdir()
    with UserManager(folder) as manager:
        _add_reminder(folder / "data", manager.environ)
        listed = manager.systemctl("list-timers", "--all", "stretchapp-*")
        if "stretchapp-reminder-" not in listed:
            raise RuntimeError(f"there is no timer:\n{listed}")
        yield folder / "data"


def _add_reminder(data: Path, environ: Mapping[str, str]) -> None:
    # At a time that is not now: what is measured is the waiting.
    at = "23:00" if time.localtime().tm_hour < 12 else "11:00"
    words = ["--data-dir", str(data), "reminders", "add", "--at", at]
    subprocess.run(
        [*COMMAND, *words],
        check=True,
        cwd=CHECKOUT,
        env=environ,
        stdout=subprocess.DEVNULL,
    )


def _processes(data: Path) -> list[int]:
    """Return the processes of ours that have to do with a folder."""
    found: list[int] = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_bytes()
        except OSError:
            # It has just ended.
            continue
        if str(data).encode() in line and OURS in line:
            found.append(int(folder.name))
    return found


def _switches(pid: int) -> int:
    """Return how often the threads of a process have gone to sleep and were woken again."""
    lines = (
        line
        for status in Path(f"/proc/{pid}/task").glob("*/status")
        for line in status.read_text().splitlines()
    )
    return sum(int(it.split()[1]) for it in lines if it.startswith("voluntary_ctxt_switches:"))
