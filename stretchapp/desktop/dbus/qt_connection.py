"""An asynchronous D-Bus connection on Qt's event loop.

No call blocks. For single questions without Qt there is ``blocking_connection``.
"""

# jeepney ships no type information.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import socket
import struct
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from jeepney import HeaderFields, MessageType, Parser, new_method_call
from jeepney.auth import BEGIN, AuthenticationError, Authenticator
from jeepney.bus import get_bus
from jeepney.wrappers import DBusErrorResponse
from PySide6.QtCore import QObject, QSocketNotifier, Signal

from stretchapp.desktop.dbus.addresses import BUS

if TYPE_CHECKING:
    from collections.abc import Callable

    from jeepney import DBusAddress, Message

    ReplyHandler = Callable[["Reply"], object]

_CHUNK_BYTES = 65_536

_MALFORMED = (IndexError, KeyError, ValueError, struct.error)
"""The errors with which jeepney's parser fails on data that is no D-Bus message."""


class Reply(NamedTuple):
    """The reply to a method call.

    Attributes:
        body: The returned values; empty after an error.
        error: The error's name and message; empty if the call succeeded.
    """

    body: tuple[Any, ...]
    error: str = ""


class AsyncBusConnection(QObject):
    """A connection to a bus; once lost or closed it cannot be opened again.

    The connection must not keep its owner alive after ``close``, and no closure that refers to the
    connection may be connected to its signals: PySide 6.11 crashes when the garbage collector
    frees both together.

    Attributes:
        unique_name: The bus's name for this connection, from ``ready`` on.

    Signals:
        ready: The bus has accepted the connection; calls may be made.
        lost: The connection failed or ended; emitted once, and never after ``close``.
        received: A jeepney ``Message`` arrived that is no reply: a subscribed signal or a call.
    """

    ready = Signal()
    lost = Signal()
    received = Signal(object)

    def __init__(self, address: str, parent: QObject | None = None) -> None:
        """Prepare a connection without opening it.

        Args:
            address: The address of the bus, as in DBUS_SESSION_BUS_ADDRESS.
            parent: The owner.
        """
        super().__init__(parent)
        self.unique_name = ""
        self._address = address
        self._is_closed = False
        self._socket: socket.socket | None = None
        self._read_notifier: QSocketNotifier | None = None
        self._write_notifier: QSocketNotifier | None = None
        self._authenticator: Authenticator | None = None
        self._parser = Parser()
        self._serials = count(1)
        self._reply_handlers: dict[int, ReplyHandler] = {}
        self._unsent = bytearray()

    def open(self) -> None:
        """Connect; ``ready`` or ``lost`` follows."""
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(0)
        try:
            connection.connect(get_bus(self._address))
        except (OSError, RuntimeError, ValueError, StopIteration):
            # There is no bus, or the address is malformed.
            connection.close()
            self._lose()
            return
        self._socket = connection
        self._read_notifier = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Read, self)
        self._read_notifier.activated.connect(self._on_readable)
        self._write_notifier = QSocketNotifier(
            connection.fileno(), QSocketNotifier.Type.Write, self
        )
        self._write_notifier.setEnabled(False)
        self._write_notifier.activated.connect(self._flush)
        self._authenticator = Authenticator(inc_null_byte=True)
        self._send_bytes(self._authenticator.data_to_send() or b"")

    def close(self) -> None:
        """Disconnect and delete this object; the bus ends everything it held for us."""
        if self._is_closed:
            return
        self._is_closed = True
        for notifier in (self._read_notifier, self._write_notifier):
            if notifier is not None:
                notifier.setEnabled(False)
        self._reply_handlers.clear()
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        self.deleteLater()

    def call(
        self,
        address: DBusAddress,
        method: str,
        signature: str = "",
        *values: object,
        on_reply: ReplyHandler | None = None,
    ) -> None:
        """Call a method of a service.

        Args:
            address: The service, its object and its interface.
            method: The name of the method.
            signature: The D-Bus types of the values.
            values: The arguments.
            on_reply: Called with the reply, an error included; there is no timeout.
        """
        serial = next(self._serials)
        if on_reply is not None:
            self._reply_handlers[serial] = on_reply
        self._send(new_method_call(address, method, signature or None, values), serial)

    def send(self, message: Message) -> None:
        """Send a reply or a signal."""
        self._send(message, next(self._serials))

    def subscribe(self, rule: str) -> None:
        """Ask the bus for the signals that match a D-Bus match rule; ``received`` brings them."""
        self.call(BUS, "AddMatch", "s", rule)

    def _send(self, message: Message, serial: int) -> None:
        self._send_bytes(message.serialise(serial))

    def _send_bytes(self, data: bytes) -> None:
        self._unsent += data
        self._flush()

    def _flush(self) -> None:
        if self._socket is None or self._write_notifier is None:
            return
        try:
            del self._unsent[: self._socket.send(self._unsent)]
        except BlockingIOError:
            # The socket's buffer is full; the notifier tells when there is room.
            pass
        except OSError:
            self._lose()
            return
        self._write_notifier.setEnabled(bool(self._unsent))

    def _on_readable(self) -> None:
        if self._socket is None:
            return
        try:
            data = self._socket.recv(_CHUNK_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._lose()
            return
        if self._authenticator is not None:
            self._authenticate(self._authenticator, data)
        else:
            self._dispatch(data)

    def _authenticate(self, authenticator: Authenticator, data: bytes) -> None:
        try:
            authenticator.feed(data)
        except (AuthenticationError, ValueError):
            # The program that listens there is no bus.
            self._lose()
            return
        if authenticator.authenticated:
            self._authenticator = None
            self._send_bytes(BEGIN)
            self.call(BUS, "Hello", on_reply=self._on_hello)
        else:
            self._send_bytes(authenticator.data_to_send() or b"")

    def _on_hello(self, reply: Reply) -> None:
        if reply.error:
            self._lose()
            return
        (self.unique_name,) = reply.body
        self.ready.emit()

    def _dispatch(self, data: bytes) -> None:
        self._parser.add_data(data)
        # A handler of any of these messages may close the connection.
        while self._socket is not None:
            try:
                message = self._parser.get_next_message()
            except _MALFORMED:
                self._lose()
                return
            if message is None:
                return
            if message.header.message_type in (MessageType.method_return, MessageType.error):
                serial = message.header.fields.get(HeaderFields.reply_serial, 0)
                handler = self._reply_handlers.pop(serial, None)
                if handler is not None:
                    handler(_reply(message))
            else:
                self.received.emit(message)

    def _lose(self) -> None:
        self.close()
        self.lost.emit()


def _reply(message: Message) -> Reply:
    if message.header.message_type is MessageType.error:
        return Reply((), str(DBusErrorResponse(message)))
    return Reply(message.body)
