"""Export of a whole diary as JSON, which can be imported again."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import msgspec

from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.exchange.file_format import (
    FORMAT,
    KIND,
    ExportedCramp,
    ExportedDiary,
    ExportedDismissal,
    ExportedQuietNight,
    ExportedReminder,
    ExportedSession,
    ExportedTriedExercise,
)
from stretchapp.diary.night_log import NightLog
from stretchapp.diary.reminder_store import ReminderStore
from stretchapp.diary.session_log import SessionLog
from stretchapp.diary.storage.errors import explain_database_errors
from stretchapp.diary.storage.quiet_nights import nights_with_cramps
from stretchapp.diary.storage.rows import stored_moment, stored_night, usable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import datetime

    from stretchapp.diary.cramp_records import CrampRecord
    from stretchapp.diary.session_log import SessionRecord


def json_export(
    connection: sqlite3.Connection, now: datetime, is_alive: Callable[[int], bool]
) -> bytes:
    """Return the whole diary as JSON, in UTF-8 and in the form of ``file_format``.

    Sessions and cramp relief that are still running are left out; they are in the next export.

    Args:
        connection: The diary.
        now: The present moment.
        is_alive: Whether a process is running; ``desktop.instance.process_check.is_alive``.

    Raises:
        UserError: The diary cannot be read.
    """
    with explain_database_errors():
        # One read transaction: everything in the export is of the same moment.
        connection.execute("BEGIN")
        try:
            diary = _exported_diary(connection, now, is_alive)
        finally:
            connection.execute("COMMIT")
    return msgspec.json.format(msgspec.json.encode(diary), indent=1)


def _exported_diary(
    connection: sqlite3.Connection, now: datetime, is_alive: Callable[[int], bool]
) -> ExportedDiary:
    quiet = connection.execute("SELECT night, saved_at FROM quiet_night ORDER BY night")
    log = NightLog(connection)
    told = log.quiet_nights() - nights_with_cramps(connection)
    quiet_nights = {night.isoformat() for night in told}
    six_weeks = log.six_weeks_start()
    dismissed = connection.execute("SELECT rule, night FROM dismissed_night ORDER BY rule, night")
    store = ReminderStore(connection)
    return ExportedDiary(
        format=FORMAT,
        kind=KIND,
        exported_at=now.isoformat(),
        sessions=[
            _exported_session(session)
            for session in reversed(SessionLog(connection).sessions())
            if session.state != "running" or not is_alive(session.process)
        ],
        cramps=[
            _exported_cramp(cramp)
            for cramp in reversed(CrampLog(connection).cramps())
            if cramp.state != "running" or cramp.process is None or not is_alive(cramp.process)
        ],
        quiet_nights=[
            night
            for night in usable(quiet, _exported_quiet_night, [], "night")
            if night.night in quiet_nights
        ],
        dismissed=usable(dismissed, _exported_dismissal, [], "rule"),
        six_weeks=None if six_weeks is None else six_weeks.isoformat(),
        reminders=[ExportedReminder(**asdict(rule)) for rule in store.rules().values()],
        bedtimes=store.state().bedtimes,
    )


def _exported_quiet_night(row: sqlite3.Row) -> ExportedQuietNight:
    stored_moment(row["saved_at"])
    return ExportedQuietNight(**dict(row))


def _exported_dismissal(row: sqlite3.Row) -> ExportedDismissal:
    stored_night(row["night"])
    return ExportedDismissal(**dict(row))


def _exported_session(session: SessionRecord) -> ExportedSession:
    return ExportedSession(
        uid=session.uid,
        routine=session.routine,
        title=session.title,
        player=session.player,
        # A session that was cut off on this machine is not continued on another one.
        state="left" if session.state == "running" else session.state,
        started_at=session.started_at.isoformat(),
        saved_at=session.saved_at.isoformat(),
        planned_s=session.planned_s,
        active_s=session.active_s,
        part=session.part,
        parts=session.parts,
        occasion=session.occasion,
    )


def _exported_cramp(cramp: CrampRecord) -> ExportedCramp:
    return ExportedCramp(
        uid=cramp.uid,
        started_at=cramp.started_at.isoformat(),
        saved_at=cramp.saved_at.isoformat(),
        muscle=cramp.muscle,
        side=cramp.side,
        strength=cramp.strength,
        length_s=cramp.length_s,
        eased=cramp.eased,
        nothing_helped=cramp.nothing_helped,
        note=cramp.note,
        triggers=list(cramp.triggers),
        tried=[
            ExportedTriedExercise(exercise=exercise, helped=helped)
            for exercise, helped in cramp.tried
        ],
    )
