"""Waiting in a running process: a real timer of Qt, and a clock that the test moves."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QTimer

from stretchapp.base.clock import SystemClock
from stretchapp.desktop.reminders.resident_timer import ResidentTimer
from stretchapp.reminders.clock_checks import Schedule
from stretchapp.reminders.rules import EVERY_DAY, Slot
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

BERLIN = ZoneInfo("Europe/Berlin")
LONDON = ZoneInfo("Europe/London")
HOUR_S = 3600.0


def every_day(number: int, *times: time) -> Schedule:
    return Schedule(number, tuple(sorted(Slot(d, at) for d in EVERY_DAY for at in times)), None)


EVENING = every_day(1, time(21, 45))
DAYTIME = every_day(2, time(8), time(13), time(18))


class Machine:
    """A clock and a time zone that the test sets, and the reminders that were fired."""

    def __init__(self) -> None:
        self.clock = FakeClock(datetime(2026, 11, 22, 20, 40, tzinfo=BERLIN))
        self.zone = BERLIN
        self.fired: list[int] = []
        self.resident_timer = ResidentTimer(self.clock, lambda _now: self.zone, self.fired.append)

    @property
    def timer(self) -> QTimer:
        """The only timer of Qt."""
        (timer,) = self.resident_timer.findChildren(QTimer)
        return timer

    def fire_timer(self, after_s: float | None = None) -> None:
        """Let the timer fire after its interval, or after this much time by the clock."""
        assert self.timer.isActive()
        self.clock.advance(self.timer.interval() / 1000 if after_s is None else after_s)
        self.timer.timeout.emit()

    def wait_until(self, hour: int, minute: int) -> int:
        """Let time pass, and return how often the timer fired meanwhile."""
        end = self.clock.now().replace(hour=hour, minute=minute, second=0)
        wake_ups = 0
        while self.clock.now() < end:
            self.fire_timer()
            wake_ups += 1
        return wake_ups


@pytest.fixture
def machine(qtbot: QtBot) -> Iterator[Machine]:
    machine = Machine()
    yield machine
    machine.resident_timer.follow([])


def test_without_reminders_no_timer_runs(machine: Machine) -> None:
    machine.resident_timer.follow([])

    assert not machine.resident_timer.is_waiting
    assert not machine.timer.isActive()


def test_the_clock_is_checked_every_minute_and_when_a_reminder_is_due(machine: Machine) -> None:
    machine.resident_timer.follow([EVENING])
    assert machine.resident_timer.is_waiting

    assert machine.wait_until(21, 45) == 65
    assert machine.fired == [1]
    assert machine.timer.interval() == 60_000


def test_a_reminder_is_due_to_the_millisecond(machine: Machine) -> None:
    machine.resident_timer.follow([EVENING])
    machine.wait_until(21, 44)
    machine.clock.advance(20.7504)

    machine.resident_timer.follow([EVENING])

    assert machine.timer.interval() == 39_250
    machine.fire_timer()
    assert machine.fired == [1]


def test_every_due_reminder_is_fired(machine: Machine) -> None:
    machine.resident_timer.follow([EVENING, every_day(2, time(21, 45)), every_day(3, time(21, 46))])

    machine.wait_until(21, 45)
    assert machine.fired == [1, 2]
    machine.wait_until(21, 46)
    assert machine.fired == [1, 2, 3]


def test_a_reminder_due_during_sleep_is_fired_after_it(machine: Machine) -> None:
    machine.resident_timer.follow([EVENING])

    machine.fire_timer(after_s=1.5 * HOUR_S)

    assert machine.fired == [1]


def test_a_reminder_missed_several_times_is_fired_once(machine: Machine) -> None:
    machine.resident_timer.follow([DAYTIME])

    machine.fire_timer(after_s=20 * HOUR_S)

    assert machine.fired == [2]


def test_a_clock_put_back_does_not_fire_until_it_is_due_again(machine: Machine) -> None:
    machine.resident_timer.follow([EVENING])
    machine.wait_until(21, 46)

    machine.fire_timer(after_s=-HOUR_S)
    assert machine.fired == [1]
    assert machine.timer.interval() == 60_000

    # The process that is started knows that the reminder has been answered.
    machine.wait_until(21, 45)
    assert machine.fired == [1, 1]


def test_a_clock_that_is_years_wrong_for_a_while_does_no_harm(machine: Machine) -> None:
    machine.resident_timer.follow([EVENING])

    machine.fire_timer(after_s=30 * 365.25 * 24 * HOUR_S)
    machine.fire_timer(after_s=-30 * 365.25 * 24 * HOUR_S)
    machine.wait_until(21, 45)

    assert machine.fired == [1, 1]


def test_a_journey_to_the_east_skips_no_reminder(machine: Machine) -> None:
    machine.zone = LONDON
    machine.resident_timer.follow([EVENING])
    machine.fire_timer(after_s=HOUR_S)
    assert machine.fired == []

    # It is 20:41 in London, and 21:41 in Berlin.
    machine.zone = BERLIN
    machine.fire_timer(after_s=10 * 60)

    assert machine.fired == [1]


class TestFirstCall:
    def test_fires_what_was_due_within_the_grace_period(self, machine: Machine) -> None:
        machine.clock.advance(2 * HOUR_S)

        machine.resident_timer.follow([EVENING])

        assert machine.fired == [1]

    def test_ignores_what_was_due_before(self, machine: Machine) -> None:
        machine.clock.advance(2.5 * HOUR_S)

        machine.resident_timer.follow([EVENING])

        assert machine.fired == []


class TestLaterCall:
    def test_takes_effect_at_once(self, machine: Machine) -> None:
        machine.resident_timer.follow([EVENING])

        machine.resident_timer.follow([every_day(1, time(20, 40, 5))])

        assert machine.timer.interval() == 5000
        machine.fire_timer()
        assert machine.fired == [1]

    def test_fires_nothing_that_was_due_before(self, machine: Machine) -> None:
        machine.resident_timer.follow([EVENING])
        machine.clock.advance(30)

        machine.resident_timer.follow([every_day(1, time(20, 40, 20)), every_day(2, time(20, 39))])

        assert machine.fired == []

    def test_fires_what_the_old_reminders_had_due(self, machine: Machine) -> None:
        machine.resident_timer.follow([EVENING])
        machine.clock.advance(1.5 * HOUR_S)

        machine.resident_timer.follow([])

        assert machine.fired == [1]
        assert not machine.timer.isActive()


def test_a_reminder_is_fired_in_real_time(qtbot: QtBot) -> None:
    fired: list[int] = []
    soon = (SystemClock().now().astimezone(UTC) + timedelta(seconds=1)).time()
    resident_timer = ResidentTimer(SystemClock(), lambda _now: UTC, fired.append)

    resident_timer.follow([every_day(1, soon)])

    qtbot.waitUntil(lambda: fired == [1])
    resident_timer.follow([])
