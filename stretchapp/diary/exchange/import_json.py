"""Import of a JSON export: merged into the diary without duplicates, all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from stretchapp.base.plain_text import without_control_characters
from stretchapp.diary.storage.errors import transaction
from stretchapp.diary.storage.quiet_nights import nights_with_cramps

if TYPE_CHECKING:
    import sqlite3

    from stretchapp.diary.exchange.file_format import (
        Exported,
        ExportedCramp,
        ExportedDiary,
        ExportedReminder,
        ExportedSession,
    )


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """How many entries of each kind an import added.

    Attributes:
        sessions: Sessions that were added.
        cramps: Cramps that were added.
        quiet_nights: Nights without a cramp that were added.
        reminders: Reminders that were added.
        known: Entries of all these kinds that the diary had already.
        left_out: Nights without a cramp that were not added, because they have a cramp.
        taken_back: Nights without a cramp of the diary that have a cramp now.
    """

    sessions: int
    cramps: int
    quiet_nights: int
    reminders: int
    known: int
    left_out: int = 0
    taken_back: int = 0


def merge(connection: sqlite3.Connection, diary: ExportedDiary, *, dry_run: bool) -> ImportCounts:
    """Add the entries that the diary does not have yet; existing entries stay as they are.

    Args:
        connection: The diary.
        diary: What to add.
        dry_run: Whether to only count what would be added, and change nothing.

    Raises:
        UserError: The diary cannot be read or written; it is unchanged.
    """
    with transaction(connection):
        counts = _merge(connection, diary)
        if dry_run:
            connection.rollback()
    return counts


def _merge(connection: sqlite3.Connection, diary: ExportedDiary) -> ImportCounts:
    sessions = sum(_add_session(connection, session) for session in diary.sessions)
    cramps = sum(_add_cramp(connection, cramp) for cramp in diary.cramps)
    with_cramps = {night.isoformat() for night in nights_with_cramps(connection)}
    quiet = [night for night in diary.quiet_nights if night.night not in with_cramps]
    quiet_nights = sum(
        _insert(connection, "quiet_night", msgspec.structs.asdict(night)) for night in quiet
    )
    taken_back = connection.executemany(
        "DELETE FROM quiet_night WHERE night = ?", [(night,) for night in with_cramps]
    ).rowcount
    left_out = len(diary.quiet_nights) - len(quiet)
    for dismissal in diary.dismissed:
        _insert(connection, "dismissed_night", msgspec.structs.asdict(dismissal))
    reminders = sum(_add_reminder(connection, reminder) for reminder in diary.reminders)
    if diary.six_weeks is not None:
        _insert(connection, "six_weeks", {"id": 1, "begins": diary.six_weeks})
    if diary.bedtimes:
        _insert(connection, "reminder_state", {"id": 1, "bedtimes": ""})
        connection.execute(
            "UPDATE reminder_state SET bedtimes = ? WHERE bedtimes = ''", (diary.bedtimes,)
        )
    all_entries = (diary.sessions, diary.cramps, diary.quiet_nights, diary.reminders)
    known = sum(map(len, all_entries)) - sessions - cramps - quiet_nights - reminders - left_out
    return ImportCounts(sessions, cramps, quiet_nights, reminders, known, left_out, taken_back)


def _add_session(connection: sqlite3.Connection, session: ExportedSession) -> bool:
    return _insert(connection, "session", _cleaned(session) | {"process": 0})


def _add_cramp(connection: sqlite3.Connection, cramp: ExportedCramp) -> bool:
    values = _cleaned(cramp) | {"state": "ended"}
    del values["triggers"], values["tried"]
    if not _insert(connection, "cramp", values):
        return False
    number = connection.execute("SELECT id FROM cramp WHERE uid = ?", (cramp.uid,)).fetchone()["id"]
    for trigger in cramp.triggers:
        _insert(connection, "cramp_trigger", {"cramp": number, "trigger": trigger})
    for tried in cramp.tried:
        _insert(connection, "cramp_tried", {"cramp": number} | msgspec.structs.asdict(tried))
    return True


def _add_reminder(connection: sqlite3.Connection, reminder: ExportedReminder) -> bool:
    """Add a reminder, unless the diary has it already, whether turned on or off."""
    values = _cleaned(reminder)
    compared = [name for name in values if name != "is_on"]
    conditions = " AND ".join(f"{name} IS ?" for name in compared)
    known = connection.execute(
        f"SELECT 1 FROM reminder WHERE {conditions}",  # noqa: S608 -- our own names
        [values[name] for name in compared],
    ).fetchone()
    return known is None and _insert(connection, "reminder", values)


def _insert(connection: sqlite3.Connection, table: str, values: dict[str, Any]) -> bool:
    """Insert a row and return whether it is new."""
    names = ", ".join(values)
    marks = ", ".join("?" * len(values))
    cursor = connection.execute(
        f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING",  # noqa: S608 -- our own names
        tuple(values.values()),
    )
    return cursor.rowcount > 0


def _cleaned(part: Exported) -> dict[str, Any]:
    """Return the values of a part by their names, without control characters in its texts."""
    return {
        name: without_control_characters(value) if isinstance(value, str) else value
        for name, value in msgspec.structs.asdict(part).items()
    }
