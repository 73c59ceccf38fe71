"""Which night a moment belongs to.

A night lasts from noon to noon and is named by the date of its evening, so that it stays the same
night after midnight.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

NIGHT_STARTS = time(12)
"""Local time at which one night ends and the next one starts."""


def night_of(moment: datetime, zone: tzinfo) -> date:
    """Return the night that a moment belongs to in a time zone: the date of its evening."""
    local = moment.astimezone(zone)
    is_morning = local.time() < NIGHT_STARTS
    return local.date() - timedelta(days=1) if is_morning else local.date()


def start_of_night(night: date, zone: tzinfo) -> datetime:
    """Return the moment at which a night starts: noon of the day of its evening."""
    return datetime.combine(night, NIGHT_STARTS, zone)
