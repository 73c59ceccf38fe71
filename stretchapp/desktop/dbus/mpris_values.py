"""Names, types and values of MPRIS, the D-Bus interface of media players, for a session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

MPRIS_NAME = "org.mpris.MediaPlayer2.stretchapp"
OBJECT_PATH = "/org/mpris/MediaPlayer2"
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
"""The command behind each method, by interface and name."""

IGNORED_CALLS = {(PLAYER, "Seek"), (PLAYER, "SetPosition"), (ROOT, "Quit")}
"""Methods that every player must have; ours do nothing, as CanSeek and CanQuit say."""

Properties = dict[str, tuple[str, Any]]
"""Names of properties, each with its D-Bus type and value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NowPlaying:
    """A session as media players show it.

    Attributes:
        title: The exercise and its side.
        album: The routine.
        number: The number of the track, from 1; another number means another track.
        length_s: The length of the track.
        position_s: The position in the track.
        is_playing: Whether the session runs; otherwise it is paused.
        speed: The factor by which the session runs faster than real time.
        can_go_next: Whether another track follows.
    """

    title: str
    album: str
    number: int
    length_s: float
    position_s: float
    is_playing: bool = True
    speed: float = 1.0
    can_go_next: bool = True


def microseconds(seconds: float) -> int:
    """Return a time span in the unit of MPRIS."""
    return round(seconds * 1_000_000)


def root_properties() -> Properties:
    """Return the properties of the app."""
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
    """Return the properties of the session but its position, which changes all the time."""
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
        "CanGoPrevious": ("b", True),
        "CanPlay": ("b", True),
        "CanPause": ("b", True),
        "CanSeek": ("b", False),
        "CanControl": ("b", True),
    }


def _interface(name: str, properties: Properties, extra: str) -> str:
    """Return the XML that describes an interface."""
    methods = [f'<method name="{method}"/>' for interface, method in COMMANDS if interface == name]
    described = [
        f'<property name="{key}" type="{signature}" access="read"/>'
        for key, (signature, _) in properties.items()
    ]
    return "\n".join([f'<interface name="{name}">', *methods, extra, *described, "</interface>"])


_PLAYER_ONLY = """\
<method name="Seek"><arg type="x" direction="in"/></method>
<method name="SetPosition"><arg type="o" direction="in"/><arg type="x" direction="in"/></method>
<signal name="Seeked"><arg type="x"/></signal>
"""

_EMPTY = NowPlaying(title="", album="", number=1, length_s=0.0, position_s=0.0)

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
{_interface(PLAYER, {**player_properties(_EMPTY), "Position": ("x", 0)}, _PLAYER_ONLY)}
</node>
"""
"""The XML that describes the object at ``OBJECT_PATH``."""
