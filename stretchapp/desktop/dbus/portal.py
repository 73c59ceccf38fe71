"""The desktop portal and its global shortcuts: names, and single questions without Qt.

The interfaces are those of xdg-desktop-portal: ``org.freedesktop.portal.GlobalShortcuts``, its
requests and sessions, and the registry where an app outside a sandbox gives its name.
"""

# jeepney ships no type information.
# pyright: reportMissingTypeStubs=false

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from jeepney import DBusAddress

from stretchapp.base.i18n import N_
from stretchapp.desktop.dbus.addresses import PROPERTIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stretchapp.desktop.dbus.blocking_connection import BlockingBusConnection

PORTAL = "org.freedesktop.portal.Desktop"
PORTAL_PATH = "/org/freedesktop/portal/desktop"
SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
SHORTCUTS_PORTAL = DBusAddress(PORTAL_PATH, PORTAL, SHORTCUTS)
REGISTRY = DBusAddress(PORTAL_PATH, PORTAL, "org.freedesktop.host.portal.Registry")
PORTAL_PROPERTIES = DBusAddress(PORTAL_PATH, PORTAL, PROPERTIES)
REQUEST = "org.freedesktop.portal.Request"
SESSION = "org.freedesktop.portal.Session"

NO_PORTAL = N_("This desktop has no portal, so it does not support app shortcuts.")
NO_SHORTCUTS = N_("The portal of this desktop does not support app shortcuts.")

_BACKEND_PACKAGES = {
    "GNOME": "xdg-desktop-portal-gnome",
    "KDE": "xdg-desktop-portal-kde",
    "HYPRLAND": "xdg-desktop-portal-hyprland",
}
"""The Debian package that brings global shortcuts to a desktop, by the desktop's name."""


def new_token() -> str:
    """Return an unguessable token for the path of a new request or session."""
    return f"stretchapp_{secrets.token_hex(8)}"


def object_path(kind: str, unique_name: str, token: str) -> str:
    """Return the path that the portal will give to a new request or session.

    Args:
        kind: ``request`` or ``session``.
        unique_name: The bus's name for our connection, such as ``:1.42``.
        token: The token sent with the call.
    """
    sender = unique_name.removeprefix(":").replace(".", "_")
    return f"{PORTAL_PATH}/{kind}/{sender}/{token}"


def shortcuts_version(bus: BlockingBusConnection) -> int:
    """Return the version of the portal's global shortcuts.

    Raises:
        OSError: There is no portal, or it has no global shortcuts.
    """
    return int(bus.call(PORTAL_PROPERTIES, "Get", "ss", SHORTCUTS, "version")[0][1])


def has_portal(bus: BlockingBusConnection) -> bool:
    """Return whether a portal is running, or can be started by the bus."""
    return bus.has_owner(PORTAL) or bus.can_start(PORTAL)


def desktop_names(environ: Mapping[str, str]) -> list[str]:
    """Return the names of the desktop in capitals, such as ``GNOME`` or ``KDE``."""
    return [name.upper() for name in environ.get("XDG_CURRENT_DESKTOP", "").split(":") if name]


def shortcuts_package(environ: Mapping[str, str]) -> str | None:
    """Return the package that brings global shortcuts to this desktop, or None if unknown."""
    names = desktop_names(environ)
    return next((_BACKEND_PACKAGES[name] for name in names if name in _BACKEND_PACKAGES), None)


def rebinds_without_dialog(environ: Mapping[str, str]) -> bool:
    """Return whether this desktop binds a known shortcut again without showing a dialog.

    Plasma opens its settings on every bind, but a shortcut set there works without binding.
    """
    return "KDE" not in desktop_names(environ)
