"""A lasting connection to a real bus, and to what is none."""

# jeepney says nothing of its types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING

import pytest
from jeepney import DBusAddress

from stretchapp.base.clock import SystemClock
from stretchapp.desktop.dbus.qt_connection import BUS, Answer, BusLink
from tests.desktop.dbus.bus import Bus
from tests.desktop.dbus.service import Service

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jeepney import Message
    from pytestqt.qtbot import QtBot

NAME = "org.example.Echo"
ECHO = DBusAddress("/echo", NAME, NAME)


@pytest.fixture
def bus() -> Iterator[Bus]:
    """A bus of this test."""
    with Bus() as bus:
        yield bus


@pytest.fixture
def messages() -> list[Message]:
    """What came without having been asked for."""
    return []


@pytest.fixture
def link(bus: Bus, messages: list[Message], qtbot: QtBot) -> Iterator[BusLink]:
    """A link that is ready."""
    link = BusLink(bus.address)
    link.received.connect(messages.append)
    with qtbot.waitSignal(link.ready):
        link.open()
    yield link
    link.close()


def asked(link: BusLink, qtbot: QtBot, method: str, *values: str) -> Answer:
    """Return the answer to a call."""
    answers: list[Answer] = []
    link.call(ECHO, method, "s" * len(values), *values, then=answers.append)
    qtbot.waitUntil(lambda: answers != [])
    return answers[0]


def test_a_call_is_answered(bus: Bus, link: BusLink, qtbot: QtBot) -> None:
    with Service(bus.address, NAME, {"Say": ("s", ("hello",))}) as service:
        assert asked(link, qtbot, "Say", "hi") == Answer(("hello",))
        assert service.calls == [("Say", ("hi",))]


def test_a_call_that_is_refused_is_told_why(bus: Bus, link: BusLink, qtbot: QtBot) -> None:
    with Service(bus.address, NAME, {}):
        answer = asked(link, qtbot, "Sing")

    assert not answer.body
    assert "org.example.Error.Cannot" in answer.problem


def test_a_call_to_nobody_is_answered_by_the_bus(link: BusLink, qtbot: QtBot) -> None:
    assert "ServiceUnknown" in asked(link, qtbot, "Say").problem


def test_a_signal_comes_once_it_was_asked_for(
    bus: Bus, link: BusLink, messages: list[Message], qtbot: QtBot
) -> None:
    with Service(bus.address, NAME, {"Say": ("", ())}) as service:
        link.watch(f"type='signal',sender='{NAME}',member='Rang'")
        # By the time of the answer the bus has taken the rule.
        asked(link, qtbot, "Say")
        service.emit("/echo", NAME, "Rang", "s", "ding")
        qtbot.waitUntil(lambda: any(message.body == ("ding",) for message in messages))


def test_much_is_sent_and_received(bus: Bus, link: BusLink, qtbot: QtBot) -> None:
    much = "x" * 3_000_000
    with Service(bus.address, NAME, {"Say": ("s", (much,))}) as service:
        assert asked(link, qtbot, "Say", much) == Answer((much,))
        assert service.calls == [("Say", (much,))]


def test_a_bus_that_ends_is_told_once(bus: Bus, link: BusLink, qtbot: QtBot) -> None:
    losses: list[str] = []
    link.lost.connect(lambda: losses.append("lost"))
    with qtbot.waitSignal(link.lost):
        bus.end()

    link.call(BUS, "GetId", then=lambda _: pytest.fail("nobody can have answered"))
    link.close()

    assert losses == ["lost"]


def test_a_bus_that_has_ended_is_noticed_by_a_call_too(
    bus: Bus, link: BusLink, qtbot: QtBot
) -> None:
    bus.end()

    with qtbot.waitSignal(link.lost, timeout=0):
        link.call(BUS, "GetId")


def test_a_link_that_was_closed_is_not_lost(bus: Bus, link: BusLink, qtbot: QtBot) -> None:
    link.lost.connect(lambda: pytest.fail("it was closed"))
    link.close()
    bus.end()

    link.call(BUS, "GetId")


@pytest.mark.parametrize(
    "address", ["", "unix:path=/nowhere", "nonsense", "tcp:host=localhost,port=1", "unix:a", "a:"]
)
def test_an_address_that_leads_nowhere_is_lost_at_once(address: str, qtbot: QtBot) -> None:
    link = BusLink(address)
    with qtbot.waitSignal(link.lost, timeout=0):
        link.open()


@pytest.mark.parametrize("answer", [b"", b"REJECTED EXTERNAL\r\n", b"OK 1\r\nwhat?", b"x" * 9000])
def test_who_is_no_bus_is_left(answer: bytes, tmp_path: Path, qtbot: QtBot) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "bus"))
        listener.listen()

        def talk() -> None:
            with listener.accept()[0] as connection:
                connection.recv(100)
                connection.sendall(answer)

        other = threading.Thread(target=talk)
        other.start()
        link = BusLink(f"unix:path={tmp_path}/bus")
        with qtbot.waitSignal(link.lost):
            link.open()
        other.join()


def test_a_bus_that_stands_still_is_not_waited_for(bus: Bus, qtbot: QtBot) -> None:
    clock = SystemClock()
    link = BusLink(bus.address)
    with bus.stopped():
        before_s = clock.monotonic_s()
        link.open()
        assert clock.monotonic_s() - before_s < 0.5
    qtbot.waitSignal(link.ready).wait()
    link.close()
