"""The types of command-line arguments: each turns the text of one argument into a value.

Each raises ``argparse.ArgumentTypeError`` with a sentence for the user. Modules that only a few
arguments need are imported inside the functions: a start that opens the window does without them.
"""

from __future__ import annotations

import os
from argparse import ArgumentTypeError
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.base.i18n import _
from stretchapp.desktop.instance.request import MAX_SPEED, is_speed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import time
    from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

FIRST_YEAR, LAST_YEAR = 2, 2999
"""The years of moments and dates that can be named; what is kept in the diary is narrower."""

_LONGEST_NUMBER = 9
"""In digits; SQLite stores every number of this length."""


def folder(text: str) -> Path:
    """Return a folder. An empty text, which ``Path`` takes for the current folder, is refused."""
    if not text:
        raise ArgumentTypeError(_("the name of the folder is empty"))
    return Path(text)


def speed(text: str) -> float:
    """Return a speed of sessions."""
    from stretchapp.base.typed_numbers import read_number

    value = read_number(text)
    if value is None or not is_speed(value):
        message = _("'{text}' is not a number above 0 and up to {highest}. Example: 2")
        raise ArgumentTypeError(message.format(text=text, highest=f"{MAX_SPEED:g}"))
    return value


def entry_number(text: str) -> int:
    """Return the number of a cramp or a reminder."""
    if not _is_whole_number(text):
        raise ArgumentTypeError(_("'{text}' is not a valid number. Example: 3").format(text=text))
    return int(text)


def number_between(lowest: int, highest: int) -> Callable[[str], int]:
    """Return a type for whole numbers from ``lowest`` to ``highest``."""

    def number(text: str) -> int:
        if not _is_whole_number(text) or not lowest <= int(text) <= highest:
            message = _("'{text}' is not a number from {lowest} to {highest}")
            raise ArgumentTypeError(message.format(text=text, lowest=lowest, highest=highest))
        return int(text)

    return number


def cramp_length(text: str) -> float:
    """Return the seconds of a length in minutes, written as 2, 2.5, 2,5 or 2:30."""
    from stretchapp.base.typed_numbers import read_minutes
    from stretchapp.diary.cramp_records import LONGEST_S

    length_s = read_minutes(text)
    if length_s is None or length_s > LONGEST_S:
        message = _("'{text}' is not a valid length in minutes. Example: 2 or 1:30")
        raise ArgumentTypeError(message.format(text=text))
    return length_s


def note(text: str) -> str:
    """Return a note, which must not be too long."""
    from stretchapp.diary.cramp_records import LONGEST_NOTE

    text = plain_text(text)
    if len(text) > LONGEST_NOTE:
        message = _("the note has {count} characters; the limit is {highest}")
        raise ArgumentTypeError(message.format(count=len(text), highest=LONGEST_NOTE))
    return text


def plain_text(text: str) -> str:
    """Return a text; one with bytes that are no letters is refused, as it cannot be saved."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        try:
            # Python could not read it by the locale; it may be UTF-8 all the same.
            return os.fsencode(text).decode()
        except UnicodeError:
            message = _("the text cannot be read from character {number} on; write it as UTF-8")
            raise ArgumentTypeError(message.format(number=error.start + 1)) from None
    return text


def ids(text: str) -> list[str]:
    """Return ids that are separated by commas."""
    return [name.strip() for name in text.split(",") if name.strip()]


def moment(text: str) -> datetime:
    """Return a moment; without an offset it is a wall time whose zone the command knows."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        message = _("'{text}' is not a valid date and time. Example: 2026-11-22T03:00")
        raise ArgumentTypeError(message.format(text=text)) from None
    _check_year(moment)
    return moment


def day(text: str) -> date:
    """Return a date."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        message = _("'{text}' is not a valid date. Example: 2026-11-30")
        raise ArgumentTypeError(message.format(text=text)) from None
    _check_year(day)
    return day


def _check_year(day: date) -> None:
    """Refuse a year near the ends of what can be counted: the next night may not exist."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        message = _("the year must be from {first} to {last}")
        raise ArgumentTypeError(message.format(first=FIRST_YEAR, last=LAST_YEAR))


def moment_or_day(text: str) -> datetime | date:
    """Return a moment, or a date if no time of day is given."""
    try:
        return day(text)
    except ArgumentTypeError:
        return moment(text)


def time_of_day(text: str) -> time:
    """Return a time of day."""
    from stretchapp.reminders.parse_time import parse_time

    try:
        return parse_time(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None


def times_of_day(text: str) -> tuple[time, ...]:
    """Return times of day, the earliest first."""
    from stretchapp.reminders.parse_time import parse_times

    try:
        return parse_times(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None


def weekdays(text: str) -> frozenset[int]:
    """Return weekdays that are written as ``daily``, ``weekdays``, ``weekend`` or ``mon,wed``."""
    from stretchapp.reminders.rules import EVERY_DAY
    from stretchapp.wording.reminders import WEEKEND, WORKING_DAYS

    groups = {"daily": EVERY_DAY, "weekdays": WORKING_DAYS, "weekend": WEEKEND}
    if text in groups:
        return groups[text]
    names = [name.strip().lower()[:3] for name in text.split(",")]
    if not set(names) <= set(WEEKDAYS):
        message = _("'{text}' is not valid. Enter daily, weekdays, weekend, or some of {days}")
        raise ArgumentTypeError(message.format(text=text, days=",".join(WEEKDAYS)))
    return frozenset(map(WEEKDAYS.index, names))


def zone(text: str) -> ZoneInfo:
    """Return the time zone of a name."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(text)
    except (LookupError, OSError, ValueError):
        message = _("'{text}' is not a valid time zone. Example: Europe/Berlin")
        raise ArgumentTypeError(message.format(text=text)) from None


def _is_whole_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER
