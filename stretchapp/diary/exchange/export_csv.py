"""Export of sessions, cramps and nights as a table (CSV) for spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from stretchapp.base.nights import night_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from stretchapp.diary.cramp_records import CrampRecord
    from stretchapp.diary.nights import Entries
    from stretchapp.diary.session_log import SessionRecord

COLUMNS = (
    "kind",
    "night",
    "started_at",
    "ended_at",
    "utc_offset",
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

_LENGTH_OF_A_MINUTE = len("2026-11-22T03:00")

_FORMULA = re.compile(
    # At the beginning of the cell, or where other separators than the comma would begin another.
    r"(^|[;|\t\r\n])"
    # Spaces, invisible marks and quotes are passed over.
    r"(?=[\s\u200b-\u200f\u2060\ufeff\"]*[=+\-@\uff1d\uff0b\uff0d\uff20])"
)
"""Where a spreadsheet may read a formula, which begins with one of four signs.

Some programs treat the wide forms of the signs like the usual ones.
"""

Row = tuple["date", float, dict[str, str]]
"""Night and moment, by which rows are sorted, and the cells by column."""


def csv_file(entries: Entries) -> bytes:
    """Return a diary as a CSV file, the earliest entry first.

    The file begins with a byte order mark, by which spreadsheets recognize UTF-8.
    """
    return csv_text(entries).encode("utf-8-sig")


def csv_text(entries: Entries) -> str:
    """Return the content of ``csv_file`` without its byte order mark."""
    rows = [
        *(_session_row(session) for session in entries.sessions),
        *(_cramp_row(cramp) for cramp in entries.cramps),
        # The columns and their words are the same in every language: not for people.
        *((night, 0.0, {"kind": "no cramp"}) for night in entries.quiet_nights),
    ]
    stream = io.StringIO()
    # The line ending that the format prescribes; a note may contain others.
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for night, _, cells in sorted(rows, key=lambda row: row[:2]):
        cells["night"] = night.isoformat()
        writer.writerow([escape_formula(cells.get(column, "")) for column in COLUMNS])
    return stream.getvalue()


def escape_formula(cell: str) -> str:
    """Return a cell that no spreadsheet computes: an apostrophe makes a formula plain text."""
    escaped = _FORMULA.sub(r"\1'", cell)
    # Some programs pass over these at the beginning of a cell.
    return f"'{escaped}" if escaped.startswith(("\t", "\r", "\n")) else escaped


def _session_row(session: SessionRecord) -> Row:
    # Both moments have one offset, also if the clocks were changed meanwhile.
    ended_at = session.saved_at.astimezone(session.started_at.tzinfo)
    cells = {
        "kind": "session",
        "ended_at": "" if session.state == "running" else _moment(ended_at),
        "routine": session.routine,
        "title": session.title,
        "state": session.state,
        "planned_min": _minutes(session.planned_s),
        "active_min": _minutes(session.active_s),
    }
    return _row(session.started_at, cells)


def _cramp_row(cramp: CrampRecord) -> Row:
    cells = {
        "kind": "cramp",
        "state": "running" if cramp.state == "running" else ("eased" if cramp.eased else ""),
        "muscle": cramp.muscle or "",
        "side": cramp.side or "",
        "strength": "" if cramp.strength is None else str(cramp.strength),
        "length_min": "" if cramp.length_s is None else _minutes(cramp.length_s),
        "triggers": " ".join(cramp.triggers),
        "tried": " ".join(exercise for exercise, _ in cramp.tried),
        "helped": " ".join(exercise for exercise, has_helped in cramp.tried if has_helped),
        "nothing_helped": "yes" if cramp.nothing_helped else "",
        "note": cramp.note,
    }
    return _row(cramp.started_at, cells)


def _row(started_at: datetime, cells: dict[str, str]) -> Row:
    cells["started_at"] = _moment(started_at)
    # Not +01:00 alone, which is a formula for spreadsheets.
    cells["utc_offset"] = f"UTC{started_at.isoformat(timespec='minutes')[_LENGTH_OF_A_MINUTE:]}"
    return night_of(started_at), started_at.timestamp(), cells


def _moment(moment: datetime) -> str:
    """Return a wall time in the form that every spreadsheet takes for a moment."""
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def _minutes(length_s: float) -> str:
    return f"{length_s / 60:.2f}"
