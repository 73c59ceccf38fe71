"""The signal before the machine sleeps: a real bus, with a stand-in for logind on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stretchapp.desktop.dbus.addresses import BUS
from stretchapp.desktop.dbus.qt_connection import AsyncBusConnection
from stretchapp.desktop.power.sleep_watch import SleepWatch
from tests.desktop.dbus.bus import Bus
from tests.desktop.dbus.service import TIMEOUT_S, Service

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

PATH, INTERFACE = "/org/freedesktop/login1", "org.freedesktop.login1.Manager"
SIGNAL = (PATH, INTERFACE, "PrepareForSleep", "b")
GOES_TO_SLEEP, WAKES_UP = True, False


class Watch:
    """A sleep watch, and how often it has told of sleep."""

    def __init__(self, bus: Bus, qtbot: QtBot) -> None:
        self.count = 0
        self._qtbot = qtbot
        self.watch = SleepWatch({"DBUS_SYSTEM_BUS_ADDRESS": bus.address})
        self.watch.about_to_sleep.connect(self._on_about_to_sleep)

    def start(self) -> None:
        """Start, and wait until no signal can be missed."""
        self.watch.start()
        # A connection that was closed before may not be deleted yet.
        *_, connection = self.watch.findChildren(AsyncBusConnection)
        self._qtbot.waitUntil(lambda: connection.unique_name != "")
        replies: list[object] = []
        # The bus answers in order: it has read the subscription before this call.
        connection.call(BUS, "GetId", on_reply=replies.append)
        self._qtbot.waitUntil(lambda: replies != [])

    def wait(self) -> None:
        """Wait until the watch has told of sleep."""
        self._qtbot.waitUntil(lambda: self.count > 0)

    def _on_about_to_sleep(self) -> None:
        self.count += 1


@pytest.fixture
def bus() -> Iterator[Bus]:
    """The system bus of the machine."""
    with Bus() as bus:
        yield bus


@pytest.fixture
def logind(bus: Bus) -> Iterator[Service]:
    with Service(bus.address, "org.freedesktop.login1", {}) as service:
        yield service


@pytest.fixture
def watch(bus: Bus, qtbot: QtBot) -> Iterator[Watch]:
    """A watch that has started."""
    watch = Watch(bus, qtbot)
    watch.start()
    yield watch
    watch.watch.stop()


def test_sleep_is_reported_and_nothing_else(logind: Service, watch: Watch) -> None:
    logind.emit_signal(PATH, INTERFACE, "PrepareForShutdown", "b", GOES_TO_SLEEP)
    logind.emit_signal("/elsewhere", INTERFACE, "PrepareForSleep", "b", GOES_TO_SLEEP)
    logind.emit_signal(*SIGNAL, WAKES_UP)
    logind.emit_signal(*SIGNAL, GOES_TO_SLEEP)
    watch.wait()

    assert watch.count == 1


def test_signals_of_other_programs_are_ignored(bus: Bus, logind: Service, watch: Watch) -> None:
    with Service(bus.address, "org.example.Prank", {}) as prankster:
        prankster.emit_signal(*SIGNAL, GOES_TO_SLEEP)
    # The bus has passed everything on before it reports that a program has left.
    assert logind.left.acquire(timeout=TIMEOUT_S)
    logind.emit_signal(*SIGNAL, GOES_TO_SLEEP)
    watch.wait()

    assert watch.count == 1


def test_a_stopped_watch_reports_nothing(
    bus: Bus, logind: Service, watch: Watch, qtbot: QtBot
) -> None:
    other = Watch(bus, qtbot)
    other.start()

    watch.watch.stop()
    logind.emit_signal(*SIGNAL, GOES_TO_SLEEP)
    other.wait()

    assert watch.count == 0
    other.watch.stop()


def test_a_stopped_watch_can_start_again(logind: Service, watch: Watch) -> None:
    watch.watch.stop()
    watch.start()

    logind.emit_signal(*SIGNAL, GOES_TO_SLEEP)
    watch.wait()

    assert watch.count == 1


def test_starting_twice_opens_one_connection(watch: Watch) -> None:
    watch.watch.start()

    assert len(watch.watch.findChildren(AsyncBusConnection)) == 1


def test_a_lost_bus_ends_the_watch(bus: Bus, watch: Watch, qtbot: QtBot) -> None:
    bus.kill()

    qtbot.waitUntil(lambda: not watch.watch.findChildren(AsyncBusConnection))
    assert watch.count == 0


def test_without_a_bus_nothing_happens(qtbot: QtBot) -> None:
    watch = SleepWatch({"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere"})
    watch.start()

    qtbot.waitUntil(lambda: not watch.findChildren(AsyncBusConnection))
