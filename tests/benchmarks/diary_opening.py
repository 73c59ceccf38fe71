"""Opening an empty diary, and one of ten years: ``python -m tests.benchmarks.diary_opening``."""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from stretchapp.base.paths import user_paths
from stretchapp.diary.storage.store import open_store
from tests.app_process import CHECKOUT
from tests.fakes import AN_EVENING

if TYPE_CHECKING:
    from tests.benchmarks.processes import Measured

SESSIONS = 4000
CRAMPS = 5000
DAYS = 3650
MAX_RATIO = 2.0

_TRIGGERS = ("tired-legs", "caffeine", "got-cold", "unknown", "stress", "long-standing")
_EXERCISES = ("toe-pull-hold", "stand-both-feet", "short-walk", "rub-up-and-down", "warm-compress")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, metavar="N", help="how often to measure")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        empty, full = Path(folder) / "empty", Path(folder) / "full"
        write_ten_years(user_paths(full).diary)
        times = opening_s({"empty": empty, "full": full}, rounds)
    ratio = median(ten / none for ten, none in zip(times["full"], times["empty"], strict=True))
    is_met = "yes" if ratio <= MAX_RATIO else "no"
    print(f"  {'an empty diary':28} {median(times['empty']) * 1000:8.1f} ms")
    print(
        f"  {'one of ten years':28} {median(times['full']) * 1000:8.1f} ms  {ratio:6.2f} x,"
        f" target {MAX_RATIO:g} x: {is_met}"
    )


def opening_s(folders: dict[str, Path], rounds: int) -> Measured:
    """Return how long the diary of each folder took to open, each time in a new process."""
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    # Compiling is no part of it: the first round leaves the compiled modules behind.
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    times: Measured = {name: [] for name in folders}
    for number in range(rounds + 1):
        for name, folder in folders.items():
            command = [sys.executable, "-m", "tests.benchmarks.diary_page", str(folder)]
            printed = subprocess.run(
                command, check=True, cwd=CHECKOUT, env=environ, capture_output=True, text=True
            ).stdout
            # The first round warms up.
            if number:
                times[name].append(float(printed.split()[-1]))
    return times


def write_ten_years(path: Path) -> None:
    """Write a diary of ten years, with the last entries today."""
    chance = random.Random(1)  # noqa: S311 -- any ten years do, as long as they are the same
    with closing(open_store(path)) as connection:
        connection.execute("BEGIN")
        for _ in range(SESSIONS):
            at = (AN_EVENING - timedelta(days=DAYS * chance.random())).isoformat()
            connection.execute(
                "INSERT INTO session (routine, title, player, process, state, started_at, saved_at,"
                " planned_s, active_s, part, parts, occasion) VALUES ('evening-stretch',"
                " 'Evening stretch', 'window', 1, 'finished', ?, ?, 590, 590, 5, 6, 'evening')",
                (at, at),
            )
        for _ in range(CRAMPS):
            at = (AN_EVENING - timedelta(days=DAYS * chance.random())).isoformat()
            number = connection.execute(
                "INSERT INTO cramp (state, started_at, saved_at, muscle, side, strength, length_s,"
                " eased, note) VALUES ('ended', ?, ?, 'calf', ?, ?, ?, 1, 'A note, rather short')",
                (
                    at,
                    at,
                    chance.choice(("left", "right")),
                    chance.randrange(11),
                    chance.random() * 300,
                ),
            ).lastrowid
            for trigger in chance.sample(_TRIGGERS, 2):
                connection.execute("INSERT INTO cramp_trigger VALUES (?, ?)", (number, trigger))
            for place, exercise in enumerate(chance.sample(_EXERCISES, 3)):
                connection.execute(
                    "INSERT INTO cramp_tried VALUES (?, ?, ?)", (number, exercise, place == 0)
                )
        connection.execute("COMMIT")


if __name__ == "__main__":
    main()
