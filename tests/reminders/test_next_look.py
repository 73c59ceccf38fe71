"""Waiting by looking: everything that the clock on the wall goes past is found, and found once."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, timezone
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.reminders.due import moments_after
from stretchapp.reminders.next_look import (
    LOOK_BACK,
    LOOK_EVERY,
    Awaited,
    Look,
    fell_due,
    until_next_look,
)
from stretchapp.reminders.rules import EVERY_DAY, Slot
from tests.reminders.rules import SLOTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretchapp.reminders.due import Due

BERLIN = ZoneInfo("Europe/Berlin")
LONDON = ZoneInfo("Europe/London")
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)

ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca"]
).map(ZoneInfo)
OFFSETS = st.integers(-12 * 4, 14 * 4).map(lambda it: timezone(timedelta(minutes=15 * it)))
STARTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- they are given a zone
AWAITED = st.lists(st.tuples(SLOTS, st.none() | ZONES), max_size=3).map(
    lambda found: [Awaited(number, *it) for number, it in enumerate(found)]
)
GAPS = st.lists(st.timedeltas(SECOND, LOOK_BACK), max_size=12)


def every_day(*times: time) -> tuple[Slot, ...]:
    return tuple(sorted(Slot(day, at) for day in EVERY_DAY for at in times))


EVENING = Awaited(1, every_day(time(21, 45)), None)


def at(hour: int, minute: int, second: int = 0, *, day: int = 22, zone: ZoneInfo = BERLIN) -> Look:
    """Return a look at a wall time in November 2026."""
    return Look(datetime(2026, 11, day, hour, minute, second, tzinfo=zone), zone)


def found(awaited: Sequence[Awaited], appearance: Sequence[Look]) -> list[Due]:
    """Return what is found by a row of looks."""
    return [due for last, look in pairwise(appearance) for due in fell_due(awaited, last, look)]


class TestNextLook:
    def test_comes_with_the_next_time_that_is_due(self) -> None:
        assert until_next_look([EVENING], at(21, 44, 30)) == timedelta(seconds=30)

    def test_is_never_more_than_a_minute_away(self) -> None:
        assert until_next_look([EVENING], at(9, 0)) == LOOK_EVERY

    def test_is_after_the_present_one(self) -> None:
        assert until_next_look([EVENING], at(21, 45)) == LOOK_EVERY

    @pytest.mark.parametrize("awaited", [[], [Awaited(1, (), None)]])
    def test_is_never_where_nothing_is_waited_for(self, awaited: list[Awaited]) -> None:
        assert until_next_look(awaited, at(21, 44)) is None

    @given(AWAITED, ZONES, STARTS)
    def test_leaves_no_time_to_be_found_late(
        self, awaited: list[Awaited], zone: ZoneInfo, start: datetime
    ) -> None:
        last = Look(start, zone)
        wait = until_next_look(awaited, last)

        if wait is not None:
            look = Look(start + wait, zone)
            assert timedelta(0) < wait <= LOOK_EVERY
            assert all(due.at == look.at for due in fell_due(awaited, last, look))


class TestDue:
    @given(AWAITED, ZONES, STARTS, GAPS)
    def test_is_every_time_exactly_once_however_one_looks(
        self, awaited: list[Awaited], zone: ZoneInfo, start: datetime, gaps: list[timedelta]
    ) -> None:
        appearance = [Look(start, zone)]
        for gap in gaps:
            appearance.append(Look(appearance[-1].at + gap, zone))

        end = appearance[-1].at
        assert sorted((it.rule, it.at) for it in found(awaited, appearance)) == [
            (it.rule, moment.astimezone(UTC))
            for it in awaited
            for moment in takewhile(
                lambda moment: moment.astimezone(UTC) <= end,
                moments_after(it.slots, it.zone or zone, start),
            )
        ]

    @given(AWAITED, ZONES, STARTS, st.lists(st.timedeltas(-LOOK_BACK, LOOK_BACK), max_size=12))
    def test_is_found_again_only_where_the_clock_was_put_back_over_it(
        self, awaited: list[Awaited], zone: ZoneInfo, start: datetime, gaps: list[timedelta]
    ) -> None:
        appearance = [Look(start, zone)]
        for gap in gaps:
            appearance.append(Look(appearance[-1].at + gap, zone))

        times = found(awaited, appearance)

        for due in times:
            passed = sum(last.at < due.at <= look.at for last, look in pairwise(appearance))
            assert times.count(due) == passed

    @given(AWAITED, ZONES, STARTS, st.timedeltas(LOOK_BACK, timedelta(days=30000)))
    def test_is_what_the_last_day_brought_where_the_clock_was_wrong_for_long(
        self, awaited: list[Awaited], zone: ZoneInfo, start: datetime, gap: timedelta
    ) -> None:
        last, look = Look(start - gap, zone), Look(start, zone)

        assert all(start - LOOK_BACK < due.at <= start for due in fell_due(awaited, last, look))
        assert fell_due(awaited, last, look) == fell_due(
            awaited, Look(start - LOOK_BACK, zone), look
        )

    @given(SLOTS, st.tuples(OFFSETS, OFFSETS), STARTS, st.timedeltas(SECOND, HOUR))
    def test_is_what_the_wall_clock_leaps_over_into_another_zone(
        self,
        slots: tuple[Slot, ...],
        zones: tuple[timezone, timezone],
        start: datetime,
        gap: timedelta,
    ) -> None:
        last, look = Look(start, zones[0]), Look(start + gap, zones[1])
        # Where it goes back, the times that it shows again count from the moment of the last look.
        seen = min(start.astimezone(zone).replace(tzinfo=None) for zone in zones)
        shown = look.at.astimezone(look.zone).replace(tzinfo=None)
        first = max(seen, shown - LOOK_BACK)
        days = [first.date() + timedelta(days=number) for number in range(-1, 4)]
        walls = {
            datetime.combine(day, it.at)
            for day in days
            for it in slots
            if it.weekday == day.weekday()
        }

        times = fell_due([Awaited(1, slots, None)], last, look)

        assert [it.at.astimezone(look.zone).replace(tzinfo=None) for it in times] == sorted(
            wall for wall in walls if first < wall <= shown
        )

    def test_is_nothing_where_nothing_is_waited_for(self) -> None:
        assert fell_due([Awaited(1, (), None)], at(21, 44), at(21, 46)) == []

    def test_is_nothing_while_the_clock_is_put_back(self) -> None:
        assert fell_due([EVENING], at(22, 0), at(21, 0)) == []

    def test_is_found_after_a_flight_to_the_east(self) -> None:
        appearance = [at(20, 50, zone=LONDON), at(21, 51)]

        assert [it.at for it in found([EVENING], appearance)] == [at(21, 45).at]

    def test_comes_by_the_new_clock_after_a_flight_to_the_west(self) -> None:
        appearance = [at(21, 50), at(20, 51, zone=LONDON), at(21, 44, zone=LONDON)]
        assert found([EVENING], appearance) == []

        appearance.append(at(21, 45, zone=LONDON))
        assert [it.at for it in found([EVENING], appearance)] == [at(21, 45, zone=LONDON).at]

    def test_of_a_zone_of_its_own_takes_no_part_in_a_flight(self) -> None:
        fixed = Awaited(1, EVENING.slots, LONDON)

        assert found([fixed], [at(20, 50, zone=LONDON), at(21, 51), at(22, 44)]) == []
        assert found([fixed], [at(22, 44), at(22, 45)])

    def test_is_found_once_in_the_hour_that_there_is_twice(self) -> None:
        awaited = Awaited(1, every_day(time(2, 30)), None)
        start = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)
        # Not the same object for each look: where a zone has no name, it is read anew.
        appearance = [
            Look(start + number * MINUTE, ZoneInfo.no_cache("Europe/Berlin"))
            for number in range(6 * 60)
        ]

        (due,) = found([awaited], appearance)

        assert due.at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
