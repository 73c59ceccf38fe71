"""Exporting a diary: complete as JSON, which can be imported again, or as a table (CSV)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from stretchapp.base.files import write_atomically
from stretchapp.base.problems import UserError
from stretchapp.diary.cramps import CrampLog
from stretchapp.diary.nights import night_of
from stretchapp.diary.reminders import ReminderStore
from stretchapp.diary.sessions import SessionLog
from stretchapp.diary.storage.errors import problems_told

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from datetime import date, datetime, tzinfo
    from pathlib import Path

    from stretchapp.diary.cramp_records import CrampRecord
    from stretchapp.diary.exchange.file_format import WrittenCramp, WrittenDiary, WrittenSession
    from stretchapp.diary.nights import Entries
    from stretchapp.diary.sessions import SessionRecord

COLUMNS = (
    "kind",
    "night",
    "started_at",
    "ended_at",
    "routine",
    "title",
    "state",
    "planned_min",
    "active_min",
    "muscle",
    "side",
    "strength",
    "length_min",
    "triggers",
    "tried",
    "helped",
    "nothing_helped",
    "note",
)

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 -- some programs take these for the same
"""A spreadsheet takes a cell that begins with one of these for something to compute."""

Row = tuple["date", float, dict[str, str]]
"""The night and the moment that a row is ordered by, and its cells."""


def json_export(
    connection: sqlite3.Connection, now: datetime, is_alive: Callable[[int], bool]
) -> bytes:
    """Return the whole diary in the form of ``exchange_format``, as UTF-8.

    A session or a relief that still runs is left out; it is in the next export.

    Args:
        connection: The diary.
        now: The present moment.
        is_alive: Whether a process runs; ``desktop.processes.is_alive``.

    Raises:
        UserError: The diary cannot be read.
    """
    # Imported here: nothing else of the diary needs it.
    import msgspec

    written = written_diary(connection, now, is_alive)
    return msgspec.json.format(msgspec.json.encode(written), indent=1)


def written_diary(
    connection: sqlite3.Connection, now: datetime, is_alive: Callable[[int], bool]
) -> WrittenDiary:
    """Return the whole diary in the form of ``exchange_format``; as of ``json_export``."""
    from stretchapp.diary.exchange import file_format as form

    with problems_told():
        connection.execute("BEGIN")
        try:
            quiet = connection.execute("SELECT night, saved_at FROM quiet_night ORDER BY night")
            dismissed = connection.execute("SELECT * FROM dismissed_night ORDER BY rule, night")
            six_weeks = connection.execute("SELECT begins FROM six_weeks").fetchone()
            store = ReminderStore(connection)
            return form.WrittenDiary(
                format=form.FORMAT,
                kind=form.KIND,
                exported_at=now.isoformat(),
                sessions=[
                    _written_session(record)
                    for record in reversed(SessionLog(connection).sessions())
                    if record.state != "running" or not is_alive(record.process)
                ],
                cramps=[
                    _written_cramp(record)
                    for record in reversed(CrampLog(connection).cramps())
                    if record.state != "running"
                    or record.process is None
                    or not is_alive(record.process)
                ],
                quiet_nights=[form.WrittenQuietNight(**dict(row)) for row in quiet],
                dismissed=[form.WrittenDismissal(**dict(row)) for row in dismissed],
                six_weeks=None if six_weeks is None else six_weeks[0],
                reminders=[
                    form.WrittenReminder(
                        times=rule.times,
                        before_bed=rule.before_bed,
                        weekdays=rule.weekdays,
                        routine=rule.routine,
                        title=rule.title,
                        occasion="evening" if rule.occasion == "evening" else "daytime",
                        text=rule.text,
                        zone=rule.zone,
                        is_on=rule.is_on,
                    )
                    for rule in store.rules().values()
                ],
                bedtimes=store.state().bedtimes,
            )
        finally:
            connection.execute("COMMIT")


def csv_file(entries: Entries, zone: tzinfo) -> bytes:
    """Return the content of a CSV file, with the mark by which spreadsheets know UTF-8."""
    return csv_export(entries, zone).encode("utf-8-sig")


def write_export(path: Path, content: bytes) -> None:
    """Write an export to a file.

    Raises:
        UserError: It cannot be written.
    """
    try:
        write_atomically(path, content)
    except OSError as error:
        raise UserError(
            f"The file {path} cannot be written ({error.strerror}); check its folder."
        ) from error


def csv_export(entries: Entries, zone: tzinfo) -> str:
    """Return a diary as a table for a spreadsheet, the earliest first.

    Args:
        entries: The diary.
        zone: Where the person is, for what is noon.
    """
    rows = [
        *(_session_row(record, zone) for record in entries.sessions),
        *(_cramp_row(record, zone) for record in entries.cramps),
        *((night, 0.0, {"kind": "no cramp"}) for night in entries.quiet),
    ]
    stream = io.StringIO()
    # The usual line end of the form; a note may have others inside of it.
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for night, _, row in sorted(rows, key=lambda line: line[:2]):
        row["night"] = night.isoformat()
        writer.writerow([defused(row.get(column, "")) for column in COLUMNS])
    return stream.getvalue()


def defused(cell: str) -> str:
    """Return a cell so that no spreadsheet computes it: an apostrophe makes it a text."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _session_row(record: SessionRecord, zone: tzinfo) -> Row:
    row = {
        "kind": "session",
        "started_at": record.started_at.isoformat(),
        "ended_at": "" if record.state == "running" else record.saved_at.isoformat(),
        "routine": record.routine,
        "title": record.title,
        "state": record.state,
        "planned_min": _minutes(record.planned_s),
        "active_min": _minutes(record.active_s),
    }
    return night_of(record.started_at, zone), record.started_at.timestamp(), row


