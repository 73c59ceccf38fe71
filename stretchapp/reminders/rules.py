"""Reminder rules, and the weekdays and times that follow from them.

All times here are wall times: what a clock shows, not yet in any time zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal, NamedTuple

Occasion = Literal["evening", "daytime"]
"""What a reminder is for: ``evening`` for stretching once a night, ``daytime`` for something that
may be done several times a day."""

EVERY_DAY = frozenset(range(7))
MAX_TIMES_PER_DAY = 12
MAX_BEFORE_BED_MIN = 240

NOON = time(12)
"""A bedtime before noon is after midnight and belongs to the evening of the day before."""

_EVENING_TIMES = frozenset({"evening", "bedtime"})
_ANY_MONDAY = datetime(2000, 1, 3)  # noqa: DTZ001 -- only its weekday is used


@dataclass(frozen=True, slots=True)
class AtTimes:
    """Due at the same times on each day of the rule.

    Attributes:
        times: Whole minutes in order, each once, at most ``MAX_TIMES_PER_DAY``.
    """

    times: tuple[time, ...]


@dataclass(frozen=True, slots=True)
class BeforeBed:
    """Due some time before the bedtime of each day of the rule.

    Attributes:
        minutes: From 0 to ``MAX_BEFORE_BED_MIN``.
    """

    minutes: int


@dataclass(frozen=True, slots=True)
class Bedtimes:
    """When the person goes to bed.

    Attributes:
        by_weekday: The bedtime of each evening, Monday's first. One before noon is after midnight:
            00:30 of Monday's evening is half past midnight on Tuesday.
    """

    by_weekday: tuple[time, ...]


DEFAULT_BEDTIMES = Bedtimes((time(22, 30),) * 7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One reminder.

    Attributes:
        id: Its number.
        when: At which times of its days.
        weekdays: Its days, Monday is 0; with ``BeforeBed`` the evenings.
        routine: The id of the routine that it is about.
        title: The title of the routine.
        occasion: What it is for.
        text: Extra text to show; may be empty.
        zone: The name of the zone of its times; None means the zone of the machine.
        is_on: Whether it is turned on.
    """

    id: int
    when: AtTimes | BeforeBed
    weekdays: frozenset[int]
    routine: str
    title: str
    occasion: Occasion
    text: str = ""
    zone: str | None = None
    is_on: bool = True


def occasion_of(when: str | None) -> Occasion:
    """Return what a reminder of a routine is for.

    Args:
        when: The time of day that the routine is meant for; None for sessions recorded before
            routines had one.
    """
    return "evening" if when is None or when in _EVENING_TIMES else "daytime"


class Slot(NamedTuple):
    """A weekday, Monday is 0, and a wall time."""

    weekday: int
    at: time


def weekly_slots(rule: Rule, bedtimes: Bedtimes) -> tuple[Slot, ...]:
    """Return the weekdays and times at which ``rule`` is due, in order.

    Minutes before bed are counted on the wall clock, so 45 minutes before 00:30 is 23:45 of the
    evening itself.
    """
    if isinstance(rule.when, AtTimes):
        slots = {Slot(day, at) for day in rule.weekdays for at in rule.when.times}
    else:
        slots = {_before_bed(day, bedtimes, rule.when.minutes) for day in rule.weekdays}
    return tuple(sorted(slots))


def _before_bed(weekday: int, bedtimes: Bedtimes, minutes: int) -> Slot:
    bedtime = bedtimes.by_weekday[weekday]
    evening = _ANY_MONDAY + timedelta(days=weekday)
    days_later = 1 if bedtime < NOON else 0
    at = datetime.combine(evening, bedtime) + timedelta(days=days_later, minutes=-minutes)
    return Slot(at.weekday(), at.time())
