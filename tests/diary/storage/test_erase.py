"""Deleting everything: what goes, what stays, and that no file has any trace left."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.problems import UserError
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.cramp_records import CrampEntry
from stretchapp.diary.night_log import NightLog
from stretchapp.diary.reminder_store import DueTime, ReminderStore
from stretchapp.diary.session_log import SessionLog
from stretchapp.diary.storage.backups import back_up, backup_folder, list_backups
from stretchapp.diary.storage.erase import erase, list_contents
from stretchapp.diary.storage.store import damaged_files, open_store
from tests.diary.entries import NEW_SESSION, RULE
from tests.fakes import AN_EVENING

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

SECRET = "Nobody else must ever read this."  # noqa: S105 -- a note


@pytest.fixture
def full(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    """A diary with an entry of every kind, a copy of it, and a damaged file that was set aside."""
    # Some systems build SQLite so that it overwrites everything that is deleted.
    connection.execute("PRAGMA secure_delete = OFF")
    SessionLog(connection).start(replace(NEW_SESSION, title=SECRET), AN_EVENING)
    entry = CrampEntry(
        started_at=AN_EVENING,
        note=SECRET,
        triggers=frozenset({SECRET}),
        tried=((SECRET, True),),
    )
    cramps = CrampLog(connection)
    for _ in range(40):
        cramps.add(entry, AN_EVENING)
    # Earlier deletions and changes must not be left in unused pages either.
    with_many_pages = replace(entry, triggers=frozenset({SECRET * 1000}))
    cramps.delete(cramps.add(with_many_pages, AN_EVENING))
    cramps.change(1, replace(entry, note=""), AN_EVENING)
    nights = NightLog(connection)
    nights.add_quiet(date(2026, 11, 20), AN_EVENING)
    nights.dismiss(SECRET, [date(2026, 11, 20)])
    nights.start_six_weeks(date(2026, 11, 20))
    reminders = ReminderStore(connection)
    number = reminders.add(RULE)
    reminders.settle(DueTime(number, AN_EVENING, SECRET), "started", "due", AN_EVENING)
    back_up(path)
    path.with_name(f"{path.name}.broken-1").write_text(SECRET)
    (backup_folder(path) / ".diary.abc").write_text(SECRET)
    return connection


def test_the_contents_are_listed(full: sqlite3.Connection, path: Path) -> None:
    assert list_contents(full, path) == [
        "1 session",
        "40 cramps, with their notes",
        "1 night without a cramp",
        "1 date on which the six weeks began",
        "1 night of a doctor rule that you read",
        "1 reminder that was due",
        "2 backups of the diary",
    ]


def test_no_trace_is_left_in_any_file(full: sqlite3.Connection, path: Path) -> None:
    assert SECRET.encode() in path.read_bytes()

    erase(full, path)

    files = [file for file in path.parent.rglob("*") if file.is_file()]
    assert files == [path]
    assert SECRET.encode() not in path.read_bytes()
    assert list_contents(full, path) == []


def test_deleted_entries_are_overwritten_even_if_the_file_cannot_be_vacuumed(
    connection: sqlite3.Connection, path: Path
) -> None:
    connection.execute("PRAGMA secure_delete = OFF")
    for _ in range(10):
        CrampLog(connection).add(CrampEntry(started_at=AN_EVENING, note=SECRET), AN_EVENING)
    # A query that is not finished prevents a VACUUM.
    query = connection.execute("SELECT id FROM cramp UNION ALL SELECT id FROM cramp")
    query.fetchone()

    erase(connection, path)

    assert SECRET.encode() not in path.read_bytes()
    query.close()


def test_every_table_is_emptied_but_the_reminders(full: sqlite3.Connection, path: Path) -> None:
    erase(full, path)

    tables = [
        row["name"]
        for row in full.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        )
    ]
    assert "session" in tables
    not_empty = [
        table
        for table in tables
        if full.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 -- our own names
    ]
    assert not_empty == ["reminder"]


def test_a_diary_that_another_process_has_open_can_be_used_afterwards(
    full: sqlite3.Connection, path: Path
) -> None:
    with closing(open_store(path)) as window:
        erase(full, path)
        CrampLog(window).add(CrampEntry(started_at=AN_EVENING), AN_EVENING)

        assert len(CrampLog(full).cramps()) == 1


def test_an_empty_diary_can_be_deleted_too(connection: sqlite3.Connection, path: Path) -> None:
    assert list_contents(connection, path) == []
    erase(connection, path)


def test_the_entries_stay_if_a_copy_cannot_be_deleted(full: sqlite3.Connection, path: Path) -> None:
    """Otherwise the person would think that everything is gone."""
    aside = damaged_files(path)[0]
    aside.unlink()
    aside.mkdir()

    with pytest.raises(UserError, match=r"not deleted, because its backup .*broken-1 cannot be"):
        erase(full, path)
    assert len(CrampLog(full).cramps()) == 40


def test_the_entries_stay_if_deleting_is_interrupted(full: sqlite3.Connection, path: Path) -> None:
    full.execute(
        "CREATE TEMP TRIGGER stop BEFORE DELETE ON quiet_night"
        " BEGIN SELECT RAISE(ABORT, 'stopped'); END"
    )

    with pytest.raises(UserError, match="stopped"):
        erase(full, path)
    assert (len(CrampLog(full).cramps()), list_backups(path)) == (40, [])
