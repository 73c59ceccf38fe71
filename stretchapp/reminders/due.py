"""When reminders are due: weekdays and wall times, converted to moments in a time zone.

A wall time that is skipped when the clocks are set forward is due at the first moment after the
change. One that comes twice when they are set back is due the first time only.
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

MAX_AGE = DAY
"""A reminder that was due longer ago is ignored: it is of no use to anybody any more."""


@dataclass(frozen=True, slots=True, order=True)
class DueReminder:
    """One moment at which a reminder is due.

    Attributes:
        at: The moment.
        rule: The number of the reminder.
    """

    at: datetime
    rule: int


def moment_of_wall_time(day: date, at: time, zone: tzinfo) -> datetime:
    """Return the first moment at which the clocks of a zone show a wall time, or skip it.

    Args:
        day: The local date.
        at: The local time, without a zone.
        zone: The zone.
    """
    wall = datetime.combine(day, at)
    moment = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall:
        return moment.astimezone(zone)
    # The clocks skip this time. Read with ``fold=1`` it lies before the change, with 0 after it.
    before = int(wall.replace(tzinfo=zone, fold=1).timestamp())
    after = int(moment.timestamp())
    offset = _offset(after, zone)
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(middle, zone) == offset:
            after = middle
        else:
            before = middle
    return datetime.fromtimestamp(after, zone)


def due_times(slots: Sequence[Slot], zone: tzinfo, after: datetime) -> Iterator[datetime]:
    """Return all moments later than ``after`` at which the slots are due, without end.

    Args:
        slots: Weekdays and times, in order; without any there are no moments.
        zone: The zone of these times.
        after: Any aware moment.
    """
    if not slots:
        return
    latest = after.astimezone(UTC)
    # A change of the clocks can move what was due yesterday to today, so yesterday is included.
    day = after.astimezone(zone).date() - DAY
    while True:
        times = (slot.at for slot in slots if slot.weekday == day.weekday())
        for moment in sorted({moment_of_wall_time(day, at, zone).astimezone(UTC) for at in times}):
            if moment > latest:
                # Two times skipped by the same change are due together, and only once.
                latest = moment
                yield moment.astimezone(zone)
        day += DAY


def moments_of_skipped_times(slots: Sequence[Slot], zone: tzinfo, year: int) -> list[datetime]:
    """Return when slots are due whose wall time is skipped, in a year and the next two.

    Args:
        slots: Weekdays and times, in order.
        zone: The zone of these times.
        year: The first year.

    Returns:
        The moments right after the changes of the clocks, in order. Few reminders have any.
    """
    moments: set[datetime] = set()
    day = date(year, 1, 1)
    while day.year < year + 3:
        # Most days have no change. One may lie close to the following midnight.
        if _offset_at(day, zone) != _offset_at(day + 2 * DAY, zone):
            moments |= {
                moment.astimezone(UTC)
                for slot in slots
                if slot.weekday == day.weekday()
                and (moment := moment_of_wall_time(day, slot.at, zone)).replace(tzinfo=None)
                != datetime.combine(day, slot.at)
            }
        day += DAY
    return sorted(moments)


def latest_due_time(
    slots: Sequence[Slot], zone: tzinfo, now: datetime, within: timedelta
) -> datetime | None:
    """Return the last moment up to ``now`` at which the slots were due, if it is recent enough.

    Args:
        slots: Weekdays and times, in order.
        zone: The zone of these times.
        now: The present moment.
        within: How far to look back.
    """
    latest = None
    # A moment exactly ``within`` ago counts, so the search starts just before it.
    for moment in due_times(slots, zone, now - within - timedelta(microseconds=1)):
        if moment > now:
            break
        latest = moment
    return latest


def _offset_at(day: date, zone: tzinfo) -> timedelta | None:
    return datetime(day.year, day.month, day.day, tzinfo=zone).utcoffset()


def _offset(timestamp: int, zone: tzinfo) -> timedelta | None:
    return datetime.fromtimestamp(timestamp, zone).utcoffset()
