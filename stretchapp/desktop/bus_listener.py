"""A connection to the session bus that waits for nothing: Qt says when there is something to read.

No thread and no event loop of its own. What is called answers later, through a function.
"""

# jeepney says nothing of its types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from jeepney import HeaderFields, MessageType, new_method_call
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import DBusErrorResponse
from PySide6.QtCore import QObject, QSocketNotifier, Signal

from stretchapp.desktop.session_bus import BUS, TIMEOUT_S, bus_address

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jeepney import DBusAddress, Message

    Answered = Callable[["Answer"], object]


class Answer(NamedTuple):
    """What came back from a call.

    Attributes:
        body: The values that were returned.
        problem: What the other side says went wrong, if it did.
    """

    body: tuple[Any, ...]
    problem: str = ""


class Heard(NamedTuple):
    """A signal on the bus.

    Attributes:
        path: The object that sent it.
        interface: Its interface.
        name: The name of the signal.
        body: Its values.
    """

    path: str
    interface: str
    name: str
    body: tuple[Any, ...]


class BusListener(QObject):
    """One connection, from ``open`` to ``close``.

    Signals:
        heard: A signal that was subscribed to, as ``Heard``.
        lost: The bus is gone; the connection is closed.
    """

    heard = Signal(object)
    lost = Signal()

    def __init__(self, environ: Mapping[str, str], parent: QObject | None = None) -> None:
        """Connect.

        Args:
            environ: The environment variables.
            parent: The owner.

        Raises:
            OSError: There is no bus, or it does not answer.
        """
        super().__init__(parent)
        address = bus_address(environ)
        try:
            self._connection = open_dbus_connection(address, auth_timeout=TIMEOUT_S)
        except Exception as error:
            # An address that is none, or somebody else than a bus behind it.
            raise OSError(f"{address} is no session bus ({error})") from error
        self.unique_name = str(self._connection.unique_name)
        self._waiting: dict[int, Answered] = {}
        self._is_open = True
        self._notifier = QSocketNotifier(
            self._connection.sock.fileno(), QSocketNotifier.Type.Read, self
        )
        self._notifier.activated.connect(self._read)

    def close(self) -> None:
        """Leave the bus; nothing is heard or answered any more."""
        if self._is_open:
            self._is_open = False
            self._waiting.clear()
            self._notifier.setEnabled(False)
            self._connection.close()

    def call(
        self,
        whom: DBusAddress,
        method: str,
        signature: str = "",
        values: tuple[object, ...] = (),
        *,
        then: Answered | None = None,
    ) -> None:
        """Call a method; ``then`` gets the answer when it comes."""
        if not self._is_open:
            return
        serial = next(self._connection.outgoing_serial)
        if then is not None:
            self._waiting[serial] = then
        message = new_method_call(whom, method, signature or None, values)
        try:
            self._connection.send(message, serial=serial)
        except OSError:
            self._lose()

    def subscribe(self, **conditions: str) -> None:
        """Listen to the signals that meet all conditions, such as ``sender`` and ``path``."""
        rule = ",".join(f"{name}='{value}'" for name, value in conditions.items())
        self.call(BUS, "AddMatch", "s", (f"type='signal',{rule}",))

    def _read(self) -> None:
        while self._is_open:
            try:
                message = self._connection.receive(timeout=0)
            except TimeoutError:
                return
            except (OSError, ValueError):
                # Nobody is there any more, or somebody who speaks no D-Bus.
                self._lose()
                return
            self._pass_on(message)

    def _pass_on(self, message: Message) -> None:
        fields = message.header.fields
        if message.header.message_type is MessageType.signal:
            self.heard.emit(
                Heard(
                    fields[HeaderFields.path],
                    fields[HeaderFields.interface],
                    fields[HeaderFields.member],
                    message.body,
                )
            )
            return
        then = self._waiting.pop(fields.get(HeaderFields.reply_serial, 0), None)
        if then is None:
            return
        if message.header.message_type is MessageType.error:
            then(Answer((), str(DBusErrorResponse(message))))
        else:
            then(Answer(message.body))

    def _lose(self) -> None:
        self.close()
        self.lost.emit()
