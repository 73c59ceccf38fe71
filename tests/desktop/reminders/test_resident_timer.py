"""Waiting in a process of ours: the real timer of Qt, and a clock that is moved by hand."""

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
    """A clock and a zone that a test moves, and what was fired."""

    def __init__(self) -> None:
        self.clock = FakeClock(datetime(2026, 11, 22, 20, 40, tzinfo=BERLIN))
        self.zone = BERLIN
        self.fired: list[int] = []
        self.waiter = ResidentTimer(self.clock, lambda _now: self.zone, self.fired.append)

    @property
    def timer(self) -> QTimer:
        """The one timer."""
        (timer,) = self.waiter.findChildren(QTimer)
        return timer

    def let_timer_end(self, after_s: float | None = None) -> None:
        """Let the timer end in its time, or after so much time by the clock."""
        assert self.timer.isActive()
        self.clock.advance(self.timer.interval() / 1000 if after_s is None else after_s)
        self.timer.timeout.emit()

    def wait_until(self, hour: int, minute: int) -> int:
        """Let time pass, and return how often the timer has ended meanwhile."""
        end = self.clock.now().replace(hour=hour, minute=minute, second=0)
        wake_ups = 0
        while self.clock.now() < end:
            self.let_timer_end()
            wake_ups += 1
        return wake_ups


@pytest.fixture
def machine(qtbot: QtBot) -> Iterator[Machine]:
    machine = Machine()
    yield machine
    machine.waiter.follow([])


def test_nothing_runs_while_there_is_nothing_to_wait_for(machine: Machine) -> None:
    machine.waiter.follow([])

    assert not machine.waiter.is_waiting
    assert not machine.timer.isActive()


def test_nothing_is_looked_at_before_it_is_known_what_to_wait_for(machine: Machine) -> None:
    machine.waiter.look()

    assert not machine.waiter.is_waiting


def test_the_clock_is_looked_at_once_a_minute_and_when_it_is_due(machine: Machine) -> None:
    machine.waiter.follow([EVENING])
    assert machine.waiter.is_waiting

    assert machine.wait_until(21, 45) == 65
    assert machine.fired == [1]
    assert machine.timer.interval() == 60_000


def test_it_is_due_to_the_second(machine: Machine) -> None:
    machine.waiter.follow([EVENING])
    machine.wait_until(21, 44)
    machine.clock.advance(20.7504)

    machine.waiter.look()

    assert machine.timer.interval() == 39_250
    machine.let_timer_end()
    assert machine.fired == [1]


def test_each_reminder_is_fired(machine: Machine) -> None:
    machine.waiter.follow([EVENING, every_day(2, time(21, 45)), every_day(3, time(21, 46))])

    machine.wait_until(21, 45)
    assert machine.fired == [1, 2]
    machine.wait_until(21, 46)
    assert machine.fired == [1, 2, 3]


def test_what_the_machine_slept_through_is_fired_when_it_wakes(machine: Machine) -> None:
    machine.waiter.follow([EVENING])

    machine.let_timer_end(after_s=1.5 * HOUR_S)

    assert machine.fired == [1]


def test_the_end_of_a_sleep_can_be_told(machine: Machine) -> None:
    machine.waiter.follow([EVENING])
    machine.clock.advance(1.5 * HOUR_S)

    machine.waiter.look()

    assert machine.fired == [1]


def test_several_times_at_once_are_fired_as_one(machine: Machine) -> None:
    machine.waiter.follow([DAYTIME])

    machine.let_timer_end(after_s=20 * HOUR_S)

    assert machine.fired == [2]


def test_a_clock_put_back_does_not_fire_until_it_is_due_again(machine: Machine) -> None:
    machine.waiter.follow([EVENING])
    machine.wait_until(21, 46)

    machine.let_timer_end(after_s=-HOUR_S)
    assert machine.fired == [1]
    assert machine.timer.interval() == 60_000

    # That it was dealt with is known to the process that is started.
    machine.wait_until(21, 45)
    assert machine.fired == [1, 1]


def test_a_clock_that_was_years_wrong_is_no_trouble(machine: Machine) -> None:
    machine.waiter.follow([EVENING])

    machine.let_timer_end(after_s=30 * 365.25 * 24 * HOUR_S)
    machine.let_timer_end(after_s=-30 * 365.25 * 24 * HOUR_S)
    machine.wait_until(21, 45)

    assert machine.fired == [1, 1]


def test_a_journey_to_the_east_leaves_nothing_out(machine: Machine) -> None:
    machine.zone = LONDON
    machine.waiter.follow([EVENING])
    machine.clock.advance(1 * HOUR_S)
    machine.waiter.look()
    assert machine.fired == []

    # It is 20:41 in London, and 21:41 in Berlin.
    machine.clock.advance(10 * 60)
    machine.zone = BERLIN
    machine.waiter.look()

    assert machine.fired == [1]


class TestAtTheStart:
    def test_what_was_due_within_the_hour_is_fired(self, machine: Machine) -> None:
        machine.clock.advance(2 * HOUR_S)

        machine.waiter.follow([EVENING])

        assert machine.fired == [1]

    def test_what_was_due_before_is_left_alone(self, machine: Machine) -> None:
        machine.clock.advance(2.5 * HOUR_S)

        machine.waiter.follow([EVENING])

        assert machine.fired == []


class TestChange:
    def test_of_the_time_counts_at_once(self, machine: Machine) -> None:
        machine.waiter.follow([EVENING])

        machine.waiter.follow([every_day(1, time(20, 40, 5))])

        assert machine.timer.interval() == 5000
        machine.let_timer_end()
        assert machine.fired == [1]

    def test_to_a_time_that_is_over_fires_nothing(self, machine: Machine) -> None:
        machine.waiter.follow([EVENING])
        machine.clock.advance(30)

        machine.waiter.follow([every_day(1, time(20, 40, 20)), every_day(2, time(20, 39))])

        assert machine.fired == []

    def test_leaves_out_nothing_that_was_due_by_then(self, machine: Machine) -> None:
        machine.waiter.follow([EVENING])
        machine.clock.advance(1.5 * HOUR_S)

        machine.waiter.follow([])

        assert machine.fired == [1]
        assert not machine.timer.isActive()


def test_it_fires_in_real_time(qtbot: QtBot) -> None:
    fired: list[int] = []
    soon = (SystemClock().now().astimezone(UTC) + timedelta(seconds=1)).time()
    waiter = ResidentTimer(SystemClock(), lambda _now: UTC, fired.append)

    waiter.follow([every_day(1, soon)])

    qtbot.waitUntil(lambda: fired == [1])
    waiter.follow([])
