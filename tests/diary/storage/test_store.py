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
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.session_log import SessionLog
from stretchapp.diary.storage.backups import back_up
from stretchapp.diary.storage.migrations import MIGRATIONS
from stretchapp.diary.storage.store import (
    DamagedError,
    check_pages,
    damaged_files,
    open_for_writing,
    open_store,
)
from tests.fakes import AN_EVENING

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = 65534
WAS_ROOT = os.geteuid() == 0
RUBBISH = b"This is a shopping list, not a database." * 100


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
from stretchapp.diary.session_log import NewSession, SessionLog
from stretchapp.diary.storage.store import open_store
from tests.fakes import AN_EVENING

print("ready", flush=True)
input()
log = SessionLog(open_store(Path(sys.argv[1])))
for number in range(3):
    session = NewSession(
        routine="r", title="R", player="terminal", process=1, planned_s=1, parts=1
    )
    log.start(session, SystemClock().now())
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
        path.write_bytes(RUBBISH)

        assert "is damaged" in self.problem(path)
        assert path.read_bytes() == RUBBISH

    def test_one_whose_table_is_damaged(self, path: Path) -> None:
        """It opens: SQLite finds the damage when it reads the sessions."""
        damage_sessions(path)

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
        monkeypatch.setattr("stretchapp.diary.storage.store.OPENING_TIMEOUT_S", 0.01)
        path.parent.mkdir()
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            assert "locked" in self.problem(path)

        open_store(path).close()


