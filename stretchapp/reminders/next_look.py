"""Waiting for reminders by looking at the clock: when to look again, and what fell due meanwhile.

For a process that waits itself. The clock may be put forward or back between two looks, and the
machine may be carried into another zone: what counts is what the clock on the wall went past.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from stretchapp.reminders.due import Due, moment, moments_after

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime, tzinfo

    from stretchapp.reminders.rules import Slot

LOOK_EVERY = timedelta(seconds=60)
"""The longest time between two looks, so that a change of the clock is noticed within it."""

LOOK_BACK = timedelta(days=1)
"""What fell due longer ago is not found: nobody can do anything about it any more."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """A reminder that is waited for.

    Attributes:
        rule: Its number.
        slots: Its places in the week, in their order.
        zone: The zone of their wall times; None follows the machine.
    """

    rule: int
    slots: tuple[Slot, ...]
    zone: tzinfo | None


@dataclass(frozen=True, slots=True)
class Look:
    """A look at the clock.

    Attributes:
        at: What it showed.
        zone: The zone of the machine at that moment.
    """

    at: datetime
    zone: tzinfo


def until_next_look(awaited: Iterable[Awaited], look: Look) -> timedelta | None:
    """Return how long after ``look`` to look again; None if there is nothing to wait for."""
    # Lengths are those of the one clock that knows no summer time.
    now = look.at.astimezone(UTC)
    found = [
        next(moments_after(it.slots, it.zone or look.zone, now)).astimezone(UTC) - now
        for it in awaited
        if it.slots
    ]
    return min([LOOK_EVERY, *found]) if found else None


def fell_due(awaited: Iterable[Awaited], last: Look, look: Look) -> list[Due]:
    """Return what fell due after ``last`` and up to ``look``, in order.

    Where the clock was put back between the two, nothing did; what is due once more later is found
    once more.
    """
    return sorted(due for it in awaited for due in _fell_due(it, last, look))


def _fell_due(it: Awaited, last: Look, look: Look) -> Iterator[Due]:
    now = look.at.astimezone(UTC)
    since = max(_seen_until(it, last, look), now - LOOK_BACK)
    for at in moments_after(it.slots, it.zone or look.zone, since):
        found = at.astimezone(UTC)
        if found > now:
            return
        yield Due(found, it.rule)


def _seen_until(it: Awaited, last: Look, look: Look) -> datetime:
    """Return the moment in the present zone whose times have all been seen by the last look."""
    before = last.at.astimezone(last.zone)
    after = last.at.astimezone(look.zone)
    if it.zone is not None or after.replace(tzinfo=None) <= before.replace(tzinfo=None):
        return last.at.astimezone(UTC)
    # The clock on the wall went forward into another zone, and leapt over some times. By the new
    # zone they were due before the last look, but nobody has seen them.
    return moment(before.date(), before.time(), look.zone).astimezone(UTC)
