"""When rules are due, in every zone and at every change of the clocks.

The results are compared with the C library, which reads the zone database by itself: a wall time
is due at the first second at which its clock shows that time or a later one of the same day.
"""

from __future__ import annotations

import os
import time as libc
from bisect import bisect
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import TZPATH, ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.reminders.due import (
    due_times,
    latest_due_time,
    moment_of_wall_time,
    moments_of_skipped_times,
)
from stretchapp.reminders.rules import Slot
from tests.reminders.rules import SLOTS

if TYPE_CHECKING:
    from collections.abc import Iterator

BERLIN = ZoneInfo("Europe/Berlin")
DAY = timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 2020, 2040


def _zones() -> list[str]:
    """Return one name for each set of rules: most names in the database are aliases."""
    names: dict[bytes, str] = {}
    for name in sorted(available_timezones()):
        for folder in TZPATH:
            path = Path(folder, name)
            if path.is_file():
                names.setdefault(path.read_bytes(), name)
                break
    return sorted(names.values())


ZONES = _zones()
WALLS = st.datetimes(
    datetime(FIRST_YEAR, 1, 2),  # noqa: DTZ001 -- a wall time has no zone
    datetime(LAST_YEAR, 12, 30),  # noqa: DTZ001 -- the same
)
MOMENTS = WALLS.map(lambda wall: wall.replace(tzinfo=UTC))


@pytest.fixture
def restored_zone() -> Iterator[None]:
    """Restore the zone of the C library when the test is over."""
    before = os.environ.get("TZ")
    yield
    if before is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = before
    libc.tzset()


def _shown(timestamp: int) -> tuple[int, ...]:
    return tuple(libc.localtime(timestamp)[:6])  # noqa: TID251 -- the clock compared with


def _first_shown(wall: datetime, near: int, hours: int) -> int:
    """Return the first minute at which the C library shows ``wall`` or later.

    Args:
        wall: The wall time, a whole minute, as all changes of the clocks of these years are.
        near: A moment within ``hours`` of it.
        hours: How far to look.
    """
    wanted = wall.timetuple()[:6]
    at = near - hours * 3600
    assert _shown(at) < wanted
    while _shown(at) < wanted:
        at += 60
    return at


def _changes(zone: ZoneInfo) -> Iterator[int]:
    """Return the minutes at which the clocks of a zone are changed in these years."""
    first = int(datetime(FIRST_YEAR, 1, 1, tzinfo=UTC).timestamp())
    last = int(datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC).timestamp())
    for low, high in pairwise(range(first, last, 24 * 3600)):
        before = datetime.fromtimestamp(low, zone).utcoffset()
        if before != datetime.fromtimestamp(high, zone).utcoffset():
            minutes = range(low, high + 1, 60)
            yield minutes[bisect(minutes, 0, key=lambda at: _differs(at, zone, before))]


def _differs(at: int, zone: ZoneInfo, offset: timedelta | None) -> bool:
    return datetime.fromtimestamp(at, zone).utcoffset() != offset


# The tests below cover the same code with fewer moments; measuring coverage here takes too long.
@pytest.mark.no_cover
@pytest.mark.usefixtures("restored_zone")
def test_every_change_of_every_clock_agrees_with_the_c_library() -> None:
    checked = 0
    for name in ZONES:
        os.environ["TZ"] = name
        libc.tzset()
        zone = ZoneInfo(name)
        for change in _changes(zone):
            before = datetime.fromtimestamp(change - 60, zone).replace(tzinfo=None)
            after = datetime.fromtimestamp(change, zone).replace(tzinfo=None)
            middle = before + (after - before) / 2
            for wall in {before, after, middle.replace(second=0, microsecond=0)}:
                found = moment_of_wall_time(wall.date(), wall.time(), zone)
                assert int(found.timestamp()) == _first_shown(wall, change, 4), (name, wall)
                checked += 1
    assert checked > 1000


@pytest.mark.usefixtures("restored_zone")
@given(
    st.sampled_from(ZONES),
    WALLS,
)
def test_any_wall_time_agrees_with_the_c_library(name: str, wall: datetime) -> None:
    os.environ["TZ"] = name
    libc.tzset()
    wall = wall.replace(second=0, microsecond=0)
    found = moment_of_wall_time(wall.date(), wall.time(), ZoneInfo(name))
    near = int(wall.replace(tzinfo=UTC).timestamp())
    assert int(found.timestamp()) == _first_shown(wall, near, 30)


def test_a_skipped_time_is_due_at_the_first_moment_after() -> None:
    moment = moment_of_wall_time(date(2026, 3, 29), time(2, 30), BERLIN)
    assert moment.isoformat() == "2026-03-29T03:00:00+02:00"


