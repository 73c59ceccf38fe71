"""What MPRIS, the interface of media players, says of a session: names, types and values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

NAME = "org.mpris.MediaPlayer2.stretchapp"
PATH = "/org/mpris/MediaPlayer2"
ROOT = "org.mpris.MediaPlayer2"
PLAYER = "org.mpris.MediaPlayer2.Player"
PROPERTIES = "org.freedesktop.DBus.Properties"
INTROSPECTABLE = "org.freedesktop.DBus.Introspectable"
PEER = "org.freedesktop.DBus.Peer"

Command = Literal["play_pause", "play", "pause", "next", "previous", "stop", "raise"]

COMMANDS: dict[tuple[str, str], Command] = {
    (PLAYER, "PlayPause"): "play_pause",
    (PLAYER, "Play"): "play",
    (PLAYER, "Pause"): "pause",
    (PLAYER, "Next"): "next",
    (PLAYER, "Previous"): "previous",
    (PLAYER, "Stop"): "stop",
    (ROOT, "Raise"): "raise",
}
"""What is asked for by which call."""

WITHOUT_EFFECT = {(PLAYER, "Seek"), (PLAYER, "SetPosition"), (ROOT, "Quit")}
"""Calls that every player has to have; CanSeek and CanQuit say that these do nothing."""

Properties = dict[str, tuple[str, Any]]
"""Names with the D-Bus type and the value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NowPlaying:
    """What a session shows to the desktop.

    Attributes:
        title: The exercise and its side.
        album: The routine.
        number: Counts what is played, from 1; another number is another track.
        length_s: How long it takes.
        position_s: How far it is.
        is_playing: Whether it runs; otherwise it is paused.
        speed: How many times faster than life.
        can_go_next: Whether something follows.
        can_go_previous: Whether something came before.
    """

    title: str
    album: str
    number: int
    length_s: float
    position_s: float
    is_playing: bool = True
    speed: float = 1.0
    can_go_next: bool = True
    can_go_previous: bool = True


def microseconds(seconds: float) -> int:
    """Return a length as MPRIS has it."""
    return round(seconds * 1_000_000)


def root_properties() -> Properties:
    """Return what is said of the app."""
    return {
        "CanQuit": ("b", False),
        "CanRaise": ("b", True),
        "HasTrackList": ("b", False),
        "Identity": ("s", "stretchapp"),
        "DesktopEntry": ("s", "stretchapp"),
        "SupportedUriSchemes": ("as", []),
        "SupportedMimeTypes": ("as", []),
    }


def player_properties(playing: NowPlaying) -> Properties:
    """Return what is said of the session, without the place in it, which always changes."""
    return {
        "PlaybackStatus": ("s", "Playing" if playing.is_playing else "Paused"),
        "Metadata": (
            "a{sv}",
            {
                "mpris:trackid": ("o", f"/org/stretchapp/step/{playing.number}"),
                "mpris:length": ("x", microseconds(playing.length_s)),
                "xesam:title": ("s", playing.title),
                "xesam:album": ("s", playing.album),
            },
        ),
        "Rate": ("d", playing.speed),
        "MinimumRate": ("d", playing.speed),
        "MaximumRate": ("d", playing.speed),
        "Volume": ("d", 1.0),
        "CanGoNext": ("b", playing.can_go_next),
        "CanGoPrevious": ("b", playing.can_go_previous),
        "CanPlay": ("b", True),
        "CanPause": ("b", True),
        "CanSeek": ("b", False),
        "CanControl": ("b", True),
    }


def _interface(name: str, properties: Properties, more: str) -> str:
    methods = [f'<method name="{method}"/>' for interface, method in COMMANDS if interface == name]
    described = [
        f'<property name="{key}" type="{kind}" access="read"/>'
        for key, (kind, _) in properties.items()
    ]
    return "\n".join([f'<interface name="{name}">', *methods, more, *described, "</interface>"])


_PLAYER_ONLY = """\
<method name="Seek"><arg type="x" direction="in"/></method>
<method name="SetPosition"><arg type="o" direction="in"/><arg type="x" direction="in"/></method>
<signal name="Seeked"><arg type="x"/></signal>
"""

_NOTHING = NowPlaying(title="", album="", number=1, length_s=0.0, position_s=0.0)

INTROSPECTION = f"""\
<!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">
<node>
<interface name="{INTROSPECTABLE}">
<method name="Introspect"><arg type="s" direction="out"/></method>
</interface>
<interface name="{PEER}"><method name="Ping"/></interface>
<interface name="{PROPERTIES}">
<method name="Get">
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="v" direction="out"/>
</method>
<method name="GetAll"><arg type="s" direction="in"/><arg type="a{{sv}}" direction="out"/></method>
<signal name="PropertiesChanged"><arg type="s"/><arg type="a{{sv}}"/><arg type="as"/></signal>
</interface>
{_interface(ROOT, root_properties(), '<method name="Quit"/>')}
{_interface(PLAYER, {**player_properties(_NOTHING), "Position": ("x", 0)}, _PLAYER_ONLY)}
</node>
"""
"""What the object at ``PATH`` has, as D-Bus describes it."""
