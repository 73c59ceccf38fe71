"""Measures what the app costs, and compares it with targets: ``python -m tests.benchmarks``.

Most rows are multiples of what a bare PySide6 program costs on the same machine at the same time,
because absolute values say more about the machine. The exit code is 0 whether or not a target is
met.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.app_process import CHECKOUT
from tests.benchmarks.diary_opening import diary_rows
from tests.benchmarks.environment import private_environment
from tests.benchmarks.memory import memory_rows
from tests.benchmarks.processor import processor_rows
from tests.benchmarks.reading import reading_rows
from tests.benchmarks.start_up import start_up_rows
from tests.benchmarks.waiting import waiting_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.benchmarks.rows import Row

MEMORY_ROUNDS = 3
FRAMES_PER_ROUND = 4


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=11, metavar="N", help="how often to measure")
    parser.add_argument(
        "--seconds", type=float, default=30.0, metavar="S", help="how long to watch a session"
    )
    parser.add_argument(
        "--waiting", type=float, default=120.0, metavar="S", help="how long to count wake-ups"
    )
    options = parser.parse_args()
    rounds: int = options.rounds
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {rounds} rounds")
    _compile_byte_code()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environ = private_environment(folder)
        _print("Time to the first frame", start_up_rows(folder, environ, rounds))
        _print("Memory (PSS)", memory_rows(folder, environ, min(rounds, MEMORY_ROUNDS)))
        _print_full_screen(folder, rounds)
        _print("Share of a core, 1920x1080", processor_rows(folder, environ, options.seconds))
        _print_painting(FRAMES_PER_ROUND * rounds)
        _print("Opening the diary", diary_rows(folder, environ, rounds))
        _print("Reading exercises", reading_rows(folder / "thousand", rounds))
        _print("Waiting for a reminder", waiting_rows(folder, environ, options.waiting))


# These two import Qt, whose memory this process would share with the programs measured before.


def _print_full_screen(folder: Path, rounds: int) -> None:
    from tests.benchmarks.full_screen import NEEDED, full_screen_rows, is_possible

    if is_possible():
        _print("Time to a full screen, on Xvfb", full_screen_rows(folder, rounds))
    else:
        print(f"\nTime to a full screen: not measured, needs {', '.join(NEEDED)}")


def _print_painting(frames: int) -> None:
    from tests.benchmarks.painting import painting_rows

    _print("A frame of 1920x1080", painting_rows(frames))


def _print(title: str, rows: Sequence[Row]) -> None:
    print(f"\n{title}", *rows, sep="\n", flush=True)


def _compile_byte_code() -> None:
    """Compile what a start imports, as the set-up does."""
    command = [sys.executable, "-m", "compileall", "-q", "stretchapp", "tests/benchmarks"]
    subprocess.run(command, check=True, cwd=CHECKOUT)


if __name__ == "__main__":
    main()
