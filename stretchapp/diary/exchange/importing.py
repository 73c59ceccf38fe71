"""Importing what was exported as JSON: merged into the diary without duplicates, all or nothing."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import msgspec

from stretchapp.base.problems import UserError
from stretchapp.diary.cramp_records import EARLIEST_YEAR
from stretchapp.diary.exchange.file_format import FORMAT, MAX_BYTES, Heading, WrittenDiary
from stretchapp.diary.plain_text import without_controls
from stretchapp.diary.storage.errors import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Generator, Iterator, Sequence
    from pathlib import Path

    from stretchapp.diary.exchange.file_format import (
        WrittenCramp,
        WrittenReminder,
        WrittenSession,
    )

LATEST_YEAR = 2199


@dataclass(frozen=True, slots=True)
class Merged:
    """How many entries of each kind were new; all others were there already.

    Attributes:
        sessions: Sessions that were added.
        cramps: Cramps that were added.
        quiet_nights: Nights without a cramp that were added.
        reminders: Reminders that were added.
        known: How many of all these were there already.
    """

    sessions: int
    cramps: int
    quiet_nights: int
    reminders: int
    known: int


def read_export(path: Path) -> WrittenDiary:
    """Return the diary that a file holds.

    Raises:
        UserError: The file cannot be read, or is no such file; the sentence says where and why.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UserError(f"The file {path} cannot be read ({error.strerror}).") from error
    if len(content) > MAX_BYTES:
        raise UserError(f"{path}: the file has more than {MAX_BYTES // 2**20} MiB.")
    try:
        heading = msgspec.json.decode(content, type=Heading)
        if heading.format != FORMAT:
            raise UserError(
                f"{path}: the file has the format {heading.format}, and this version of stretchapp"
                f" reads {FORMAT}; update stretchapp."
            )
        diary = msgspec.json.decode(content, type=WrittenDiary)
    except (msgspec.DecodeError, RecursionError) as error:
        raise UserError(
            f"{path}: this is no diary that stretchapp has exported as JSON ({_where(error)})."
        ) from error
    problem = next(_problems(diary), None)
    if problem is not None:
        raise UserError(f"{path}: {problem}.")
    return diary


def merge(connection: sqlite3.Connection, diary: WrittenDiary, *, is_trial: bool) -> Merged:
    """Add to a diary what it does not have yet; what it has stays as it is.

    Args:
        connection: The diary.
        diary: What is to be added.
        is_trial: Whether to only find out what would be added, and change nothing.

    Raises:
        UserError: The diary cannot be read or written; it is unchanged.
    """
    with _transaction(connection, is_trial=is_trial):
        sessions = sum(_add_session(connection, it) for it in diary.sessions)
        cramps = sum(_add_cramp(connection, it) for it in diary.cramps)
        quiet = sum(
            _insert(connection, "quiet_night", night=it.night, saved_at=it.saved_at)
            for it in diary.quiet_nights
        )
        for it in diary.dismissed:
            _insert(connection, "dismissed_night", rule=it.rule, night=it.night)
        reminders = sum(_add_reminder(connection, it) for it in diary.reminders)
        if diary.six_weeks is not None:
            _insert(connection, "six_weeks", id=1, begins=diary.six_weeks)
        if diary.bedtimes:
            _insert(connection, "reminder_state", id=1, bedtimes="")
            connection.execute(
                "UPDATE reminder_state SET bedtimes = ? WHERE bedtimes = ''", (diary.bedtimes,)
            )
    every = (diary.sessions, diary.cramps, diary.quiet_nights, diary.reminders)
    known = sum(map(len, every)) - sessions - cramps - quiet - reminders
    return Merged(sessions, cramps, quiet, reminders, known)


@contextmanager
def _transaction(connection: sqlite3.Connection, *, is_trial: bool) -> Generator[None]:
    with transaction(connection):
        yield
        if is_trial:
            connection.rollback()


def _insert(connection: sqlite3.Connection, table: str, **values: object) -> bool:
    """Insert a row and return whether it was not there yet."""
    names = ", ".join(values)
    marks = ", ".join("?" * len(values))
    cursor = connection.execute(
        f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING",  # noqa: S608 -- our own names
        tuple(values.values()),
    )
    return cursor.rowcount > 0


