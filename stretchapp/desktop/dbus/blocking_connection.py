"""Questions to the desktop's session bus, without Qt; none of them waits for long."""

# jeepney says nothing of its types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jeepney import DBusAddress, MessageType, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import DBusErrorResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

TIMEOUT_S = 2.0

BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
NOTIFICATIONS = "org.freedesktop.Notifications"
NOTIFIER = DBusAddress("/org/freedesktop/Notifications", NOTIFICATIONS, NOTIFICATIONS)
TRAY = "org.kde.StatusNotifierWatcher"
LOGIND = "org.freedesktop.login1"


class SessionBus:
    """A connection to the session bus; close it after use."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        """Connect.

        Args:
            environ: The environment variables.

        Raises:
            OSError: There is no bus, or it does not answer.
        """
        self._connection = _connect(bus_address(environ))

    def close(self) -> None:
        """Leave the bus."""
        self._connection.close()

    def has_owner(self, name: str) -> bool:
        """Return whether a program has taken ``name``."""
        return bool(self.ask(BUS, "NameHasOwner", "s", name)[0])

    def can_start(self, name: str) -> bool:
        """Return whether the bus knows a program to start for ``name``."""
        return name in self.ask(BUS, "ListActivatableNames")[0]

    def ask(
        self, whom: DBusAddress, method: str, signature: str = "", *values: object
    ) -> tuple[Any, ...]:
        """Call a method and return what it answers.

        Raises:
            OSError: No answer came in time, or one that says that it cannot be done.
        """
        call = new_method_call(whom, method, signature or None, values)
        answer = self._connection.send_and_get_reply(call, timeout=TIMEOUT_S)
        if answer.header.message_type == MessageType.error:
            raise OSError(str(DBusErrorResponse(answer)))
        return answer.body


def bus_address(environ: Mapping[str, str]) -> str:
    """Return where the session bus is.

    Raises:
        OSError: The environment does not say it, nor is it in its usual place.
    """
    address = environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    usual = Path(environ.get("XDG_RUNTIME_DIR", ""), "bus")
    if not address and usual.is_socket():
        return f"unix:path={usual}"
    if not address:
        raise OSError("there is no session bus")
    return address


def system_bus_address(environ: Mapping[str, str]) -> str:
    """Return where the bus of the whole machine is, if there is one."""
    usual = "unix:path=/run/dbus/system_bus_socket"
    return environ.get("DBUS_SYSTEM_BUS_ADDRESS", "") or usual


def _connect(address: str) -> DBusConnection:
    try:
        return open_dbus_connection(address, auth_timeout=TIMEOUT_S)
    except OSError as error:
        raise OSError(f"the session bus does not answer ({error.strerror or error})") from error
    except Exception as error:
        # An address that is none, or somebody else than a bus behind it.
        raise OSError(f"{address} is no session bus ({error})") from error
