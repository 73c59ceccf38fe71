"""Addresses of the D-Bus buses, and of the services on them that the app uses."""

# jeepney ships no type information.
# pyright: reportMissingTypeStubs=false

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jeepney import DBusAddress

from stretchapp.base.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping

BUS_NAME = "org.freedesktop.DBus"
BUS = DBusAddress("/org/freedesktop/DBus", BUS_NAME, BUS_NAME)
"""The bus itself, as a service."""

PROPERTIES = "org.freedesktop.DBus.Properties"
"""The interface by which every service offers its properties."""

NOTIFICATIONS = "org.freedesktop.Notifications"
NOTIFICATION_SERVER = DBusAddress(
    "/org/freedesktop/Notifications", NOTIFICATIONS, interface=NOTIFICATIONS
)
TRAY = "org.kde.StatusNotifierWatcher"
LOGIND = "org.freedesktop.login1"

# Translators: it stands inside a sentence.
NO_BUS = N_("there is no session bus")


def session_bus_address(environ: Mapping[str, str]) -> str:
    """Return the address of the session bus.

    Args:
        environ: The environment variables.

    Raises:
        OSError: The environment names no bus, and there is none in the usual place.
    """
    address = environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if address:
        return address
    usual = Path(environ.get("XDG_RUNTIME_DIR", ""), "bus")
    if usual.is_socket():
        return f"unix:path={usual}"
    raise OSError(_(NO_BUS))


def system_bus_address(environ: Mapping[str, str]) -> str:
    """Return the address of the system bus; nothing may be there."""
    usual = "unix:path=/run/dbus/system_bus_socket"
    return environ.get("DBUS_SYSTEM_BUS_ADDRESS", "") or usual
