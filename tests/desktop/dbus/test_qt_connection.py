"""An asynchronous connection to a real bus, and to programs that are none."""

# jeepney ships no type information.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

import socket
import threading
import weakref
from typing import TYPE_CHECKING

import pytest
from jeepney import DBusAddress

from stretchapp.base.clock import SystemClock
from stretchapp.desktop.dbus.addresses import BUS
from stretchapp.desktop.dbus.qt_connection import AsyncBusConnection, Reply
from tests.desktop.dbus.bus import Bus
from tests.desktop.dbus.service import Service

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jeepney import Message
    from pytestqt.qtbot import QtBot

ECHO_NAME = "org.example.Echo"
ECHO = DBusAddress("/echo", ECHO_NAME, ECHO_NAME)


@pytest.fixture
def bus() -> Iterator[Bus]:
    with Bus() as bus:
        yield bus


@pytest.fixture
def messages() -> list[Message]:
    """The messages that arrived without being replies."""
    return []


@pytest.fixture
def losses() -> list[str]:
    """One entry for each time that the connection was reported as lost."""
    return []


@pytest.fixture
def connection(
    bus: Bus, messages: list[Message], losses: list[str], qtbot: QtBot
) -> Iterator[AsyncBusConnection]:
    """A connection that is ready."""
    connection = AsyncBusConnection(bus.address)
    connection.received.connect(messages.append)
    connection.lost.connect(lambda: losses.append("lost"))
    with qtbot.waitSignal(connection.ready):
        connection.open()
    yield connection
    connection.close()


def call(connection: AsyncBusConnection, qtbot: QtBot, method: str, *values: str) -> Reply:
    """Call a method of the echo service and return the reply."""
    replies: list[Reply] = []
    connection.call(ECHO, method, "s" * len(values), *values, on_reply=replies.append)
    qtbot.waitUntil(lambda: replies != [])
    return replies[0]


def test_a_call_is_answered(bus: Bus, connection: AsyncBusConnection, qtbot: QtBot) -> None:
    with Service(bus.address, ECHO_NAME, {"Say": ("s", ("hello",))}) as service:
        assert call(connection, qtbot, "Say", "hi") == Reply(("hello",))
        assert service.calls == [("Say", ("hi",))]


def test_each_reply_reaches_its_own_handler(
    bus: Bus, connection: AsyncBusConnection, qtbot: QtBot
) -> None:
    replies: list[tuple[str, Reply]] = []
    answers = {"Say": ("s", ("hello",)), "Sing": ("s", ("la",))}
    with Service(bus.address, ECHO_NAME, answers):
        for method in ("Sing", "Say", "Sing"):
            connection.call(
                ECHO, method, on_reply=lambda reply, method=method: replies.append((method, reply))
            )
        qtbot.waitUntil(lambda: len(replies) == 3)

    assert replies == [
        ("Sing", Reply(("la",))),
        ("Say", Reply(("hello",))),
        ("Sing", Reply(("la",))),
    ]


def test_a_refused_call_gives_the_error(
    bus: Bus, connection: AsyncBusConnection, qtbot: QtBot
) -> None:
    with Service(bus.address, ECHO_NAME, {}):
        reply = call(connection, qtbot, "Sing")

    assert not reply.body
    assert "org.example.Error.Cannot" in reply.error


def test_a_call_to_nobody_is_answered_by_the_bus(
    connection: AsyncBusConnection, qtbot: QtBot
) -> None:
    assert "ServiceUnknown" in call(connection, qtbot, "Say").error


def test_a_signal_arrives_once_it_was_subscribed_to(
    bus: Bus, connection: AsyncBusConnection, messages: list[Message], qtbot: QtBot
) -> None:
    with Service(bus.address, ECHO_NAME, {"Say": ("", ())}) as service:
        service.emit_signal("/echo", ECHO_NAME, "Rang", "s", "too early")
        connection.subscribe(f"type='signal',sender='{ECHO_NAME}',member='Rang'")
        # By the time of this reply the bus knows the rule.
        call(connection, qtbot, "Say")
        service.emit_signal("/echo", ECHO_NAME, "Hummed", "s", "another signal")
        service.emit_signal("/echo", ECHO_NAME, "Rang", "s", "ding")
        qtbot.waitUntil(lambda: any(message.body == ("ding",) for message in messages))

    bodies = [message.body for message in messages]
    assert ("too early",) not in bodies
    assert ("another signal",) not in bodies


