"""Start-up: the time to the first frame, and relief where the app already runs."""

from __future__ import annotations

import subprocess
import sys
from statistics import median
from typing import TYPE_CHECKING

from tests.app_process import CHECKOUT, COMMAND
from tests.benchmarks.processes import BARE, running, wall_s
from tests.benchmarks.rows import Candidate, Row, ratio_rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CANDIDATES = {
    "bare": Candidate("bare window, cold"),
    "relief": Candidate("relief, cold", "bare", 1.5),
    "home": Candidate("home page, cold", "bare", 1.5),
    "session": Candidate("session, cold", "bare"),
    "pass": Candidate("python -c pass"),
    "hand-over": Candidate("relief, handed over", "pass", 3.0),
}

MAX_ARRIVAL_MS = 100.0
ARRIVAL_ROUNDS = 5


def start_up_rows(folder: Path, environ: Mapping[str, str], rounds: int) -> list[Row]:
    """Return what starts cost."""
    app = [*COMMAND, "--data-dir", str(folder / "start-up")]
    last = "--quit-after-first-frame"
    commands = {
        "bare": [*BARE, "first-frame"],
        "relief": [*app, "relief", last],
        "home": [*app, last],
        "session": [*app, "start", "three-minute-nightly", last],
        "pass": [sys.executable, "-c", "pass"],
        # Only commands without options are handed over the fast way.
        "hand-over": [*COMMAND, "relief"],
    }
    with running(COMMAND, environ):
        times = wall_s(commands, environ, rounds)
    rows = ratio_rows(times, CANDIDATES, "ms", 1000)
    return [*rows, *_arrival_rows(folder / "arrival", environ, min(rounds, ARRIVAL_ROUNDS))]


def _arrival_rows(folder: Path, environ: Mapping[str, str], rounds: int) -> list[Row]:
    """Return how long an open window takes from the request for relief to its frame."""
    command = [sys.executable, "-m", "tests.benchmarks.arrival", str(folder), "2"]
    runs = [
        subprocess.run(
            command, check=True, cwd=CHECKOUT, encoding="utf-8", env=environ, stdout=subprocess.PIPE
        ).stdout.split()
        for _ in range(rounds)
    ]
    first_ms, again_ms = (median(float(run[number]) for run in runs) for number in (0, 1))
    return [
        Row("open window, request to relief", first_ms, "ms", target=MAX_ARRIVAL_MS),
        Row("the same again", again_ms, "ms"),
    ]
