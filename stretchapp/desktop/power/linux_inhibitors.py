"""The ways in which the desktops of Linux are asked to keep the screen on."""

from __future__ import annotations

from typing import NamedTuple

APP = "stretchapp"
REASON = "A stretch is running"
NOT_HELD = "The screen may go dark during the session: this desktop offers no way to keep it on."

_IDLE = 8


class Way(NamedTuple):
    """A way in which desktops are asked to stay awake.

    Attributes:
        service: The name on the bus, which is that of the interface too unless one is given.
        path: The object.
        ask: The types of the values to ask with, and the values.
        release: The method that lets go, with the type of what asking has returned; None where
            what was returned is an object to be closed.
        interface: The interface.
    """

    service: str
    path: str
    ask: tuple[str, tuple[object, ...]]
    release: tuple[str, str] | None
    interface: str = ""


WAYS = (
    Way(
        "org.freedesktop.ScreenSaver",
        "/org/freedesktop/ScreenSaver",
        ("ss", (APP, REASON)),
        ("UnInhibit", "u"),
    ),
    Way(
        "org.gnome.SessionManager",
        "/org/gnome/SessionManager",
        ("susu", (APP, 0, REASON, _IDLE)),
        ("Uninhibit", "u"),
    ),
    Way(
        "org.freedesktop.portal.Desktop",
        "/org/freedesktop/portal/desktop",
        ("sua{sv}", ("", _IDLE, {"reason": ("s", REASON)})),
        None,
        "org.freedesktop.portal.Inhibit",
    ),
)
