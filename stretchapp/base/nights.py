"""Which night a moment belongs to.

A night lasts from noon to noon and is named by the date of its evening, so that it stays the same
night after midnight. A moment belongs to the night of its own wall time, the one of the place where
it was written down: a cramp at 3:00 stays one of that night when the person travels.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

NIGHT_STARTS = time(12)
"""Local time at which one night ends and the next one starts."""


def night_of(moment: datetime) -> date:
    """Return the night that a moment belongs to by its own wall time: the date of its evening."""
    is_morning = moment.time() < NIGHT_STARTS
    return moment.date() - timedelta(days=1) if is_morning else moment.date()


def start_of_night(night: date, zone: tzinfo) -> datetime:
    """Return the moment at which a night starts: noon of the day of its evening."""
    return datetime.combine(night, NIGHT_STARTS, zone)


def earliest_start(night: date) -> datetime:
    """Return a moment before which a night has begun nowhere on earth."""
    # No wall time is a whole day ahead of UTC.
    return datetime.combine(night, NIGHT_STARTS, UTC) - timedelta(days=1)
