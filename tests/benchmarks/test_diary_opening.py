"""Opening the diary can still be measured; what it says is looked at by people."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from stretchapp.base.paths import user_paths
from stretchapp.diary.storage.store import open_store
from tests.benchmarks.diary_opening import CRAMPS, SESSIONS, opening_s, write_ten_years

if TYPE_CHECKING:
    from pathlib import Path


def test_ten_years_are_opened_and_timed(tmp_path: Path) -> None:
    path = user_paths(tmp_path / "full").diary
    write_ten_years(path)
    with closing(open_store(path)) as connection:
        counts = [
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 -- our own words
            for table in ("session", "cramp")
        ]

    assert counts == [SESSIONS, CRAMPS]
    times = opening_s({"empty": tmp_path / "empty", "full": tmp_path / "full"}, 1)
    assert all(0 < took_s < 60 for took in times.values() for took_s in took)
