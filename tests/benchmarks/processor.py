"""Processor time of a session with its figure, compared with a bare window that paints its ring."""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import TYPE_CHECKING

from tests.app_process import COMMAND
from tests.benchmarks.environment import full_hd_environment
from tests.benchmarks.processes import BARE, cpu_s, running
from tests.benchmarks.rows import Candidate, Row, ratio_rows

if TYPE_CHECKING:
    from pathlib import Path

RING_PX = 811
"""The size of the ring of a session that fills a screen of 1920x1080."""

TICK_MS = 50
"""The interval at which a session repaints its ring, in milliseconds."""

CANDIDATES = {
    "ring": Candidate("bare window with a ring"),
    "session": Candidate("session with a figure", "ring", 2.0),
}


def processor_rows(folder: Path, environ: dict[str, str], seconds: float) -> list[Row]:
    """Return the share of a core that each program uses at 1920x1080; all run side by side."""
    data, other_data = folder / "session", folder / "idle"
    full_hd = full_hd_environment(folder, data, environ)
    commands = {
        "ring": [*BARE, "ring", str(RING_PX), str(TICK_MS)],
        "session": [*COMMAND, "--data-dir", str(data), "start", "evening-stretch"],
        "home": [*COMMAND, "--data-dir", str(other_data)],
    }
    with ExitStack() as stack:
        pids = {
            name: stack.enter_context(running(command, full_hd))
            for name, command in commands.items()
        }
        start_s = time.perf_counter()
        before_s = {name: cpu_s(pid) for name, pid in pids.items()}
        time.sleep(seconds)
        took_s = time.perf_counter() - start_s
        percent = {
            name: [100 * (cpu_s(pid) - before_s[name]) / took_s] for name, pid in pids.items()
        }
    # A very short measurement can find nothing.
    percent["ring"][0] = max(percent["ring"][0], 0.01)
    return [
        *ratio_rows(percent, CANDIDATES, "%"),
        Row("home page", percent["home"][0], "%", target=0),
    ]