def test_a_time_that_comes_twice_is_due_the_first_time() -> None:
    moment = moment_of_wall_time(date(2026, 10, 25), time(2, 30), BERLIN)
    assert moment.isoformat() == "2026-10-25T02:30:00+02:00"


def test_a_time_on_a_skipped_day_is_due_when_the_next_day_begins() -> None:
    apia = ZoneInfo("Pacific/Apia")
    assert moment_of_wall_time(date(2011, 12, 30), time(21, 45), apia) == datetime(
        2011, 12, 31, tzinfo=apia
    )


def test_two_times_skipped_by_the_same_change_are_due_once() -> None:
    slots = (Slot(6, time(2, 10)), Slot(6, time(2, 50)), Slot(6, time(4)))
    start = datetime(2026, 3, 29, 0, 0, tzinfo=BERLIN)
    found = [at.isoformat() for at in islice(due_times(slots, BERLIN, start), 2)]
    assert found == ["2026-03-29T03:00:00+02:00", "2026-03-29T04:00:00+02:00"]


def test_nothing_is_due_without_slots() -> None:
    new_year = datetime(2026, 1, 1, tzinfo=UTC)
    assert list(due_times((), BERLIN, new_year)) == []
    assert latest_due_time((), BERLIN, new_year, DAY) is None


@given(
    SLOTS.filter(bool),
    st.sampled_from(ZONES).map(ZoneInfo),
    MOMENTS,
)
def test_due_times_come_in_order_and_none_is_left_out(
    slots: tuple[Slot, ...], zone: ZoneInfo, after: datetime
) -> None:
    found = list(islice(due_times(slots, zone, after), 2 * len(slots)))
    assert all(first < second for first, second in pairwise(at.astimezone(UTC) for at in found))
    assert all(at.astimezone(UTC) > after for at in found)
    days = (after.astimezone(zone).date() + number * DAY for number in range(-2, 9))
    expected = {
        moment_of_wall_time(day, slot.at, zone).astimezone(UTC)
        for day in days
        for slot in slots
        if slot.weekday == day.weekday()
    }
    last = found[-1].astimezone(UTC)
    week = {at for at in expected if after < at <= min(last, after + 7 * DAY)}
    assert week <= {at.astimezone(UTC) for at in found}


@given(
    SLOTS,
    st.sampled_from(ZONES).map(ZoneInfo),
    MOMENTS,
)
def test_nothing_is_due_between_the_latest_due_time_and_now(
    slots: tuple[Slot, ...], zone: ZoneInfo, now: datetime
) -> None:
    latest = latest_due_time(slots, zone, now, DAY)
    between = due_times(slots, zone, now - DAY - timedelta(seconds=1) if latest is None else latest)
    following = next(between, None)
    assert following is None or following > now
    if latest is not None:
        assert now - DAY <= latest <= now


def test_a_due_time_at_this_very_moment_counts() -> None:
    slots = (Slot(6, time(21, 45)),)
    due = datetime(2026, 11, 22, 21, 45, tzinfo=BERLIN)
    assert latest_due_time(slots, BERLIN, due, timedelta(0)) == due
    assert latest_due_time(slots, BERLIN, due + DAY, DAY) == due


class TestSkippedTimes:
    def test_only_skipped_times_are_due_at_another_moment(self) -> None:
        slots = [Slot(day, at) for day in range(7) for at in (time(2, 30), time(3))]
        assert moments_of_skipped_times(slots, ZoneInfo("Europe/Berlin"), 2026) == [
            datetime(2026, 3, 29, 1, tzinfo=UTC),
            datetime(2027, 3, 28, 1, tzinfo=UTC),
            datetime(2028, 3, 26, 1, tzinfo=UTC),
        ]

    def test_most_slots_are_never_skipped(self) -> None:
        slots = [Slot(day, time(21, 45)) for day in range(7)]
        assert moments_of_skipped_times(slots, ZoneInfo("Europe/Berlin"), 2026) == []
        assert moments_of_skipped_times(slots, UTC, 2026) == []

    @pytest.mark.parametrize("zone", ["Africa/Cairo", "America/Santiago", "Asia/Beirut"])
    def test_clocks_that_change_at_midnight_skip_it(self, zone: str) -> None:
        slots = [Slot(day, time(0)) for day in range(7)]
        found = moments_of_skipped_times(slots, ZoneInfo(zone), 2026)
        assert len(found) == 3
        assert {at.astimezone(ZoneInfo(zone)).time() for at in found} == {time(1)}
