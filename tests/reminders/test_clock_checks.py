"""Waiting by checking the clock: every time that the wall clock passes is found, and found once."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, timezone
from itertools import accumulate, pairwise, takewhile
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.reminders.clock_checks import (
    CHECK_EVERY,
    ClockReading,
    Schedule,
    due_between,
    until_next_check,
)
from stretchapp.reminders.due import MAX_AGE, due_times
from stretchapp.reminders.rules import EVERY_DAY, Slot
from tests.reminders.rules import SLOTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretchapp.reminders.due import DueReminder

BERLIN = ZoneInfo("Europe/Berlin")
LONDON = ZoneInfo("Europe/London")
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)

ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca"]
).map(ZoneInfo)
OFFSETS = st.integers(-12 * 4, 14 * 4).map(
    lambda quarters: timezone(timedelta(minutes=15 * quarters))
)
STARTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- they are given a zone
SCHEDULES = st.lists(st.tuples(SLOTS, st.none() | ZONES), max_size=3).map(
    lambda pairs: [Schedule(rule, slots, zone) for rule, (slots, zone) in enumerate(pairs)]
)
GAPS = st.lists(st.timedeltas(SECOND, MAX_AGE), max_size=12)


def every_day(*times: time) -> tuple[Slot, ...]:
    return tuple(sorted(Slot(day, at) for day in EVERY_DAY for at in times))


EVENING = Schedule(1, every_day(time(21, 45)), None)


def at(hour: int, minute: int, second: int = 0, *, zone: ZoneInfo = BERLIN) -> ClockReading:
    """Return a reading of a wall time on 22 November 2026."""
    return ClockReading(datetime(2026, 11, 22, hour, minute, second, tzinfo=zone), zone)


def readings_in(zone: ZoneInfo, start: datetime, gaps: list[timedelta]) -> list[ClockReading]:
    """Return one reading at the start and one after each gap."""
    since_start = accumulate(gaps, initial=timedelta(0))
    return [ClockReading(start + passed, zone) for passed in since_start]


def due_in(schedules: Sequence[Schedule], readings: Sequence[ClockReading]) -> list[DueReminder]:
    """Return everything that falls due between one reading and the next."""
    return [
        due
        for previous, current in pairwise(readings)
        for due in due_between(schedules, previous, current)
    ]


class TestNextCheck:
    def test_is_at_the_next_due_time(self) -> None:
        assert until_next_check([EVENING], at(21, 44, 30)) == timedelta(seconds=30)

    def test_is_never_more_than_a_minute_away(self) -> None:
        assert until_next_check([EVENING], at(9, 0)) == CHECK_EVERY

    def test_is_after_the_present_one(self) -> None:
        assert until_next_check([EVENING], at(21, 45)) == CHECK_EVERY

    @pytest.mark.parametrize("schedules", [[], [Schedule(1, (), None)]])
    def test_is_not_needed_where_nothing_is_ever_due(self, schedules: list[Schedule]) -> None:
        assert until_next_check(schedules, at(21, 44)) is None

    @given(SCHEDULES, ZONES, STARTS)
    def test_finds_nothing_late(
        self, schedules: list[Schedule], zone: ZoneInfo, start: datetime
    ) -> None:
        previous = ClockReading(start, zone)
        wait = until_next_check(schedules, previous)

        if wait is not None:
            current = ClockReading(start + wait, zone)
            assert timedelta(0) < wait <= CHECK_EVERY
            found = due_between(schedules, previous, current)
            assert all(due.at == current.at for due in found)


class TestDueBetween:
    @given(SCHEDULES, ZONES, STARTS, GAPS)
    def test_finds_every_due_time_exactly_once_however_often_the_clock_is_checked(
        self, schedules: list[Schedule], zone: ZoneInfo, start: datetime, gaps: list[timedelta]
    ) -> None:
        readings = readings_in(zone, start, gaps)

        end = readings[-1].at
        assert sorted((due.rule, due.at) for due in due_in(schedules, readings)) == [
            (schedule.rule, moment.astimezone(UTC))
            for schedule in schedules
            for moment in takewhile(
                lambda moment: moment.astimezone(UTC) <= end,
                due_times(schedule.slots, schedule.zone or zone, start),
            )
        ]

    @given(SCHEDULES, ZONES, STARTS, st.lists(st.timedeltas(-MAX_AGE, MAX_AGE), max_size=12))
    def test_finds_a_due_time_again_only_where_the_clock_was_set_back_over_it(
        self, schedules: list[Schedule], zone: ZoneInfo, start: datetime, gaps: list[timedelta]
    ) -> None:
        readings = readings_in(zone, start, gaps)

        found = due_in(schedules, readings)

        for due in found:
            passed = sum(before.at < due.at <= after.at for before, after in pairwise(readings))
            assert found.count(due) == passed

    @given(SCHEDULES, ZONES, STARTS, st.timedeltas(MAX_AGE, timedelta(days=30000)))
    def test_finds_no_more_than_the_last_day_after_a_large_jump_of_the_clock(
        self, schedules: list[Schedule], zone: ZoneInfo, start: datetime, gap: timedelta
    ) -> None:
        previous, current = ClockReading(start - gap, zone), ClockReading(start, zone)

        found = due_between(schedules, previous, current)

        assert all(start - MAX_AGE < due.at <= start for due in found)
        day_before = ClockReading(start - MAX_AGE, zone)
        assert found == due_between(schedules, day_before, current)

    @given(SLOTS, st.tuples(OFFSETS, OFFSETS), STARTS, st.timedeltas(SECOND, HOUR))
    def test_finds_the_wall_times_that_a_move_to_another_zone_jumps_over(
        self,
        slots: tuple[Slot, ...],
        zones: tuple[timezone, timezone],
        start: datetime,
        gap: timedelta,
    ) -> None:
        previous, current = ClockReading(start, zones[0]), ClockReading(start + gap, zones[1])
        # Where the wall clock goes back, the times that it shows again count from the moment of
        # the previous check.
        checked = min(start.astimezone(zone).replace(tzinfo=None) for zone in zones)
        wall = current.at.astimezone(current.zone).replace(tzinfo=None)
        first = max(checked, wall - MAX_AGE)
        days = [first.date() + timedelta(days=number) for number in range(-1, 4)]
        due_walls = {
            datetime.combine(day, slot.at)
            for day in days
            for slot in slots
            if slot.weekday == day.weekday()
        }

        found = due_between([Schedule(1, slots, None)], previous, current)

        found_walls = [due.at.astimezone(current.zone).replace(tzinfo=None) for due in found]
        assert found_walls == sorted(due for due in due_walls if first < due <= wall)

    def test_finds_nothing_in_an_empty_schedule(self) -> None:
        assert due_between([Schedule(1, (), None)], at(21, 44), at(21, 46)) == []

    def test_finds_nothing_while_the_clock_is_set_back(self) -> None:
        assert due_between([EVENING], at(22, 0), at(21, 0)) == []

    def test_finds_what_a_flight_to_the_east_jumped_over(self) -> None:
        found = due_in([EVENING], [at(20, 50, zone=LONDON), at(21, 51)])

        assert [due.at for due in found] == [at(21, 45).at]

    def test_follows_the_new_clock_after_a_flight_to_the_west(self) -> None:
        readings = [at(21, 50), at(20, 51, zone=LONDON), at(21, 44, zone=LONDON)]
        assert due_in([EVENING], readings) == []

        readings.append(at(21, 45, zone=LONDON))
        assert [due.at for due in due_in([EVENING], readings)] == [at(21, 45, zone=LONDON).at]

    def test_is_not_affected_by_a_flight_where_the_rule_has_a_zone_of_its_own(self) -> None:
        fixed = Schedule(1, EVENING.slots, LONDON)

        assert due_in([fixed], [at(20, 50, zone=LONDON), at(21, 51), at(22, 44)]) == []
        assert due_in([fixed], [at(22, 44), at(22, 45)])

    def test_finds_a_time_that_comes_twice_only_once(self) -> None:
        schedule = Schedule(1, every_day(time(2, 30)), None)
        start = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)
        # Each reading has another zone object: a zone without a name is read again every time.
        readings = [
            ClockReading(start + number * MINUTE, ZoneInfo.no_cache("Europe/Berlin"))
            for number in range(6 * 60)
        ]

        (due,) = due_in([schedule], readings)

        assert due.at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
