"""The session as a media player, seen and controlled by the real ``playerctl``."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from stretchapp.desktop.dbus.mpris_player import MprisPlayer
from stretchapp.desktop.dbus.mpris_values import INTROSPECTION, MPRIS_NAME, NowPlaying
from stretchapp.desktop.dbus.qt_connection import AsyncBusConnection
from tests.desktop.dbus.bus import Bus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.fakes import FakeClock

CALF = NowPlaying(
    title="Calf stretch, left", album="Evening", number=3, length_s=30.0, position_s=2.5
)
TIMEOUT_MS = 20_000


@pytest.fixture
def bus() -> Iterator[Bus]:
    with Bus() as bus:
        yield bus


@pytest.fixture
def commands() -> list[str]:
    """The commands that the player received."""
    return []


@pytest.fixture
def player(bus: Bus, clock: FakeClock, commands: list[str], qtbot: QtBot) -> Iterator[MprisPlayer]:
    """A player that shows nothing yet."""
    player = MprisPlayer(bus.environ, clock)
    player.command_received.connect(commands.append)
    yield player
    player.hide()


class Remote:
    """Another program on the desktop that looks at players and controls them."""

    def __init__(self, bus: Bus, qtbot: QtBot) -> None:
        self._environ = {**os.environ, **bus.environ}
        self._qtbot = qtbot

    def run(self, *command: str) -> str:
        """Return what a program prints; the player answers meanwhile."""
        with subprocess.Popen(
            command,
            env=self._environ,
            stderr=subprocess.STDOUT,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            self._qtbot.waitUntil(lambda: process.poll() is not None, timeout=TIMEOUT_MS)
            assert process.stdout is not None
            return process.stdout.read().strip()

    def playerctl(self, *arguments: str) -> str:
        """Return what ``playerctl`` prints."""
        return self.run("playerctl", *arguments)

    def position_s(self) -> float:
        """Return the position; ``playerctl`` adds the time that the call took."""
        return float(self.playerctl("position"))

    def players(self) -> list[str]:
        """Return the names of our players."""
        return [name for name in self.playerctl("--list-all").splitlines() if "stretch" in name]

    def wait_for_players(self, *names: str) -> None:
        """Wait until our players are exactly these."""
        self._qtbot.waitUntil(lambda: sorted(self.players()) == sorted(names), timeout=TIMEOUT_MS)

    def call(self, method: str, *arguments: str) -> str:
        """Return the reply to a call."""
        return self.run(
            *["gdbus", "call", "--session", f"--dest={MPRIS_NAME}"],
            *["--object-path=/org/mpris/MediaPlayer2", f"--method={method}", *arguments],
        )


@pytest.fixture
def remote(bus: Bus, qtbot: QtBot) -> Remote:
    return Remote(bus, qtbot)


@pytest.fixture
def shown(player: MprisPlayer, remote: Remote) -> MprisPlayer:
    """A player that shows ``CALF``."""
    player.show(CALF)
    remote.wait_for_players("stretchapp")
    return player


@pytest.mark.parametrize(
    ("action", "command"),
    [
        ("play-pause", "play_pause"),
        ("play", "play"),
        ("pause", "pause"),
        ("next", "next"),
        ("previous", "previous"),
        ("stop", "stop"),
    ],
)
def test_each_command_arrives_each_time(
    action: str, command: str, shown: MprisPlayer, remote: Remote, commands: list[str]
) -> None:
    remote.playerctl(action)
    remote.playerctl(action)

    assert commands == [command, command]


def test_the_window_can_be_raised(shown: MprisPlayer, remote: Remote, commands: list[str]) -> None:
    remote.call("org.mpris.MediaPlayer2.Raise")

    assert commands == ["raise"]


def test_the_session_is_seen(shown: MprisPlayer, remote: Remote) -> None:
    shape = "{{status}}|{{title}}|{{album}}|{{mpris:length}}|{{mpris:trackid}}|{{playerName}}"
    seen = remote.playerctl("metadata", "--format", shape)

    track = "'/org/stretchapp/step/3'"
    assert seen == f"Playing|Calf stretch, left|Evening|30000000|{track}|stretchapp"
    assert remote.position_s() == pytest.approx(2.5, abs=0.3)


def test_the_position_advances_to_the_end_by_itself(
    shown: MprisPlayer, remote: Remote, clock: FakeClock
) -> None:
    clock.advance(4.0)
    assert remote.position_s() == pytest.approx(6.5, abs=0.3)
    clock.advance(400.0)
    assert remote.position_s() == pytest.approx(30.0, abs=0.3)


def test_the_position_advances_with_the_speed_of_the_session(
    shown: MprisPlayer, remote: Remote, clock: FakeClock
) -> None:
    shown.show(replace(CALF, speed=2.0))
    clock.advance(4.0)

    assert "'Position': <int64 10500000>" in remote.call(
        "org.freedesktop.DBus.Properties.GetAll", "org.mpris.MediaPlayer2.Player"
    )


def test_the_position_stays_in_a_pause(
    shown: MprisPlayer, remote: Remote, clock: FakeClock
) -> None:
    clock.advance(1.0)
    shown.show(replace(CALF, position_s=3.5, is_playing=False))
    clock.advance(60.0)

    assert remote.playerctl("status") == "Paused"
    assert remote.position_s() == pytest.approx(3.5, abs=0.3)


def test_changes_and_jumps_are_signalled(bus: Bus, shown: MprisPlayer, clock: FakeClock) -> None:
    with subprocess.Popen(
        ["dbus-monitor", "--address", bus.address, "type=signal,path=/org/mpris/MediaPlayer2"],
        stdout=subprocess.PIPE,
        text=True,
    ) as monitor:
        assert monitor.stdout is not None
        # The monitor reports its own name first; from then on it listens.
        while "NameAcquired" not in monitor.stdout.readline():
            pass
        clock.advance(5.0)
        # Half a second beside the expected position is no jump.
        shown.show(replace(CALF, position_s=8.0))
        shown.show(replace(CALF, position_s=8.0, title="Toe rise"))
        shown.show(replace(CALF, position_s=20.0, title="Toe rise"))
        lines: list[str] = []
        while not lines or "int64" not in lines[-1] or "Seeked" not in "".join(lines):
            lines.append(monitor.stdout.readline())
        monitor.kill()
    text = "".join(lines)

    assert text.count("member=PropertiesChanged") == 1
    assert 'string "Toe rise"' in text
    assert text.count("member=Seeked") == 1
    assert "int64 20000000" in lines[-1]


def test_every_described_property_can_be_read(shown: MprisPlayer, remote: Remote) -> None:
    for interface in ET.fromstring(INTROSPECTION).iter("interface"):  # noqa: S314 -- it is our own
        for element in interface.iter("property"):
            reply = remote.call(
                "org.freedesktop.DBus.Properties.Get",
                interface.attrib["name"],
                element.attrib["name"],
            )
            assert reply.startswith("(<"), (element.attrib, reply)

    everything = remote.call(
        "org.freedesktop.DBus.Properties.GetAll", "org.mpris.MediaPlayer2.Player"
    )
    assert "'CanSeek': <false>" in everything
    assert "'Position': <int64 2500000>" in everything


def test_the_player_can_be_introspected_and_pinged(shown: MprisPlayer, remote: Remote) -> None:
    assert "PlayPause" in remote.call("org.freedesktop.DBus.Introspectable.Introspect")
    assert remote.call("org.freedesktop.DBus.Peer.Ping") == "()"


def test_calls_for_which_a_session_has_no_use_do_nothing(
    shown: MprisPlayer, remote: Remote, commands: list[str]
) -> None:
    assert remote.call("org.mpris.MediaPlayer2.Player.Seek", "int64 5000000") == "()"
    assert remote.call("org.mpris.MediaPlayer2.Quit") == "()"
    assert commands == []


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
def test_unknown_calls_are_answered_with_an_error(
    method: str, arguments: list[str], shown: MprisPlayer, remote: Remote, commands: list[str]
) -> None:
    assert "Error" in remote.call(method, *arguments)
    assert commands == []


def test_after_the_session_there_is_no_player(shown: MprisPlayer, remote: Remote) -> None:
    shown.hide()
    remote.wait_for_players()
    assert remote.playerctl("status") == "No players found"

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
    second.hide()


def test_a_lost_bus_is_not_tried_again_during_the_session(
    bus: Bus, shown: MprisPlayer, qtbot: QtBot
) -> None:
    bus.kill()
    qtbot.waitUntil(lambda: not shown.findChildren(AsyncBusConnection))

    shown.show(replace(CALF, title="Next"))

    assert not shown.findChildren(AsyncBusConnection)


@pytest.mark.parametrize("environ", [{}, {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}])
def test_without_a_bus_nothing_happens(
    environ: dict[str, str], clock: FakeClock, commands: list[str], qtbot: QtBot
) -> None:
    player = MprisPlayer(environ, clock)
    player.command_received.connect(commands.append)
    player.show(CALF)
    player.show(replace(CALF, position_s=20.0))
    player.hide()

    assert commands == []
