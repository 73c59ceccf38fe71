"""Opening the database: new, old, newer or damaged, and by several processes at once."""

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
    TIMEOUT_S,
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


class TestNewFile:
    def test_it_is_created_with_its_folder(self, path: Path) -> None:
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

    def test_everything_saved_survives_a_power_cut(self, path: Path) -> None:
        with closing(open_store(path)) as connection:
            assert connection.execute("PRAGMA synchronous").fetchone()[0] == 3
            assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"

    def test_it_waits_for_other_processes_for_a_limited_time(self, path: Path) -> None:
        with closing(open_store(path)) as connection:
            assert connection.execute("PRAGMA busy_timeout").fetchone()[0] == TIMEOUT_S * 1000

    def test_several_processes_may_create_it_at_once(self, path: Path) -> None:
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
    OLD = (("CREATE TABLE note (text TEXT)", "INSERT INTO note VALUES ('old')"),)
    ADDED = ("ALTER TABLE note ADD COLUMN colour TEXT DEFAULT 'amber'",)

    def test_an_old_file_is_migrated(self, path: Path) -> None:
        open_store(path, self.OLD).close()

        with closing(open_store(path, (*self.OLD, self.ADDED))) as connection:
            rows = [tuple(row) for row in connection.execute("SELECT * FROM note")]
        assert rows == [("old", "amber")]
        assert version(path) == 2

    def test_a_step_that_fails_leaves_the_file_unchanged(self, path: Path) -> None:
        open_store(path, self.OLD).close()

        with pytest.raises(UserError, match="cannot be used"):
            open_store(path, (*self.OLD, (*self.ADDED, "INSERT INTO missing VALUES (1)")))
        with closing(open_store(path, self.OLD)) as connection:
            assert [tuple(row) for row in connection.execute("SELECT * FROM note")] == [("old",)]

    def test_a_newer_file_is_refused_and_unchanged(self, path: Path) -> None:
        open_store(path, (*self.OLD, self.ADDED)).close()
        before = path.read_bytes()

        with pytest.raises(UserError, match=r"a newer version .* update"):
            open_store(path, self.OLD)
        assert path.read_bytes() == before

    def test_a_newer_file_is_refused_even_while_another_process_writes(self, path: Path) -> None:
        with closing(open_store(path, (*self.OLD, self.ADDED))) as newer:
            newer.execute("BEGIN IMMEDIATE")

            with pytest.raises(UserError, match="newer version"):
                open_store(path, self.OLD)


class TestUnusableFiles:
    """Each is refused in one sentence that names the file and what to do."""

    def problem(self, path: Path) -> str:
        with pytest.raises(UserError) as caught:
            open_store(path)
        sentence = str(caught.value)
        assert str(path) in sentence
        assert "\n" not in sentence
        return sentence

    def test_a_file_that_is_not_a_database(self, path: Path) -> None:
        path.parent.mkdir()
        path.write_bytes(RUBBISH)

        assert "is damaged" in self.problem(path)
        assert path.read_bytes() == RUBBISH

    def test_a_damaged_table(self, path: Path) -> None:
        """The file opens: SQLite notices the damage when it reads the sessions."""
        damage_sessions(path)

        with closing(open_store(path)) as connection, pytest.raises(UserError, match="malformed"):
            SessionLog(connection).sessions()

    def test_a_folder_in_its_place(self, path: Path) -> None:
        path.mkdir(parents=True)

        assert "cannot be" in self.problem(path)

    def test_a_file_in_place_of_its_folder(self, path: Path) -> None:
        path.parent.write_text("")

        assert "check the folder's permissions" in self.problem(path)

    def test_a_read_only_folder(self, read_only: Path) -> None:
        assert "check the folder's permissions" in self.problem(read_only / "diary.sqlite")

    def test_a_locked_file(self, path: Path) -> None:
        path.parent.mkdir()
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(UserError, match="another program is using it"):
                open_store(path, timeout_s=0.01)

        open_store(path).close()


