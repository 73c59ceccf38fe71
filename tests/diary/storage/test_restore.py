"""Putting a copy of the diary in its place again, and what happens when that is interrupted."""

from __future__ import annotations

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from stretchapp.base.problems import UserError
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.cramp_records import CrampEntry
from stretchapp.diary.storage.backups import back_up, backup_folder, list_replaced
from stretchapp.diary.storage.erase import erase
from stretchapp.diary.storage.migrations import MIGRATIONS
from stretchapp.diary.storage.restore import (
    contents_of,
    find_copy,
    list_contents_of_copies,
    restore,
)
from stretchapp.diary.storage.store import damaged_files, journal_of, open_store
from tests.fakes import AN_EVENING

DATA = Path(__file__).parents[2] / "data"

KILLED_WHILE_WRITING = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE cramp SET note = 'unfinished'")
for number in range(200):
    connection.execute("INSERT INTO quiet_night VALUES (?, ?)", (str(number), "x" * 2000))
os.kill(os.getpid(), signal.SIGKILL)
"""


def nobody(_process: int) -> bool:
    """Answer that no process is running."""
    return False


def write(path: Path, *notes: str) -> None:
    """Add cramps to a diary."""
    with closing(open_store(path)) as connection:
        for note in notes:
            CrampLog(connection).add(CrampEntry(started_at=AN_EVENING, note=note), AN_EVENING)


def notes(path: Path) -> list[str]:
    """Return what the cramps of a diary are told apart by; the file must be intact."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return [note for (note,) in connection.execute("SELECT note FROM cramp ORDER BY id")]


def whole(path: Path) -> list[str]:
    """Return everything that a database holds; the file must be intact."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return list(connection.iterdump())


def leave_a_journal(path: Path) -> None:
    """Let a process be killed while it writes to the diary."""
    command = [sys.executable, "-c", KILLED_WHILE_WRITING, str(path)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert journal_of(path).stat().st_size > 0


@pytest.fixture
def copy(path: Path) -> Path:
    """A copy of a diary that has further entries since."""
    write(path, "copied")
    copy = back_up(path)
    write(path, "later", "latest")
    return copy


class TestRestore:
    def test_the_copy_is_the_diary_and_the_diary_is_kept(self, path: Path, copy: Path) -> None:
        kept = restore(path, copy, AN_EVENING, nobody)

        assert notes(path) == ["copied"]
        assert kept is not None
        assert notes(kept) == ["copied", "later", "latest"]
        assert [kept.stat().st_mode & 0o777, path.stat().st_mode & 0o777] == [0o600, 0o600]
        assert notes(copy) == ["copied"]

    def test_it_can_be_taken_back(self, path: Path, copy: Path) -> None:
        kept = restore(path, copy, AN_EVENING, nobody)
        assert kept is not None
        restore(path, kept, AN_EVENING, nobody)

        assert notes(path) == ["copied", "later", "latest"]

    def test_no_copy_is_deleted_by_trying_out_all_of_them(self, path: Path, copy: Path) -> None:
        for _ in range(6):
            restore(path, copy, AN_EVENING, nobody)

        assert copy.exists()
        assert len(list_replaced(path)) == 6

    def test_what_was_replaced_is_deleted_with_everything(self, path: Path, copy: Path) -> None:
        restore(path, copy, AN_EVENING, nobody)
        with closing(open_store(path)) as connection:
            erase(connection, path)

        assert list(backup_folder(path).iterdir()) == []

    def test_a_process_that_has_the_diary_open_sees_the_copy(self, path: Path, copy: Path) -> None:
        with closing(open_store(path)) as connection:
            assert len(CrampLog(connection).cramps()) == 3
            restore(path, copy, AN_EVENING, nobody)

            assert [cramp.note for cramp in CrampLog(connection).cramps()] == ["copied"]
            CrampLog(connection).add(CrampEntry(started_at=AN_EVENING, note="new"), AN_EVENING)
        assert notes(path) == ["copied", "new"]

    @pytest.mark.parametrize("version", [1, 2, 3])
    def test_an_older_copy_is_brought_to_the_present_version(
        self, path: Path, copy: Path, version: int
    ) -> None:
        old = DATA / f"diary-v{version}.sqlite"
        before = old.read_bytes()
        restore(path, old, AN_EVENING, nobody)

        with closing(open_store(path)) as connection:
            assert connection.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
        assert old.read_bytes() == before

    def test_where_there_is_no_diary_one_is_made(self, path: Path, copy: Path) -> None:
        path.unlink()

        assert restore(path, copy, AN_EVENING, nobody) is None
        assert notes(path) == ["copied"]
        assert path.stat().st_mode & 0o777 == 0o600

    def test_a_link_to_the_diary_stays(self, path: Path, copy: Path, tmp_path: Path) -> None:
        elsewhere = tmp_path / "elsewhere.sqlite"
        path.rename(elsewhere)
        path.symlink_to(elsewhere)
        restore(path, copy, AN_EVENING, nobody)
        assert (path.is_symlink(), notes(elsewhere)) == (True, ["copied"])

        elsewhere.unlink()
        restore(path, copy, AN_EVENING, nobody)
        assert (path.is_symlink(), notes(elsewhere)) == (True, ["copied"])


class TestJournal:
    """What a killed process left cannot undo it."""

    def test_of_the_diary(self, path: Path, copy: Path) -> None:
        leave_a_journal(path)
        kept = restore(path, copy, AN_EVENING, nobody)

        assert whole(path) == whole(copy)
        assert not journal_of(path).exists()
        assert kept is not None
        assert notes(kept) == ["copied", "later", "latest"]

    def test_of_a_diary_that_is_gone(self, path: Path, copy: Path) -> None:
        leave_a_journal(path)
        path.unlink()
        restore(path, copy, AN_EVENING, nobody)

        assert not journal_of(path).exists()
        assert whole(path) == whole(copy)

    def test_of_a_damaged_diary(self, path: Path, copy: Path) -> None:
        leave_a_journal(path)
        journal = journal_of(path).read_bytes()
        path.write_bytes(b"no database" * 1000)
        journal_of(path).write_bytes(journal[:512])
        kept = restore(path, copy, AN_EVENING, nobody)

        assert whole(path) == whole(copy)
        assert damaged_files(path) == [kept]
        assert kept is not None
        assert kept.read_bytes().startswith(b"no database")


LEAST_KILLS = 12
MOST_KILLS = 100

RESTORER = """
import sys
from pathlib import Path
from stretchapp.base.clock import SystemClock
from stretchapp.diary.storage.restore import restore

