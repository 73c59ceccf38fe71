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
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stretchapp.base.problems import UserError
from stretchapp.desktop.launching.installation import data_folder_mark
from stretchapp.desktop.reminders.systemd_timers import (
    NO_MANAGER,
    NO_SYSTEMD,
    SystemdTimers,
    calendar_expression,
    quote,
    service_text,
    snooze_timer_text,
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
    """Return the paths of everything below the folder of the units."""
    return sorted(str(path.relative_to(timers.folder)) for path in timers.folder.rglob("*"))


def stamps(manager: UserManager) -> list[str]:
    """Return the files in which the manager stores when timers fired."""
    return [path.name for path in Path(manager.environ["HOME"]).rglob("stamp-*")]


def active(manager: UserManager) -> list[str]:
    """Return the names of our active timers."""
    lines = manager.systemctl("list-units", "--plain", "--no-legend", "stretchapp-*.timer")
    return [line.split()[0] for line in lines.splitlines()]


def elapses(expression: str, base: datetime, count: int) -> list[str]:
    """Return the next moments of a calendar expression after ``base``, as systemd prints them."""
    completed = subprocess.run(
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
        for line in completed.stdout.splitlines()
        if ("Next elapse" in line or "Iter" in line) and "never" not in line
    ]


def as_systemd_prints(moment: datetime) -> str:
    """Return a moment as systemd prints it with TZ=UTC."""
    return f"{moment.astimezone(UTC):%a %Y-%m-%d %H:%M:%S} UTC"


def test_with_a_manager_there_is_no_problem(timers: SystemdTimers) -> None:
    assert timers.problem() is None


def test_each_reminder_has_an_active_timer(timers: SystemdTimers, manager: UserManager) -> None:
    timers.set({1: (NIGHTLY, None), 7: (MORNING, "Europe/Berlin")})
    assert active(manager) == ["stretchapp-reminder-1.timer", "stretchapp-reminder-7.timer"]
    assert timers.names() == ["stretchapp-reminder-1", "stretchapp-reminder-7"]


def test_the_units_are_valid(timers: SystemdTimers, manager: UserManager) -> None:
    timers.set({1: (NIGHTLY, None), 2: (MORNING, "America/New_York")})
    units = [str(timers.folder / name) for name in files(timers) if "/" not in name]
    units = [unit for unit in units if not unit.endswith(".wants")]
    completed = subprocess.run(
        ["systemd-analyze", "--user", "verify", *units],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=manager.environ,
    )
    assert (completed.returncode, completed.stderr) == (0, "")
    assert len(units) == 4


def test_systemd_computes_the_same_next_moment(timers: SystemdTimers, manager: UserManager) -> None:
    timers.set({1: (NIGHTLY, None), 2: (MORNING, "Asia/Kathmandu")})
    now = datetime.fromtimestamp(timers.folder.stat().st_mtime, UTC)
    for number, slots, zone in (
        (1, NIGHTLY, datetime.fromtimestamp(0, UTC).astimezone().tzinfo),
        (2, MORNING, ZoneInfo("Asia/Kathmandu")),
    ):
        unit = f"stretchapp-reminder-{number}.timer"
        shown = manager.systemctl("show", "-P", "NextElapseUSecRealtime", unit)
        assert zone is not None
        assert shown == as_systemd_prints(next(due_times(sorted(slots), zone, now)))


def test_a_removed_reminder_leaves_nothing_behind(
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
    shown = manager.systemctl("show", "-P", "NextElapseUSecRealtime", "stretchapp-reminder-1.timer")
    assert shown.startswith("Thu ")


def test_a_moved_installation_is_started(timers: SystemdTimers, manager: UserManager) -> None:
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


def test_the_timers_of_another_data_folder_stay(
    timers: SystemdTimers, manager: UserManager
) -> None:
    others = SystemdTimers(
        ["/bin/true"], manager.environ, data_folder_mark(Path("/somewhere/else"))
    )
    others.set({1: (NIGHTLY, None)})
    timers.set({1: (MORNING, None)})
    timers.remove()
    assert [name.endswith("-1.timer") for name in active(manager)] == [True]
    others.remove()
    assert active(manager) == []


def test_a_timer_fires(manager: UserManager, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    # The number is appended to the command, so it becomes $0 of the script.
    timers = SystemdTimers(
        ["/bin/sh", "-c", f'echo "$0" > {shlex.quote(str(pipe))}'], manager.environ
    )
    now = datetime.fromtimestamp(pipe.stat().st_mtime).astimezone()
    soon = now + timedelta(seconds=2)
    try:
        timers.set({5: ([Slot(soon.weekday(), soon.time().replace(microsecond=0))], None)})
        # Opening the pipe waits for the writer.
        assert pipe.read_text() == "5\n"
    finally:
        timers.remove()


class TestSnooze:
    MOMENT = datetime(2126, 1, 1, 21, 45, 0, 1, tzinfo=UTC)

    def test_has_its_own_timer_for_the_same_service(
        self, timers: SystemdTimers, manager: UserManager
    ) -> None:
        timers.set({1: (NIGHTLY, None)})
        # The second call replaces the first.
        assert timers.snooze(1, self.MOMENT - timedelta(minutes=15))
        assert timers.snooze(1, self.MOMENT)

        unit = "stretchapp-reminder-1-again.timer"
        shown = manager.systemctl("show", "-P", "NextElapseUSecRealtime", unit)
        assert shown == "Tue 2126-01-01 21:45:01 UTC"
        assert manager.systemctl("show", "-P", "Unit", unit) == "stretchapp-reminder-1.service"
        # Changing the reminder does not touch the snooze.
        timers.set({1: (MORNING, None), 2: (NIGHTLY, None)})
        assert unit in active(manager)
        completed = subprocess.run(
            ["systemd-analyze", "--user", "verify", str(timers.folder / unit)],
            capture_output=True,
            check=False,
            encoding="utf-8",
            env=manager.environ,
        )
        assert (completed.returncode, completed.stderr) == (0, "")

    def test_ends_by_itself_or_with_its_reminder(
        self, timers: SystemdTimers, manager: UserManager
    ) -> None:
        timers.set({1: (NIGHTLY, None)})
        timers.end_snooze(1)
        timers.snooze(1, self.MOMENT)
        timers.end_snooze(1)
        assert active(manager) == ["stretchapp-reminder-1.timer"]
        assert not any("again" in name for name in (*files(timers), *stamps(manager)))

        timers.snooze(1, self.MOMENT)
        timers.set({2: (NIGHTLY, None)})
        assert active(manager) == ["stretchapp-reminder-2.timer"]
        assert not any("again" in name for name in (*files(timers), *stamps(manager)))

    def test_is_refused_where_the_reminder_has_no_timers(self, timers: SystemdTimers) -> None:
        assert not timers.snooze(1, self.MOMENT)
        assert files(timers) == []

    def test_survives_a_restart_and_fires_late(self, tmp_path: Path) -> None:
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        home = tmp_path / "me"
        home.mkdir()
        command = ["/bin/sh", "-c", f'echo "$0" > {shlex.quote(str(pipe))}']
        with UserManager(home) as manager:
            timers = SystemdTimers(command, manager.environ)
            # Once a week, but not today.
            now = datetime.fromtimestamp(pipe.stat().st_mtime).astimezone()
            timers.set({5: ([Slot((now.weekday() + 3) % 7, time(12))], None)})
            assert timers.snooze(5, self.MOMENT)
        # As if the snooze had been set an hour ago and the machine had been off at its end.
        again = timers.folder / "stretchapp-reminder-5-again.timer"
        again.write_text(
            snooze_timer_text(now - timedelta(minutes=45), "stretchapp-reminder-5.service")
        )
        (stamp,) = home.rglob("stamp-*-again.timer")
        an_hour_ago = now.timestamp() - 3600
        os.utime(stamp, (an_hour_ago, an_hour_ago))

        with UserManager(home):
            assert pipe.read_text() == "5\n"


def test_without_a_manager_there_is_a_problem(tmp_path: Path) -> None:
    environ = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    assert SystemdTimers(["x"], environ).problem() == NO_MANAGER
    with pytest.raises(UserError, match=r"systemd reports an error \(.+\)\."):
        SystemdTimers(["x"], environ).set({1: (NIGHTLY, None)})


def test_without_systemd_there_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "systemd").mkdir()
    environ = {"HOME": str(tmp_path), "PATH": "", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert SystemdTimers(["x"], environ).problem() == NO_SYSTEMD


def test_without_write_access_there_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / ".config").write_text("in the way")
    environ = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    with pytest.raises(UserError, match=r"The timers cannot be written to .+ \(.+\)\."):
        SystemdTimers(["x"], environ).set({1: (NIGHTLY, None)})


def test_weekdays_with_the_same_time_share_a_line() -> None:
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
def test_a_time_that_the_clock_skips_is_due_after_the_gap(
    timers: SystemdTimers, manager: UserManager, zone: str, at: time, before: datetime
) -> None:
    # systemd alone would leave this day out.
    slots = [Slot(day, at) for day in range(7)]
    SystemdTimers(["/bin/true"], manager.environ, clock=FakeClock(before)).set({1: (slots, zone)})
    text = (timers.folder / "stretchapp-reminder-1.timer").read_text()
    moments: set[str] = set()
    for line in text.splitlines():
        name, _, expression = line.partition("=")
        if name == "OnCalendar":
            moments.update(elapses(expression, before, 3))
    expected = islice(due_times(slots, ZoneInfo(zone), before), 3)
    in_order = sorted(moments, key=lambda moment: moment.split()[1:])
    assert in_order[:3] == [as_systemd_prints(moment) for moment in expected]


ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC")


@settings(max_examples=8, deadline=None)
@given(
    st.sampled_from(ZONES),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.builds(time, st.integers(4, 23), st.integers(0, 59)),
    st.datetimes(datetime(2026, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001 -- in UTC, below
)
def test_systemd_computes_the_same_moments(
    zone: str, weekdays: frozenset[int], at: time, start: datetime
) -> None:
    expression = calendar_expression(at.isoformat("seconds"), sorted(weekdays), zone)
    base = start.replace(microsecond=0, tzinfo=UTC)
    shown = elapses(expression, base, 3)
    slots = tuple(Slot(day, at) for day in sorted(weekdays))
    expected = islice(due_times(slots, ZoneInfo(zone), base), 3)
    assert shown == [as_systemd_prints(moment) for moment in expected]


@settings(max_examples=10, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20))
@example("\r")
def test_any_word_reaches_the_service_unchanged(manager: UserManager, word: str) -> None:
    timers = SystemdTimers(["/bin/echo", "-e", word], manager.environ, "words")
    service = timers.folder / "stretchapp-reminder-words-1.service"
    service.parent.mkdir(parents=True, exist_ok=True)
    service.write_text(service_text(("/bin/echo", word)), "utf-8")
    manager.systemctl("daemon-reload")
    shown = manager.systemctl("show", "-P", "ExecStart", service.name)
    service.unlink()
    # systemctl prints a line break as it is or escaped, depending on the characters beside it.
    plain, shown = (
        text.replace("\n", "\\n").replace("\r", "\\r") for text in (word, shown.replace("$$", "$"))
    )
    assert f"argv[]=/bin/echo {plain} ;" in shown, quote(word)


def test_a_name_that_is_not_unicode_reaches_the_service(
    manager: UserManager, tmp_path: Path
) -> None:
    name = os.fsdecode(b"data\xff \xfe\r\xc3\xa4\x80")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    service = Path(manager.environ["XDG_CONFIG_HOME"]) / "systemd/user/lone-bytes.service"
    service.parent.mkdir(parents=True, exist_ok=True)
    script = f'printf %s "$0" > {shlex.quote(str(pipe))}'
    service.write_text(service_text(("/bin/sh", "-c", script, name)), "utf-8")
    manager.systemctl("daemon-reload")
    manager.systemctl("start", "--no-block", service.name)
    # Opening the pipe waits for the writer.
    assert os.fsdecode(pipe.read_bytes()) == name
    service.unlink()
