"""Reminders as a calendar."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from stretchapp.application.ics_export import calendar_text
from stretchapp.application.reminders import Reminders, diary_on
from stretchapp.diary.storage.store import empty_store
from stretchapp.reminders.rules import AtTimes, BeforeBed
from tests.reminders.rules import a_rule

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 18, 0, tzinfo=BERLIN)


@pytest.fixture
def reminders() -> Reminders:
    return Reminders(diary_on(empty_store()), BERLIN, lambda _process: False)


def events(reminders: Reminders) -> list[Any]:
    calendar = icalendar.Calendar.from_ical(calendar_text(reminders, reminders.rules(), NOW))
    return list(calendar.subcomponents)


def test_each_time_of_day_is_an_entry_that_comes_again_each_week(
    reminders: Reminders,
) -> None:
    times = AtTimes((time(8), time(13)))
    reminders.add(a_rule(when=times, weekdays=frozenset({0, 3}), text="Sit down first."))
    first, second = events(reminders)
    assert first.decoded("dtstart") == datetime(2026, 11, 23, 8)  # noqa: DTZ001 -- a wall time
    assert second.decoded("dtstart").hour == 13
    assert first["rrule"].to_ical() == b"FREQ=WEEKLY;BYDAY=MO,TH"
    assert first["summary"] == "Evening stretch"
    assert first["description"] == "Sit down first."
    assert first["uid"] != second["uid"]


def test_the_phone_rings(reminders: Reminders) -> None:
    reminders.add(a_rule())
    (event,) = events(reminders)
    (alarm,) = event.subcomponents
    assert alarm.decoded("trigger") == timedelta(0)


def test_a_rule_with_a_zone_keeps_it(reminders: Reminders) -> None:
    reminders.add(a_rule(zone="Asia/Tokyo"))
    (event,) = events(reminders)
    assert event.decoded("dtstart").isoformat() == "2026-11-23T21:45:00+09:00"


def test_before_bed_has_the_times_of_its_evenings(reminders: Reminders) -> None:
    reminders.add(a_rule(when=BeforeBed(30)))
    (event,) = events(reminders)
    assert event.decoded("dtstart") == datetime(2026, 11, 22, 22)  # noqa: DTZ001 -- a wall time