class TestDamagedFile:
    """A file that is opened for writing is set aside if it is damaged, and a new one created."""

    def reports(self, path: Path) -> list[str]:
        """Open the diary for writing, add a cramp, and return what was reported."""
        reports: list[str] = []
        with closing(open_for_writing(path, AN_EVENING, reports.append)) as connection:
            CrampLog(connection).start(AN_EVENING, "calf", 1)
            assert len(CrampLog(connection).cramps()) == 1
        return reports

    def test_is_kept_beside_the_new_one(self, path: Path) -> None:
        path.parent.mkdir()
        path.write_bytes(RUBBISH)

        (report,) = self.reports(path)
        assert report == (
            f"The diary {path} is damaged. It was renamed to diary.sqlite.broken-1, and a new diary"
            " was begun."
        )
        (aside,) = damaged_files(path)
        assert (aside.name, aside.read_bytes()) == ("diary.sqlite.broken-1", RUBBISH)

    def test_is_found_although_it_opens(self, path: Path) -> None:
        damage_sessions(path)

        assert "broken-1" in self.reports(path)[0]

    def test_does_not_replace_an_earlier_one(self, path: Path) -> None:
        path.parent.mkdir()
        for _ in range(2):
            path.write_bytes(RUBBISH)
            self.reports(path)

        names = [aside.name for aside in damaged_files(path)]
        assert names == ["diary.sqlite.broken-1", "diary.sqlite.broken-2"]

    def test_is_reported_with_its_last_copy(self, path: Path) -> None:
        open_store(path).close()
        copy = back_up(path)
        path.write_bytes(RUBBISH)

        (report,) = self.reports(path)
        assert f"The last backup is {copy}." in report
        assert report.endswith(f"stretchapp diary restore {copy.stem}")

    def test_is_refused_if_it_cannot_be_renamed(self, read_only: Path) -> None:
        become_owner()
        path = read_only / "diary.sqlite"
        read_only.chmod(0o755)
        path.write_bytes(RUBBISH)
        path.chmod(0o666)
        read_only.chmod(0o555)
        become_nobody()

        with pytest.raises(UserError, match=r"is damaged .* It cannot be renamed"):
            self.reports(path)

    def test_an_intact_file_is_not_set_aside(self, path: Path) -> None:
        open_store(path).close()

        assert self.reports(path) == []
        assert damaged_files(path) == []

    def test_a_newer_file_is_refused_and_unchanged(self, path: Path) -> None:
        open_store(path, (*MIGRATIONS, ("CREATE TABLE more (number INTEGER)",))).close()
        before = path.read_bytes()

        with pytest.raises(UserError, match="newer version"):
            self.reports(path)
        assert path.read_bytes() == before
        assert damaged_files(path) == []

    def test_a_locked_file_is_not_taken_for_a_damaged_one(self, path: Path) -> None:
        open_store(path).close()
        reports: list[str] = []
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            open_for_writing(path, AN_EVENING, reports.append, timeout_s=0.01).close()

        assert (reports, damaged_files(path)) == ([], [])


class TestCheckingPages:
    def test_a_locked_file_passes_unchecked(self, path: Path) -> None:
        damage_sessions(path)
        with closing(open_store(path)) as connection, closing(sqlite3.connect(path)) as other:
            connection.execute("PRAGMA busy_timeout = 1")
            other.execute("BEGIN EXCLUSIVE")
            check_pages(connection, path)

            other.rollback()
            with pytest.raises(DamagedError):
                check_pages(connection, path)

    def test_a_file_that_is_not_a_database_is_damaged(self, tmp_path: Path) -> None:
        path = tmp_path / "diary.sqlite"
        path.write_bytes(RUBBISH)
        with (
            closing(sqlite3.connect(path)) as connection,
            pytest.raises(DamagedError, match="is damaged"),
        ):
            check_pages(connection, path)


class TestFullDisk:
    """The kernel lets the file grow no further, as on a full disk."""

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

    def test_is_reported_and_harms_nothing(self, path: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-c", self.PROGRAM, str(path)],
            check=True,
            capture_output=True,
            text=True,
        )

        report, count = done.stdout.splitlines()
        number, sentence = report.split(" ", 1)
        assert sentence.startswith("The diary cannot be read or written (")
        assert sentence.endswith("what was saved before is safe.")
        assert 0 < int(number) == int(count)
        with closing(open_store(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            notes = {cramp.note.split()[0] for cramp in CrampLog(connection).cramps()}
        assert notes == {str(each) for each in range(int(number))}


class TestReadOnlyFolder:
    def test_a_diary_in_it_can_be_read_and_writing_is_refused(self, read_only: Path) -> None:
        path = read_only / "diary.sqlite"
        # The owner of the folder creates the diary; only afterwards nobody may write.
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
            assert [cramp.muscle for cramp in log.cramps()] == ["calf"]
            with pytest.raises(UserError, match=r"readonly .*; check the permissions"):
                log.start(AN_EVENING, "toes", 1)
        assert path.read_bytes() == before


def become_owner() -> None:
    """Get the rights of root back, if the tests are run by root."""
    if WAS_ROOT:
        os.seteuid(0)


def become_nobody() -> None:
    """Give up the rights of root, if the tests are run by root."""
    if WAS_ROOT:
        os.seteuid(NOBODY)


def damage_sessions(path: Path) -> None:
    """Create a diary and overwrite the first page of its sessions."""
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
    """A folder that the test may not write to, even if the tests are run by root."""
    # Not below tmp_path: other users may not enter the folders of root.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        become_nobody()
        yield folder
        become_owner()
