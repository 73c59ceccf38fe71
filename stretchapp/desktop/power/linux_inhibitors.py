"""The D-Bus services that keep the screen on under Linux, in the order in which they are tried."""

from __future__ import annotations

from typing import NamedTuple

APP = "stretchapp"
REASON = "A stretch is running"
NOT_AVAILABLE = (
    "The screen may go dark during the session: this desktop offers no way to keep it on."
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


INHIBITORS = (
    Inhibitor(
        service="org.freedesktop.ScreenSaver",
        path="/org/freedesktop/ScreenSaver",
        interface="org.freedesktop.ScreenSaver",
        signature="ss",
        values=(APP, REASON),
        release_method="UnInhibit",
    ),
    Inhibitor(
        service="org.gnome.SessionManager",
        path="/org/gnome/SessionManager",
        interface="org.gnome.SessionManager",
        signature="susu",
        values=(APP, 0, REASON, _IDLE),
        release_method="Uninhibit",
    ),
    Inhibitor(
        service="org.freedesktop.portal.Desktop",
        path="/org/freedesktop/portal/desktop",
        interface="org.freedesktop.portal.Inhibit",
        signature="sua{sv}",
        values=("", _IDLE, {"reason": ("s", REASON)}),
        release_method="",
    ),
)
