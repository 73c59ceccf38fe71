"""Media keys: the session as the real ``playerctl`` sees it and commands it."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from stretchapp.desktop.dbus.mpris_player import MprisPlayer
from stretchapp.desktop.dbus.mpris_values import COMMANDS, INTROSPECTION, NAME, NowPlaying
from tests.desktop.dbus.bus import Bus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.fakes import FakeClock

CALF = NowPlaying(
    title="Calf stretch, left", album="Evening", number=3, length_s=30.0, position_s=2.5
)
SWITCHED_ON, SWITCHED_OFF = True, False


@pytest.fixture
def bus() -> Iterator[Bus]:
    """The session bus of the desktop."""
    with Bus() as bus:
        yield bus


@pytest.fixture
def asked() -> list[str]:
    """What was asked for."""
    return []


@pytest.fixture
def keys(bus: Bus, clock: FakeClock, asked: list[str], qtbot: QtBot) -> Iterator[MprisPlayer]:
    """The media keys of a session that nobody shows yet."""
    keys = MprisPlayer(bus.environ, clock)
    keys.asked.connect(asked.append)
    yield keys
    keys.end()


class Remote:
    """Something else on the desktop that looks at players."""

    def __init__(self, bus: Bus, qtbot: QtBot) -> None:
        self._environ = {**os.environ, **bus.environ}
        self._qtbot = qtbot

    def run(self, *command: str) -> str:
        """Return what a program prints, while the session goes on."""
        with subprocess.Popen(
            command,
            env=self._environ,
            stderr=subprocess.STDOUT,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            self._qtbot.waitUntil(lambda: process.poll() is not None, timeout=20_000)
            assert process.stdout is not None
            return process.stdout.read().strip()

    def playerctl(self, *arguments: str) -> str:
        """Return what ``playerctl`` prints."""
        return self.run("playerctl", *arguments)

    def position_s(self) -> float:
        """Return the place; ``playerctl`` adds the time that it has taken itself."""
        return float(self.playerctl("position"))

    def players(self) -> list[str]:
        """Return the players that there are."""
        return [name for name in self.playerctl("--list-all").splitlines() if "stretch" in name]

    def wait_for_players(self, *names: str) -> None:
        """Wait until there are these and no others."""
        self._qtbot.waitUntil(lambda: sorted(self.players()) == sorted(names), timeout=20_000)

    def call(self, method: str, *arguments: str) -> str:
        """Return what a call answers."""
        return self.run(
            *["gdbus", "call", "--session", f"--dest={NAME}"],
            *["--object-path=/org/mpris/MediaPlayer2", f"--method={method}", *arguments],
        )


@pytest.fixture
def remote(bus: Bus, qtbot: QtBot) -> Remote:
    """A remote control."""
    return Remote(bus, qtbot)


@pytest.fixture
def shown(keys: MprisPlayer, remote: Remote) -> MprisPlayer:
    """The media keys of a session that is shown."""
    keys.show(CALF)
    remote.wait_for_players("stretchapp")
    return keys


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("play-pause", "play_pause"),
        ("play", "play"),
        ("pause", "pause"),
        ("next", "next"),
        ("previous", "previous"),
        ("stop", "stop"),
    ],
)
def test_a_command_arrives(
    command: str, name: str, shown: MprisPlayer, remote: Remote, asked: list[str]
) -> None:
    remote.playerctl(command)

    assert asked == [name]


def test_the_session_is_seen(shown: MprisPlayer, remote: Remote) -> None:
    shape = "{{status}}|{{title}}|{{album}}|{{mpris:length}}|{{mpris:trackid}}|{{playerName}}"
    seen = remote.playerctl("metadata", "--format", shape)

    track = "'/org/stretchapp/step/3'"
    assert seen == f"Playing|Calf stretch, left|Evening|30000000|{track}|stretchapp"
    assert remote.position_s() == pytest.approx(2.5, abs=0.3)


def test_the_place_goes_on_by_itself(shown: MprisPlayer, remote: Remote, clock: FakeClock) -> None:
    clock.advance(4.0)
    assert remote.position_s() == pytest.approx(6.5, abs=0.3)
    clock.advance(400.0)
    assert remote.position_s() == pytest.approx(30.0, abs=0.3)


def test_a_pause_is_seen_and_stands_still(
    shown: MprisPlayer, remote: Remote, clock: FakeClock
) -> None:
    clock.advance(1.0)
    shown.show(replace(CALF, position_s=3.5, is_playing=False))
    clock.advance(60.0)

    assert remote.playerctl("status") == "Paused"
    assert remote.position_s() == pytest.approx(3.5, abs=0.3)


def test_what_changes_is_told(bus: Bus, shown: MprisPlayer, clock: FakeClock, qtbot: QtBot) -> None:
    with subprocess.Popen(
        ["dbus-monitor", "--address", bus.address, "type=signal,path=/org/mpris/MediaPlayer2"],
        stdout=subprocess.PIPE,
        text=True,
    ) as monitor:
        assert monitor.stdout is not None
        # Its own name comes first: then it listens.
        while "NameAcquired" not in monitor.stdout.readline():
            pass
        clock.advance(5.0)
        shown.show(replace(CALF, position_s=7.5))
        shown.show(replace(CALF, position_s=7.5, title="Toe rise"))
        shown.show(replace(CALF, position_s=20.0, title="Toe rise"))
        told: list[str] = []
        while not told or "int64" not in told[-1] or "Seeked" not in "".join(told):
            told.append(monitor.stdout.readline())
        monitor.kill()
    text = "".join(told)

    assert text.count("member=PropertiesChanged") == 1
    assert 'string "Toe rise"' in text
    assert text.count("member=Seeked") == 1
    assert "int64 20000000" in told[-1]


def test_a_key_pressed_twice_arrives_twice(
    shown: MprisPlayer, remote: Remote, asked: list[str]
) -> None:
    remote.playerctl("play-pause")
    remote.playerctl("play-pause")

    assert asked == ["play_pause", "play_pause"]


def test_every_property_has_the_type_that_is_described(shown: MprisPlayer, remote: Remote) -> None:
    described = ET.fromstring(INTROSPECTION)  # noqa: S314 -- it is our own
    for interface in described.iter("interface"):
        for part in interface.iter("property"):
            answer = remote.call(
                "org.freedesktop.DBus.Properties.Get", interface.attrib["name"], part.attrib["name"]
            )
            assert answer.startswith("(<"), (part.attrib, answer)

    everything = remote.call(
        "org.freedesktop.DBus.Properties.GetAll", "org.mpris.MediaPlayer2.Player"
    )
    assert "'CanSeek': <false>" in everything
    assert "'Position': <int64 2500000>" in everything


def test_it_can_be_introspected_and_pinged(shown: MprisPlayer, remote: Remote) -> None:
    assert "PlayPause" in remote.call("org.freedesktop.DBus.Introspectable.Introspect")
    assert remote.call("org.freedesktop.DBus.Peer.Ping") == "()"


def test_what_a_session_cannot_do_does_nothing(
    shown: MprisPlayer, remote: Remote, asked: list[str]
) -> None:
    assert remote.call("org.mpris.MediaPlayer2.Player.Seek", "int64 5000000") == "()"
    assert remote.call("org.mpris.MediaPlayer2.Quit") == "()"
    assert asked == []


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("org.mpris.MediaPlayer2.Player.OpenUri", ["file:///x"]),
        ("org.mpris.MediaPlayer2.Player.Dance", []),
        ("org.freedesktop.DBus.Properties.Get", ["org.mpris.MediaPlayer2.Player", "Colour"]),
        ("org.freedesktop.DBus.Properties.Get", ["org.example.Other", "Volume"]),
        ("org.freedesktop.DBus.Properties.GetAll", []),
        (
            "org.freedesktop.DBus.Properties.Set",
            ["org.mpris.MediaPlayer2.Player", "Volume", "<0.5>"],
        ),
    ],
)
def test_what_is_not_there_is_an_error(
    method: str, arguments: list[str], shown: MprisPlayer, remote: Remote, asked: list[str]
) -> None:
    assert "Error" in remote.call(method, *arguments)
    assert asked == []


def test_the_window_can_be_raised(shown: MprisPlayer, remote: Remote, asked: list[str]) -> None:
    remote.call("org.mpris.MediaPlayer2.Raise")

    assert asked == ["raise"]


def test_every_command_is_known(asked: list[str]) -> None:
    assert set(COMMANDS.values()) == {
        *("play_pause", "play", "pause", "next", "previous", "stop", "raise"),
    }


def test_after_the_session_there_is_no_player(shown: MprisPlayer, remote: Remote) -> None:
    shown.end()
    remote.wait_for_players()

    shown.show(CALF)
    remote.wait_for_players("stretchapp")


def test_a_second_window_is_a_second_player(
    bus: Bus, clock: FakeClock, shown: MprisPlayer, remote: Remote
) -> None:
    second = MprisPlayer(bus.environ, clock)
    second.show(replace(CALF, title="Another"))
    own = f"stretchapp.instance{os.getpid()}"
    remote.wait_for_players("stretchapp", own)

    assert remote.playerctl("--player", own, "metadata", "title") == "Another"
    second.end()


def test_whoever_does_not_want_it_has_no_player(bus: Bus, clock: FakeClock, remote: Remote) -> None:
    keys = MprisPlayer(bus.environ, clock, is_enabled=False)
    keys.show(CALF)
    remote.wait_for_players()
    assert remote.playerctl("status") == "No players found"

    keys.enable(SWITCHED_ON)
    keys.show(CALF)
    remote.wait_for_players("stretchapp")
    keys.enable(SWITCHED_OFF)
    remote.wait_for_players()


def test_a_bus_that_is_lost_is_left_alone(bus: Bus, shown: MprisPlayer, qtbot: QtBot) -> None:
    bus.end()
    qtbot.waitUntil(lambda: shown.is_on_bus is False)

    shown.show(replace(CALF, title="Next"))

    assert not shown.is_on_bus


@pytest.mark.parametrize("environ", [{}, {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}])
def test_no_bus_is_nothing(environ: dict[str, str], clock: FakeClock, qtbot: QtBot) -> None:
    keys = MprisPlayer(environ, clock)
    keys.show(CALF)
    keys.show(replace(CALF, position_s=20.0))
    keys.end()

    assert not keys.is_on_bus
