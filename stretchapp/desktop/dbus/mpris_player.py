"""Media keys, headset buttons and phone remotes: the session as a player of MPRIS.

The name on the bus is held only while a session runs, because the desktop takes the media keys
away from other players for as long.
"""

# jeepney says nothing of its types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from stretchapp.desktop.dbus.mpris_values import (
    COMMANDS,
    INTROSPECTABLE,
    INTROSPECTION,
    NAME,
    PATH,
    PEER,
    PLAYER,
    PROPERTIES,
    ROOT,
    WITHOUT_EFFECT,
    microseconds,
    player_properties,
    root_properties,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jeepney import Message

    from stretchapp.base.clock import Clock
    from stretchapp.desktop.dbus.mpris_values import NowPlaying
    from stretchapp.desktop.dbus.qt_connection import Answer, Answered, BusLink

JUMP_S = 1.0
"""When what is shown differs by more from what was to be expected, it has jumped."""

_TAKEN = 3
_DO_NOT_QUEUE = 4


class MprisPlayer(QObject):
    """Shows the session to the desktop, and tells what is asked for from there.

    Signals:
        asked: A ``mpris.Command``.
    """

    asked = Signal(str)

    def __init__(
        self,
        environ: Mapping[str, str],
        clock: Clock,
        *,
        is_enabled: bool = True,
        parent: QObject | None = None,
    ) -> None:
        """Prepare; nothing is on the bus yet.

        Args:
            environ: The environment variables.
            clock: The clock.
            is_enabled: Whether the person wants it; without that nothing happens.
            parent: The owner.
        """
        super().__init__(parent)
        self._environ = environ
        self._clock = clock
        self._is_enabled = is_enabled
        self._link: BusLink | None = None
        self._shown: NowPlaying | None = None
        self._shown_at_s = 0.0

    @property
    def is_on_bus(self) -> bool:
        """Whether the session is shown on a bus, or is about to be."""
        return self._link is not None

    def show(self, playing: NowPlaying) -> None:
        """Show what plays now; the first time the session appears on the desktop.

        Call it when something changes or jumps, not with every tick: the place goes on by itself
        while it plays.
        """
        if not self._is_enabled or sys.platform != "linux":
            return
        before = self._shown
        has_jumped = before is not None and abs(playing.position_s - self._position_s()) > JUMP_S
        self._shown = playing
        self._shown_at_s = self._clock.monotonic_s()
        if self._link is None:
            if before is None:
                self._open()
            # Otherwise the bus was lost during this session, and is left alone.
            return
        changed = player_properties(playing)
        if before is not None:
            old = player_properties(before)
            changed = {name: value for name, value in changed.items() if value != old[name]}
        if changed:
            self._emit(PROPERTIES, "PropertiesChanged", "sa{sv}as", (PLAYER, changed, []))
        if has_jumped:
            self._emit(PLAYER, "Seeked", "x", (microseconds(playing.position_s),))

    def end(self) -> None:
        """Disappear from the desktop."""
        self._leave()
        self._shown = None

    def enable(self, is_enabled: bool) -> None:  # noqa: FBT001 -- a switch on the settings page
        """Show sessions from now on, or do so no longer."""
        self._is_enabled = is_enabled
        if not is_enabled:
            self.end()

    def _open(self) -> None:
        # Imported here: the first picture does not need it.
        from stretchapp.desktop.dbus.blocking_connection import bus_address
        from stretchapp.desktop.dbus.qt_connection import BusLink

        try:
            address = bus_address(self._environ)
        except OSError:
            return
        link = BusLink(address, self)
        link.received.connect(self._on_message)
        link.ready.connect(self._take_name)
        link.lost.connect(self._leave)
        self._link = link
        link.open()

    def _take_name(self) -> None:
        self._request_name(NAME, self._on_name)

    def _on_name(self, answer: Answer) -> None:
        if answer.body == (_TAKEN,):
            # Another window, with a data folder of its own, plays too.
            self._request_name(f"{NAME}.instance{os.getpid()}")

    def _request_name(self, name: str, then: Answered | None = None) -> None:
        from stretchapp.desktop.dbus.qt_connection import BUS

        if self._link is not None:
            self._link.call(BUS, "RequestName", "su", name, _DO_NOT_QUEUE, then=then)

    def _leave(self) -> None:
        link, self._link = self._link, None
        if link is not None:
            link.close()
            link.deleteLater()

    def _position_s(self) -> float:
        if self._shown is None:
            return 0.0
        passed_s = self._clock.monotonic_s() - self._shown_at_s if self._shown.is_playing else 0.0
        return min(self._shown.position_s + passed_s * self._shown.speed, self._shown.length_s)

    def _emit(self, interface: str, name: str, signature: str, body: tuple[object, ...]) -> None:
        from jeepney import DBusAddress, new_signal

        if self._link is not None:
            emitter = DBusAddress(PATH, interface=interface)
            self._link.send(new_signal(emitter, name, signature, body))

    def _on_message(self, message: Message) -> None:
        """Answer a call."""
        from jeepney import HeaderFields, MessageFlag, MessageType, new_error, new_method_return

        header = message.header
        if header.message_type is not MessageType.method_call or self._link is None:
            return
        interface = header.fields.get(HeaderFields.interface, "")
        member = header.fields.get(HeaderFields.member, "")
        found = self._answer(interface, member, message.body)
        link = self._link
        if not header.flags & MessageFlag.no_reply_expected:
            if found is None:
                error = "org.freedesktop.DBus.Error.UnknownMethod"
                link.send(new_error(message, error, "s", (f"there is no {member} here",)))
            else:
                signature, *body = found
                link.send(new_method_return(message, signature or None, tuple(body)))
        if (interface, member) in COMMANDS:
            self.asked.emit(COMMANDS[interface, member])

    def _answer(self, interface: str, member: str, body: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """Return the types and values of the answer to a call, or None where there is none."""
        call = interface, member
        if call in COMMANDS or call in WITHOUT_EFFECT or call == (PEER, "Ping"):
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
        if interface == PLAYER and self._shown is not None:
            place = ("x", microseconds(self._position_s()))
            return {**player_properties(self._shown), "Position": place}
        return {}
