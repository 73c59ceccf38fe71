"""Questions to a real session bus, with a notification server of our own on it."""

# jeepney says nothing of its types.
# pyright: reportMissingTypeStubs=false

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest
from jeepney import DBusAddress

from stretchapp.desktop.dbus.blocking_connection import (
    BUS,
    NOTIFICATIONS,
    NOTIFIER,
    TRAY,
    SessionBus,
    bus_address,
)
from tests.desktop.dbus.bus import CAPABILITIES, Bus

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def bus() -> Iterator[Bus]:
    """A session bus of this test."""
    with Bus() as bus:
        yield bus


@pytest.fixture
def connection(bus: Bus) -> Iterator[SessionBus]:
    """A connection to it."""
    connection = SessionBus(bus.environ)
    yield connection
    connection.close()


def test_a_name_has_an_owner_once_it_is_taken(bus: Bus, connection: SessionBus) -> None:
    assert not connection.has_owner(NOTIFICATIONS)
    with bus.taking(NOTIFICATIONS):
        assert connection.has_owner(NOTIFICATIONS)
        assert not connection.has_owner(TRAY)


def test_the_bus_knows_what_it_can_start(connection: SessionBus) -> None:
    assert connection.can_start("org.freedesktop.DBus")
    assert not connection.can_start("org.example.Nothing")


def test_a_question_is_answered(bus: Bus, connection: SessionBus) -> None:
    with bus.taking(NOTIFICATIONS):
        assert connection.ask(NOTIFIER, "GetCapabilities") == (CAPABILITIES,)


def test_an_error_is_one(bus: Bus, connection: SessionBus) -> None:
    with pytest.raises(OSError, match="NameHasNoOwner"):
        connection.ask(BUS, "GetNameOwner", "s", "org.example.Nothing")


def test_who_does_not_answer_is_not_waited_for(
    bus: Bus, connection: SessionBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stretchapp.desktop.dbus.blocking_connection.TIMEOUT_S", 0.1)
    with bus.taking(TRAY), pytest.raises(TimeoutError):
        connection.ask(DBusAddress("/", TRAY, TRAY), "Anything")


def test_no_bus_is_told() -> None:
    with pytest.raises(OSError, match="there is no session bus"):
        SessionBus({})


def test_the_bus_in_its_usual_place_is_found(bus: Bus) -> None:
    runtime = os.environ["XDG_RUNTIME_DIR"]
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(f"{runtime}/bus")

        assert bus_address({"XDG_RUNTIME_DIR": runtime}) == f"unix:path={runtime}/bus"


@pytest.mark.parametrize(
    "address", ["unix:path=/nowhere", "unix:path=/dev/null", "nonsense", "tcp:host=localhost", "a:"]
)
def test_an_address_that_leads_nowhere_is_told(address: str) -> None:
    with pytest.raises(OSError, match="session bus"):
        SessionBus({"DBUS_SESSION_BUS_ADDRESS": address})


def test_a_bus_that_is_stopped_is_not_waited_for(bus: Bus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stretchapp.desktop.dbus.blocking_connection.TIMEOUT_S", 0.1)
    with bus.stopped(), pytest.raises(OSError, match="does not answer"):
        SessionBus(bus.environ)
