"""The displays on which a window can be opened, found before Qt is loaded.

Qt would end the process if its display did not answer.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.base.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

CONNECT_TIMEOUT_S = 2.0


def display_platforms(environ: Mapping[str, str]) -> list[str]:
    """Return the displays that answer, by Qt's names; without one no window can be opened.

    Args:
        environ: The environment variables. A platform chosen there that needs no display, such as
            ``offscreen``, is returned unchecked.
    """
    if sys.platform != "linux":
        return [sys.platform]
    chosen = environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if chosen not in ("", *_ANSWERS):
        return [chosen]
    return [name for name, answers in _ANSWERS.items() if chosen in ("", name) and answers(environ)]


def no_display(environ: Mapping[str, str]) -> str:
    """Return why no display answers, as a sentence."""
    name = environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")
    if name:
        return _("The display {name} cannot be reached.").format(name=name)
    return _("There is no display for a window.")


def _answers_wayland(environ: Mapping[str, str]) -> bool:
    name = environ.get("WAYLAND_DISPLAY", "")
    return name != "" and _connects(os.fspath(Path(environ.get("XDG_RUNTIME_DIR", ""), name)))


def _answers_x11(environ: Mapping[str, str]) -> bool:
    display = environ.get("DISPLAY", "")
    host, _, rest = display.rpartition(":")
    number = rest.partition(".")[0]
    if not number.isdecimal():
        return False
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 -- the place that X servers use
        is_listening = _connects(path) or _connects(f"\0{path}")
    else:
        is_listening = _connects((host, 6000 + int(number)))
    return is_listening and _accepts_client(display)


def _connects(address: str | tuple[str, int]) -> bool:
    """Return whether a program listens at the path of a socket, or at a host and port."""
    # Imported here: a start without a real display does not need it.
    import socket

    try:
        if isinstance(address, tuple):
            socket.create_connection(address, CONNECT_TIMEOUT_S).close()
            return True
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(CONNECT_TIMEOUT_S)
            connection.connect(address)
    except (OSError, OverflowError, ValueError):
        # No program listens there, or the address is malformed.
        return False
    return True


def _accepts_client(display: str) -> bool:
    """Return whether the program that listens is an X server that accepts this user."""
    import ctypes

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        # Qt needs this library too, and loading Qt will report it.
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(os.fsencode(display), None))
    is_accepted = not xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return is_accepted


_ANSWERS: dict[str, Callable[[Mapping[str, str]], bool]] = {
    "wayland": _answers_wayland,
    "xcb": _answers_x11,
}
