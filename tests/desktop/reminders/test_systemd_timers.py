"""Timers of a real systemd user manager."""

from __future__ import annotations

import os
import shlex
import subprocess
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stretchapp.base.problems import UserError
from stretchapp.desktop.reminders.systemd_timers import (
    SystemdTimers,
    again_text,
    calendar,
    data_mark,
    quoted,
    service_text,
    timer_text,
)
from stretchapp.reminders.due import due_times
from stretchapp.reminders.rules import Slot
from tests.desktop.reminders.user_manager import UserManager
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator

NIGHTLY = [Slot(day, time(21, 45)) for day in range(7)]
MORNING = [Slot(0, time(8)), Slot(2, time(8)), Slot(0, time(13))]


@pytest.fixture(scope="module")
def manager(tmp_path_factory: pytest.TempPathFactory) -> Iterator[UserManager]:
    with UserManager(tmp_path_factory.mktemp("home")) as manager:
        yield manager


@pytest.fixture
def timers(manager: UserManager) -> Iterator[SystemdTimers]:
    timers = SystemdTimers(["/bin/true", "fire"], manager.environ)
    yield timers
    timers.remove()


def files(timers: SystemdTimers) -> list[str]:
    """Return everything in the folder of the units and below."""
    return sorted(str(path.relative_to(timers.folder)) for path in timers.folder.rglob("*"))


def stamps(manager: UserManager) -> list[str]:
    """Return what the manager keeps of our timers."""
    return [path.name for path in Path(manager.environ["HOME"]).rglob("stamp-*")]


def active(manager: UserManager) -> list[str]:
    """Return the names of our timers that run."""
    lines = manager.systemctl("list-units", "--plain", "--no-legend", "stretchapp-*.timer")
    return [line.split()[0] for line in lines.splitlines()]


def elapses(expression: str, base: datetime, count: int) -> list[str]:
    """Return when a calendar expression comes true after a moment, as systemd says."""
    done = subprocess.run(
        [
            "systemd-analyze",
            "calendar",
            f"--iterations={count}",
            f"--base-time={base:%Y-%m-%d %H:%M:%S} UTC",
            expression,
        ],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "LC_ALL": "C", "TZ": "UTC"},
    )
    return [
        line.partition(": ")[2]
        for line in done.stdout.splitlines()
        if ("Next elapse" in line or "Iter" in line) and "never" not in line
    ]


def written(moment: datetime) -> str:
    """Return a moment as systemd writes it for somebody in UTC."""
    return f"{moment.astimezone(UTC):%a %Y-%m-%d %H:%M:%S} UTC"


def test_a_manager_is_there(timers: SystemdTimers) -> None:
    assert timers.problem() is None


def test_each_reminder_has_a_timer_that_runs(timers: SystemdTimers, manager: UserManager) -> None:
    timers.set({1: (NIGHTLY, None), 7: (MORNING, "Europe/Berlin")})
    assert active(manager) == ["stretchapp-reminder-1.timer", "stretchapp-reminder-7.timer"]
    assert timers.present() == ["stretchapp-reminder-1", "stretchapp-reminder-7"]


