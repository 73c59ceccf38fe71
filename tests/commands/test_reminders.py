"""``stretchapp reminders``, on a real diary."""

from __future__ import annotations

import functools
import json
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from stretchapp.application.ics_export import calendar_text
from stretchapp.application.reminders import Reminders, diary_on
from stretchapp.base.paths import user_paths
from stretchapp.base.problems import UserError
from stretchapp.commands.reminders import reminder_lines
from stretchapp.desktop.reminders.delivery import Delivery, set_delivery_of
from stretchapp.diary.storage.store import empty_store
from stretchapp.reminders.rules import AtTimes, BeforeBed
from stretchapp.startup.reminder_options import parse
from tests.fakes import a_routine
from tests.reminders.rules import a_rule

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stretchapp.desktop.reminders.delivery import Wanted
    from stretchapp.library.routines.models import Routine

    Run = Callable[..., list[str]]

BERLIN = ZoneInfo("Europe/Berlin")
POINTS = a_routine(id="acupressure-calf", title="Calf pressure points", when="daytime")
EVENING = a_routine(id="evening-stretch", title="Evening stretch", when="evening")


def routine(routine_id: str | None) -> Routine:
    return POINTS if routine_id == POINTS.id else EVENING


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    return tmp_path / "diary.sqlite"


@pytest.fixture(autouse=True)
def zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")


@pytest.fixture
def run(diary: Path, tmp_path: Path) -> Run:
    wait = functools.partial(set_delivery_of, paths=user_paths(tmp_path), environ={"PATH": ""})

    def run(*arguments: str) -> list[str]:
        return reminder_lines(parse(arguments), diary, wait, routine)

    return run


def run_json(run: Run, *arguments: str) -> Any:  # noqa: ANN401 -- whatever the JSON holds
    return json.loads("\n".join(run(*arguments, "--json")))


