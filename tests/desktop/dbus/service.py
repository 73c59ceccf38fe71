"""A program on a bus that offers what a test lets it offer."""

# jeepney says nothing of its types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING, Any, Self

from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageType,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import MatchRule, message_bus
from jeepney.io.blocking import open_dbus_connection

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jeepney import Message

TIMEOUT_S = 20.0
OWNER_CHANGED = "NameOwnerChanged"


class Service:
    """A program that has a name; a context manager.

    Attributes:
        calls: What it was asked, with the values.
        left: Released when another program leaves the bus.
    """

    def __init__(
        self, address: str, name: str, answers: Mapping[str, tuple[str, tuple[Any, ...]]]
    ) -> None:
        """Take the name.

        Args:
            address: Where the bus is.
            name: What to be called.
            answers: The types and values that its methods return; all others are errors.
        """
        self.calls: list[tuple[str, tuple[Any, ...]]] = []
        self.left = threading.Semaphore(0)
        self._answers = answers
        self._asked = threading.Condition()
        self._connection = open_dbus_connection(address)
        rule = MatchRule(type="signal", interface="org.freedesktop.DBus", member=OWNER_CHANGED)
        for call in (message_bus.AddMatch(rule), message_bus.RequestName(name)):
            self._connection.send_and_get_reply(call)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        """Return the service."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the bus."""
        # This ends the thread.
        self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._connection.close()

    def emit(self, path: str, interface: str, member: str, signature: str, *values: object) -> None:
        """Send a signal to all who listen."""
        emitter = DBusAddress(path, interface=interface)
        self._connection.send(new_signal(emitter, member, signature, values))

    def tell(self, whom: str, path: str, interface: str, member: str) -> None:
        """Call a method without values, and do not wait for the answer."""
        address = DBusAddress(path, whom, interface)
        self._connection.send(new_method_call(address, member))

    def wait_for(self, member: str) -> tuple[Any, ...]:
        """Wait until a method was called; return the values of the last call."""
        with self._asked:
            assert self._asked.wait_for(lambda: member in dict(self.calls), TIMEOUT_S), self.calls
            return dict(self.calls)[member]

    def _serve(self) -> None:
        try:
            while True:
                self._take(self._connection.receive())
        except OSError:
            # The connection was closed, perhaps in the middle of an answer.
            return

    def _take(self, message: Message) -> None:
        member = message.header.fields.get(HeaderFields.member, "")
        if member == OWNER_CHANGED and message.body[2] == "":
            self.left.release()
        elif message.header.message_type is MessageType.method_call:
            self._on_call(message, member)

    def _on_call(self, message: Message, member: str) -> None:
        with self._asked:
            self.calls.append((member, message.body))
            self._asked.notify_all()
        answer = self._answers.get(member)
        self._connection.send(
            new_error(message, "org.example.Error.Cannot")
            if answer is None
            else new_method_return(message, *answer)
        )
