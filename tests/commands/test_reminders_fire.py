"""``stretchapp reminders fire``, with real processes, killed ones, and another clock."""

from __future__ import annotations

import sys
import threading
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from stretchapp.application.reminders import Reminders
from stretchapp.base.paths import user_paths
from stretchapp.commands.reminders_fire import OPENING_TIMEOUT_S, RESULTS, ReminderProcess
from stretchapp.desktop.instance.process_check import is_alive
from stretchapp.diary.storage.store import open_store
from stretchapp.reminders.decision import SNOOZE
from stretchapp.reminders.rules import AtTimes
from tests.app_process import App, run, wait_until
from tests.desktop.dbus.bus import Bus
from tests.desktop.notifications.dunst import Dunst
from tests.desktop.notifications.notification_server import NotificationServer
from tests.e2e.screen import Screen
from tests.fake_time import FakeTime
from tests.fakes import FakeClock
from tests.reminders.rules import LONG_AGO, a_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stretchapp.reminders.rules import Rule

BERLIN = ZoneInfo("Europe/Berlin")
MAX_MEMORY_MIB = 25.0
DISMISSED = 2


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def bus() -> Iterator[Bus]:
    with Bus() as bus:
        yield bus


@pytest.fixture
def dunst(bus: Bus, tmp_path: Path) -> Iterator[Dunst]:
    with Screen(tmp_path) as screen, Dunst(tmp_path, screen, bus.environ) as dunst:
        yield dunst


def add(data_dir: Path, rule: Rule) -> Rule:
    """Add a reminder."""
    with closing(open_store(user_paths(data_dir).diary)) as connection:
        return Reminders(connection, UTC, is_alive).add(rule, LONG_AGO)


def add_due(data_dir: Path) -> Rule:
    """Add a reminder that became due a moment ago."""
    data_dir.mkdir()
    now = datetime.fromtimestamp(data_dir.stat().st_mtime, UTC)
    return add(data_dir, a_rule(when=AtTimes((now.time(),)), zone="UTC"))


def history(data_dir: Path) -> list[tuple[str, str]]:
    """Return the outcomes of all reminders, the latest first."""
    with closing(open_store(user_paths(data_dir).diary)) as connection:
        reminders = Reminders(connection, UTC, is_alive)
        records = reminders.history(datetime(2026, 1, 1, tzinfo=UTC))
    return [(it.outcome, it.reason) for it in records]


def fire(
    data_dir: Path,
    rule: Rule,
    environ: Mapping[str, str],
    at: datetime | None = None,
) -> App:
    """Start the process of a reminder, with a clock that shows ``at``."""
    changes = {"TZ": "UTC", **environ}
    if at is not None:
        changes |= FakeTime(data_dir.with_name("time"), at).environ
    return App(data_dir, "reminders", "fire", str(rule.id), env=changes)


def wait_for_notification(app: App, dunst: Dunst) -> None:
    app.wait_until(lambda: dunst.count() == 1)


class TestProcess:
    def test_uses_little_memory_while_it_waits(self, data_dir: Path, dunst: Dunst) -> None:
        rule = add_due(data_dir)
        with fire(data_dir, rule, dunst.environ) as app:
            wait_for_notification(app, dunst)
            pid = app.process.pid
            maps = Path(f"/proc/{pid}/maps").read_text()
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            dunst.choose("Not tonight")
            assert app.end() == ""
        assert not any(name in maps for name in ("PySide6", "yaml", "msgspec"))
        (pss,) = (line.split() for line in rollup.splitlines() if line.startswith("Pss:"))
        assert int(pss[1]) / 1024 <= MAX_MEMORY_MIB
        assert history(data_dir) == [("declined", "not-tonight")]

    def test_imports_no_slow_library(self, data_dir: Path, bus: Bus) -> None:
        rule = add_due(data_dir)
        program = (
            "import sys; from stretchapp.__main__ import main; main();"
            "print(*{it.partition('.')[0] for it in sys.modules}, file=sys.stderr)"
        )
        with NotificationServer(bus) as server:
            command = (sys.executable, "-c", program)
            arguments = ("reminders", "fire", str(rule.id))
            with App(data_dir, *arguments, command=command, env={**bus.environ}) as app:
                server.wait_for("Notify")
                server.emit("ActionInvoked", 7, "not-tonight")
                loaded = app.end().split()
        assert "jeepney" in loaded
        slow = {"PySide6", "yaml", "msgspec", "rich", "icalendar", "asyncio", "numpy"}
        assert slow.isdisjoint(loaded)

    def test_prints_the_outcome(self, data_dir: Path) -> None:
        add(data_dir, a_rule(weekdays=frozenset(), title="Never"))
        done = run("--data-dir", data_dir, "reminders", "fire", "1")
        assert (done.returncode, done.stdout) == (0, f"{RESULTS['nothing-due']}\n")

    def test_reports_a_missing_reminder(self, data_dir: Path) -> None:
        done = run("--data-dir", data_dir, "reminders", "fire", "1")
        assert done.returncode == 1
        assert done.stderr.startswith("stretchapp: There is no reminder 1.")

    def test_shows_a_test_that_is_not_due(self, data_dir: Path, bus: Bus) -> None:
        add(data_dir, a_rule(weekdays=frozenset()))
        with NotificationServer(bus) as server:
            arguments = ("reminders", "fire", "1", "--test")
            with App(data_dir, *arguments, env={**bus.environ}) as app:
                assert server.wait_for("Notify")[3] == "Evening stretch"
                server.emit("NotificationClosed", 7, DISMISSED)
                assert app.end() == ""
        assert history(data_dir) == []