def _cramp_row(record: CrampRecord, zone: tzinfo) -> Row:
    row = {
        "kind": "cramp",
        "started_at": record.started_at.isoformat(),
        "state": "running" if record.state == "running" else ("eased" if record.eased else ""),
        "muscle": record.muscle or "",
        "side": record.side or "",
        "strength": "" if record.strength is None else str(record.strength),
        "length_min": "" if record.length_s is None else _minutes(record.length_s),
        "triggers": _names(record.triggers),
        "tried": _names([exercise for exercise, _ in record.tried]),
        "helped": _names([exercise for exercise, has_helped in record.tried if has_helped]),
        "nothing_helped": "yes" if record.nothing_helped else "",
        "note": record.note,
    }
    return night_of(record.started_at, zone), record.started_at.timestamp(), row


def _names(names: Sequence[str]) -> str:
    return " ".join(names)


def _minutes(length_s: float) -> str:
    return f"{length_s / 60:.2f}"


def _written_session(record: SessionRecord) -> WrittenSession:
    from stretchapp.diary.exchange.file_format import WrittenSession

    return WrittenSession(
        uid=record.uid,
        routine=record.routine,
        title=record.title,
        player=record.player,
        # One that was cut off is not gone on with elsewhere.
        state="left" if record.state == "running" else record.state,
        started_at=record.started_at.isoformat(),
        saved_at=record.saved_at.isoformat(),
        planned_s=record.planned_s,
        active_s=record.active_s,
        part=record.part,
        parts=record.parts,
        occasion=record.occasion,
    )


def _written_cramp(record: CrampRecord) -> WrittenCramp:
    from stretchapp.diary.exchange.file_format import WrittenCramp, WrittenTried

    return WrittenCramp(
        uid=record.uid,
        started_at=record.started_at.isoformat(),
        saved_at=record.saved_at.isoformat(),
        muscle=record.muscle,
        side=record.side,
        strength=record.strength,
        length_s=record.length_s,
        eased=record.eased,
        nothing_helped=record.nothing_helped,
        note=record.note,
        triggers=list(record.triggers),
        tried=[WrittenTried(exercise=exercise, helped=helped) for exercise, helped in record.tried],
    )
