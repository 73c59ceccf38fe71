"""Parsing of times of day that people type, on the command line and in the reminder form."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from stretchapp.base.i18n import _
from stretchapp.reminders.rules import MAX_TIMES_PER_DAY

_TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*(?:(a|p)\.?m\.?)?", re.IGNORECASE)
_NOON_HOUR = 12

EXAMPLE = time(21, 45)
"""A time that examples name."""

_ANY_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 -- only its time of day is used


def parse_time(text: str) -> time:
    """Return a time of day, written as ``21:45``, ``21.45``, ``2145``, ``9:45 pm`` or ``21``.

    Raises:
        ValueError: The text is not a time; the message is a sentence for the person.
    """
    match = _TIME.fullmatch(text.strip())
    if match is not None:
        hour, minute = int(match[1]), int(match[2] or 0)
        if match[3] is not None:
            # 12 am is midnight, 12 pm is noon; there is no 13 pm.
            is_valid = 1 <= hour <= _NOON_HOUR
            hour = hour % _NOON_HOUR + (_NOON_HOUR if match[3].lower() == "p" else 0)
            hour = hour if is_valid else -1
        try:
            return time(hour, minute)
        except ValueError:
            pass
    raise ValueError(
        _("'{text}' is not a valid time. Example: {example}").format(
            text=text, example=f"{EXAMPLE:%H:%M}"
        )
    )


def parse_times(text: str) -> tuple[time, ...]:
    """Return times of day in order, each once, from a text with commas or "and" between them.

    Raises:
        ValueError: One of them is not a time, or there are too many; the message says which.
    """
    parts = re.split(r",|;|\band\b", text)
    times = tuple(sorted({parse_time(part.strip()) for part in parts}))
    if len(times) > MAX_TIMES_PER_DAY:
        raise ValueError(_("Enter at most {count} times.").format(count=MAX_TIMES_PER_DAY))
    return times


def shift_time(at: time, minutes: int) -> time:
    """Return the time of day ``minutes`` later, or earlier if negative, around the clock."""
    return (datetime.combine(_ANY_DAY, at) + timedelta(minutes=minutes)).time()
