"""Opening the database: new, old, newer, damaged, and by several processes at once."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.problems import UserError
from stretchapp.diary.migrations import MIGRATIONS
from stretchapp.diary.sessions import SessionLog
from stretchapp.diary.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = 65534


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "diary.sqlite"


class TestNewFile:
    def test_it_is_made_with_its_folder(self, path: Path) -> None:
        with closing(open_store(path)):
            assert version(path) == len(MIGRATIONS)

    def test_only_its_owner_can_read_it(self, path: Path) -> None:
        with closing(open_store(path)) as connection:
            # While it writes, SQLite keeps a journal beside it.
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("UPDATE session SET part = 0")
            connection.execute("CREATE TABLE more (number INTEGER)")
            assert mode(path.parent) == 0o700
            assert [mode(file) for file in path.parent.iterdir()] == [0o600, 0o600]

    def test_it_opens_again(self, path: Path) -> None:
        open_store(path).close()

        with closing(open_store(path)) as connection:
            assert SessionLog(connection).sessions() == []

    def test_an_empty_file_is_a_new_one(self, path: Path) -> None:
        path.parent.mkdir()
        path.touch()

        open_store(path).close()
        assert version(path) == len(MIGRATIONS)

    def test_what_is_said_to_be_saved_survives_a_lost_power_supply(self, path: Path) -> None:
        with closing(open_store(path)) as connection:
            assert connection.execute("PRAGMA synchronous").fetchone()[0] == 3
            assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"

    def test_several_processes_may_make_it_at_once(self, path: Path) -> None:
        program = """
import sys
from pathlib import Path
from stretchapp.base.clock import SystemClock
from stretchapp.diary.sessions import NewSession, SessionLog
from stretchapp.diary.store import open_store

print("ready", flush=True)
input()
log = SessionLog(open_store(Path(sys.argv[1])))
for number in range(3):
    session = NewSession(
        routine="r", title="R", player="terminal", process=1, planned_s=1, parts=1
    )
    log.begin(session, SystemClock().now())
"""
        processes = [
            subprocess.Popen(
                [sys.executable, "-c", program, str(path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(4)
        ]
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("\n")
            process.stdin.flush()
        outcomes = [(process.communicate()[1], process.returncode) for process in processes]

        assert outcomes == [("", 0)] * len(processes)
        with closing(open_store(path)) as connection:
            assert len(SessionLog(connection).sessions()) == 12


class TestMigrations:
    OLD = (("CREATE TABLE note (text TEXT)", "INSERT INTO note VALUES ('kept')"),)
    ADDED = ("ALTER TABLE note ADD COLUMN colour TEXT DEFAULT 'amber'",)

    def test_an_old_file_is_brought_up_to_date(self, path: Path) -> None:
        open_store(path, self.OLD).close()

        with closing(open_store(path, (*self.OLD, self.ADDED))) as connection:
            rows = [tuple(row) for row in connection.execute("SELECT * FROM note")]
        assert rows == [("kept", "amber")]
        assert version(path) == 2

    def test_a_step_that_fails_leaves_the_file_as_it_was(self, path: Path) -> None:
        open_store(path, self.OLD).close()

        with pytest.raises(UserError, match="cannot be used"):
            open_store(path, (*self.OLD, (*self.ADDED, "INSERT INTO missing VALUES (1)")))
        with closing(open_store(path, self.OLD)) as connection:
            assert [tuple(row) for row in connection.execute("SELECT * FROM note")] == [("kept",)]

    def test_a_newer_file_is_refused_and_not_touched(self, path: Path) -> None:
        open_store(path, (*self.OLD, self.ADDED)).close()
        before = path.read_bytes()

        with pytest.raises(UserError, match=r"written by a newer version .* update"):
            open_store(path, self.OLD)
        assert path.read_bytes() == before

    def test_a_newer_file_is_refused_even_while_it_is_written_to(self, path: Path) -> None:
        with closing(open_store(path, (*self.OLD, self.ADDED))) as newer:
            newer.execute("BEGIN IMMEDIATE")

            with pytest.raises(UserError, match="newer version"):
                open_store(path, self.OLD)

    def test_the_released_steps_make_the_tables_that_the_log_expects(self, path: Path) -> None:
        """Whoever changes a step instead of adding one breaks the files that are out there."""
        with closing(open_store(path, MIGRATIONS[:1])) as connection:
            columns = [row["name"] for row in connection.execute("PRAGMA table_info(session)")]
        assert columns == [
            "id",
            "routine",
            "title",
            "player",
            "process",
            "state",
            "started_at",
            "saved_at",
            "planned_s",
            "active_s",
            "part",
            "parts",
        ]


class TestFilesThatCannotBeUsed:
    """Each is told in one sentence that names the file and what to do."""

    def problem(self, path: Path) -> str:
        with pytest.raises(UserError) as caught:
            open_store(path)
        sentence = str(caught.value)
        assert str(path) in sentence
        assert "\n" not in sentence
        return sentence

    def test_something_else(self, path: Path) -> None:
        path.parent.mkdir()
        path.write_bytes(b"This is a shopping list, not a database." * 100)

        assert "is damaged" in self.problem(path)
        assert path.read_bytes().startswith(b"This is a shopping list")

    def test_one_whose_table_is_damaged(self, path: Path) -> None:
        """It opens: SQLite finds the damage when it reads the sessions."""
        open_store(path).close()
        content = path.read_bytes()
        page = int.from_bytes(content[16:18], "big")
        path.write_bytes(content[:page] + b"\xff" * (len(content) - page))

        with closing(open_store(path)) as connection, pytest.raises(UserError, match="malformed"):
            SessionLog(connection).sessions()

    def test_a_folder_in_its_place(self, path: Path) -> None:
        path.mkdir(parents=True)

        assert "cannot be" in self.problem(path)

    def test_a_file_in_place_of_its_folder(self, path: Path) -> None:
        path.parent.write_text("")

        assert "check the folder's permissions" in self.problem(path)

    def test_a_folder_that_cannot_be_written_to(self, read_only: Path) -> None:
        assert "check the folder's permissions" in self.problem(read_only / "diary.sqlite")

    def test_one_that_somebody_keeps_locked(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("stretchapp.diary.store.OPENING_TIMEOUT_S", 0.01)
        path.parent.mkdir()
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            assert "locked" in self.problem(path)

        open_store(path).close()


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A folder that may not be written to, not even where the tests are run by root."""
    was_root = os.geteuid() == 0
    # Below the shared folder for temporary files: nobody may enter those of root.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        if was_root:
            os.seteuid(NOBODY)
        yield folder
        if was_root:
            os.seteuid(0)
