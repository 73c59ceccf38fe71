"""Dates, weekdays and times of day in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.wording.lists import joined

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def date_in_words(day: date) -> str:
    """Return a date without its year, such as ``3 December``."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def date_and_year(day: date) -> str:
    """Return a date such as ``3 December 2026``."""
    return f"{date_in_words(day)} {day.year}"


def day_in_words(day: date) -> str:
    """Return a date with its weekday, such as ``Sunday, 22 November 2026``."""
    return f"{DAY_NAMES[day.weekday()]}, {date_and_year(day)}"


def month_in_words(month: date) -> str:
    """Return a month such as ``November 2026``."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def nights_in_words(nights: Sequence[date]) -> str:
    """Return nights by their evenings, such as ``nights of 20, 21 and 22 November``."""
    by_month: dict[tuple[int, int], list[date]] = {}
    for night in nights:
        by_month.setdefault((night.year, night.month), []).append(night)
    parts = [
        f"{joined([str(night.day) for night in of_month])} {MONTHS[month - 1]}"
        for (_, month), of_month in by_month.items()
    ]
    # Months are separated by semicolons because there are commas between the days.
    return f"{'night' if len(nights) == 1 else 'nights'} of {'; '.join(parts)}"


def time_in_words(moment: datetime) -> str:
    """Return the time of day of a moment, such as ``03:10``."""
    return f"{moment:%H:%M}"