class TestABrokenFile:
    """Where somebody is about to write, it is set aside and a fresh one begun."""

    def renewed(self, path: Path) -> list[str]:
        """Open the diary, write into it, and return what was told."""
        told: list[str] = []
        with closing(open_for_writing(path, AN_EVENING, told.append)) as connection:
            CrampLog(connection).start(AN_EVENING, "calf", 1)
            assert len(CrampLog(connection).cramps()) == 1
        return told

    def test_is_kept_beside_the_fresh_one(self, path: Path) -> None:
        path.parent.mkdir()
        path.write_bytes(RUBBISH)

        (told,) = self.renewed(path)
        assert told == (
            f"The diary {path} is damaged. It was kept as diary.sqlite.broken-1, and a new one"
            " was begun."
        )
        (aside,) = damaged_files(path)
        assert (aside.name, aside.read_bytes()) == ("diary.sqlite.broken-1", RUBBISH)

    def test_is_found_although_it_opens(self, path: Path) -> None:
        damage_sessions(path)

        assert "broken-1" in self.renewed(path)[0]

    def test_does_not_drive_out_an_earlier_one(self, path: Path) -> None:
        path.parent.mkdir()
        for _ in range(2):
            path.write_bytes(RUBBISH)
            self.renewed(path)

        names = [aside.name for aside in damaged_files(path)]
        assert names == ["diary.sqlite.broken-1", "diary.sqlite.broken-2"]

    def test_is_told_with_the_last_copy_of_it(self, path: Path) -> None:
        open_store(path).close()
        copy = back_up(path)
        path.write_bytes(RUBBISH)

        assert self.renewed(path)[0].endswith(f" The last copy of it from before is {copy}.")

    def test_that_cannot_be_renamed_is_told(self, read_only: Path) -> None:
        become_owner()
        path = read_only / "diary.sqlite"
        read_only.chmod(0o755)
        path.write_bytes(RUBBISH)
        path.chmod(0o666)
        read_only.chmod(0o555)
        become_nobody()

        with pytest.raises(UserError, match=r"is damaged .* It cannot be renamed"):
            self.renewed(path)

    def test_a_whole_one_is_left_as_it_is(self, path: Path) -> None:
        open_store(path).close()

        assert self.renewed(path) == []
        assert damaged_files(path) == []

    def test_a_newer_one_is_refused_and_not_touched(self, path: Path) -> None:
        open_store(path, (*MIGRATIONS, ("CREATE TABLE more (number INTEGER)",))).close()
        before = path.read_bytes()

        with pytest.raises(UserError, match="newer version"):
            self.renewed(path)
        assert path.read_bytes() == before
        assert damaged_files(path) == []

    def test_one_that_somebody_keeps_locked_is_not_taken_for_broken(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("stretchapp.diary.storage.store.BUSY_TIMEOUT_MS", 1)
        open_store(path).close()
        told: list[str] = []
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            open_for_writing(path, AN_EVENING, told.append).close()

        assert (told, damaged_files(path)) == ([], [])


class TestLookingAtEveryPage:
    def test_a_file_that_is_kept_locked_is_taken_for_whole(self, path: Path) -> None:
        with closing(open_store(path)) as connection, closing(sqlite3.connect(path)) as other:
            connection.execute("PRAGMA busy_timeout = 1")
            other.execute("BEGIN EXCLUSIVE")

            check_pages(connection, path)

    def test_one_that_cannot_even_be_looked_at_is_damaged(self, tmp_path: Path) -> None:
        path = tmp_path / "diary.sqlite"
        path.write_bytes(RUBBISH)
        with (
            closing(sqlite3.connect(path)) as connection,
            pytest.raises(DamagedError, match="is damaged"),
        ):
            check_pages(connection, path)


class TestNoRoom:
    """A file may not grow: what a full disk does, told to the process by the kernel."""

    PROGRAM = """
import resource, sys
from pathlib import Path
from stretchapp.base.clock import SystemClock
from stretchapp.base.problems import UserError
from stretchapp.diary.cramp_records import CrampEntry
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.storage.store import open_store
from tests.fakes import AN_EVENING

path = Path(sys.argv[1])
log = CrampLog(open_store(path))
limit = path.stat().st_size + 8192
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
now = SystemClock().now()
for number in range(1000):
    try:
        log.add(CrampEntry(started_at=now, note=f"{number} " + "x" * 900), now)
    except UserError as error:
        print(number, error)
        break
print(len(log.cramps()))
"""

    def test_is_told_and_harms_nothing(self, path: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-c", self.PROGRAM, str(path)],
            check=True,
            capture_output=True,
            text=True,
        )

        told, count = done.stdout.splitlines()
        number, sentence = told.split(" ", 1)
        assert sentence.startswith("The diary cannot be read or written (")
        assert sentence.endswith("what was saved before is unharmed.")
        assert 0 < int(number) == int(count)
        with closing(open_store(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            notes = {it.note.split()[0] for it in CrampLog(connection).cramps()}
        assert notes == {str(each) for each in range(int(number))}


class TestAReadOnlyFolder:
    def test_a_diary_in_it_can_be_read_and_is_told_to_be_read_only(self, read_only: Path) -> None:
        path = read_only / "diary.sqlite"
        # As whoever owns the folder: only what follows has no right to write.
        become_owner()
        read_only.chmod(0o755)
        with closing(open_store(path)) as connection:
            CrampLog(connection).start(AN_EVENING, "calf", 1)
        path.chmod(0o444)
        read_only.chmod(0o555)
        become_nobody()
        before = path.read_bytes()

        with closing(open_store(path)) as connection:
            log = CrampLog(connection)
            assert [it.muscle for it in log.cramps()] == ["calf"]
            with pytest.raises(UserError, match=r"readonly .*; check the permissions"):
                log.start(AN_EVENING, "toes", 1)
        assert path.read_bytes() == before


def become_owner() -> None:
    """Have every right again, where the tests are run by root."""
    if WAS_ROOT:
        os.seteuid(0)


def become_nobody() -> None:
    """Have no rights of root, even where the tests are run by root."""
    if WAS_ROOT:
        os.seteuid(NOBODY)


def damage_sessions(path: Path) -> None:
    """Make a diary and overwrite the page on which its sessions begin."""
    with closing(open_store(path)) as connection:
        root = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'session'"
        ).fetchone()[0]
    content = bytearray(path.read_bytes())
    size = int.from_bytes(content[16:18], "big")
    content[(root - 1) * size : root * size] = b"\xff" * size
    path.write_bytes(content)


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A folder that may not be written to, not even where the tests are run by root."""
    # Below the shared folder for temporary files: nobody may enter those of root.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        become_nobody()
        yield folder
        become_owner()
