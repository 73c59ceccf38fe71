"""A lasting connection to a D-Bus bus, looked after by Qt's event loop: nothing ever waits.

For single questions there is ``session_bus``; here messages may come at any time.
"""

# jeepney says nothing of its types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import socket
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from jeepney import DBusAddress, HeaderFields, MessageType, Parser, new_method_call
from jeepney.auth import BEGIN, AuthenticationError, Authenticator
from jeepney.bus import get_bus
from jeepney.wrappers import DBusErrorResponse
from PySide6.QtCore import QObject, QSocketNotifier, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from jeepney import Message

    Answered = Callable[["Answer"], object]

BUS_NAME = "org.freedesktop.DBus"
BUS = DBusAddress("/org/freedesktop/DBus", BUS_NAME, BUS_NAME)

_CHUNK_BYTES = 65_536


class Answer(NamedTuple):
    """What came back from a call.

    Attributes:
        body: The values that were returned; none if it was refused.
        problem: What the other side says went wrong; empty if nothing did.
    """

    body: tuple[Any, ...]
    problem: str = ""


class BusLink(QObject):
    """A connection to a bus. Once it is lost it stays so; make another one.

    The link must hold its owner no longer than until ``close``, and no closure that holds the link
    may be connected to its signals: PySide 6.11 crashes where one takes the other along.

    Attributes:
        unique_name: What the bus calls this connection, once it is ready.

    Signals:
        ready: The bus has let us in; calls may be made from now on.
        lost: There is no connection, or no longer; comes once, and not after ``close``.
        received: A ``Message`` of jeepney's: a signal that was asked for, or a call from others.
    """

    ready = Signal()
    lost = Signal()
    received = Signal(object)

    def __init__(self, address: str, parent: QObject | None = None) -> None:
        """Prepare; nothing is connected yet.

        Args:
            address: Where the bus is, as in DBUS_SESSION_BUS_ADDRESS.
            parent: The owner.
        """
        super().__init__(parent)
        self.unique_name = ""
        self._address = address
        self._socket: socket.socket | None = None
        self._reading: QSocketNotifier | None = None
        self._writing: QSocketNotifier | None = None
        self._login: Authenticator | None = None
        self._parser = Parser()
        self._serials = count(1)
        self._answers: dict[int, Answered] = {}
        self._unsent = bytearray()

    def open(self) -> None:
        """Connect; ``ready`` or ``lost`` comes then."""
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(0)
        try:
            connection.connect(get_bus(self._address))
        except (OSError, RuntimeError, ValueError, StopIteration):
            # There is no bus, or the address is none.
            connection.close()
            self.lost.emit()
            return
        self._socket = connection
        self._reading = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Read, self)
        self._reading.activated.connect(self._on_readable)
        self._writing = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Write, self)
        self._writing.setEnabled(False)
        self._writing.activated.connect(self._flush)
        self._login = Authenticator(inc_null_byte=True)
        self._send_bytes(self._login.data_to_send() or b"")

    def close(self) -> None:
        """Leave the bus; what was held there for us ends with it."""
        for notifier in (self._reading, self._writing):
            if notifier is not None:
                notifier.setEnabled(False)
                notifier.deleteLater()
        self._reading = self._writing = None
        self._answers.clear()
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def call(
        self,
        whom: DBusAddress,
        method: str,
        signature: str = "",
        *values: object,
        then: Answered | None = None,
    ) -> None:
        """Call a method of another program.

        Args:
            whom: Whose.
            method: Which.
            signature: The types of the values.
            values: What it is given.
            then: Called with the answer, also if it says that there was an error. A program that
                does not answer is not waited for.
        """
        serial = next(self._serials)
        if then is not None:
            self._answers[serial] = then
        self._send(new_method_call(whom, method, signature or None, values), serial)

    def send(self, message: Message) -> None:
        """Send an answer or a signal."""
        self._send(message, next(self._serials))

    def watch(self, rule: str, then: Callable[[], None] | None = None) -> None:
        """Ask the bus for the signals that fit a rule.

        Args:
            rule: A match rule of D-Bus.
            then: Called once no such signal can be missed any more.
        """

        def on_answer(answer: Answer) -> None:
            if not answer.problem and then is not None:
                then()

        self.call(BUS, "AddMatch", "s", rule, then=on_answer)

    def _send(self, message: Message, serial: int) -> None:
        self._send_bytes(message.serialise(serial))

    def _send_bytes(self, data: bytes) -> None:
        self._unsent += data
        self._flush()

    def _flush(self) -> None:
        if self._socket is None or self._writing is None:
            return
        try:
            del self._unsent[: self._socket.send(self._unsent)]
        except BlockingIOError:
            # The bus takes no more for now.
            pass
        except OSError:
            self._lose()
            return
        self._writing.setEnabled(bool(self._unsent))

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
        try:
            if self._login is not None:
                self._log_in(data)
            else:
                self._take(data)
        except (AuthenticationError, ValueError):
            # Whoever is there is no bus.
            self._lose()

    def _log_in(self, data: bytes) -> None:
        assert self._login is not None  # noqa: S101 -- the caller has looked
        self._login.feed(data)
        if self._login.authenticated:
            self._login = None
            self._send_bytes(BEGIN)
            self.call(BUS, "Hello", then=self._on_hello)
        else:
            self._send_bytes(self._login.data_to_send() or b"")

    def _on_hello(self, answer: Answer) -> None:
        if answer.problem:
            self._lose()
            return
        (self.unique_name,) = answer.body
        self.ready.emit()

    def _take(self, data: bytes) -> None:
        self._parser.add_data(data)
        # Any of these messages may make somebody close the link.
        while self._socket is not None and (message := self._parser.get_next_message()):
            kind = message.header.message_type
            if kind in (MessageType.method_return, MessageType.error):
                serial = message.header.fields.get(HeaderFields.reply_serial, 0)
                then = self._answers.pop(serial, None)
                if then is not None:
                    then(_answer(message))
            else:
                self.received.emit(message)

    def _lose(self) -> None:
        self.close()
        self.lost.emit()


def _answer(message: Message) -> Answer:
    if message.header.message_type is MessageType.error:
        return Answer((), str(DBusErrorResponse(message)))
    return Answer(message.body)
