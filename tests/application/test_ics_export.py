"""Reminders as a calendar file, as two libraries read it."""

# vobject has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject

from stretchapp.application.ics_export import export_calendar
from stretchapp.application.reminders import Reminders
from stretchapp.base.problems import UserError
from stretchapp.diary.storage.store import empty_store
from stretchapp.reminders.rules import AtTimes, Bedtimes, BeforeBed
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
    return icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")


def read(reminders: Reminders, path: Path) -> Any:  # noqa: ANN401 -- vobject has no types
    """Return the exported file as another program reads it, with its own definitions of zones."""
    export_calendar(reminders, path, NOW)
    return vobject.readOne(path.read_text("utf-8"))


def uids(reminders: Reminders, path: Path) -> list[str]:
    """Return the ids of the exported events."""
    return [str(event["uid"]) for event in export(reminders, path)]


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


class TestId:
    def test_stays_when_it_is_exported_again(self, reminders: Reminders, path: Path) -> None:
        reminders.add(a_rule(), LONG_AGO)

        assert uids(reminders, path) == uids(reminders, path)

    def test_stays_when_a_time_changes(self, reminders: Reminders, path: Path) -> None:
        rule = reminders.add(a_rule(when=AtTimes((time(8), time(13)))), LONG_AGO)
        before = uids(reminders, path)

        reminders.change(replace(rule, when=AtTimes((time(9), time(20)))), LONG_AGO)

        assert uids(reminders, path) == before
        assert len(set(before)) == 2

    def test_stays_when_the_bedtime_changes(self, reminders: Reminders, path: Path) -> None:
        reminders.add(a_rule(when=BeforeBed(30)), LONG_AGO)
        before = uids(reminders, path)

        reminders.set_bedtimes(Bedtimes((time(23),) * 7), LONG_AGO)

        assert uids(reminders, path) == before

    def test_is_that_of_no_other_reminder(self, reminders: Reminders, path: Path) -> None:
        for _ in range(2):
            reminders.add(a_rule(), LONG_AGO)
        here = uids(reminders, path)
        with closing(empty_store()) as store:
            others = Reminders(store, BERLIN, lambda _process: False)
            for _ in range(2):
                others.add(a_rule(), LONG_AGO)
            there = uids(others, path)

        assert len({*here, *there}) == 4


class TestSequence:
    def sequence(self, reminders: Reminders, path: Path) -> int:
        (event,) = export(reminders, path)
        return int(event["sequence"])

    def test_stays_without_a_change(self, reminders: Reminders, path: Path) -> None:
        reminders.add(a_rule(), LONG_AGO)

        assert self.sequence(reminders, path) == self.sequence(reminders, path) == 0

    def test_grows_with_each_change(self, reminders: Reminders, path: Path) -> None:
        rule = reminders.add(a_rule(), LONG_AGO)
        for number, text in enumerate("abc", start=1):
            reminders.change(replace(rule, text=text), LONG_AGO)

            assert self.sequence(reminders, path) == number

    def test_grows_with_the_bedtime(self, reminders: Reminders, path: Path) -> None:
        reminders.add(a_rule(when=BeforeBed(30)), LONG_AGO)
        sequences: list[int] = []
        for hour in (21, 22, 23):
            reminders.set_bedtimes(Bedtimes((time(hour),) * 7), LONG_AGO)
            sequences.append(self.sequence(reminders, path))

        assert sequences == sorted(set(sequences))
        assert sequences[0] > 0

    def test_comes_with_the_moment_of_the_export(self, reminders: Reminders, path: Path) -> None:
        reminders.add(a_rule(), LONG_AGO)

        (event,) = export(reminders, path)

        assert event.decoded("last-modified") == event.decoded("dtstamp") == NOW


class TestTimeZones:
    def test_are_not_defined_where_none_is_named(self, reminders: Reminders, path: Path) -> None:
        reminders.add(a_rule(), LONG_AGO)

        assert not hasattr(read(reminders, path), "vtimezone")

    def test_are_defined_once(self, reminders: Reminders, path: Path) -> None:
        for zone in ("Asia/Tokyo", "Europe/Berlin", "Asia/Tokyo"):
            reminders.add(a_rule(zone=zone), LONG_AGO)

        zones = read(reminders, path).vtimezone_list

        assert sorted(zone.tzid.value for zone in zones) == ["Asia/Tokyo", "Europe/Berlin"]

    @pytest.mark.parametrize(
        "zone",
        [
            "Europe/Berlin",
            "Europe/Dublin",
            "America/New_York",
            "America/St_Johns",
            "Australia/Lord_Howe",
            "Africa/Casablanca",
            "Asia/Kathmandu",
            "Etc/GMT+5",
            "UTC",
        ],
    )
    def test_mean_the_same_to_another_program(
        self, zone: str, reminders: Reminders, path: Path
    ) -> None:
        reminders.add(a_rule(zone=zone), LONG_AGO)

        defined = read(reminders, path).vevent.dtstart.value.tzinfo

        for day in range(0, 365 * 15, 5):
            wall = datetime(2026, 1, 1, 12) + timedelta(days=day)  # noqa: DTZ001 -- a wall time
            expected = wall.replace(tzinfo=ZoneInfo(zone)).utcoffset()
            assert wall.replace(tzinfo=defined).utcoffset() == expected, wall

    @pytest.mark.parametrize("hours", [-2, -1, 1, 2])
    def test_change_at_the_right_hour(self, hours: int, reminders: Reminders, path: Path) -> None:
        reminders.add(a_rule(zone="Europe/Berlin"), LONG_AGO)
        defined = read(reminders, path).vevent.dtstart.value.tzinfo
        for change in (datetime(2027, 3, 28, 1, tzinfo=UTC), datetime(2027, 10, 31, 1, tzinfo=UTC)):
            moment = change + timedelta(hours=hours)
            wall = moment.astimezone(BERLIN).replace(tzinfo=None, fold=0)
            if hours == -1 and change.month == 10:
                # The hour that comes twice.
                continue
            assert wall.replace(tzinfo=defined).utcoffset() == moment.astimezone(BERLIN).utcoffset()

    def test_that_this_machine_does_not_know_are_left_out(
        self, reminders: Reminders, path: Path
    ) -> None:
        reminders.add(a_rule(zone="Nowhere/Land"), LONG_AGO)

        calendar = read(reminders, path)

        assert not hasattr(calendar, "vtimezone")
        assert calendar.vevent.dtstart.value.tzinfo is None


def test_another_program_can_read_all_of_it(reminders: Reminders, path: Path) -> None:
    text = "Heels; down,\\ and breathe: äöü 🦵\n" + "long " * 40
    rule = a_rule(when=AtTimes((time(8), time(13))), text=text.strip(), zone="Asia/Tokyo")
    reminders.add(rule, LONG_AGO)

    first, second = read(reminders, path).vevent_list

    assert first.summary.value == rule.title
    assert first.description.value == rule.text
    assert first.valarm.action.value == "DISPLAY"
    assert (first.dtstart.value.hour, second.dtstart.value.hour) == (8, 13)


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
