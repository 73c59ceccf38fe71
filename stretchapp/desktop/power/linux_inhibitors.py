"""The D-Bus services that keep the screen on under Linux, in the order in which they are tried."""

from __future__ import annotations

from typing import NamedTuple

from stretchapp.base.i18n import N_, _

APP = "stretchapp"
REASON = N_("A stretch is running")
NOT_AVAILABLE = N_(
    "The screen may turn off during the session: this desktop has no way to keep it on."
)

_IDLE = 8
"""The flag for "do not treat the session as idle", the same for GNOME and the portal."""


class Inhibitor(NamedTuple):
    """A service whose method ``Inhibit`` keeps the screen on and returns a handle.

    Attributes:
        service: The bus name.
        path: The path of the object.
        interface: The interface.
        signature: The D-Bus types of the arguments of ``Inhibit``.
        values: The arguments of ``Inhibit``.
        release_method: The method that takes back the handle, a number; empty where the handle is
            the path of a portal request that has to be closed.
    """

    service: str
    path: str
    interface: str
    signature: str
    values: tuple[object, ...]
    release_method: str


def inhibitors() -> tuple[Inhibitor, ...]:
    """Return the services, the first one to try first."""
    reason = _(REASON)
    return (
        Inhibitor(
            service="org.freedesktop.ScreenSaver",
            path="/org/freedesktop/ScreenSaver",
            interface="org.freedesktop.ScreenSaver",
            signature="ss",
            values=(APP, reason),
            release_method="UnInhibit",
        ),
        Inhibitor(
            service="org.gnome.SessionManager",
            path="/org/gnome/SessionManager",
            interface="org.gnome.SessionManager",
            signature="susu",
            values=(APP, 0, reason, _IDLE),
            release_method="Uninhibit",
        ),
        Inhibitor(
            service="org.freedesktop.portal.Desktop",
            path="/org/freedesktop/portal/desktop",
            interface="org.freedesktop.portal.Inhibit",
            signature="sua{sv}",
            values=("", _IDLE, {"reason": ("s", reason)}),
            release_method="",
        ),
    )
