"""Files that older versions wrote, as they are out there: ``tests/data/diary-v*.sqlite``."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
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
OLD_VERSIONS = (1, 2, 3)


def schema(path: Path) -> list[tuple[str, str]]:
    """Return the tables, indexes and triggers of a file, without the spaces between words."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
        ).fetchall()
    return [(name, " ".join(sql.split())) for name, sql in rows]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "diary.sqlite"


def old(version: int, path: Path) -> Path:
    """Put a file of an older version into its place."""
    shutil.copy(DATA / f"diary-v{version}.sqlite", path)
    return path


def test_there_is_a_file_of_every_older_version() -> None:
    assert len(OLD_VERSIONS) == len(MIGRATIONS) - 1


@pytest.mark.parametrize("version", OLD_VERSIONS)
class TestAnOldFile:
    def test_is_what_the_released_steps_make(
        self, version: int, path: Path, tmp_path: Path
    ) -> None:
        """Whoever changes a step instead of adding one breaks the files that are out there."""
        new = tmp_path / "new.sqlite"
        open_store(new, MIGRATIONS[:version]).close()

        assert schema(old(version, path)) == schema(new)

    def test_comes_to_the_present_form(self, version: int, path: Path, tmp_path: Path) -> None:
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

        assert [(it.title, it.state, it.active_s, it.part) for it in sessions] == [
            ("In bed", "stopped", 120.5, 2),
            ("Evening stretch", "finished", 590.0, 5),
        ]
        assert sessions[0].started_at.isoformat() == "2026-11-19T23:00:00+01:00"
        assert {it.occasion for it in sessions} == ({"evening"} if version >= 3 else {None})

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

        assert [rule.text for rule in rules.values()] == (["Calm down."] if version == 3 else [])

    def test_is_copied_first(self, version: int, path: Path) -> None:
        open_store(old(version, path)).close()

        (copy,) = list_backups(path)
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("PRAGMA user_version").fetchone()[0] == version
            assert connection.execute("SELECT count(*) FROM session").fetchone()[0] == 2
        assert copy.stat().st_mode & 0o777 == 0o600

    def test_gives_its_entries_the_same_names_in_every_copy(
        self, version: int, path: Path, tmp_path: Path
    ) -> None:
        names: list[set[str]] = []
        for copy in (path, tmp_path / "copy.sqlite"):
            with closing(open_store(old(version, copy))) as connection:
                entries = SessionLog(connection).sessions(), CrampLog(connection).cramps()
            names.append({it.uid for some in entries for it in some})

        assert names[0] == names[1]
        assert len(names[0]) == (2 if version == 1 else 4)

    def test_can_be_written_to(self, version: int, path: Path) -> None:
        with closing(open_store(old(version, path))) as connection:
            log = CrampLog(connection)
            before = len(log.cramps())
            restored = log.cramps()
            moment = SessionLog(connection).sessions()[0].started_at
            log.start(moment, "calf", 1)
            NightLog(connection).add_quiet(moment.date(), moment)

            assert len(log.cramps()) == before + 1
            assert set(restored) < set(log.cramps())


def test_a_file_whose_copy_cannot_be_kept_stays_as_it_was(path: Path, tmp_path: Path) -> None:
    before = old(3, path).read_bytes()
    (tmp_path / "backups").write_text("in the way")

    with pytest.raises(Exception, match=r"left so because no copy .*check the folder 'backups'"):
        open_store(path)

    assert path.read_bytes() == before
