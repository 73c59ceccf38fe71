"""Being told of sleep: a real bus, with a stand-in for logind on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stretchapp.desktop.power.sleep_watch import SleepWatch
from tests.desktop.dbus.bus import Bus
from tests.desktop.dbus.service import Service

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

LOGIND = "org.freedesktop.login1"
MANAGER = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager")
SLEEPS, WAKES = True, False


@pytest.fixture
def bus() -> Iterator[Bus]:
    """The system bus of the machine."""
    with Bus() as bus:
        yield bus


@pytest.fixture
def logind(bus: Bus) -> Iterator[Service]:
    """What puts the machine to sleep."""
    with Service(bus.address, LOGIND, {}) as service:
        yield service


@pytest.fixture
def watch(bus: Bus, qtbot: QtBot) -> Iterator[SleepWatch]:
    """A watch that has begun."""
    watch = SleepWatch({"DBUS_SYSTEM_BUS_ADDRESS": bus.address})
    watch.start()
    qtbot.waitUntil(lambda: watch.is_watching)
    yield watch
    watch.stop()


def test_sleep_and_waking_are_told(logind: Service, watch: SleepWatch, qtbot: QtBot) -> None:
    with qtbot.waitSignal(watch.about_to_sleep), qtbot.assertNotEmitted(watch.woke):
        logind.emit(*MANAGER, "PrepareForSleep", "b", SLEEPS)
    with qtbot.waitSignal(watch.woke), qtbot.assertNotEmitted(watch.about_to_sleep):
        logind.emit(*MANAGER, "PrepareForSleep", "b", WAKES)


def test_nothing_else_is(logind: Service, watch: SleepWatch, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(watch.about_to_sleep):
        logind.emit(*MANAGER, "PrepareForShutdown", "b", SLEEPS)
        logind.emit("/elsewhere", MANAGER[1], "PrepareForSleep", "b", SLEEPS)
        with qtbot.waitSignal(watch.woke):
            logind.emit(*MANAGER, "PrepareForSleep", "b", WAKES)


def test_nobody_else_is_believed(
    bus: Bus, logind: Service, watch: SleepWatch, qtbot: QtBot
) -> None:
    with (
        Service(bus.address, "org.example.Prank", {}) as prankster,
        qtbot.assertNotEmitted(watch.about_to_sleep, wait=100),
    ):
        prankster.emit(*MANAGER, "PrepareForSleep", "b", SLEEPS)


def test_a_watch_that_was_stopped_tells_nothing(
    logind: Service, watch: SleepWatch, qtbot: QtBot
) -> None:
    watch.stop()

    with qtbot.assertNotEmitted(watch.about_to_sleep, wait=100):
        logind.emit(*MANAGER, "PrepareForSleep", "b", SLEEPS)
    assert not watch.is_watching


def test_it_can_begin_again(logind: Service, watch: SleepWatch, qtbot: QtBot) -> None:
    watch.stop()
    watch.start()
    watch.start()
    qtbot.waitUntil(lambda: watch.is_watching)

    with qtbot.waitSignal(watch.about_to_sleep):
        logind.emit(*MANAGER, "PrepareForSleep", "b", SLEEPS)


def test_a_bus_that_is_lost_is_nothing(bus: Bus, watch: SleepWatch, qtbot: QtBot) -> None:
    bus.end()

    qtbot.waitUntil(lambda: not watch.is_watching)


def test_no_bus_is_nothing() -> None:
    watch = SleepWatch({"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere"})
    watch.start()

    assert not watch.is_watching
