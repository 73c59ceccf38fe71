"""Dates, weekdays and times of day in words, as the region writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.i18n import ENGLISH, NC_, language, ngettext, pgettext
from stretchapp.base.region import region
from stretchapp.wording.lists import joined

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime, time

DAY_NAMES = (
    NC_("weekday", "Monday"),
    NC_("weekday", "Tuesday"),
    NC_("weekday", "Wednesday"),
    NC_("weekday", "Thursday"),
    NC_("weekday", "Friday"),
    NC_("weekday", "Saturday"),
    NC_("weekday", "Sunday"),
)
"""For translation by ``weekday_name``."""

_SHORT_DAY_NAMES = (
    NC_("weekday, short", "Mon"),
    NC_("weekday, short", "Tue"),
    NC_("weekday, short", "Wed"),
    NC_("weekday, short", "Thu"),
    NC_("weekday, short", "Fri"),
    NC_("weekday, short", "Sat"),
    NC_("weekday, short", "Sun"),
)

_SHORTEST_DAY_NAMES = (
    NC_("weekday, two letters", "Mo"),
    NC_("weekday, two letters", "Tu"),
    NC_("weekday, two letters", "We"),
    NC_("weekday, two letters", "Th"),
    NC_("weekday, two letters", "Fr"),
    NC_("weekday, two letters", "Sa"),
    NC_("weekday, two letters", "Su"),
)

_MONTHS_ALONE = (
    NC_("month without a day", "January"),
    NC_("month without a day", "February"),
    NC_("month without a day", "March"),
    NC_("month without a day", "April"),
    NC_("month without a day", "May"),
    NC_("month without a day", "June"),
    NC_("month without a day", "July"),
    NC_("month without a day", "August"),
    NC_("month without a day", "September"),
    NC_("month without a day", "October"),
    NC_("month without a day", "November"),
    NC_("month without a day", "December"),
)

_MONTHS = (
    NC_("month of a date", "January"),
    NC_("month of a date", "February"),
    NC_("month of a date", "March"),
    NC_("month of a date", "April"),
    NC_("month of a date", "May"),
    NC_("month of a date", "June"),
    NC_("month of a date", "July"),
    NC_("month of a date", "August"),
    NC_("month of a date", "September"),
    NC_("month of a date", "October"),
    NC_("month of a date", "November"),
    NC_("month of a date", "December"),
)

_SHORT_MONTHS = (
    NC_("month of a date, short", "Jan"),
    NC_("month of a date, short", "Feb"),
    NC_("month of a date, short", "Mar"),
    NC_("month of a date, short", "Apr"),
    NC_("month of a date, short", "May"),
    NC_("month of a date, short", "Jun"),
    NC_("month of a date, short", "Jul"),
    NC_("month of a date, short", "Aug"),
    NC_("month of a date, short", "Sep"),
    NC_("month of a date, short", "Oct"),
    NC_("month of a date, short", "Nov"),
    NC_("month of a date, short", "Dec"),
)

_NOON = 12


def weekday_name(weekday: int) -> str:
    """Return the name of a weekday; 0 is Monday."""
    return pgettext("weekday", DAY_NAMES[weekday])


def short_weekday_name(weekday: int) -> str:
    """Return the name of a weekday in a few letters, such as ``Mon``; 0 is Monday."""
    return pgettext("weekday, short", _SHORT_DAY_NAMES[weekday])


def shortest_weekday_name(weekday: int) -> str:
    """Return the name of a weekday for a narrow column, such as ``Mo``; 0 is Monday."""
    return pgettext("weekday, two letters", _SHORTEST_DAY_NAMES[weekday])


def weekdays_in_order() -> list[int]:
    """Return the weekdays as the week of the region has them; 0 is Monday."""
    first = region().first_weekday
    return [(first + day) % 7 for day in range(7)]


def date_in_words(day: date) -> str:
    """Return a date without its year, such as ``3 December``."""
    return _date(str(day.day), pgettext("month of a date", _MONTHS[day.month - 1]))


def short_date(day: date) -> str:
    """Return a date without its year in a few letters, such as ``3 Dec``."""
    month = pgettext("month of a date, short", _SHORT_MONTHS[day.month - 1])
    return _date(str(day.day), month)


def date_and_year(day: date) -> str:
    """Return a date such as ``3 December 2026``."""
    if _has_month_first():
        return f"{date_in_words(day)}, {day.year}"
    return pgettext("date with year", "{date} {year}").format(
        date=date_in_words(day), year=day.year
    )


def day_in_words(day: date) -> str:
    """Return a date with its weekday, such as ``Sunday, 22 November 2026``."""
    return pgettext("date with weekday", "{weekday}, {date}").format(
        weekday=weekday_name(day.weekday()), date=date_and_year(day)
    )


def month_in_words(month: date) -> str:
    """Return a month such as ``November 2026``."""
    name = pgettext("month without a day", _MONTHS_ALONE[month.month - 1])
    return pgettext("month with year", "{month} {year}").format(month=name, year=month.year)


def nights_in_words(nights: Sequence[date]) -> str:
    """Return nights by their evenings, such as ``nights of 20, 21 and 22 November``."""
    by_month: dict[tuple[int, int], list[date]] = {}
    for night in nights:
        by_month.setdefault((night.year, night.month), []).append(night)
    parts = [
        _date(
            joined([str(night.day) for night in of_month]),
            pgettext("month of a date", _MONTHS[month - 1]),
        )
        for (_, month), of_month in by_month.items()
    ]
    # Months are separated by semicolons because there are commas between the days.
    return ngettext("night of {dates}", "nights of {dates}", len(nights)).format(
        dates="; ".join(parts)
    )


def time_in_words(moment: datetime | time) -> str:
    """Return the time of day of a moment, such as ``03:10`` or ``3:10 am``."""
    if not region().has_12_hours:
        return f"{moment:%H:%M}"
    pattern = (
        pgettext("time of day", "{hour}:{minute} am")
        if moment.hour < _NOON
        else pgettext("time of day", "{hour}:{minute} pm")
    )
    return pattern.format(hour=moment.hour % _NOON or _NOON, minute=f"{moment:%M}")


def _date(days: str, month: str) -> str:
    if _has_month_first():
        return f"{month} {days}"
    return pgettext("date", "{day} {month}").format(day=days, month=month)


def _has_month_first() -> bool:
    """Return whether dates are those of American English; other languages have one order."""
    return region().has_month_first and language() == ENGLISH