class TestTwoAtOnce:
    def test_one_notification_is_shown(self, data_dir: Path, dunst: Dunst) -> None:
        rule = add_due(data_dir)
        with (
            fire(data_dir, rule, dunst.environ) as first,
            fire(data_dir, rule, dunst.environ) as second,
        ):
            # The later one ends, whichever that is.
            first.wait_until(
                lambda: (first.process.poll() is None) != (second.process.poll() is None)
            )
            app = first if first.process.poll() is None else second
            app.wait_until(dunst.count)
            assert dunst.count() == 1
            dunst.choose("Not tonight")
            assert app.end() == ""
        assert history(data_dir) == [("declined", "not-tonight")]


class TestKilled:
    @pytest.mark.parametrize("silent_to", ["GetCapabilities", "Notify"])
    def test_before_it_is_shown_it_is_not_shown_later(
        self, data_dir: Path, bus: Bus, silent_to: str
    ) -> None:
        rule = add_due(data_dir)
        with NotificationServer(bus, silent_to=[silent_to]) as server:
            with fire(data_dir, rule, bus.environ) as app:
                server.wait_for(silent_to)
                app.process.kill()
                app.process.wait()
            assert history(data_dir) == [("claimed", "due")]

        with NotificationServer(bus) as server:
            with fire(data_dir, rule, bus.environ) as app:
                assert app.end() == ""
            assert not server.unread
        assert history(data_dir) == [("claimed", "due")]

    def test_while_it_is_shown_it_is_not_shown_again(self, data_dir: Path, bus: Bus) -> None:
        rule = add_due(data_dir)
        with NotificationServer(bus) as server:
            with fire(data_dir, rule, bus.environ) as app:
                app.wait_until(lambda: history(data_dir) == [("shown", "due")])
                app.process.kill()
                app.process.wait()
            server.wait_for("Notify")
            with fire(data_dir, rule, bus.environ) as app:
                assert app.end() == ""
            assert not server.unread

    def test_a_killed_server_is_no_answer(self, data_dir: Path, dunst: Dunst) -> None:
        rule = add_due(data_dir)
        with fire(data_dir, rule, dunst.environ) as app:
            app.wait_until(lambda: history(data_dir) == [("shown", "due")])
            dunst.process.kill()
            assert app.end() == ""
        assert history(data_dir) == [("shown", "due")]


class TestSnoozeWithoutTimers:
    def test_is_waited_for_by_the_process(self, data_dir: Path, bus: Bus) -> None:
        add(data_dir, a_rule(when=AtTimes((time(22),)), zone="UTC"))
        clock = FakeClock()
        pauses: list[float] = []

        def pause(seconds: float) -> None:
            pauses.append(seconds)
            clock.advance(seconds)

        process = ReminderProcess(user_paths(data_dir), bus.environ, clock, pause)
        with NotificationServer(bus, ["actions"]) as server:
            answering = threading.Thread(
                target=lambda: answer(server, data_dir, "later", "not-tonight")
            )
            answering.start()
            assert process.fire(1) == RESULTS["declined"]
            answering.join()
        assert pauses == [60.0] * 15
        assert history(data_dir) == [("declined", "not-tonight")]

    def test_ends_within_a_minute_after_the_clock_was_set_forward(self, data_dir: Path) -> None:
        clock = FakeClock()
        pauses: list[float] = []

        def pause(seconds: float) -> None:
            pauses.append(seconds)
            clock.advance(3600.0)

        process = ReminderProcess(user_paths(data_dir), {}, clock, pause)
        process.effects().remind_at(1, clock.now() + SNOOZE)
        process.wait_until_due()
        assert pauses == [60.0]
        assert process.snoozed_until is None


