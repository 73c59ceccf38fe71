"""Single calls over a real session bus."""

# jeepney ships no type information.
# pyright: reportMissingTypeStubs=false

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest
from jeepney import DBusAddress

from stretchapp.base.clock import SystemClock
from stretchapp.desktop.dbus.addresses import BUS, session_bus_address
from stretchapp.desktop.dbus.blocking_connection import BlockingBusConnection
from tests.desktop.dbus.bus import Bus
from tests.desktop.dbus.service import Service

if TYPE_CHECKING:
    from collections.abc import Iterator

ECHO_NAME = "org.example.Echo"
ECHO = DBusAddress("/echo", ECHO_NAME, ECHO_NAME)
SHORT_S = 0.1


@pytest.fixture
def bus() -> Iterator[Bus]:
    with Bus() as bus:
        yield bus


@pytest.fixture
def connection(bus: Bus) -> Iterator[BlockingBusConnection]:
    with BlockingBusConnection(bus.address, SHORT_S) as connection:
        yield connection


def test_a_name_has_an_owner_once_a_program_takes_it(
    bus: Bus, connection: BlockingBusConnection
) -> None:
    assert not connection.has_owner(ECHO_NAME)
    with Service(bus.address, ECHO_NAME, {}):
        assert connection.has_owner(ECHO_NAME)
        assert not connection.has_owner("org.example.Nothing")


def test_the_bus_knows_which_services_it_can_start(connection: BlockingBusConnection) -> None:
    assert connection.can_start("org.freedesktop.DBus")
    assert not connection.can_start("org.example.Nothing")


def test_a_call_returns_the_values_of_the_reply(
    bus: Bus, connection: BlockingBusConnection
) -> None:
    with Service(bus.address, ECHO_NAME, {"Say": ("ss", ("hello", "you"))}) as service:
        assert connection.call(ECHO, "Say", "s", "hi") == ("hello", "you")
        assert service.calls == [("Say", ("hi",))]


def test_an_error_reply_is_raised(connection: BlockingBusConnection) -> None:
    with pytest.raises(OSError, match="NameHasNoOwner"):
        connection.call(BUS, "GetNameOwner", "s", "org.example.Nothing")


def test_a_service_that_does_not_reply_runs_into_the_timeout(
    bus: Bus, connection: BlockingBusConnection
) -> None:
    clock = SystemClock()
    with Service(bus.address, ECHO_NAME, {}, silent_to=["Say"]):
        before_s = clock.monotonic_s()
        with pytest.raises(TimeoutError):
            connection.call(ECHO, "Say")

    assert clock.monotonic_s() - before_s < 10 * SHORT_S + 1.0


def test_a_bus_that_does_not_reply_runs_into_the_timeout(bus: Bus) -> None:
    with bus.stopped(), pytest.raises(OSError, match="does not answer"):
        BlockingBusConnection(bus.address, SHORT_S)


@pytest.mark.parametrize(
    "address", ["unix:path=/nowhere", "unix:path=/dev/null", "nonsense", "tcp:host=localhost", "a:"]
)
def test_an_address_without_a_bus_is_an_error(address: str) -> None:
    with pytest.raises(OSError, match="session bus"):
        BlockingBusConnection(address)


def test_the_environment_names_the_session_bus() -> None:
    assert session_bus_address({"DBUS_SESSION_BUS_ADDRESS": "unix:path=/x"}) == "unix:path=/x"


def test_the_session_bus_is_found_in_its_usual_place() -> None:
    runtime = os.environ["XDG_RUNTIME_DIR"]
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(f"{runtime}/bus")

        assert session_bus_address({"XDG_RUNTIME_DIR": runtime}) == f"unix:path={runtime}/bus"


def test_no_session_bus_is_an_error() -> None:
    with pytest.raises(OSError, match="there is no session bus"):
        session_bus_address({})
