"""When a process that waits for reminders checks the clock next, and what fell due meanwhile.

Between two checks the clock may be set forward or back, and the machine may be carried into
another time zone. A reminder falls due when the local wall clock passes its time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from stretchapp.reminders.due import MAX_AGE, DueReminder, due_times, moment_of_wall_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime, tzinfo

    from stretchapp.reminders.rules import Slot

CHECK_EVERY = timedelta(seconds=60)
"""Longest time between two checks, so that a change of the clock is noticed within it."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When one reminder is due.

    Attributes:
        rule: The number of the reminder.
        slots: Its weekdays and times, in order.
        zone: The zone of these times; None means the zone of the machine.
    """

    rule: int
    slots: tuple[Slot, ...]
    zone: tzinfo | None


@dataclass(frozen=True, slots=True)
class ClockReading:
    """What the clock of the machine showed at one check.

    Attributes:
        at: The moment that it showed.
        zone: The zone of the machine at that moment.
    """

    at: datetime
    zone: tzinfo


def until_next_check(schedules: Iterable[Schedule], reading: ClockReading) -> timedelta | None:
    """Return how long after ``reading`` to check again; None if no reminder is ever due."""
    # Durations are taken in UTC, which has no daylight saving time.
    now = reading.at.astimezone(UTC)
    waits = [
        next(due_times(schedule.slots, schedule.zone or reading.zone, now)).astimezone(UTC) - now
        for schedule in schedules
        if schedule.slots
    ]
    return min([CHECK_EVERY, *waits]) if waits else None


def due_between(
    schedules: Iterable[Schedule], previous: ClockReading, current: ClockReading
) -> list[DueReminder]:
    """Return what fell due after ``previous`` and up to ``current``, in order.

    Nothing did where the clock was set back between the two. What comes up again afterwards is
    returned again.
    """
    return sorted(
        due for schedule in schedules for due in _due_between(schedule, previous, current)
    )


def _due_between(
    schedule: Schedule, previous: ClockReading, current: ClockReading
) -> Iterator[DueReminder]:
    now = current.at.astimezone(UTC)
    since = max(_checked_until(schedule, previous, current), now - MAX_AGE)
    for moment in due_times(schedule.slots, schedule.zone or current.zone, since):
        due_at = moment.astimezone(UTC)
        if due_at > now:
            return
        yield DueReminder(due_at, schedule.rule)


def _checked_until(schedule: Schedule, previous: ClockReading, current: ClockReading) -> datetime:
    """Return the moment up to which the times of the current zone have been checked."""
    wall_before = previous.at.astimezone(previous.zone).replace(tzinfo=None)
    wall_after = previous.at.astimezone(current.zone).replace(tzinfo=None)
    if schedule.zone is not None or wall_after <= wall_before:
        return previous.at.astimezone(UTC)
    # Moving to the current zone set the wall clock forward, past times that no check has seen. In
    # the current zone they were due before the previous check.
    return moment_of_wall_time(wall_before.date(), wall_before.time(), current.zone).astimezone(UTC)