class TestAdd:
    def test_a_reminder_at_a_time_is_for_every_day_and_tonights_stretch(self, run: Run) -> None:
        added = run_json(run, "add", "--at", "21:45")
        assert added.pop("next").endswith(("T21:45:00+01:00", "T21:45:00+02:00"))
        assert added == {
            "id": 1,
            "at": ["21:45"],
            "before_bed_min": None,
            "weekdays": [0, 1, 2, 3, 4, 5, 6],
            "routine": "evening-stretch",
            "title": "Evening stretch",
            "occasion": "evening",
            "text": "",
            "zone": None,
            "on": True,
        }
        assert run_json(run, "list")[0]["at"] == ["21:45"]

    def test_three_times_a_day_for_the_pressure_points(self, run: Run) -> None:
        added = run_json(run, "add", "--at", "19:00,8:00,13:00", "--routine", "acupressure-calf")
        assert added["at"] == ["08:00", "13:00", "19:00"]
        assert added["occasion"] == "daytime"

    def test_some_minutes_before_bed_on_some_evenings(self, run: Run) -> None:
        added = run_json(
            run, "add", "--before-bed", "30", "--days", "sun,Monday", "--text", "Shoes off."
        )
        assert added["before_bed_min"] == 30
        assert added["weekdays"] == [0, 6]
        assert added["text"] == "Shoes off."

    def test_the_sentence_says_when_next(self, run: Run) -> None:
        (line, problem) = run("add", "--at", "21:45", "--days", "weekdays")
        assert line.startswith("  1  Monday to Friday at 21:45: Evening stretch. Next: ")
        assert problem == (
            "No systemd user manager runs here. Without timers it rings only while stretchapp runs."
        )

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["--at", "25:00"], "'25:00' is no time such as 21:45"),
            (["--at", ""], "'' is no time such as 21:45"),
            (["--at", ",".join(f"{hour}:00" for hour in range(13))], "more than 12 times a day"),
            (["--before-bed", "241"], "'241' is no number of minutes from 0 to 240"),
            (["--before-bed", "-1"], "'-1' is no number of minutes"),
            (["--at", "9:00", "--days", "someday"], "'someday' are no days: write daily"),
            (["--at", "9:00", "--zone", "Mars"], "'Mars' is no time zone such as Europe/Berlin"),
            (["--at", "9:00", "--before-bed", "3"], "not allowed with argument --at"),
            ([], "one of the arguments --at --before-bed is required"),
        ],
    )
    def test_what_cannot_be_is_told(
        self, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as ended:
            parse(["add", *arguments])
        assert ended.value.code == 2
        assert message in capsys.readouterr().err


class TestChange:
    def test_a_reminder_is_removed(self, run: Run) -> None:
        run("add", "--at", "21:45")
        assert run("remove", "1") == ["Removed: Every day at 21:45: Evening stretch."]
        assert run("list") == [
            "There are no reminders; 'stretchapp reminders add --at 21:45' adds one."
        ]

    def test_all_are_removed_at_once(self, run: Run) -> None:
        run("add", "--at", "8:00")
        run("add", "--at", "9:00")
        assert len(run("remove", "--all")) == 2
        assert run("remove", "--all") == ["There was none to remove."]

    def test_of_several_numbers_all_have_to_be_there(self, run: Run) -> None:
        run("add", "--at", "21:45")
        with pytest.raises(UserError, match="There is no reminder 7"):
            run("remove", "1", "7")
        assert len(run_json(run, "list")) == 1

    def test_a_reminder_is_switched_off_and_on(self, run: Run) -> None:
        run("add", "--at", "21:45")
        assert run("off", "1") == ["  1  Every day at 21:45: Evening stretch. Off."]
        assert run_json(run, "list")[0]["on"] is False
        assert "Next: " in run("on", "1")[0]

    def test_a_pause_for_tonight(self, run: Run) -> None:
        run("add", "--at", "21:45")
        assert run("pause")[0].startswith("No reminders until the evening of ")
        assert run("list")[-1].startswith("Paused until the evening of ")
        assert run("pause", "--end") == ["Reminders are on."]
        assert len(run("list")) == 1

    def test_a_pause_until_a_date(self, run: Run) -> None:
        assert run("pause", "--until", "2999-12-31") == [
            "No reminders until the evening of 31 December."
        ]
        assert run("pause", "--until", "2001-01-01") == [
            "Reminders are on: the date is not in the future."
        ]

    def test_the_bedtime_of_all_evenings_and_of_some(self, run: Run) -> None:
        assert run_json(run, "bedtime") == ["22:30"] * 7
        run("bedtime", "23:00")
        run("bedtime", "0:30", "--days", "weekend")
        assert run_json(run, "bedtime") == ["23:00"] * 5 + ["00:30"] * 2
        assert run("bedtime")[-1] == "Sunday     00:30"


class TestNext:
    def test_the_coming_times_of_all_reminders_in_their_order(self, run: Run) -> None:
        run("add", "--at", "21:45")
        run("add", "--at", "8:00,13:00", "--routine", "acupressure-calf")
        found = run_json(run, "next", "--count", "4", "--from", "2026-11-22T12:00:00+01:00")
        assert [(entry["at"], entry["reminder"]) for entry in found] == [
            ("2026-11-22T13:00:00+01:00", 2),
            ("2026-11-22T21:45:00+01:00", 1),
            ("2026-11-23T08:00:00+01:00", 2),
            ("2026-11-23T13:00:00+01:00", 2),
        ]

    def test_as_if_the_machine_were_elsewhere(self, run: Run) -> None:
        run("add", "--at", "2:30")
        lines = run(
            "next", "--count", "2", "--zone", "America/New_York", "--from", "2026-03-07T12:00"
        )
        assert lines == [
            "Sun 2026-03-08 03:00 EDT    1  Evening stretch",
            "Mon 2026-03-09 02:30 EDT    1  Evening stretch",
        ]

    def test_from_now_on_if_nothing_is_said(self, run: Run) -> None:
        run("add", "--at", "21:45")
        found = [datetime.fromisoformat(entry["at"]) for entry in run_json(run, "next")]
        assert len(found) == 5
        assert all(
            timedelta(hours=22) < second - first < timedelta(hours=26)
            for first, second in pairwise(found)
        )

    def test_nothing_is_due_without_reminders(self, run: Run) -> None:
        assert run("next") == ["Nothing is due."]

    def test_looking_makes_no_diary(self, run: Run, diary: Path, tmp_path: Path) -> None:
        for looking in (["list"], ["next"], ["history"], ["export", str(tmp_path / "no.ics")]):
            run(*looking)
        assert not diary.exists()


class TestHistory:
    def test_nothing_has_happened_yet(self, run: Run) -> None:
        assert run("history") == ["Nothing was due in the last 30 days."]
        assert run_json(run, "history") == []


class TestCalendar:
    now = datetime(2026, 11, 22, 18, 0, tzinfo=BERLIN)

    @pytest.fixture
    def reminders(self) -> Reminders:
        return Reminders(diary_on(empty_store()), BERLIN, lambda _process: False)

    def events(self, reminders: Reminders) -> list[Any]:
        calendar = icalendar.Calendar.from_ical(
            calendar_text(reminders, reminders.rules(), self.now)
        )
        return list(calendar.subcomponents)

    def test_each_time_of_day_is_an_entry_that_comes_again_each_week(
        self, reminders: Reminders
    ) -> None:
        times = AtTimes((time(8), time(13)))
        reminders.add(a_rule(when=times, weekdays=frozenset({0, 3}), text="Sit down first."))
        first, second = self.events(reminders)
        assert first.decoded("dtstart") == datetime(2026, 11, 23, 8)  # noqa: DTZ001 -- a wall time
        assert second.decoded("dtstart").hour == 13
        assert first["rrule"].to_ical() == b"FREQ=WEEKLY;BYDAY=MO,TH"
        assert first["summary"] == "Evening stretch"
        assert first["description"] == "Sit down first."
        assert first["uid"] != second["uid"]

    def test_the_phone_rings(self, reminders: Reminders) -> None:
        reminders.add(a_rule())
        (event,) = self.events(reminders)
        (alarm,) = event.subcomponents
        assert alarm.decoded("trigger") == timedelta(0)

    def test_a_rule_with_a_zone_keeps_it(self, reminders: Reminders) -> None:
        reminders.add(a_rule(zone="Asia/Tokyo"))
        (event,) = self.events(reminders)
        assert event.decoded("dtstart").isoformat() == "2026-11-23T21:45:00+09:00"

    def test_before_bed_has_the_times_of_its_evenings(self, reminders: Reminders) -> None:
        reminders.add(a_rule(when=BeforeBed(30)))
        (event,) = self.events(reminders)
        assert event.decoded("dtstart") == datetime(2026, 11, 22, 22)  # noqa: DTZ001 -- a wall time

    def test_it_is_written_to_a_file(self, run: Run, tmp_path: Path) -> None:
        run("add", "--at", "21:45")
        run("add", "--at", "9:00")
        run("off", "2")
        path = tmp_path / "stretch.ics"
        assert run("export", str(path)) == [
            f"Wrote 1 reminder to {path}; open the file on your phone to add them there."
        ]
        assert path.read_bytes().startswith(b"BEGIN:VCALENDAR")

    def test_a_file_that_cannot_be_written_is_told(self, run: Run, tmp_path: Path) -> None:
        with pytest.raises(UserError, match=r"cannot be written \(Is a directory\)"):
            run("export", str(tmp_path))


def test_whoever_waits_is_told_of_each_change(diary: Path) -> None:
    told: list[Wanted] = []

    def wait(wanted: Wanted) -> Delivery:
        told.append(wanted)
        return Delivery(is_resident=False)

    reminder_lines(parse(["add", "--at", "21:45"]), diary, wait, routine)
    reminder_lines(parse(["off", "1"]), diary, wait, routine)

    added, switched_off = told
    assert list(added) == [1]
    assert len(added[1][0]) == 7
    assert switched_off == {}
