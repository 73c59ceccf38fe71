"""The benchmarks run and compare with every target; people judge the values."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import user_paths
from stretchapp.diary.storage.store import open_store
from stretchapp.ui.session import player_page
from tests.app_process import CHECKOUT, TIMEOUT_S
from tests.benchmarks import processor
from tests.benchmarks.diary_opening import CRAMPS, SESSIONS, write_ten_years
from tests.benchmarks.full_screen import is_possible
from tests.benchmarks.rows import Candidate, Row, ratio_rows

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.e2e
def test_everything_is_compared_with_its_target() -> None:
    options = ["--rounds", "1", "--seconds", "0.1", "--waiting", "0.1"]
    command = [sys.executable, "-m", "tests.benchmarks", *options]

    printed = subprocess.run(
        command,
        check=True,
        cwd=CHECKOUT,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        timeout=3 * TIMEOUT_S,
    ).stdout

    judged = [line for line in printed.splitlines() if "  target " in line]
    assert len(judged) == (19 if is_possible() else 17)
    assert all(line.endswith((": yes", ": no")) for line in judged)


def test_the_benchmarks_do_without_qt() -> None:
    """Otherwise they would share its memory with what they measure."""
    code = "import sys, tests.benchmarks.__main__; sys.exit('PySide6' in sys.modules)"

    subprocess.run([sys.executable, "-c", code], check=True, cwd=CHECKOUT)


def test_the_bare_ring_is_painted_as_often_as_that_of_a_session() -> None:
    assert processor.TICK_MS == player_page.TICK_MS


def test_a_ratio_compares_values_of_the_same_round() -> None:
    measured = {"bare": [1.0, 2.0, 4.0], "ours": [2.0, 3.0, 4.0]}
    candidates = {"bare": Candidate("bare"), "ours": Candidate("ours", "bare", 1.4)}

    assert ratio_rows(measured, candidates, "ms", 1000) == [
        Row("bare", 2000.0, "ms"),
        Row("ours", 3000.0, "ms", 1.5, 1.4),
    ]


@pytest.mark.parametrize(
    ("row", "end"),
    [
        (Row("x", 3.0, "ms", 1.5, 1.4), "target <= 1.4: no"),
        (Row("x", 3.0, "ms", 1.4, 1.4), "target <= 1.4: yes"),
        (Row("x", 3.0, "ms", target=2), "target <= 2: no"),
        (Row("x", 3.0, "ms", 6.0, 5, at_least=True), "target >= 5: yes"),
        (Row("x", 3.0, "ms", 4.0, 5, at_least=True), "target >= 5: no"),
        (Row("x", 3.0, "ms"), "3.0 ms"),
    ],
)
def test_a_row_tells_whether_its_target_is_met(row: Row, end: str) -> None:
    assert str(row).endswith(end)


def test_a_diary_of_ten_years_is_written(tmp_path: Path) -> None:
    path = user_paths(tmp_path).diary
    write_ten_years(path)

    with closing(open_store(path)) as connection:
        counts = [
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 -- our own words
            for table in ("session", "cramp")
        ]
    assert counts == [SESSIONS, CRAMPS]
