"""Waiting for reminders: how many processes wait, and how often they wake up.

System timers need no process of ours. Without them, one process waits.
"""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.app_process import CHECKOUT, COMMAND
from tests.benchmarks.processes import running, wake_ups
from tests.benchmarks.rows import Row
from tests.desktop.reminders.user_manager import UserManager

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_WAKE_UPS = 2.0


def waiting_rows(folder: Path, environ: Mapping[str, str], seconds: float) -> list[Row]:
    """Return what waiting costs.

    Args:
        folder: An empty folder.
        environ: An environment without a systemd user manager.
        seconds: How long wake-ups are counted.
    """
    timers = _processes_with_timers(folder / "manager")
    data = folder / "waiting"
    add_reminder(data, environ)
    with running([*COMMAND, "--data-dir", str(data), "--background"], environ) as pid:
        processes = len(_processes(data))
        before, start_s = wake_ups(pid), time.perf_counter()
        time.sleep(seconds)
        count, took_s = wake_ups(pid) - before, time.perf_counter() - start_s
    return [
        Row("processes beside system timers", timers, "", target=0),
        Row("processes without system timers", processes, "", target=1),
        Row("wake-ups in a minute", count * 60 / took_s, "", target=MAX_WAKE_UPS),
    ]


def add_reminder(data: Path, environ: Mapping[str, str]) -> None:
    """Add a reminder that is not due soon: what is measured is the waiting."""
    at = "23:00" if time.localtime().tm_hour < 12 else "11:00"
    words = ["--data-dir", str(data), "reminders", "add", "--at", at]
    subprocess.run(
        [*COMMAND, *words],
        check=True,
        cwd=CHECKOUT,
        env=environ,
        stdout=subprocess.DEVNULL,
    )


def _processes_with_timers(folder: Path) -> int:
    """Return how many processes of ours run while system timers wait for a reminder."""
    folder.mkdir()
    with UserManager(folder) as manager:
        add_reminder(folder / "data", manager.environ)
        timers = manager.systemctl("list-timers", "--all", "stretchapp-*")
        if "stretchapp-reminder-" not in timers:
            raise RuntimeError(f"there is no timer:\n{timers}")
        return len(_processes(folder / "data"))


def _processes(data: Path) -> list[int]:
    """Return the processes of ours that use a data folder."""
    pids: list[int] = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_bytes()
        except OSError:
            # The process has just ended.
            continue
        if str(data).encode() in line and b"stretchapp" in line:
            pids.append(int(folder.name))
    return pids
