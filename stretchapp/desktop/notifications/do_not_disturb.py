"""Whether the desktop holds notifications back at present.

There is no one way to ask. Plasma and others have a property of the standard's own interface, dunst
one of its own, and GNOME a setting; where none of them is known, nothing is held back.
"""

# jeepney says nothing of its types.
# pyright: reportMissingTypeStubs=false

from __future__ import annotations

import subprocess
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from jeepney import DBusAddress

from stretchapp.desktop.dbus.blocking_connection import NOTIFICATIONS, NOTIFIER, SessionBus
from stretchapp.desktop.dbus.portal import desktop_names

if TYPE_CHECKING:
    from collections.abc import Mapping

TIMEOUT_S = 2.0

_PROPERTIES = DBusAddress(NOTIFIER.object_path, NOTIFICATIONS, "org.freedesktop.DBus.Properties")
_HELD_BACK = ((NOTIFICATIONS, "Inhibited"), ("org.dunstproject.cmd0", "paused"))
_GNOME = ("gsettings", "get", "org.gnome.desktop.notifications", "show-banners")


def is_do_not_disturb(environ: Mapping[str, str]) -> bool:
    """Return whether notifications are held back, as far as the desktop tells.

    Args:
        environ: The environment variables.
    """
    if "GNOME" in desktop_names(environ):
        return _gnome_shows_none(environ)
    with suppress(OSError), closing(SessionBus(environ)) as bus:
        return any(_property(bus, interface, name) is True for interface, name in _HELD_BACK)
    return False


def _property(bus: SessionBus, interface: str, name: str) -> object:
    try:
        ((_signature, value),) = bus.ask(_PROPERTIES, "Get", "ss", interface, name)
    except (OSError, TypeError, ValueError):
        # This server does not have it.
        return None
    return value


def _gnome_shows_none(environ: Mapping[str, str]) -> bool:
    try:
        done = subprocess.run(
            _GNOME,
            capture_output=True,
            check=False,
            encoding="utf-8",
            env=environ,
            timeout=TIMEOUT_S,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.stdout.strip() == "false"
