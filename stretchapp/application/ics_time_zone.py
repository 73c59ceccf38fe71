"""Definitions of time zones for calendar files.

A calendar file has to define every zone that it names. icalendar's own definitions have summer time
begin an hour late, so they are made here from the zone database.
"""

# icalendar accepts values of any type and leaves its parameters untyped.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

YEARS = 20
"""How far a definition reaches; a calendar that is exported again gets later years."""

_STEP = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_NO_TIME = timedelta(0)


@dataclass(frozen=True, slots=True)
class _Offsets:
    """What a change of the clock leads from and to.

    Attributes:
        before: The offset before the change.
        after: The offset after it.
        name: The abbreviation of the time after it, such as ``CEST``.
        is_summer: Whether that is daylight saving time.
    """

    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


def time_zone(zone: ZoneInfo, year: int) -> Timezone:
    """Return the definition of a zone.

    Args:
        zone: The zone.
        year: The first year of the definition.
    """
    start, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + YEARS, 1, 1, tzinfo=UTC)
    first = _offsets(zone, start, start)
    beginnings = {first: [start]}
    for change in _changes(zone, start, end):
        beginnings.setdefault(_offsets(zone, change - _SECOND, change), []).append(change)
    definition = Timezone()
    definition.add("tzid", zone.key)
    for offsets, moments in beginnings.items():
        part = TimezoneDaylight() if offsets.is_summer else TimezoneStandard()
        # Wall times, read by the clock as it was before the change.
        walls = [(moment + offsets.before).replace(tzinfo=None) for moment in moments]
        part.add("dtstart", walls[0])
        for wall in walls[1:]:
            # Each in a line of its own: some programs read only the first of several.
            part.add("rdate", wall)
        part.add("tzname", offsets.name)
        part.add("tzoffsetfrom", offsets.before)
        part.add("tzoffsetto", offsets.after)
        definition.add_component(part)
    return definition


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """Return the moments at which a clock of the zone changes, to the second."""
    moment = start
    while moment < end:
        before, after = moment, moment + _STEP
        moment = after
        if _time(zone, before) == _time(zone, after):
            continue
        while after - before > _SECOND:
            middle = before + (after - before) // 2
            middle = middle.replace(microsecond=0)
            if _time(zone, middle) == _time(zone, before):
                before = middle
            else:
                after = middle
        yield after


def _offsets(zone: ZoneInfo, before: datetime, after: datetime) -> _Offsets:
    offset, name, is_summer = _time(zone, after)
    return _Offsets(_time(zone, before)[0], offset, name, is_summer)


def _time(zone: ZoneInfo, moment: datetime) -> tuple[timedelta, str, bool]:
    """Return the offset, the abbreviation, and whether it is daylight saving time."""
    local = moment.astimezone(zone)
    return local.utcoffset() or _NO_TIME, local.tzname() or "", bool(local.dst())
