"""``stretchapp reminders``, on a data folder of its own."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import user_paths
from stretchapp.commands.reminders import ReminderCommands
from stretchapp.desktop.reminders.delivery import Delivery
from stretchapp.desktop.reminders.systemd_timers import NO_MANAGER
from stretchapp.diary.storage.store import open_store
from stretchapp.reminders.rules import AtTimes
from stretchapp.wording.reminders import damaged_in_words
from tests.commands.shell import Shell
from tests.fakes import AN_EVENING
from tests.reminders.rules import a_rule

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.desktop.reminders.systemd_timers import Schedules


@pytest.fixture
def run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    """Runs subcommands on a machine without system timers, in Berlin."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("TZ", "Europe/Berlin")
    return Shell("reminders", tmp_path / "data", capsys)


class TestAdd:
    def test_a_reminder_is_for_every_day_and_tonights_stretch(self, run: Shell) -> None:
        added = run.json("add", "--at", "21:45")
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
        assert run.json("list")[0]["at"] == ["21:45"]

    def test_three_times_a_day_for_the_pressure_points(self, run: Shell) -> None:
        added = run.json("add", "--at", "19:00,8:00,13:00", "--routine", "acupressure-calf")
        assert added["at"] == ["08:00", "13:00", "19:00"]
        assert added["occasion"] == "daytime"

    def test_some_minutes_before_bed_on_some_evenings(self, run: Shell) -> None:
        added = run.json(
            "add", "--before-bed", "30", "--days", "sun,Monday", "--text", "Shoes off."
        )
        assert added["before_bed_min"] == 30
        assert added["weekdays"] == [0, 6]
        assert added["text"] == "Shoes off."

    def test_the_output_says_when_it_is_due_next(self, run: Shell) -> None:
        (line, problem) = run.lines("add", "--at", "21:45", "--days", "weekdays")
        assert line.startswith("  1  Monday to Friday at 21:45: Evening stretch. Next: ")
        assert problem.startswith(NO_MANAGER)
        # It says what to do about it.
        assert problem.endswith(" stretchapp reminders wait background")

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["--at", "25:00"], "'25:00' is not a valid time."),
            (["--at", ",".join(f"{hour}:00" for hour in range(13))], "Enter at most 12 times."),
            (["--before-bed", "241"], "'241' is not a number from 0 to 240"),
            (["--at", "9:00", "--days", "someday"], "'someday' is not valid. Enter daily"),
            (["--at", "9:00", "--zone", "Mars"], "'Mars' is not a valid time zone."),
            (["--at", "9:00", "--before-bed", "3"], "not allowed with argument --at"),
            ([], "one of the arguments --at --before-bed is required"),
        ],
    )
    def test_invalid_options_are_wrong_usage(
        self, run: Shell, arguments: list[str], message: str
    ) -> None:
        assert run.end("add", *arguments) == (2, "")
        assert message in run.errors


