"""A program on a bus that offers the methods that a test gives it."""

# jeepney ships no type information.
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
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import MatchRule, message_bus
from jeepney.io.blocking import open_dbus_connection

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from jeepney import Message

    Answers = Mapping[str, tuple[str, tuple[Any, ...]]]
    Call = tuple[str, tuple[Any, ...]]

TIMEOUT_S = 30.0
OWNER_CHANGED = "NameOwnerChanged"


class Service:
    """A program with a name on a bus; a context manager.

    Attributes:
        calls: All calls so far, each with its method and arguments.
        left: A semaphore released each time that another program leaves the bus.
    """

    def __init__(
        self, address: str, name: str, answers: Answers, silent_to: Collection[str] = ()
    ) -> None:
        """Take the name.

        Args:
            address: The address of the bus.
            name: The bus name.
            answers: The signature and values that each method returns; all others return an error.
            silent_to: Methods that are never answered.
        """
        self.calls: list[Call] = []
        self.left = threading.Semaphore(0)
        self._read_count = 0
        self._answers = answers
        self._silent_to = silent_to
        self._called = threading.Condition(threading.RLock())
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

    @property
    def unread(self) -> list[Call]:
        """The calls that came after the one that ``wait_for`` returned last."""
        with self._called:
            return self.calls[self._read_count :]

    def wait_for(self, method: str) -> tuple[Any, ...]:
        """Wait for an unread call of a method; return its arguments, and count it as read.

        Unread calls before it count as read too.
        """
        with self._called:
            assert self._called.wait_for(lambda: method in dict(self.unread), TIMEOUT_S), self.calls
            called, arguments = "", ()
            while called != method:
                called, arguments = self.calls[self._read_count]
                self._read_count += 1
            return arguments

    def forget_calls(self) -> None:
        """Count all calls so far as read."""
        with self._called:
            self._read_count = len(self.calls)

    def emit_signal(
        self, path: str, interface: str, member: str, signature: str, *values: object
    ) -> None:
        """Send a signal to every program that subscribed to it."""
        emitter = DBusAddress(path, interface=interface)
        self._connection.send(new_signal(emitter, member, signature, values))

    def _serve(self) -> None:
        try:
            while True:
                self._receive(self._connection.receive())
        except OSError:
            # The connection was closed, perhaps in the middle of a reply.
            return

    def _receive(self, message: Message) -> None:
        member = message.header.fields.get(HeaderFields.member, "")
        if member == OWNER_CHANGED and message.body[2] == "":
            self.left.release()
        elif message.header.message_type is MessageType.method_call:
            self._on_call(message, member)

    def _on_call(self, message: Message, method: str) -> None:
        with self._called:
            self.calls.append((method, message.body))
            self._called.notify_all()
        if method in self._silent_to:
            return
        answer = self._answers.get(method)
        self._connection.send(
            new_error(message, "org.example.Error.Cannot")
            if answer is None
            else new_method_return(message, *answer)
        )