def test_large_messages_are_sent_and_received(
    bus: Bus, connection: AsyncBusConnection, qtbot: QtBot
) -> None:
    large = "x" * 3_000_000
    with Service(bus.address, ECHO_NAME, {"Say": ("s", (large,))}) as service:
        assert call(connection, qtbot, "Say", large) == Reply((large,))
        assert service.calls == [("Say", (large,))]


def test_the_end_of_the_bus_is_reported_once(
    bus: Bus, connection: AsyncBusConnection, losses: list[str], qtbot: QtBot
) -> None:
    replies: list[Reply] = []
    with bus.stopped():
        connection.call(BUS, "GetId", on_reply=replies.append)
        bus.kill()
        qtbot.waitUntil(lambda: losses != [])

        connection.call(BUS, "GetId", on_reply=replies.append)
        connection.close()

    assert (losses, replies) == (["lost"], [])


def test_a_call_notices_the_end_of_the_bus_too(
    bus: Bus, connection: AsyncBusConnection, losses: list[str]
) -> None:
    bus.kill()

    connection.call(BUS, "GetId")

    assert losses == ["lost"]


def test_a_closed_connection_is_not_reported_as_lost(
    bus: Bus, connection: AsyncBusConnection, losses: list[str], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(connection.destroyed):
        connection.close()
        bus.kill()
        connection.call(BUS, "GetId")

    assert losses == []


def test_a_handler_may_close_the_connection_while_messages_are_read(
    bus: Bus, connection: AsyncBusConnection, messages: list[Message], qtbot: QtBot
) -> None:
    with Service(bus.address, ECHO_NAME, {"Say": ("", ())}) as service:
        connection.subscribe(f"type='signal',sender='{ECHO_NAME}'")
        call(connection, qtbot, "Say")
        messages.clear()
        connection.received.connect(connection.close)
        with bus.stopped():
            for text in ("one", "two"):
                service.emit_signal("/echo", ECHO_NAME, "Rang", "s", text)
        with qtbot.waitSignal(connection.destroyed):
            pass

    assert len(messages) == 1


@pytest.mark.parametrize(
    "address", ["", "unix:path=/nowhere", "nonsense", "tcp:host=localhost,port=1", "unix:a", "a:"]
)
def test_an_address_without_a_bus_is_lost_at_once(address: str, qtbot: QtBot) -> None:
    connection = AsyncBusConnection(address)
    with qtbot.waitSignal(connection.lost, timeout=0):
        connection.open()


@pytest.mark.parametrize(
    "answers",
    [
        [b"REJECTED EXTERNAL\r\n"],
        [b"x" * 9000],
        [b"OK 1\r\n", b"no message at all"],
        # A header with an unknown type of message.
        [b"OK 1\r\n", b"l\x09\x00\x01" + bytes(100)],
    ],
)
def test_a_program_that_is_no_bus_is_left(
    answers: list[bytes], tmp_path: Path, qtbot: QtBot
) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "bus"))
        listener.listen()

        def talk() -> None:
            with listener.accept()[0] as peer:
                for answer in answers:
                    peer.recv(1000)
                    peer.sendall(answer)
                # The program itself never hangs up.
                while peer.recv(1000):
                    pass

        thread = threading.Thread(target=talk)
        thread.start()
        connection = AsyncBusConnection(f"unix:path={tmp_path}/bus")
        with qtbot.waitSignal(connection.lost):
            connection.open()
        thread.join()


def test_a_program_that_hangs_up_is_left(tmp_path: Path, qtbot: QtBot) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "bus"))
        listener.listen()
        connection = AsyncBusConnection(f"unix:path={tmp_path}/bus")
        connection.open()
        with qtbot.waitSignal(connection.lost):
            listener.accept()[0].close()


def test_a_closed_connection_keeps_no_reply_handler_alive(connection: AsyncBusConnection) -> None:
    class Handler:
        def __call__(self, _reply: Reply) -> None:
            """Do nothing."""

    handler = Handler()
    is_alive = weakref.ref(handler)
    connection.call(BUS, "GetId", on_reply=handler)
    del handler
    assert is_alive()

    connection.close()

    assert not is_alive()


def test_opening_does_not_wait_for_the_bus(bus: Bus, qtbot: QtBot) -> None:
    clock = SystemClock()
    connection = AsyncBusConnection(bus.address)
    with bus.stopped():
        before_s = clock.monotonic_s()
        connection.open()
        assert clock.monotonic_s() - before_s < 0.5
    with qtbot.waitSignal(connection.ready):
        pass
    connection.close()