class TestChange:
    def test_a_reminder_is_removed(self, run: Shell) -> None:
        run.lines("add", "--at", "21:45")
        assert run.lines("remove", "1") == ["Removed: Every day at 21:45: Evening stretch."]
        assert run.lines("list") == [
            "No reminders. To add one, type: stretchapp reminders add --at 21:45"
        ]

    def test_all_reminders_are_removed(self, run: Shell) -> None:
        run.lines("add", "--at", "8:00")
        run.lines("add", "--at", "9:00")
        assert len(run.lines("remove", "--all")) == 2
        assert run.lines("remove", "--all") == ["There was no reminder to remove."]

    def test_of_several_reminders_all_must_exist(self, run: Shell) -> None:
        run.lines("add", "--at", "21:45")
        assert run.end("remove", "1", "7") == (1, "")
        assert "There is no reminder 7" in run.errors
        assert len(run.json("list")) == 1

    def test_a_reminder_is_switched_off_and_on(self, run: Shell) -> None:
        run.lines("add", "--at", "21:45")
        assert run.lines("off", "1") == ["  1  Every day at 21:45: Evening stretch. Turned off."]
        assert run.json("list")[0]["on"] is False
        assert "Next: " in run.lines("on", "1")[0]

    def test_a_pause_for_tonight(self, run: Shell) -> None:
        run.lines("add", "--at", "21:45")
        assert run.lines("pause")[0].startswith("Reminders are paused until the evening of ")
        assert run.lines("list")[-1].startswith("Reminders are paused until the evening of ")
        assert run.lines("pause", "--end") == ["Reminders are no longer paused."]
        assert len(run.lines("list")) == 1

    def test_a_pause_until_a_date(self, run: Shell) -> None:
        assert run.lines("pause", "--until", "2999-12-31") == [
            "Reminders are paused until the evening of 31 December."
        ]
        assert run.lines("pause", "--until", "2001-01-01") == [
            "Reminders are not paused: the date is not in the future."
        ]

    def test_a_pause_of_centuries_is_counted_at_once(self, run: Shell) -> None:
        run("add", "--at", "21:45")
        run("pause", "--until", "2999-12-31")

        assert run.json("list")[0]["next"].startswith("2999-12-31")

    def test_a_pause_without_an_end_is_none(self, run: Shell) -> None:
        run("add", "--at", "21:45")
        run("pause")
        with closing(open_store(run.paths.diary)) as connection:
            connection.execute("UPDATE reminder_state SET paused_until = '9999-12-31'")

        assert not run.json("list")[0]["next"].startswith("9999")

    def test_the_bedtime_of_all_evenings_and_of_some(self, run: Shell) -> None:
        assert run.json("bedtime") == ["22:30"] * 7
        run.lines("bedtime", "23:00")
        run.lines("bedtime", "0:30", "--days", "weekend")
        assert run.json("bedtime") == ["23:00"] * 5 + ["00:30"] * 2
        assert run.lines("bedtime")[-1] == "Sunday     00:30"


class TestNext:
    def test_the_coming_times_of_all_reminders_in_their_order(self, run: Shell) -> None:
        run.lines("add", "--at", "21:45")
        run.lines("add", "--at", "8:00,13:00", "--routine", "acupressure-calf")
        found = run.json("next", "--count", "4", "--from", "2026-11-22T12:00:00+01:00")
        assert [(entry["at"], entry["reminder"]) for entry in found] == [
            ("2026-11-22T13:00:00+01:00", 2),
            ("2026-11-22T21:45:00+01:00", 1),
            ("2026-11-23T08:00:00+01:00", 2),
            ("2026-11-23T13:00:00+01:00", 2),
        ]

    def test_the_coming_times_in_another_zone(self, run: Shell) -> None:
        run.lines("add", "--at", "2:30")
        lines = run.lines(
            "next", "--count", "2", "--zone", "America/New_York", "--from", "2026-03-07T12:00"
        )
        assert lines == [
            "Sun 2026-03-08 03:00 EDT    1  Evening stretch",
            "Mon 2026-03-09 02:30 EDT    1  Evening stretch",
        ]

    def test_the_coming_times_are_after_now(self, run: Shell) -> None:
        run.lines("add", "--at", "21:45")
        found = [datetime.fromisoformat(entry["at"]) for entry in run.json("next")]
        assert len(found) == 5
        assert all(
            timedelta(hours=22) < second - first < timedelta(hours=26)
            for first, second in pairwise(found)
        )

    def test_nothing_is_due_without_reminders(self, run: Shell) -> None:
        assert run.lines("next") == ["No reminder is due."]

    def test_listing_creates_no_diary(self, run: Shell, tmp_path: Path) -> None:
        for command in (
            ["list"],
            ["next"],
            ["history"],
            ["bedtime"],
            ["export", str(tmp_path / "no.ics")],
        ):
            run.lines(*command)
        assert not run.paths.diary.exists()


