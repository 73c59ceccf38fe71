"""Media keys, headset buttons and phone remotes: the session as an MPRIS media player.

The name on the bus is held only during a session, because the desktop takes the media keys away
from other players for as long. Functions import jeepney themselves: it is installed on Linux only.
"""

# jeepney ships no type information.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from stretchapp.desktop.dbus.mpris_values import (
    COMMANDS,
    IGNORED_CALLS,
    INTROSPECTABLE,
    INTROSPECTION,
    MPRIS_NAME,
    OBJECT_PATH,
    PEER,
    PLAYER,
    PROPERTIES,
    ROOT,
    microseconds,
    player_properties,
    root_properties,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jeepney import Message

    from stretchapp.base.clock import Clock
    from stretchapp.desktop.dbus.mpris_values import NowPlaying
    from stretchapp.desktop.dbus.qt_connection import AsyncBusConnection, Reply, ReplyHandler

JUMP_S = 1.0
"""A position that differs from the expected one by more than this is a jump, in seconds."""

_NAME_EXISTS = 3
_DO_NOT_QUEUE = 4


class MprisPlayer(QObject):
    """Shows a session to the desktop as a media player, and passes on the commands for it.

    Signals:
        command_received: The desktop or a remote control sent a ``mpris_values.Command``.
    """

    command_received = Signal(str)

    def __init__(
        self, environ: Mapping[str, str], clock: Clock, parent: QObject | None = None
    ) -> None:
        """Prepare without connecting to the bus.

        Args:
            environ: The environment variables.
            clock: The clock.
            parent: The owner.
        """
        super().__init__(parent)
        self._environ = environ
        self._clock = clock
        self._bus: AsyncBusConnection | None = None
        self._playing: NowPlaying | None = None
        self._shown_at_s = 0.0

    def show(self, playing: NowPlaying) -> None:
        """Show what plays now; the first call makes the player appear on the desktop.

        Call it after a change or a jump, not on every tick: the position advances by itself.
        """
        if sys.platform != "linux":
            return
        before = self._playing
        has_jumped = before is not None and abs(playing.position_s - self._position_s()) > JUMP_S
        self._playing = playing
        self._shown_at_s = self._clock.monotonic_s()
        if self._bus is None:
            # A bus that was lost during this session is not tried again.
            if before is None:
                self._open()
            return
        changed = player_properties(playing)
        if before is not None:
            old = player_properties(before)
            changed = {name: value for name, value in changed.items() if value != old[name]}
        if changed:
            self._emit(PROPERTIES, "PropertiesChanged", "sa{sv}as", (PLAYER, changed, []))
        if has_jumped:
            self._emit(PLAYER, "Seeked", "x", (microseconds(playing.position_s),))

    def hide(self) -> None:
        """Make the player disappear from the desktop."""
        self._disconnect()
        self._playing = None

    def _open(self) -> None:
        from stretchapp.desktop.dbus.addresses import session_bus_address
        from stretchapp.desktop.dbus.qt_connection import AsyncBusConnection

        try:
            address = session_bus_address(self._environ)
        except OSError:
            return
        self._bus = AsyncBusConnection(address, self)
        self._bus.received.connect(self._on_message)
        self._bus.ready.connect(self._on_ready)
        self._bus.lost.connect(self._disconnect)
        self._bus.open()

    def _on_ready(self) -> None:
        self._request_name(MPRIS_NAME, self._on_name_reply)

    def _on_name_reply(self, reply: Reply) -> None:
        if reply.body == (_NAME_EXISTS,):
            # Another window, with its own data folder, plays too.
            self._request_name(f"{MPRIS_NAME}.instance{os.getpid()}")

    def _request_name(self, name: str, on_reply: ReplyHandler | None = None) -> None:
        from stretchapp.desktop.dbus.addresses import BUS

        if self._bus is not None:
            self._bus.call(BUS, "RequestName", "su", name, _DO_NOT_QUEUE, on_reply=on_reply)

    def _disconnect(self) -> None:
        if self._bus is not None:
            self._bus.close()
            self._bus = None

    def _position_s(self) -> float:
        if self._playing is None:
            return 0.0
        elapsed_s = self._clock.monotonic_s() - self._shown_at_s if self._playing.is_playing else 0
        position_s = self._playing.position_s + elapsed_s * self._playing.speed
        return min(position_s, self._playing.length_s)

    def _emit(self, interface: str, name: str, signature: str, body: tuple[object, ...]) -> None:
        from jeepney import DBusAddress, new_signal

        if self._bus is not None:
            emitter = DBusAddress(OBJECT_PATH, interface=interface)
            self._bus.send(new_signal(emitter, name, signature, body))

    def _on_message(self, message: Message) -> None:
        """Answer a method call."""
        from jeepney import HeaderFields, MessageType, new_error, new_method_return

        header = message.header
        if header.message_type is not MessageType.method_call or self._bus is None:
            return
        interface = header.fields.get(HeaderFields.interface, "")
        method = header.fields.get(HeaderFields.member, "")
        result = self._call(interface, method, message.body)
        if result is None:
            error = "org.freedesktop.DBus.Error.UnknownMethod"
            reply = new_error(message, error, "s", (method,))
        else:
            signature, *values = result
            reply = new_method_return(message, signature or None, tuple(values))
        self._bus.send(reply)
        if (interface, method) in COMMANDS:
            self.command_received.emit(COMMANDS[interface, method])

    def _call(self, interface: str, method: str, body: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """Return the signature and values of the reply to a call, or None for an unknown call."""
        call = interface, method
        if call in COMMANDS or call in IGNORED_CALLS or call == (PEER, "Ping"):
            return ("",)
        if call == (INTROSPECTABLE, "Introspect"):
            return "s", INTROSPECTION
        if call == (PROPERTIES, "GetAll") and len(body) == 1:
            return "a{sv}", self._properties(body[0])
        if call == (PROPERTIES, "Get") and len(body) == 2:  # noqa: PLR2004 -- interface and name
            value = self._properties(body[0]).get(body[1])
            return None if value is None else ("v", value)
        return None

    def _properties(self, interface: str) -> dict[str, tuple[str, Any]]:
        if interface == ROOT:
            return root_properties()
        if interface == PLAYER and self._playing is not None:
            position = ("x", microseconds(self._position_s()))
            return {**player_properties(self._playing), "Position": position}
        return {}
