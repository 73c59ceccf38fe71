"""Rows of the database as values; a row that something else has damaged is left out and counted.

The app writes no such row, but a damaged page or another program may leave one. One of them must
not make the whole diary unreadable.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

EARLIEST_YEAR = 1969
"""The year of an entry that was made while the clock was not set, west of Greenwich."""

LATEST_YEAR = 2199

LONGEST_S = 10_000_000.0
"""The greatest length, in seconds, that an export can hold."""

_T = TypeVar("_T")


def usable(
    rows: Iterable[sqlite3.Row], make: Callable[[sqlite3.Row], _T], left_out: list[str], kind: str
) -> list[_T]:
    """Return what ``make`` makes of rows.

    Args:
        rows: The rows.
        make: Makes a value of a row. It raises ValueError, TypeError or OverflowError if it cannot.
        left_out: A name is added to it for each row of which nothing can be made: ``cramp 12``.
        kind: The first word of these names; the first column of the row follows.
    """
    values: list[_T] = []
    for row in rows:
        try:
            values.append(make(row))
        except (ValueError, TypeError, OverflowError):
            left_out.append(f"{kind} {row[0]}")
    return values


def stored_moment(text: str) -> datetime:
    """Return a moment of the database.

    Raises:
        ValueError: It is none, has no offset, or no entry can have been made then.
        TypeError: It is no text.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        raise ValueError(text)
    return moment


def stored_night(text: str) -> date:
    """Return the night of a date of the database.

    Raises:
        ValueError: It is none, or no entry can have been made then.
        TypeError: It is no text.
    """
    night = date.fromisoformat(text)
    if not EARLIEST_YEAR <= night.year <= LATEST_YEAR:
        raise ValueError(text)
    return night


def stored_length(length_s: float) -> float:
    """Return a length of the database, in seconds.

    Raises:
        ValueError: It is negative or too long.
        TypeError: It is no number.
    """
    if not 0 <= length_s <= LONGEST_S:
        raise ValueError(length_s)
    return length_s


def check_texts(*texts: str | None) -> None:
    """Check texts of the database.

    Raises:
        TypeError: One of them is none.
    """
    if None in texts:
        raise TypeError(texts)
