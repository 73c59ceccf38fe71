"""A small notification server, for what a real one cannot be brought to do."""

# jeepney says nothing of its types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

import socket
import threading
from queue import Queue
from typing import TYPE_CHECKING, Any, Self

from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

from stretchapp.desktop.dbus.blocking_connection import NOTIFICATIONS, NOTIFIER

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from jeepney import Message

    from tests.desktop.dbus.bus import Bus

CALL_TIMEOUT_S = 30.0

_SIGNATURES = {"ActionInvoked": "us", "NotificationClosed": "uu"}


class NotificationServer:
    """Takes notifications and remembers what it was asked; a context manager.

    Attributes:
        calls: The methods that were called, with their arguments, in order.
    """

    def __init__(
        self,
        bus: Bus,
        capabilities: Sequence[str] = (),
        silent_to: Collection[str] = (),
        answers: Mapping[str, tuple[str, tuple[object, ...]]] | None = None,
    ) -> None:
        """Take the name on the bus.

        Args:
            bus: Where it is.
            capabilities: What it says that it can do.
            silent_to: Methods that it never answers.
            answers: More methods that it has, with the signature and values of the answer.
        """
        self.calls = Queue[tuple[str, tuple[Any, ...]]]()
        self._answers: dict[str, tuple[str, tuple[object, ...]]] = {
            "GetCapabilities": ("as", (list(capabilities),)),
            "GetServerInformation": ("ssss", ("small", "stretchapp", "1", "1.2")),
            "Notify": ("u", (7,)),
            **(answers or {}),
        }
        self._silent_to = silent_to
        self._connection = open_dbus_connection(bus.address)
        self._connection.send_and_get_reply(message_bus.RequestName(NOTIFICATIONS))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        """Return the server."""
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._connection.close()

    def wait_for(self, method: str) -> tuple[Any, ...]:
        """Wait until a method was called and return its arguments; earlier calls are forgotten."""
        while True:
            called, arguments = self.calls.get(timeout=CALL_TIMEOUT_S)
            if called == method:
                return arguments

    def tell(self, signal: str, *values: object) -> None:
        """Send a signal: ``ActionInvoked`` or ``NotificationClosed``."""
        path = DBusAddress(NOTIFIER.object_path, interface=NOTIFICATIONS)
        self._connection.send(new_signal(path, signal, _SIGNATURES[signal], values))

    def _serve(self) -> None:
        while True:
            try:
                message = self._connection.receive()
            except OSError:
                # The connection was closed.
                return
            if message.header.message_type == MessageType.method_call:
                self._answer(message)

    def _answer(self, message: Message) -> None:
        method = str(message.header.fields[HeaderFields.member])
        self.calls.put((method, message.body))
        if method in self._silent_to:
            return
        if method in self._answers:
            self._connection.send(new_method_return(message, *self._answers[method]))
        else:
            self._connection.send(new_error(message, "org.freedesktop.DBus.Error.Failed"))
