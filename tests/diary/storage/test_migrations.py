"""Migration of files that older versions wrote: ``tests/data/diary-v*.sqlite``."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.night_log import NightLog
from stretchapp.diary.reminder_store import ReminderStore
from stretchapp.diary.session_log import SessionLog
from stretchapp.diary.storage.backups import list_backups
from stretchapp.diary.storage.migrations import MIGRATIONS
from stretchapp.diary.storage.store import open_store

DATA = Path(__file__).parents[2] / "data"
OLD_VERSIONS = (1, 2, 3, 4)


def schema(path: Path) -> list[tuple[str, str]]:
    """Return the tables, indexes and triggers of a file, with normalized white space."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
        ).fetchall()
    return [(name, " ".join(sql.split())) for name, sql in rows]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "diary.sqlite"


def old(version: int, path: Path) -> Path:
    """Copy the file of an older version to ``path``."""
    shutil.copy(DATA / f"diary-v{version}.sqlite", path)
    return path


def test_there_is_a_file_of_every_older_version() -> None:
    assert len(OLD_VERSIONS) == len(MIGRATIONS) - 1


@pytest.mark.parametrize("version", OLD_VERSIONS)
class TestAnOldFile:
    def test_has_the_schema_of_the_released_steps(
        self, version: int, path: Path, tmp_path: Path
    ) -> None:
        """A step that is changed after its release would break the files of users."""
        new = tmp_path / "new.sqlite"
        open_store(new, MIGRATIONS[:version]).close()

        assert schema(old(version, path)) == schema(new)

    def test_is_migrated_to_the_present_version(
        self, version: int, path: Path, tmp_path: Path
    ) -> None:
        new = tmp_path / "new.sqlite"
        open_store(new).close()

        with closing(open_store(old(version, path))) as connection:
            assert connection.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
            assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert {name for name, _ in schema(path)} == {name for name, _ in schema(new)}

    def test_keeps_its_sessions(self, version: int, path: Path) -> None:
        with closing(open_store(old(version, path))) as connection:
            sessions = SessionLog(connection).sessions()

        assert [(each.title, each.state, each.active_s, each.part) for each in sessions] == [
            ("In bed", "stopped", 120.5, 2),
            ("Evening stretch", "finished", 590.0, 5),
        ]
        assert sessions[0].started_at.isoformat() == "2026-11-19T23:00:00+01:00"
        assert {session.occasion for session in sessions} == (
            {"evening"} if version >= 3 else {None}
        )

    def test_keeps_its_cramps(self, version: int, path: Path) -> None:
        with closing(open_store(old(version, path))) as connection:
            cramps = CrampLog(connection).cramps()

        if version == 1:
            assert cramps == []
            return
        running, ended = cramps
        assert (running.state, running.muscle, running.process) == ("running", "toes", 44)
        assert (ended.side, ended.strength, ended.length_s) == ("left", 6, 95.5)
        assert ended.triggers == ("got-cold", "tired-legs")
        assert ended.tried == (("toe-pull-hold", False), ("stand-both-feet", True))
        assert (ended.eased, ended.note) == (True, "After the hike.")

    def test_keeps_its_reminders(self, version: int, path: Path) -> None:
        with closing(open_store(old(version, path))) as connection:
            rules = ReminderStore(connection).rules()

        assert [rule.text for rule in rules.values()] == (["Calm down."] if version >= 3 else [])

    def test_is_backed_up_first(self, version: int, path: Path) -> None:
        open_store(old(version, path)).close()

        (copy,) = list_backups(path)
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("PRAGMA user_version").fetchone()[0] == version
            assert connection.execute("SELECT count(*) FROM session").fetchone()[0] == 2
        assert copy.stat().st_mode & 0o777 == 0o600

    def test_gives_its_entries_the_same_uids_in_every_copy(
        self, version: int, path: Path, tmp_path: Path
    ) -> None:
        uids: list[set[str]] = []
        for copy in (path, tmp_path / "copy.sqlite"):
            with closing(open_store(old(version, copy))) as connection:
                entries = SessionLog(connection).sessions(), CrampLog(connection).cramps()
            uids.append({record.uid for records in entries for record in records})

        assert uids[0] == uids[1]
        assert len(uids[0]) == (2 if version == 1 else 4)

    def test_can_be_written_to(self, version: int, path: Path) -> None:
        with closing(open_store(old(version, path))) as connection:
            log = CrampLog(connection)
            before = log.cramps()
            moment = SessionLog(connection).sessions()[0].started_at
            log.start(moment, "calf", 1)
            NightLog(connection).add_quiet(date(2020, 1, 1), moment)

            assert len(log.cramps()) == len(before) + 1
            assert set(before) < set(log.cramps())


def test_a_file_that_cannot_be_copied_is_not_migrated(path: Path, tmp_path: Path) -> None:
    before = old(3, path).read_bytes()
    (tmp_path / "backups").write_text("in the way")

    with pytest.raises(Exception, match=r"no backup .*check the folder 'backups'"):
        open_store(path)

    assert path.read_bytes() == before