class TestHistory:
    def test_is_empty_at_first(self, run: Shell) -> None:
        assert run.lines("history") == ["No reminder was due in the last 30 days."]
        assert run.json("history") == []


class TestExport:
    def test_is_written_to_a_file(self, run: Shell, tmp_path: Path) -> None:
        run.lines("add", "--at", "21:45")
        run.lines("add", "--at", "9:00")
        run.lines("off", "2")
        path = tmp_path / "stretch.ics"
        assert run.lines("export", str(path)) == [
            f"Exported 1 reminder to {path}. Open the file on your phone to add it there."
        ]
        assert path.read_bytes().startswith(b"BEGIN:VCALENDAR")

    def test_a_file_that_cannot_be_written_is_reported(self, run: Shell, tmp_path: Path) -> None:
        assert run.end("export", str(tmp_path)) == (1, "")
        assert "cannot be written (Is a directory)" in run.errors


class TestDelivery:
    def test_is_set_after_each_change(self, tmp_path: Path) -> None:
        delivered: list[Schedules] = []

        def set_delivery(schedules: Schedules) -> Delivery:
            delivered.append(schedules)
            return Delivery(is_resident=False)

        warned: list[str] = []
        commands = ReminderCommands(
            user_paths(tmp_path).diary, AN_EVENING, UTC, set_delivery, warned.append
        )
        commands.add(a_rule(when=AtTimes((time(21, 45),))), as_json=False)
        commands.switch(1, is_on=False)

        added, switched_off = delivered
        assert list(added) == [1]
        assert len(added[1][0]) == 7
        assert switched_off == {}
        assert warned == []


class TestDamaged:
    """Reminders that a damaged page or another program has left in the diary."""

    @pytest.fixture
    def damaged(self, run: Shell) -> Shell:
        """A diary with a reminder that is damaged, and one that is not."""
        run("add", "--at", "20:00")
        run("add", "--at", "21:45")
        with closing(open_store(run.paths.diary)) as connection:
            connection.execute("UPDATE reminder SET weekdays = 'garbage' WHERE id = 1")
        return run

    def test_are_named_with_what_removes_them(self, damaged: Shell) -> None:
        code, output = damaged.end("list")

        assert code == 0
        assert "21:45" in output
        assert damaged_in_words([1]) in damaged.errors
        assert "stretchapp reminders remove 1" in damaged.errors

    @pytest.mark.parametrize("words", [("next",), ("history",), ("off", "2"), ("bedtime",)])
    def test_are_named_by_every_subcommand(self, damaged: Shell, words: tuple[str, ...]) -> None:
        assert damaged.end(*words)[0] == 0

        assert damaged_in_words([1]) in damaged.errors

    def test_can_be_removed_but_not_changed(self, damaged: Shell) -> None:
        assert damaged.end("off", "1") == (1, "")
        assert "stretchapp reminders remove 1" in damaged.errors

        assert "1" in damaged("remove", "1")
        assert [it["id"] for it in damaged.json("list")] == [2]

    def test_are_removed_with_all_others(self, damaged: Shell) -> None:
        damaged("remove", "--all")

        with closing(open_store(damaged.paths.diary)) as connection:
            assert connection.execute("SELECT count(*) FROM reminder").fetchone()[0] == 0

    @pytest.mark.parametrize(
        "change", ["before_bed = 999999999999, times = ''", "times = '99:99'", "weekdays = '9'"]
    )
    def test_are_those_that_no_reminder_can_be(self, damaged: Shell, change: str) -> None:
        with closing(open_store(damaged.paths.diary)) as connection:
            connection.execute(f"UPDATE reminder SET {change} WHERE id = 2")  # noqa: S608 -- ours

        assert damaged.end("next")[0] == 0

        assert damaged_in_words([1, 2]) in damaged.errors
