"""Reminders as a calendar file."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from stretchapp.application.ics_export import export_calendar
from stretchapp.application.reminders import Reminders
from stretchapp.base.problems import UserError
from stretchapp.diary.storage.store import empty_store
from stretchapp.reminders.rules import AtTimes, BeforeBed
from tests.reminders.rules import LONG_AGO, a_rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 18, 0, tzinfo=BERLIN)


@pytest.fixture
def reminders() -> Iterator[Reminders]:
    with closing(empty_store()) as store:
        yield Reminders(store, BERLIN, lambda _process: False)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "reminders.ics"


def export(reminders: Reminders, path: Path) -> list[Any]:
    """Return the events of the exported file."""
    export_calendar(reminders, path, NOW)
    return list(icalendar.Calendar.from_ical(path.read_bytes()).subcomponents)


def test_each_time_of_day_is_an_event_that_is_repeated_every_week(
    reminders: Reminders, path: Path
) -> None:
    rule = a_rule(
        when=AtTimes((time(8), time(13))), weekdays=frozenset({0, 3}), text="Sit down first."
    )
    reminders.add(rule, LONG_AGO)

    first, second = export(reminders, path)

    assert first.decoded("dtstart") == datetime(2026, 11, 23, 8)  # noqa: DTZ001 -- a wall time
    assert second.decoded("dtstart").hour == 13
    assert first["rrule"].to_ical() == b"FREQ=WEEKLY;BYDAY=MO,TH"
    assert (first["summary"], first["description"]) == (rule.title, rule.text)
    assert first["uid"] != second["uid"]


def test_an_event_keeps_its_id_when_it_is_exported_again(reminders: Reminders, path: Path) -> None:
    reminders.add(a_rule(), LONG_AGO)

    assert export(reminders, path)[0]["uid"] == export(reminders, path)[0]["uid"]


def test_an_event_has_an_alarm_at_its_start(reminders: Reminders, path: Path) -> None:
    reminders.add(a_rule(), LONG_AGO)

    (event,) = export(reminders, path)

    (alarm,) = event.subcomponents
    assert alarm.decoded("trigger") == timedelta(0)


def test_a_rule_with_a_zone_keeps_it(reminders: Reminders, path: Path) -> None:
    reminders.add(a_rule(zone="Asia/Tokyo"), LONG_AGO)

    (event,) = export(reminders, path)

    assert event.decoded("dtstart").isoformat() == "2026-11-23T21:45:00+09:00"


def test_a_rule_before_bed_has_the_times_of_its_evenings(reminders: Reminders, path: Path) -> None:
    reminders.add(a_rule(when=BeforeBed(30)), LONG_AGO)

    (event,) = export(reminders, path)

    assert event.decoded("dtstart") == datetime(2026, 11, 22, 22)  # noqa: DTZ001 -- a wall time


def test_only_reminders_that_are_on_are_exported(reminders: Reminders, path: Path) -> None:
    reminders.add(a_rule(is_on=False), LONG_AGO)
    reminders.add(a_rule(weekdays=frozenset()), LONG_AGO)

    assert export(reminders, path) == []


def test_a_file_that_cannot_be_written_is_reported(reminders: Reminders, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=str(tmp_path)):
        export_calendar(reminders, tmp_path, NOW)
