"""Deleting everything: what goes, what stays, and that nothing of it is left in any file."""

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
from stretchapp.diary.session_log import NewSession, SessionLog
from stretchapp.diary.storage.backups import back_up, backup_folder, list_backups
from stretchapp.diary.storage.erase import erase, list_contents
from stretchapp.diary.storage.store import damaged_files, open_store
from tests.diary.entries import RULE
from tests.fakes import AN_EVENING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

SECRET = "Nobody else must ever read this."  # noqa: S105 -- a note


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "diary.sqlite"


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    """A diary with something of everything, a copy of it, and a file that was set aside."""
    connection = open_store(path)
    session = NewSession(
        routine="in-bed", title=SECRET, player="window", process=1, planned_s=300, parts=5
    )
    SessionLog(connection).start(session, AN_EVENING)
    entry = CrampEntry(
        started_at=AN_EVENING,
        note=SECRET,
        triggers=frozenset({SECRET}),
        tried=((SECRET, True),),
    )
    cramps = CrampLog(connection)
    for _ in range(40):
        cramps.add(entry, AN_EVENING)
    # What was deleted or changed before must not be left in free pages either.
    cramps.delete(1)
    cramps.change(2, replace(entry, note=""), AN_EVENING)
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
    yield connection
    connection.close()


def test_it_is_told_what_goes(connection: sqlite3.Connection, path: Path) -> None:
    assert list_contents(connection, path) == [
        "1 session",
        "39 cramps, with their notes",
        "1 night without a cramp",
        "1 date on which the six weeks began",
        "1 night of a doctor rule that was read",
        "1 reminder that was due",
        "2 copies of the diary",
    ]


def test_nothing_of_it_is_left_in_any_file(connection: sqlite3.Connection, path: Path) -> None:
    erase(connection, path)

    files = [file for file in path.parent.rglob("*") if file.is_file()]
    assert files == [path]
    assert SECRET.encode() not in path.read_bytes()
    assert list_contents(connection, path) == []


def test_every_table_is_emptied_but_the_reminders(
    connection: sqlite3.Connection, path: Path
) -> None:
    erase(connection, path)

    tables = [
        row["name"]
        for row in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        )
    ]
    full = [
        table
        for table in tables
        if connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 -- our own names
    ]
    assert full == ["reminder"]


def test_a_diary_goes_on_after_it(connection: sqlite3.Connection, path: Path) -> None:
    with closing(open_store(path)) as window:
        erase(connection, path)
        CrampLog(window).add(CrampEntry(started_at=AN_EVENING), AN_EVENING)

        assert len(CrampLog(connection).cramps()) == 1


def test_an_empty_diary_can_be_deleted_too(path: Path) -> None:
    with closing(open_store(path)) as connection:
        assert list_contents(connection, path) == []
        erase(connection, path)


def test_a_copy_that_cannot_be_deleted_leaves_the_entries(
    connection: sqlite3.Connection, path: Path
) -> None:
    """So that nobody thinks that all of it is gone."""
    aside = damaged_files(path)[0]
    aside.unlink()
    aside.mkdir()

    with pytest.raises(UserError, match=r"is not deleted, because its copy .*broken-1 cannot be"):
        erase(connection, path)
    assert len(CrampLog(connection).cramps()) == 39


def test_one_that_is_interrupted_is_still_there_to_be_seen(
    connection: sqlite3.Connection, path: Path
) -> None:
    connection.execute(
        "CREATE TEMP TRIGGER stop BEFORE DELETE ON quiet_night"
        " BEGIN SELECT RAISE(ABORT, 'stopped'); END"
    )

    with pytest.raises(UserError, match="stopped"):
        erase(connection, path)
    assert (len(CrampLog(connection).cramps()), list_backups(path)) == (39, [])