path, *copies = map(Path, sys.argv[1:])
now = SystemClock().now()
print("ready", flush=True)
while True:
    for copy in copies:
        restore(path, copy, now, lambda _process: False)
        for kept in path.parent.glob("backups/replaced-*"):
            kept.unlink()
"""


def test_a_kill_at_any_moment_leaves_one_whole_diary(path: Path, tmp_path: Path) -> None:
    chance = random.Random("restore")  # noqa: S311 -- the same numbers every time
    copies = [tmp_path / "one.sqlite", tmp_path / "two.sqlite"]
    for copy in copies:
        write(copy, copy.stem)
        with closing(sqlite3.connect(copy)) as connection, connection:
            # Large enough for a kill in the middle of it.
            connection.executemany(
                "INSERT INTO quiet_night VALUES (?, ?)",
                [(f"{copy.stem} {number}", copy.stem * 500) for number in range(2000)],
            )
    contents = [whole(copy) for copy in copies]
    path.parent.mkdir()
    shutil.copy(copies[0], path)
    found: set[int] = set()
    kills = 0
    # Until both were left, which takes more kills on a busy machine.
    while kills < LEAST_KILLS or (len(found) < 2 and kills < MOST_KILLS):
        kills += 1
        with subprocess.Popen(
            [sys.executable, "-c", RESTORER, str(path), *map(str, copies)], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            killer = threading.Timer(chance.uniform(0.0, 0.4), process.kill)
            killer.start()
        killer.join()
        assert process.returncode == -signal.SIGKILL
        found.add(contents.index(whole(path)))

    assert found == {0, 1}


class TestRefused:
    """The diary stays as it is, and a sentence says why."""

    def refuse(self, path: Path, copy: Path, reason: str) -> None:
        before = path.read_bytes()
        with pytest.raises(UserError, match=reason):
            restore(path, copy, AN_EVENING, nobody)
        assert path.read_bytes() == before
        assert list_replaced(path) == []

    def test_the_diary_itself(self, path: Path, copy: Path) -> None:
        self.refuse(path, path, "is the diary itself")

    def test_a_file_that_is_no_database(self, path: Path, copy: Path, tmp_path: Path) -> None:
        (tmp_path / "text").write_text("no database " * 1000)
        self.refuse(path, tmp_path / "text", "not a database")

    def test_another_database(self, path: Path, copy: Path, tmp_path: Path) -> None:
        with closing(sqlite3.connect(tmp_path / "other")) as connection:
            connection.execute("CREATE TABLE music (title TEXT)")
        self.refuse(path, tmp_path / "other", "not a backup of a diary")

    def test_a_copy_of_a_newer_version(self, path: Path, copy: Path) -> None:
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute("PRAGMA user_version = 99")
        self.refuse(path, copy, "newer version")

    def test_a_damaged_copy(self, path: Path, copy: Path) -> None:
        content = bytearray(copy.read_bytes())
        content[4096:12288] = b"\xff" * 8192
        copy.write_bytes(content)
        self.refuse(path, copy, r"damaged|malformed")

    def test_while_another_process_holds_the_diary(
        self, path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for module in ("copy_database", "restore"):
            monkeypatch.setattr(f"stretchapp.diary.storage.{module}.LOCK_TIMEOUT_S", 0.1)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            self.refuse(path, copy, "another program is using it")
            other.execute("ROLLBACK")
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(UserError, match="another program is using it"):
                restore(path, copy, AN_EVENING, nobody)
        assert len(notes(path)) == 3

    def test_while_relief_runs(self, path: Path, copy: Path) -> None:
        with closing(open_store(path)) as connection:
            CrampLog(connection).start(AN_EVENING, "calf", process=7)

        with pytest.raises(UserError, match="is running"):
            restore(path, copy, AN_EVENING, lambda process: process == 7)
        assert len(notes(path)) == 4
        # The number may belong to another process by then.
        restore(path, copy, AN_EVENING + timedelta(hours=2), lambda process: process == 7)
        assert len(notes(path)) == 1

    def test_when_the_diary_cannot_be_kept(self, path: Path, copy: Path, tmp_path: Path) -> None:
        moved = copy.rename(tmp_path / "copy.sqlite")
        backup_folder(path).rmdir()
        backup_folder(path).write_text("in the way")

        with pytest.raises(UserError, match="cannot be copied to"):
            restore(path, moved, AN_EVENING, nobody)
        assert len(notes(path)) == 3


class TestCopies:
    def test_they_are_listed_with_what_they_hold(self, path: Path, copy: Path) -> None:
        back_up(path)
        restore(path, copy, AN_EVENING, nobody)
        (backup_folder(path) / "diary-0001.sqlite").write_bytes(b"no database")

        listed = list_contents_of_copies(path)

        assert [(it.path.stem, it.cramps) for it in listed] == [
            ("diary-0002", 3),
            ("diary-0001", 0),
            ("replaced-0001", 3),
        ]
        assert "not a database" in listed[1].problem

    @pytest.mark.parametrize("name", ["1", "0001", "diary-0001", "diary-0001.sqlite"])
    def test_they_are_found_by_name_and_number(self, path: Path, copy: Path, name: str) -> None:
        assert find_copy(path, name) == copy

    def test_they_are_found_by_their_path(self, path: Path, copy: Path, tmp_path: Path) -> None:
        other = tmp_path / "my copy.sqlite"
        copy.rename(other)

        assert find_copy(path, str(other)) == other
        assert contents_of(other).cramps == 1

    @pytest.mark.parametrize("name", ["2", "", "diary-0002", "/", "../1", "²"])
    def test_others_are_refused(self, path: Path, copy: Path, name: str) -> None:
        with pytest.raises(UserError, match="no backup"):
            find_copy(path, name)
