"""Rows that something else has damaged: they are left out, named, and harm no other entry."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.problems import UserError
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.cramp_records import CrampEntry
from stretchapp.diary.exchange.export_json import json_export
from stretchapp.diary.exchange.import_json import merge
from stretchapp.diary.exchange.read_export import read_export
from stretchapp.diary.night_log import NightLog
from stretchapp.diary.read_entries import read_entries
from stretchapp.diary.reminder_store import DueTime, ReminderStore
from stretchapp.diary.session_log import SessionLog
from stretchapp.diary.storage.backups import is_backup_due
from tests.diary.entries import NEW_SESSION, RULE
from tests.fakes import AN_EVENING

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

DAMAGED_MOMENTS = (
    "'garbage'",
    "''",
    "'2026-11-22T22:00:00'",
    "'0001-01-01T00:00:00+14:00'",
    "'9999-12-31T23:00:00-12:00'",
    "'1900-01-01T00:00:00+00:00'",
    "NULL",
)
DAMAGED = (
    *(f"cramp.started_at = {moment}" for moment in DAMAGED_MOMENTS),
    *(f"session.started_at = {moment}" for moment in DAMAGED_MOMENTS),
    "cramp.saved_at = 'garbage'",
    "session.saved_at = NULL",
    "cramp.length_s = 1e999",
    "cramp.length_s = -1.0",
    "session.planned_s = 1e999",
    "session.active_s = NULL",
    "session.title = NULL",
    "session.uid = NULL",
    "cramp.note = NULL",
    "cramp.uid = NULL",
    "quiet_night.night = '2026-13-01'",
    "quiet_night.night = 'a' || char(27) || '[2J'",
    "quiet_night.saved_at = 'garbage'",
    "dismissed_night.night = 'garbage'",
    "six_weeks.begins = 'garbage'",
)


@pytest.fixture
def diary(connection: sqlite3.Connection) -> sqlite3.Connection:
    """A diary with two entries of some kinds; the first of each may be damaged."""
    for _ in range(2):
        SessionLog(connection).start(NEW_SESSION, AN_EVENING)
        CrampLog(connection).add(CrampEntry(started_at=AN_EVENING), AN_EVENING)
    log = NightLog(connection)
    for night in (date(2026, 11, 1), date(2026, 11, 2)):
        log.add_quiet(night, AN_EVENING)
    log.dismiss("D1", [date(2026, 11, 1), date(2026, 11, 2)])
    log.start_six_weeks(date(2026, 11, 1))
    # As after damage: what the tables forbid, a damaged page may hold.
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute(
        "UPDATE sqlite_master SET sql = replace(replace(replace(replace(sql, 'TEXT NOT NULL',"
        " 'TEXT'), 'REAL NOT NULL', 'REAL'), 'STRICT', ''), 'CHECK (length_s >= 0)', '')"
        " WHERE type = 'table'"
    )
    connection.execute("PRAGMA writable_schema = RESET")
    return connection


@pytest.mark.parametrize("damaged", DAMAGED)
def test_one_damaged_row_harms_no_other_entry(
    diary: sqlite3.Connection, path: Path, tmp_path: Path, damaged: str
) -> None:
    table, _, change = damaged.partition(".")
    diary.execute(
        f"UPDATE {table} SET {change} WHERE rowid = (SELECT min(rowid) FROM {table})"  # noqa: S608 -- what a test is about
    )
    connection = diary

    entries = read_entries(connection)
    recent = read_entries(connection, date(2026, 11, 1))
    is_left_out = table in {"cramp", "session"} or (change.startswith("night") and table[0] == "q")

    assert len(entries.left_out) == is_left_out
    assert len(recent.left_out) <= is_left_out
    assert len(entries.cramps) == (1 if table == "cramp" else 2)
    assert len(entries.sessions) == (1 if table == "session" else 2)
    assert NightLog(connection).dismissed_nights("D1") >= {date(2026, 11, 2)}
    is_backup_due(connection, path, AN_EVENING)
    # What is exported can be imported.
    file = tmp_path / "export.json"
    file.write_bytes(json_export(connection, AN_EVENING, lambda _process: False))
    merge(connection, read_export(file), dry_run=True)
    # And the next entries are saved.
    NightLog(connection).add_quiet(date(2026, 11, 3), AN_EVENING)
    number = CrampLog(connection).add(CrampEntry(started_at=AN_EVENING), AN_EVENING)
    assert CrampLog(connection).cramp(number).id == number


def test_a_damaged_cramp_is_named_when_it_is_asked_for(diary: sqlite3.Connection) -> None:
    diary.execute("UPDATE cramp SET started_at = 'garbage' WHERE id = 1")

    with pytest.raises(UserError, match="cramp 1 is damaged"):
        CrampLog(diary).cramp(1)
    assert read_entries(diary).left_out == ("cramp 1",)


def test_the_history_of_reminders_leaves_damaged_rows_out(connection: sqlite3.Connection) -> None:
    store = ReminderStore(connection)
    times = [DueTime(number, AN_EVENING, "In bed") for number in (1, 2)]
    for time in times:
        store.settle(time, "shown", "due", AN_EVENING)
    connection.execute("UPDATE reminder_due SET changed_at = 'garbage' WHERE reminder = 1")
    store.set_paused_night("garbage")

    assert [record.time.reminder for record in store.records_since(AN_EVENING)] == [2]
    assert store.record(times[0]) is None
    assert store.state().paused_night is None


@pytest.mark.parametrize(
    "damaged", ["times = '25:00'", "times = 'x'", "weekdays = '9'", "weekdays = '10'", "times = ''"]
)
def test_a_damaged_reminder_is_left_out(connection: sqlite3.Connection, damaged: str) -> None:
    store = ReminderStore(connection)
    numbers = [store.add(replace(RULE, before_bed=None, times="21:45")) for _ in range(2)]
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute(f"UPDATE reminder SET {damaged} WHERE id = ?", (numbers[0],))  # noqa: S608 -- what a test is about

    assert list(store.rules()) == [numbers[1]]


def test_damaged_bedtimes_are_the_usual_ones(connection: sqlite3.Connection) -> None:
    store = ReminderStore(connection)
    store.set_bedtimes("22:30 garbage")

    assert store.state().bedtimes == ""
