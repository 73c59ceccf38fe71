"""Reads the entries of a diary from its database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.nights import earliest_start, night_of
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.night_log import NightLog
from stretchapp.diary.nights import Entries
from stretchapp.diary.session_log import SessionLog

if TYPE_CHECKING:
    import sqlite3
    from datetime import date


def read_entries(connection: sqlite3.Connection, first: date | None = None) -> Entries:
    """Return all entries of a diary, or those of a night and of the nights after it.

    A night with a cramp is not among the quiet ones, whatever was said about it.

    Raises:
        UserError: The database cannot be read.
    """
    since = None if first is None else earliest_start(first)
    session_log, cramp_log = SessionLog(connection), CrampLog(connection)
    night_log = NightLog(connection)
    sessions, cramps = session_log.sessions(since), cramp_log.cramps(since)
    if first is not None:
        sessions = [session for session in sessions if night_of(session.started_at) >= first]
        cramps = [cramp for cramp in cramps if night_of(cramp.started_at) >= first]
    with_cramps = {night_of(cramp.started_at) for cramp in cramps}
    quiet_nights = night_log.quiet_nights(first) - with_cramps
    left_out = (*session_log.left_out, *cramp_log.left_out, *night_log.left_out)
    return Entries(sessions, cramps, quiet_nights, left_out)
