"""Whether the desktop holds notifications back at present.

There is no common way to ask. Plasma and others have a property of the notification interface,
dunst has one of its own, and GNOME a setting. Where all are unknown, nothing is held back.
"""

# jeepney ships no type information.
# pyright: reportMissingTypeStubs=false

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from jeepney import DBusAddress

from stretchapp.desktop.child_process import run
from stretchapp.desktop.dbus.addresses import (
    NOTIFICATION_SERVER,
    NOTIFICATIONS,
    PROPERTIES,
    session_bus_address,
)
from stretchapp.desktop.dbus.blocking_connection import BlockingBusConnection
from stretchapp.desktop.dbus.portal import desktop_names

if TYPE_CHECKING:
    from collections.abc import Mapping

TIMEOUT_S = 2.0

_SERVER_PROPERTIES = DBusAddress(NOTIFICATION_SERVER.object_path, NOTIFICATIONS, PROPERTIES)
_DO_NOT_DISTURB = ((NOTIFICATIONS, "Inhibited"), ("org.dunstproject.cmd0", "paused"))
"""Interfaces and properties that are true while notifications are held back."""

_GNOME_COMMAND = ("gsettings", "get", "org.gnome.desktop.notifications", "show-banners")


def is_do_not_disturb(environ: Mapping[str, str]) -> bool:
    """Return whether the desktop says that it holds notifications back.

    Args:
        environ: The environment variables.
    """
    if "GNOME" in desktop_names(environ):
        return _gnome_hides_banners(environ)
    with suppress(OSError), BlockingBusConnection(session_bus_address(environ)) as bus:
        return any(_property(bus, interface, name) is True for interface, name in _DO_NOT_DISTURB)
    return False


def _property(bus: BlockingBusConnection, interface: str, name: str) -> object:
    try:
        ((_signature, value),) = bus.call(_SERVER_PROPERTIES, "Get", "ss", interface, name)
    except (OSError, TypeError, ValueError):
        # The server does not have this property.
        return None
    return value


def _gnome_hides_banners(environ: Mapping[str, str]) -> bool:
    try:
        done = run(_GNOME_COMMAND, TIMEOUT_S, environ=environ)
    except OSError:
        return False
    return done.output.strip() == b"false"
