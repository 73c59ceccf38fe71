"""What is known of the desktop portal and its global shortcuts, without Qt.

The interfaces are those of xdg-desktop-portal: ``org.freedesktop.portal.GlobalShortcuts``, its
requests and sessions, and the registry where an app that is in no sandbox says its name.
"""

# jeepney says nothing of its types.
# pyright: reportMissingTypeStubs=false

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from jeepney import DBusAddress

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stretchapp.desktop.dbus.blocking_connection import SessionBus

PORTAL = "org.freedesktop.portal.Desktop"
PORTAL_PATH = "/org/freedesktop/portal/desktop"
SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
SHORTCUTS_PORTAL = DBusAddress(PORTAL_PATH, PORTAL, SHORTCUTS)
REGISTRY = DBusAddress(PORTAL_PATH, PORTAL, "org.freedesktop.host.portal.Registry")
PROPERTIES = DBusAddress(PORTAL_PATH, PORTAL, "org.freedesktop.DBus.Properties")
REQUEST = "org.freedesktop.portal.Request"
SESSION = "org.freedesktop.portal.Session"

NO_PORTAL = "This desktop has no portal, so it cannot give stretchapp a key of its own."
NO_SHORTCUTS = "The portal of this desktop has no global shortcuts."

_BACKENDS = {
    "GNOME": "xdg-desktop-portal-gnome",
    "KDE": "xdg-desktop-portal-kde",
    "HYPRLAND": "xdg-desktop-portal-hyprland",
}
"""Packages that offer global shortcuts, by the name of the desktop."""


def new_token() -> str:
    """Return a token that nobody can guess; handles of requests and sessions end with one."""
    return f"stretchapp_{secrets.token_hex(8)}"


def handle(kind: str, unique_name: str, token: str) -> str:
    """Return the path of a request or session before the portal has made it.

    Args:
        kind: ``request`` or ``session``.
        unique_name: The name of our connection, such as ``:1.42``.
        token: Ours for it.
    """
    sender = unique_name.removeprefix(":").replace(".", "_")
    return f"{PORTAL_PATH}/{kind}/{sender}/{token}"


def shortcuts_version(bus: SessionBus) -> int:
    """Return the version of the global shortcuts.

    Raises:
        OSError: There is no portal, or it has none.
    """
    return int(bus.ask(PROPERTIES, "Get", "ss", SHORTCUTS, "version")[0][1])


def has_portal(bus: SessionBus) -> bool:
    """Return whether there is a portal, or one that is started when it is needed."""
    return bus.has_owner(PORTAL) or bus.can_start(PORTAL)


def desktop_names(environ: Mapping[str, str]) -> list[str]:
    """Return what the desktop calls itself, in capitals, such as ``GNOME`` or ``KDE``."""
    return [name.upper() for name in environ.get("XDG_CURRENT_DESKTOP", "").split(":") if name]


def shortcuts_package(environ: Mapping[str, str]) -> str | None:
    """Return the package that brings global shortcuts to this desktop, if there is one."""
    return next((_BACKENDS[it] for it in desktop_names(environ) if it in _BACKENDS), None)


def binds_silently(environ: Mapping[str, str]) -> bool:
    """Return whether a key that was given once is bound again without a dialog.

    Plasma opens its settings each time; there a key that was given works without it.
    """
    return "KDE" not in desktop_names(environ)


def pass_on_activation(token: str) -> None:
    """Let the next window that asks for it come to the front; on Wayland it needs this token."""
    # Qt takes it from here, and takes it away.
    os.environ["XDG_ACTIVATION_TOKEN"] = token
