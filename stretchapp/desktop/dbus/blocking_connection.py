"""A D-Bus connection for single calls without Qt; each call waits for its reply, with a timeout."""

# jeepney ships no type information.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from jeepney import MessageType, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import DBusErrorResponse

from stretchapp.base.i18n import _
from stretchapp.desktop.dbus.addresses import BUS

if TYPE_CHECKING:
    from jeepney import DBusAddress

TIMEOUT_S = 2.0
"""How long the bus or a service may take to answer, in seconds."""


class BlockingBusConnection:
    """A connection to a bus; a context manager that closes it."""

    def __init__(self, address: str, timeout_s: float = TIMEOUT_S) -> None:
        """Connect.

        Args:
            address: The address of the bus.
            timeout_s: How long the bus or a service may take to answer.

        Raises:
            OSError: There is no bus at the address, or it does not answer.
        """
        self._timeout_s = timeout_s
        self._connection = open_connection(address, timeout_s)

    def __enter__(self) -> Self:
        """Return the connection."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connection."""
        self._connection.close()

    def has_owner(self, name: str) -> bool:
        """Return whether a program has taken the bus name ``name``."""
        return bool(self.call(BUS, "NameHasOwner", "s", name)[0])

    def can_start(self, name: str) -> bool:
        """Return whether the bus knows a program that it can start for the bus name ``name``."""
        return name in self.call(BUS, "ListActivatableNames")[0]

    def call(
        self, address: DBusAddress, method: str, signature: str = "", *values: object
    ) -> tuple[Any, ...]:
        """Call a method and return the values of its reply.

        Raises:
            OSError: No reply came in time, or the reply is an error.
        """
        call = new_method_call(address, method, signature or None, values)
        reply = self._connection.send_and_get_reply(call, timeout=self._timeout_s)
        if reply.header.message_type == MessageType.error:
            raise OSError(str(DBusErrorResponse(reply)))
        return reply.body


def open_connection(address: str, timeout_s: float = TIMEOUT_S) -> DBusConnection:
    """Connect to the bus at an address.

    Raises:
        OSError: There is no bus at the address, or it does not answer.
    """
    try:
        return open_dbus_connection(address, auth_timeout=timeout_s)
    except OSError as error:
        # Translators: it stands inside a sentence.
        message = _("the session bus does not answer ({reason})")
        raise OSError(message.format(reason=error.strerror or error)) from error
    except Exception as error:
        # The address is malformed, or another program than a bus listens there.
        message = _("{address} is not a session bus ({reason})")
        raise OSError(message.format(address=address, reason=error)) from error