def test_its_units_are_good(timers: SystemdTimers, manager: UserManager) -> None:
    timers.set({1: (NIGHTLY, None), 2: (MORNING, "America/New_York")})
    units = [str(timers.folder / name) for name in files(timers) if "/" not in name]
    units = [unit for unit in units if not unit.endswith(".wants")]
    done = subprocess.run(
        ["systemd-analyze", "--user", "verify", *units],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=manager.environ,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(units) == 4


def test_its_next_time_is_the_one_that_we_compute(
    timers: SystemdTimers, manager: UserManager
) -> None:
    timers.set({1: (NIGHTLY, None), 2: (MORNING, "Asia/Kathmandu")})
    now = datetime.fromtimestamp(timers.folder.stat().st_mtime, UTC)
    for number, slots, zone in (
        (1, NIGHTLY, datetime.fromtimestamp(0, UTC).astimezone().tzinfo),
        (2, MORNING, ZoneInfo("Asia/Kathmandu")),
    ):
        unit = f"stretchapp-reminder-{number}.timer"
        shown = manager.systemctl("show", "-P", "NextElapseUSecRealtime", unit)
        assert zone is not None
        assert shown == written(next(due_times(sorted(slots), zone, now)))


def test_a_reminder_that_is_gone_leaves_nothing_behind(
    timers: SystemdTimers, manager: UserManager
) -> None:
    timers.set({1: (NIGHTLY, None), 2: (MORNING, None)})
    timers.set({2: (MORNING, None)})
    assert active(manager) == ["stretchapp-reminder-2.timer"]
    assert not any("reminder-1." in name for name in files(timers))

    timers.remove()
    assert active(manager) == []
    assert [name for name in files(timers) if "stretchapp" in name] == []
    assert stamps(manager) == []


def test_a_changed_time_reaches_the_manager(timers: SystemdTimers, manager: UserManager) -> None:
    timers.set({1: (NIGHTLY, None)})
    timers.set({1: ([Slot(3, time(6))], None)})
    shown = manager.systemctl("show", "-P", "TimersCalendar", "stretchapp-reminder-1.timer")
    assert "Thu *-*-* 06:00:00" in shown


def test_a_moved_installation_is_found_by_the_new_path(
    timers: SystemdTimers, manager: UserManager
) -> None:
    timers.set({1: (NIGHTLY, None)})
    moved = SystemdTimers(["/opt/new place/stretchapp", "fire"], manager.environ)
    moved.set({1: (NIGHTLY, None)})
    shown = manager.systemctl("show", "-P", "ExecStart", "stretchapp-reminder-1.service")
    assert "argv[]=/opt/new place/stretchapp fire 1 ;" in shown


def test_a_timer_that_was_stopped_by_hand_is_started_again(
    timers: SystemdTimers, manager: UserManager
) -> None:
    timers.set({1: (NIGHTLY, None)})
    manager.systemctl("stop", "stretchapp-reminder-1.timer")
    timers.set({1: (NIGHTLY, None)})
    assert active(manager) == ["stretchapp-reminder-1.timer"]


def test_the_timers_of_other_data_are_left_alone(
    timers: SystemdTimers, manager: UserManager
) -> None:
    others = SystemdTimers(["/bin/true"], manager.environ, data_mark(Path("/somewhere/else")))
    others.set({1: (NIGHTLY, None)})
    timers.set({1: (MORNING, None)})
    timers.remove()
    assert [name.endswith("-1.timer") for name in active(manager)] == [True]
    others.remove()
    assert active(manager) == []


def test_its_time_comes(manager: UserManager, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    # Its number is the last word of the command, and so the first argument of the script.
    timers = SystemdTimers(
        ["/bin/sh", "-c", f'echo "$0" > {shlex.quote(str(pipe))}'], manager.environ
    )
    now = datetime.fromtimestamp(pipe.stat().st_mtime).astimezone()
    soon = now + timedelta(seconds=2)
    try:
        timers.set({5: ([Slot(soon.weekday(), soon.time().replace(microsecond=0))], None)})
        # Opening waits until somebody writes.
        assert pipe.read_text() == "5\n"
    finally:
        timers.remove()


class TestPuttingOff:
    MOMENT = datetime(2126, 1, 1, 21, 45, 0, 1, tzinfo=UTC)

    def test_has_a_timer_of_its_own_that_starts_the_same_service(
        self, timers: SystemdTimers, manager: UserManager
    ) -> None:
        timers.set({1: (NIGHTLY, None)})
        # The second time takes the place of the first.
        assert timers.remind_again(1, self.MOMENT - timedelta(minutes=15))
        assert timers.remind_again(1, self.MOMENT)

        unit = "stretchapp-reminder-1-again.timer"
        shown = manager.systemctl("show", "-P", "NextElapseUSecRealtime", unit)
        assert shown == "Tue 2126-01-01 21:45:01 UTC"
        assert manager.systemctl("show", "-P", "Unit", unit) == "stretchapp-reminder-1.service"
        # What is changed meanwhile has no part in it.
        timers.set({1: (MORNING, None), 2: (NIGHTLY, None)})
        assert unit in active(manager)
        done = subprocess.run(
            ["systemd-analyze", "--user", "verify", str(timers.folder / unit)],
            capture_output=True,
            check=False,
            encoding="utf-8",
            env=manager.environ,
        )
        assert (done.returncode, done.stderr) == (0, "")

    def test_goes_when_it_has_come_or_with_its_reminder(
        self, timers: SystemdTimers, manager: UserManager
    ) -> None:
        timers.set({1: (NIGHTLY, None)})
        timers.forget_again(1)
        timers.remind_again(1, self.MOMENT)
        timers.forget_again(1)
        assert active(manager) == ["stretchapp-reminder-1.timer"]
        assert not any("again" in name for name in (*files(timers), *stamps(manager)))

        timers.remind_again(1, self.MOMENT)
        timers.set({2: (NIGHTLY, None)})
        assert active(manager) == ["stretchapp-reminder-2.timer"]
        assert not any("again" in name for name in (*files(timers), *stamps(manager)))

    def test_is_not_possible_where_the_reminder_has_no_timers(self, timers: SystemdTimers) -> None:
        assert not timers.remind_again(1, self.MOMENT)
        assert files(timers) == []

    def test_outlives_a_restart_and_is_made_up_for(self, tmp_path: Path) -> None:
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        home = tmp_path / "me"
        home.mkdir()
        command = ["/bin/sh", "-c", f'echo "$0" > {shlex.quote(str(pipe))}']
        with UserManager(home) as manager:
            timers = SystemdTimers(command, manager.environ)
            # Once a week, and not now.
            now = datetime.fromtimestamp(pipe.stat().st_mtime).astimezone()
            timers.set({5: ([Slot((now.weekday() + 3) % 7, time(12))], None)})
            assert timers.remind_again(5, self.MOMENT)
        # As if it had been put off an hour ago, for a time when the machine was off.
        again = timers.folder / "stretchapp-reminder-5-again.timer"
        again.write_text(again_text(now - timedelta(minutes=45), "stretchapp-reminder-5.service"))
        (stamp,) = home.rglob("stamp-*-again.timer")
        an_hour_ago = now.timestamp() - 3600
        os.utime(stamp, (an_hour_ago, an_hour_ago))

        with UserManager(home):
            assert pipe.read_text() == "5\n"


def test_without_a_manager_it_is_said(tmp_path: Path) -> None:
    environ = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    assert SystemdTimers(["x"], environ).problem() == "No systemd user manager runs here."
    with pytest.raises(UserError, match=r"The systemd user manager cannot do this \(.+\)\."):
        SystemdTimers(["x"], environ).set({1: (NIGHTLY, None)})


def test_without_systemd_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "systemd").mkdir()
    environ = {"HOME": str(tmp_path), "PATH": "", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert SystemdTimers(["x"], environ).problem() == "There is no systemd on this machine."


def test_units_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    (tmp_path / ".config").write_text("in the way")
    environ = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    with pytest.raises(UserError, match=r"The timers cannot be written to .+ \(.+\)\."):
        SystemdTimers(["x"], environ).set({1: (NIGHTLY, None)})


def test_times_of_several_days_share_a_line() -> None:
    text = timer_text(MORNING, "Europe/Berlin")
    lines = [line for line in text.splitlines() if line.startswith("OnCalendar")]
    assert lines == [
        "OnCalendar=Mon,Wed *-*-* 08:00:00 Europe/Berlin",
        "OnCalendar=Mon *-*-* 13:00:00 Europe/Berlin",
    ]
    assert "WakeSystem" not in text
    assert "Persistent=true" in text


@pytest.mark.parametrize(
    ("zone", "at", "before"),
    [
        ("Europe/Berlin", time(2, 30), datetime(2027, 3, 27, 12, tzinfo=UTC)),
        ("Africa/Cairo", time(0), datetime(2027, 4, 29, 12, tzinfo=UTC)),
    ],
)
def test_a_time_that_the_clock_skips_is_not_passed_over(
    timers: SystemdTimers, manager: UserManager, zone: str, at: time, before: datetime
) -> None:
    # systemd itself goes on to the next day.
    slots = [Slot(day, at) for day in range(7)]
    SystemdTimers(["/bin/true"], manager.environ, clock=FakeClock(before)).set({1: (slots, zone)})
    text = (timers.folder / "stretchapp-reminder-1.timer").read_text()
    moments: set[str] = set()
    for line in text.splitlines():
        name, _, expression = line.partition("=")
        if name == "OnCalendar":
            moments.update(elapses(expression, before, 3))
    found = islice(due_times(slots, ZoneInfo(zone), before), 3)
    assert sorted(moments, key=lambda it: it.split()[1:])[:3] == [written(it) for it in found]


ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC")


@settings(max_examples=8, deadline=None)
@given(
    st.sampled_from(ZONES),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.builds(time, st.integers(4, 23), st.integers(0, 59)),
    st.datetimes(datetime(2026, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001 -- in UTC, below
)
def test_systemd_reads_the_times_as_we_do(
    zone: str, weekdays: frozenset[int], at: time, start: datetime
) -> None:
    expression = calendar(at.isoformat("seconds"), sorted(weekdays), zone)
    base = start.replace(microsecond=0, tzinfo=UTC)
    shown = elapses(expression, base, 3)
    slots = tuple(Slot(day, at) for day in sorted(weekdays))
    found = islice(due_times(slots, ZoneInfo(zone), base), 3)
    assert shown == [written(moment) for moment in found]


@settings(max_examples=10, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1, max_size=20))
def test_any_word_reaches_the_service_as_it_is(manager: UserManager, word: str) -> None:
    timers = SystemdTimers(["/bin/echo", "-e", word], manager.environ, "words")
    service = timers.folder / "stretchapp-reminder-words-1.service"
    service.parent.mkdir(parents=True, exist_ok=True)
    service.write_text(service_text(("/bin/echo", word)), "utf-8")
    manager.systemctl("daemon-reload")
    shown = manager.systemctl("show", "-P", "ExecStart", service.name)
    service.unlink()
    # A new line is shown as it is, or with an escape, depending on what stands beside it.
    plain, shown = (text.replace("\n", "\\n") for text in (word, shown.replace("$$", "$")))
    assert f"argv[]=/bin/echo {plain} ;" in shown, quoted(word)


def test_each_data_folder_has_a_mark_of_its_own(tmp_path: Path) -> None:
    assert data_mark(None) == ""
    assert data_mark(tmp_path / "a") != data_mark(tmp_path / "b")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    assert data_mark(tmp_path / "link") == data_mark(tmp_path / "a")
