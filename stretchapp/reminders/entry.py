"""What people write for times of day, on the command line and on the page."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from stretchapp.reminders.rules import MAX_TIMES

_TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*(?:(a|p)\.?m\.?)?", re.IGNORECASE)
NOON_HOUR = 12
_ANY_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 -- only its time of day is used


def read_time(text: str) -> time:
    """Return a time of day, written as ``21:45``, ``21.45``, ``2145``, ``9:45 pm`` or ``21``.

    Raises:
        ValueError: It is none; the message says so in a sentence for the person.
    """
    found = _TIME.fullmatch(text.strip())
    if found is not None:
        hour, minute = int(found[1]), int(found[2] or 0)
        if found[3] is not None:
            # 12 am is midnight, 12 pm is noon; there is no 13 pm.
            is_good = 1 <= hour <= NOON_HOUR
            hour = hour % NOON_HOUR + (NOON_HOUR if found[3].lower() == "p" else 0)
            hour = hour if is_good else -1
        try:
            return time(hour, minute)
        except ValueError:
            pass
    raise ValueError(f"'{text}' is no time such as 21:45")


def read_times(text: str) -> tuple[time, ...]:
    """Return times of a day, written with commas or "and" between them, in their order.

    Raises:
        ValueError: One is none, or there are too many; the message says so.
    """
    parts = re.split(r",|;|\band\b", text)
    found = tuple(sorted({read_time(part.strip()) for part in parts}))
    if len(found) > MAX_TIMES:
        raise ValueError(f"more than {MAX_TIMES} times a day")
    return found


def later(at: time, minutes: int) -> time:
    """Return the time so many minutes later on the clock, or earlier if they are below zero."""
    return (datetime.combine(_ANY_DAY, at) + timedelta(minutes=minutes)).time()