def _add_session(connection: sqlite3.Connection, it: WrittenSession) -> bool:
    values = msgspec.structs.asdict(it)
    return _insert(connection, "session", **_plain(values), process=0)


def _add_cramp(connection: sqlite3.Connection, it: WrittenCramp) -> bool:
    values = msgspec.structs.asdict(it)
    del values["triggers"], values["tried"]
    if not _insert(connection, "cramp", **_plain(values), state="ended"):
        return False
    number = connection.execute("SELECT id FROM cramp WHERE uid = ?", (it.uid,)).fetchone()[0]
    for trigger in it.triggers:
        _insert(connection, "cramp_trigger", cramp=number, trigger=trigger)
    for tried in it.tried:
        _insert(
            connection, "cramp_tried", cramp=number, exercise=tried.exercise, helped=tried.helped
        )
    return True


def _add_reminder(connection: sqlite3.Connection, it: WrittenReminder) -> bool:
    """Add a reminder, unless there is one that differs at most in whether it is on."""
    values = _plain(msgspec.structs.asdict(it))
    same = " AND ".join(f"{name} IS ?" for name in values if name != "is_on")
    those = [value for name, value in values.items() if name != "is_on"]
    known = connection.execute(f"SELECT 1 FROM reminder WHERE {same}", those).fetchone()  # noqa: S608 -- our own names
    return known is None and _insert(connection, "reminder", **values)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Return values without control characters in their texts."""
    return {
        name: without_controls(value) if isinstance(value, str) else value
        for name, value in values.items()
    }


def _where(error: Exception) -> str:
    """Return what is wrong, the place first: ``cramps[3].strength: expected `int` <= 10``."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    what, _, place = str(error).partition(" - at ")
    what = what[:1].lower() + what[1:]
    return f"{place.strip('`').removeprefix('$.')}: {what}" if place else what


def _problems(diary: WrittenDiary) -> Iterator[str]:
    """Yield what the form cannot say: dates that there are not, zones that nobody knows."""
    for section, entries in (("sessions", diary.sessions), ("cramps", diary.cramps)):
        for number, it in enumerate(entries):
            yield from _bad_moments(f"{section}[{number}].started_at", it.started_at)
            yield from _bad_moments(f"{section}[{number}].saved_at", it.saved_at)
    for number, it in enumerate(diary.quiet_nights):
        yield from _bad_nights(f"quiet_nights[{number}].night", it.night)
        yield from _bad_moments(f"quiet_nights[{number}].saved_at", it.saved_at)
    for number, it in enumerate(diary.dismissed):
        yield from _bad_nights(f"dismissed[{number}].night", it.night)
    if diary.six_weeks is not None:
        yield from _bad_nights("six_weeks", diary.six_weeks)
    yield from _bad_reminders(diary.reminders)


def _bad_reminders(reminders: Sequence[WrittenReminder]) -> Iterator[str]:
    for number, it in enumerate(reminders):
        place = f"reminders[{number}]"
        if (it.before_bed is None) is (it.times == ""):
            yield f"{place}: it needs times, or minutes before bed, and not both"
        if it.zone is not None and not _is_zone(it.zone):
            yield f"{place}.zone: '{it.zone}' is no time zone such as Europe/Berlin"


def _bad_moments(place: str, text: str) -> Iterator[str]:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        yield f"{place}: '{text}' is no moment such as 2026-11-22T22:30:00+01:00"
    elif not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        yield f"{place}: '{text}' lies before {EARLIEST_YEAR} or after {LATEST_YEAR}"


def _bad_nights(place: str, text: str) -> Iterator[str]:
    try:
        night = date.fromisoformat(text)
    except ValueError:
        yield f"{place}: '{text}' is no date such as 2026-11-22"
    else:
        if not EARLIEST_YEAR <= night.year <= LATEST_YEAR:
            yield f"{place}: '{text}' lies before {EARLIEST_YEAR} or after {LATEST_YEAR}"


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (LookupError, OSError, ValueError):
        return False
    return True
