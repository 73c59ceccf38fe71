"""Backups of the diary: when they are made, what they contain, and how many are kept."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.storage.backups import (
    ABANDONED_AFTER_S,
    back_up,
    backup_folder,
    is_backup_due,
    list_backups,
    unfinished_copies,
)
from stretchapp.diary.storage.store import open_for_writing, open_store
from tests.fakes import AN_EVENING

if TYPE_CHECKING:
    from pathlib import Path


def cramps_in(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT count(*) FROM cramp").fetchone()[0]


def reports_of_opening(path: Path, now: datetime) -> list[str]:
    """Open the diary for writing, and return what was reported."""
    reports: list[str] = []
    open_for_writing(path, now, reports.append).close()
    return reports


class TestBackUp:
    def test_a_copy_contains_what_was_saved(
        self, path: Path, connection: sqlite3.Connection
    ) -> None:
        CrampLog(connection).start(AN_EVENING, "calf", 1)

        copy = back_up(path)

        assert cramps_in(copy) == 1
        assert [file.name for file in backup_folder(path).iterdir()] == ["diary-0001.sqlite"]

    def test_only_the_owner_can_read_a_copy(
        self, path: Path, connection: sqlite3.Connection
    ) -> None:
        copy = back_up(path)

        assert copy.stat().st_mode & 0o777 == 0o600
        assert copy.parent.stat().st_mode & 0o777 == 0o700

    def test_an_open_transaction_is_not_in_the_copy(
        self, path: Path, connection: sqlite3.Connection
    ) -> None:
        connection.execute("BEGIN IMMEDIATE")
        CrampLog(connection).start(AN_EVENING, "calf", 1)

        copy = back_up(path)

        connection.execute("COMMIT")
        assert cramps_in(copy) == 0

    def test_a_damaged_diary_replaces_no_copy(
        self, path: Path, connection: sqlite3.Connection
    ) -> None:
        CrampLog(connection).start(AN_EVENING, "calf", 1)
        root = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'cramp'"
        ).fetchone()[0]
        good = back_up(path)
        damage(path, root)

        with pytest.raises(sqlite3.DatabaseError):
            back_up(path)
        assert list(backup_folder(path).iterdir()) == [good]


def damage(path: Path, page: int) -> None:
    """Overwrite one page of a database."""
    content = bytearray(path.read_bytes())
    size = int.from_bytes(content[16:18], "big")
    content[(page - 1) * size : page * size] = b"\xff" * size
    path.write_bytes(content)


class TestNumberOfCopies:
    def test_the_last_four_are_kept(self, path: Path, connection: sqlite3.Connection) -> None:
        for _ in range(6):
            CrampLog(connection).start(AN_EVENING, "calf", 1)
            back_up(path)

        assert [copy.name for copy in list_backups(path)] == [
            "diary-0006.sqlite",
            "diary-0005.sqlite",
            "diary-0004.sqlite",
            "diary-0003.sqlite",
        ]
        assert [cramps_in(copy) for copy in list_backups(path)] == [6, 5, 4, 3]

    def test_other_files_are_left_alone(self, path: Path, connection: sqlite3.Connection) -> None:
        backup_folder(path).mkdir()
        mine = backup_folder(path) / "diary-before-my-holiday.sqlite"
        mine.write_text("mine")

        for _ in range(6):
            back_up(path)

        assert mine.read_text() == "mine"
        assert len(list_backups(path)) == 4

    def test_abandoned_copies_are_deleted(self, path: Path, connection: sqlite3.Connection) -> None:
        backup_folder(path).mkdir()
        old, new = backup_folder(path) / ".diary.old", backup_folder(path) / ".diary.new"
        for file in (old, new):
            file.write_text("half a copy")
        a_while_ago = new.stat().st_mtime - 2 * ABANDONED_AFTER_S
        os.utime(old, (a_while_ago, a_while_ago))

        back_up(path)

        # Another process may be writing this one.
        assert unfinished_copies(path) == [new]


class TestWeekly:
    def test_an_empty_diary_is_not_copied(self, path: Path) -> None:
        open_store(path).close()

        assert reports_of_opening(path, AN_EVENING) == []
        assert list_backups(path) == []

    def test_the_first_copy_is_made_a_week_after_the_first_entry(
        self, path: Path, connection: sqlite3.Connection
    ) -> None:
        CrampLog(connection).start(AN_EVENING, "calf", 1)
        CrampLog(connection).start(AN_EVENING + timedelta(days=3), "calf", 1)

        almost = AN_EVENING + timedelta(days=7, seconds=-1)
        assert not is_backup_due(connection, path, almost)
        assert reports_of_opening(path, AN_EVENING + timedelta(days=7, seconds=1)) == []
        assert len(list_backups(path)) == 1

    @pytest.mark.parametrize(
        ("age", "is_due"),
        [
            (timedelta(0), False),
            (timedelta(days=6, hours=23), False),
            (timedelta(days=7), True),
            (timedelta(seconds=-61), True),
            (timedelta(seconds=-59), False),
        ],
        ids=["new", "six days", "a week", "from the future", "by a process of this moment"],
    )
    def test_the_next_copy_is_made_a_week_after_the_last(
        self, path: Path, connection: sqlite3.Connection, age: timedelta, *, is_due: bool
    ) -> None:
        copy = back_up(path)
        modified = (AN_EVENING - age).timestamp()
        os.utime(copy, (modified, modified))

        assert is_backup_due(connection, path, AN_EVENING) is is_due

    def test_a_failed_backup_is_reported_and_prevents_no_writing(
        self, path: Path, connection: sqlite3.Connection
    ) -> None:
        CrampLog(connection).start(AN_EVENING, "calf", 1)
        backup_folder(path).write_text("in the way")
        reports: list[str] = []

        with closing(
            open_for_writing(path, AN_EVENING + timedelta(days=8), reports.append)
        ) as other:
            CrampLog(other).start(AN_EVENING, "toes", 1)

        (report,) = reports
        assert report.startswith(f"The weekly backup of the diary {path} failed")


def test_several_starts_at_once_make_one_copy(
    path: Path, connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    CrampLog(connection).start(AN_EVENING - timedelta(days=60), "calf", 1)
    copies = [back_up(path) for _ in range(4)]
    for copy in copies:
        moment = (AN_EVENING - timedelta(weeks=3)).timestamp()
        os.utime(copy, (moment, moment))
    all_know = threading.Barrier(3)

    def known_copies(diary: Path) -> list[Path]:
        known = list_backups(diary)
        if len(asked) < 3:
            # Nobody goes on before all know that a copy is due.
            asked.append(threading.get_ident())
            all_know.wait()
        return known

    asked: list[int] = []
    monkeypatch.setattr("stretchapp.diary.storage.store.list_backups", known_copies)
    reports: list[str] = []
    starts = [
        threading.Thread(target=lambda: open_for_writing(path, AN_EVENING, reports.append).close())
        for _ in range(3)
    ]
    for start in starts:
        start.start()
    for start in starts:
        start.join()

    assert reports == []
    assert [copy.name for copy in list_backups(path)] == [
        f"diary-000{number}.sqlite" for number in (5, 4, 3, 2)
    ]
