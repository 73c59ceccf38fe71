"""Opening of a diary: of an empty one, and of one with entries from ten years.

``python -m tests.benchmarks.diary_opening FOLDER`` opens the diary in a data folder and prints how
many seconds it took.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.base.paths import user_paths
from stretchapp.diary.storage.store import open_store
from tests.app_process import CHECKOUT
from tests.benchmarks.rows import Candidate, ratio_rows
from tests.fakes import AN_EVENING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.benchmarks.rows import Measured, Row

SESSIONS = 4000
CRAMPS = 5000
DAYS = 3650
ROUNDS = 7

CANDIDATES = {
    "empty": Candidate("empty diary"),
    "full": Candidate("diary of ten years", "empty", 2.0),
}

_TRIGGERS = ("tired-legs", "caffeine", "got-cold", "unknown", "stress", "long-standing")
_EXERCISES = ("toe-pull-hold", "stand-both-feet", "short-walk", "rub-up-and-down", "warm-compress")


def diary_rows(folder: Path, environ: Mapping[str, str], rounds: int) -> list[Row]:
    """Return what it costs to open the diary in the window."""
    folders = {name: folder / f"diary-{name}" for name in CANDIDATES}
    write_ten_years(user_paths(folders["full"]).diary)
    times: Measured = {name: [] for name in folders}
    for number in range(min(rounds, ROUNDS) + 1):
        for name, data in folders.items():
            command = [sys.executable, "-m", "tests.benchmarks.diary_opening", str(data)]
            printed = subprocess.run(
                command, check=True, cwd=CHECKOUT, env=environ, capture_output=True, text=True
            ).stdout
            # The first round warms up.
            if number:
                times[name].append(float(printed.split()[-1]))
    return ratio_rows(times, CANDIDATES, "ms", 1000)


def write_ten_years(path: Path) -> None:
    """Write a diary with sessions and cramps from ten years."""
    chance = random.Random(1)  # noqa: S311 -- the same entries each time
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


def main(folder: Path) -> None:
    """Open the diary of a data folder in a window, and print how many seconds it took."""
    # Imported here: the process that compares the diaries opens no window.
    from PySide6.QtWidgets import QApplication

    from tests.ui.stage import Stage

    app = QApplication([])
    app.setStyle("fusion")
    stage = Stage(app, folder, None)
    stage.open()
    button = stage.button("Diary")
    start_s = time.perf_counter()
    button.click()
    stage.settle()
    took_s = time.perf_counter() - start_s
    if stage.page_name != "Diary":
        raise SystemExit("the diary did not open")
    print(took_s)
    stage.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
