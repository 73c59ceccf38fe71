"""Reminder rules and the weekdays and times that follow from them."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given

from stretchapp.reminders.rules import AtTimes, Bedtimes, BeforeBed, Slot, occasion_of, weekly_slots
from tests.reminders.rules import BEDTIMES, BEFORE_BED, WEEKDAYS, a_rule

MONDAY, TUESDAY, SUNDAY = 0, 1, 6
HALF_PAST_TEN = Bedtimes((time(22, 30),) * 7)


def test_a_rule_with_one_time_has_a_slot_on_each_of_its_days() -> None:
    rule = a_rule(weekdays=frozenset({TUESDAY, MONDAY}))
    assert weekly_slots(rule, HALF_PAST_TEN) == (
        Slot(MONDAY, time(21, 45)),
        Slot(TUESDAY, time(21, 45)),
    )


def test_a_rule_with_three_times_has_three_slots_on_each_day() -> None:
    rule = a_rule(when=AtTimes((time(8), time(13), time(19))))
    slots = weekly_slots(rule, HALF_PAST_TEN)
    assert len(slots) == 21
    assert slots[:3] == (Slot(MONDAY, time(8)), Slot(MONDAY, time(13)), Slot(MONDAY, time(19)))


def test_minutes_before_bed_follow_the_bedtime_of_each_evening() -> None:
    bedtimes = Bedtimes((time(22, 30),) * 4 + (time(23, 30),) * 2 + (time(22),))
    rule = a_rule(when=BeforeBed(30))
    assert [slot.at for slot in weekly_slots(rule, bedtimes)] == [
        *[time(22)] * 4,
        *[time(23)] * 2,
        time(21, 30),
    ]


def test_a_bedtime_after_midnight_belongs_to_the_evening_before() -> None:
    bedtimes = Bedtimes((time(0, 30),) * 7)
    rule = a_rule(when=BeforeBed(45), weekdays=frozenset({SUNDAY}))
    assert weekly_slots(rule, bedtimes) == (Slot(SUNDAY, time(23, 45)),)


def test_a_slot_after_midnight_is_on_the_next_day_even_from_sunday_to_monday() -> None:
    bedtimes = Bedtimes((time(1),) * 7)
    rule = a_rule(when=BeforeBed(15), weekdays=frozenset({SUNDAY}))
    assert weekly_slots(rule, bedtimes) == (Slot(MONDAY, time(0, 45)),)


def test_a_rule_without_days_has_no_slots() -> None:
    assert weekly_slots(a_rule(weekdays=frozenset()), HALF_PAST_TEN) == ()


@given(BEDTIMES, BEFORE_BED, WEEKDAYS)
def test_each_evening_has_one_slot_the_minutes_of_the_rule_before_its_bedtime(
    bedtimes: Bedtimes, before: BeforeBed, weekdays: frozenset[int]
) -> None:
    slots = weekly_slots(a_rule(when=before, weekdays=weekdays), bedtimes)
    # 3 January 2000 was a Monday.
    monday = datetime(2000, 1, 3)  # noqa: DTZ001 -- a wall time has no zone
    moments = {datetime.combine(monday + timedelta(days=slot.weekday), slot.at) for slot in slots}
    week = timedelta(days=7)
    for day in weekdays:
        evening = monday + timedelta(days=day)
        bedtime = bedtimes.by_weekday[day]
        bed = datetime.combine(evening, bedtime)
        if bedtime.hour < 12:
            bed += timedelta(days=1)
        at = bed - timedelta(minutes=before.minutes)
        assert {at, at - week} & moments
    assert len(slots) <= len(weekdays)


@pytest.mark.parametrize(
    ("when", "occasion"),
    [
        ("evening", "evening"),
        ("bedtime", "evening"),
        (None, "evening"),
        ("daytime", "daytime"),
        ("morning", "daytime"),
    ],
)
def test_a_routine_is_for_the_evening_or_for_the_daytime(when: str | None, occasion: str) -> None:
    assert occasion_of(when) == occasion
