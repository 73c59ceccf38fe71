"""The rules by which people are reminded, and the places in the week that follow from them.

All times here are wall times: what a clock on the wall shows, in no particular zone yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal, NamedTuple

Occasion = Literal["evening", "daytime"]
"""What a reminder is for: the stretch of an evening, which is done once a night, or something
that may be done several times a day."""

EVERY_DAY = frozenset(range(7))
MAX_TIMES = 12
MAX_BEFORE_BED_MIN = 240
MINUTES_OF_A_DAY = 24 * 60

NOON = time(12)
"""A bedtime before it belongs to the evening of the day before."""

_ANY_DAY = datetime(2000, 1, 3)  # noqa: DTZ001 -- only its time of day is used


@dataclass(frozen=True, slots=True)
class AtTimes:
    """A reminder at the same times on each of its days.

    Attributes:
        times: In their order, each one once, at most ``MAX_TIMES``; whole minutes.
    """

    times: tuple[time, ...]


@dataclass(frozen=True, slots=True)
class BeforeBed:
    """A reminder some time before the bedtime of the day.

    Attributes:
        minutes: How long before, from 0 to ``MAX_BEFORE_BED_MIN``.
    """

    minutes: int


@dataclass(frozen=True, slots=True)
class Bedtimes:
    """When the person goes to bed.

    Attributes:
        of_days: The bedtime of each evening, Monday's first. One before noon is after midnight:
            00:30 of Monday's evening is half past midnight on Tuesday.
    """

    of_days: tuple[time, ...]


USUAL_BEDTIMES = Bedtimes((time(22, 30),) * 7)


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
        text: What it says besides; may be empty.
        zone: The name of the zone that its times are in; None follows the machine.
        is_on: Whether it reminds at all.
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


class Slot(NamedTuple):
    """A place in the week: a weekday, Monday is 0, and a wall time."""

    weekday: int
    at: time


def slots(rule: Rule, bedtimes: Bedtimes) -> tuple[Slot, ...]:
    """Return the places in the week at which ``rule`` is due, in their order.

    Minutes before bed are counted on the wall clock, so 45 minutes before 00:30 are 23:45 of the
    evening itself.
    """
    if isinstance(rule.when, AtTimes):
        found = {Slot(day, at) for day in rule.weekdays for at in rule.when.times}
    else:
        found = {_before_bed(day, bedtimes, rule.when.minutes) for day in rule.weekdays}
    return tuple(sorted(found))


def _before_bed(weekday: int, bedtimes: Bedtimes, minutes: int) -> Slot:
    bedtime = bedtimes.of_days[weekday]
    evening = _ANY_DAY + timedelta(days=weekday)
    days_later = 1 if bedtime < NOON else 0
    at = datetime.combine(evening, bedtime) + timedelta(days=days_later, minutes=-minutes)
    return Slot(at.weekday(), at.time())
