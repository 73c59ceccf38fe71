"""Rules and the places in the week that follow from them."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from hypothesis import given

from stretchapp.reminders.rules import (
    EVERY_DAY,
    AtTimes,
    Bedtimes,
    BeforeBed,
    Slot,
    slots,
)
from tests.reminders.rules import BEDTIMES, BEFORE_BED, WEEKDAYS, a_rule

MONDAY, TUESDAY, SUNDAY = 0, 1, 6
HALF_PAST_TEN = Bedtimes((time(22, 30),) * 7)


def test_a_reminder_at_one_time_has_a_place_on_each_of_its_days() -> None:
    rule = a_rule(weekdays=frozenset({TUESDAY, MONDAY}))
    assert slots(rule, HALF_PAST_TEN) == (
        Slot(MONDAY, time(21, 45)),
        Slot(TUESDAY, time(21, 45)),
    )


def test_a_reminder_three_times_a_day_has_three_places_on_each_day() -> None:
    rule = a_rule(when=AtTimes((time(8), time(13), time(19))))
    found = slots(rule, HALF_PAST_TEN)
    assert len(found) == 21
    assert found[:3] == (Slot(MONDAY, time(8)), Slot(MONDAY, time(13)), Slot(MONDAY, time(19)))


def test_minutes_before_bed_follow_the_bedtime_of_each_evening() -> None:
    bedtimes = Bedtimes((time(22, 30),) * 4 + (time(23, 30),) * 2 + (time(22),))
    rule = a_rule(when=BeforeBed(30))
    assert [slot.at for slot in slots(rule, bedtimes)] == [
        *[time(22)] * 4,
        *[time(23)] * 2,
        time(21, 30),
    ]


def test_a_bedtime_after_midnight_belongs_to_the_evening_before() -> None:
    bedtimes = Bedtimes((time(0, 30),) * 7)
    rule = a_rule(when=BeforeBed(45), weekdays=frozenset({SUNDAY}))
    assert slots(rule, bedtimes) == (Slot(SUNDAY, time(23, 45)),)


def test_a_reminder_after_midnight_lies_on_the_next_day_even_from_sunday_to_monday() -> None:
    bedtimes = Bedtimes((time(1),) * 7)
    rule = a_rule(when=BeforeBed(15), weekdays=frozenset({SUNDAY}))
    assert slots(rule, bedtimes) == (Slot(MONDAY, time(0, 45)),)


def test_a_rule_without_days_has_no_places() -> None:
    assert slots(a_rule(weekdays=frozenset()), HALF_PAST_TEN) == ()


@given(BEDTIMES, BEFORE_BED, WEEKDAYS)
def test_each_evening_has_one_place_so_many_minutes_before_its_bedtime(
    bedtimes: Bedtimes, before: BeforeBed, weekdays: frozenset[int]
) -> None:
    found = slots(a_rule(when=before, weekdays=weekdays), bedtimes)
    # 3 January 2000 was a Monday; the places are laid into the week that follows it.
    monday = datetime(2000, 1, 3)  # noqa: DTZ001 -- a wall
    places = {datetime.combine(monday + timedelta(days=slot.weekday), slot.at) for slot in found}
    week = timedelta(days=7)
    for day in weekdays:
        evening = monday + timedelta(days=day)
        bedtime = bedtimes.of_days[day]
        bed = datetime.combine(evening, bedtime)
        if bedtime.hour < 12:
            bed += timedelta(days=1)
        at = bed - timedelta(minutes=before.minutes)
        assert {at, at - week} & places
    assert len(found) <= len(weekdays)


def test_every_day_is_seven_days() -> None:
    assert len(EVERY_DAY) == 7
