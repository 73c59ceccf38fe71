"""When rules are due: wall times of a week, brought to moments in a zone.

A wall time that does not exist, because the clock is put forward over it, is due at the first
moment after; one that exists twice is due the first time only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import time, tzinfo

    from stretchapp.reminders.rules import Slot

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """One time at which a rule is due.

    Attributes:
        at: The moment, in the zone in which it was found.
        rule: The number of the rule.
    """

    at: datetime
    rule: int


def moment(day: date, at: time, zone: tzinfo) -> datetime:
    """Return the moment at which the clocks of a zone first show a wall time, or leap over it.

    Args:
        day: The date on the wall.
        at: The time on the wall, without a zone.
        zone: Where the wall is.
    """
    wall = datetime.combine(day, at)
    found = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) == wall:
        return found.astimezone(zone)
    # The clock skips this time. Of the two ways to read it one lies before the leap, one after.
    before = int(wall.replace(tzinfo=zone, fold=1).timestamp())
    after = int(found.timestamp())
    offset = _offset(after, zone)
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(middle, zone) == offset:
            after = middle
        else:
            before = middle
    return datetime.fromtimestamp(after, zone)


def moments_after(slots: Sequence[Slot], zone: tzinfo, after: datetime) -> Iterator[datetime]:
    """Return all moments later than ``after`` at which the slots are due, without end.

    Args:
        slots: Places in the week, in their order; if there are none, there are no moments.
        zone: The zone of their wall times.
        after: Any aware moment.
    """
    if not slots:
        return
    last = after.astimezone(UTC)
    # A leap may bring what was due yesterday to today, so yesterday is looked at too.
    day = after.astimezone(zone).date() - DAY
    while True:
        of_day = (slot.at for slot in slots if slot.weekday == day.weekday())
        for found in sorted({moment(day, at, zone).astimezone(UTC) for at in of_day}):
            if found > last:
                # Two times that the clock skips at once are due together, and only once.
                last = found
                yield found.astimezone(zone)
        day += DAY


def leapt_over(slots: Sequence[Slot], zone: tzinfo, year: int) -> list[datetime]:
    """Return the moments of a year and the next two that take the place of times that do not exist.

    Args:
        slots: Places in the week, in their order.
        zone: The zone of their wall times.
        year: The first year.

    Returns:
        The moments right after the leaps of the clock, in order; few reminders have any.
    """
    found: set[datetime] = set()
    day = date(year, 1, 1)
    while day.year < year + 3:
        # Most days have no change; one may lie around the next midnight.
        if _offset_at(day, zone) != _offset_at(day + 2 * DAY, zone):
            found |= {
                at.astimezone(UTC)
                for slot in slots
                if slot.weekday == day.weekday()
                and (at := moment(day, slot.at, zone)).replace(tzinfo=None)
                != datetime.combine(day, slot.at)
            }
        day += DAY
    return sorted(found)


def latest_moment(
    slots: Sequence[Slot], zone: tzinfo, now: datetime, within: timedelta
) -> datetime | None:
    """Return the last moment up to ``now`` at which the slots were due, if it is recent enough.

    Args:
        slots: Places in the week, in their order.
        zone: The zone of their wall times.
        now: The present moment.
        within: How far to look back.
    """
    latest = None
    # Just before, because what is due at the very start of the time counts too.
    for found in moments_after(slots, zone, now - within - timedelta(microseconds=1)):
        if found > now:
            break
        latest = found
    return latest


def _offset_at(day: date, zone: tzinfo) -> timedelta | None:
    return datetime(day.year, day.month, day.day, tzinfo=zone).utcoffset()


def _offset(timestamp: int, zone: tzinfo) -> timedelta | None:
    return datetime.fromtimestamp(timestamp, zone).utcoffset()
