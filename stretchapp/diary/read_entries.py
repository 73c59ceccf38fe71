"""Reads the entries of a diary from its database."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.night_log import NightLog
from stretchapp.diary.nights import Entries
from stretchapp.diary.session_log import SessionLog

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime


def read_entries(connection: sqlite3.Connection, since: datetime | None = None) -> Entries:
    """Return all entries of a diary, or those that began at a moment or later.

    Raises:
        UserError: The database cannot be read.
    """
    # Before noon, a moment belongs to the night of the day before.
    first_night = None if since is None else since.date() - timedelta(days=1)
    return Entries(
        SessionLog(connection).sessions(since),
        CrampLog(connection).cramps(since),
        NightLog(connection).quiet_nights(first_night),
    )