class TestNoWindow:
    def test_offers_to_try_again_and_names_the_command(self, data_dir: Path, bus: Bus) -> None:
        add(data_dir, a_rule(when=AtTimes((time(22),)), zone="UTC"))
        pauses: list[float] = []
        # Without a display, every window that is started ends by itself.
        environ = {**bus.environ, "PATH": "/usr/bin:/bin"}
        process = ReminderProcess(user_paths(data_dir), environ, FakeClock(), pauses.append)
        with NotificationServer(bus, ["actions"]) as server:

            def answer() -> None:
                server.wait_for("Notify")
                wait_until(lambda: history(data_dir) == [("shown", "due")])
                server.emit("ActionInvoked", 7, "start")
                for answer in ("again", "closed"):
                    title, text = server.wait_for("Notify")[3:5]
                    assert title == "The window did not open"
                    assert "start evening-stretch" in text
                    server.emit("ActionInvoked", 7, answer)

            answering = threading.Thread(target=answer)
            answering.start()
            outcome = process.fire(1)
            answering.join()
        assert outcome == RESULTS["unopened"]
        assert sum(pauses) == 2 * OPENING_TIMEOUT_S
        assert history(data_dir) == [("started", "unopened")]


def answer(server: NotificationServer, data_dir: Path, *answers: str) -> None:
    """Give each of ``answers`` to the next notification."""
    for word in answers:
        server.wait_for("Notify")
        wait_until(lambda: history(data_dir) == [("shown", "due")])
        server.emit("ActionInvoked", 7, word)


class TestClock:
    EVENING = datetime(2026, 11, 22, 21, 45, tzinfo=BERLIN)

    @pytest.fixture
    def rule(self, data_dir: Path) -> Rule:
        return add(data_dir, a_rule(zone="Europe/Berlin"))

    @pytest.fixture
    def server(self, bus: Bus) -> Iterator[NotificationServer]:
        with NotificationServer(bus) as server:
            yield server

    def fires(
        self, data_dir: Path, rule: Rule, server: NotificationServer, bus: Bus, at: datetime
    ) -> bool:
        """Return whether the reminder is shown at a moment; it is dismissed at once."""
        with fire(data_dir, rule, bus.environ, at) as app:
            app.wait_until(lambda: app.process.poll() is not None or bool(server.unread))
            is_shown = bool(server.unread)
            if is_shown:
                server.wait_for("Notify")
                app.wait_until(lambda: history(data_dir)[0] == ("shown", "due"))
                server.emit("NotificationClosed", 7, DISMISSED)
            assert app.end() == ""
        server.forget_calls()
        return is_shown

    @pytest.mark.parametrize("late", [1, 59])
    def test_a_late_reminder_is_shown_within_an_hour(
        self, data_dir: Path, rule: Rule, server: NotificationServer, bus: Bus, late: int
    ) -> None:
        at = self.EVENING + timedelta(minutes=late)
        assert self.fires(data_dir, rule, server, bus, at)

    def test_a_late_reminder_is_not_shown_after_an_hour(
        self, data_dir: Path, rule: Rule, server: NotificationServer, bus: Bus
    ) -> None:
        at = self.EVENING + timedelta(minutes=61)
        assert not self.fires(data_dir, rule, server, bus, at)

    def test_an_evening_reminder_is_not_shown_at_breakfast(
        self, data_dir: Path, rule: Rule, server: NotificationServer, bus: Bus
    ) -> None:
        # The machine slept, and the missed timer fires when its lid is opened.
        breakfast = datetime(2026, 11, 23, 7, 10, tzinfo=BERLIN)
        assert not self.fires(data_dir, rule, server, bus, breakfast)
        assert history(data_dir) == [("dropped", "late")]

    def test_a_clock_set_back_shows_nothing_twice(
        self, data_dir: Path, rule: Rule, server: NotificationServer, bus: Bus
    ) -> None:
        assert self.fires(data_dir, rule, server, bus, self.EVENING)
        # The clock is set back by an hour, and shows 21:45 a second time.
        assert not self.fires(data_dir, rule, server, bus, self.EVENING - timedelta(hours=1))
        assert not self.fires(data_dir, rule, server, bus, self.EVENING + timedelta(seconds=1))

    def test_a_clock_set_forward_by_days_shows_nothing_that_was_skipped(
        self, data_dir: Path, rule: Rule, server: NotificationServer, bus: Bus
    ) -> None:
        skipped_to = self.EVENING + timedelta(days=3, hours=14)
        assert not self.fires(data_dir, rule, server, bus, skipped_to)
        assert history(data_dir) == [("dropped", "late")]

    def test_a_time_that_summer_time_skips_is_due_right_after(
        self, data_dir: Path, server: NotificationServer, bus: Bus
    ) -> None:
        rule = add(data_dir, a_rule(when=AtTimes((time(2, 30),)), zone="Europe/Berlin"))
        leap = datetime(2027, 3, 28, 1, 0, tzinfo=UTC)
        assert self.fires(data_dir, rule, server, bus, leap)
        assert not self.fires(data_dir, rule, server, bus, leap + timedelta(minutes=30))

    def test_a_time_that_occurs_twice_is_due_once(
        self, data_dir: Path, server: NotificationServer, bus: Bus
    ) -> None:
        rule = add(data_dir, a_rule(when=AtTimes((time(2, 30),)), zone="Europe/Berlin"))
        first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
        assert self.fires(data_dir, rule, server, bus, first)
        assert not self.fires(data_dir, rule, server, bus, first + timedelta(hours=1))
