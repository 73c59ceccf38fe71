"""Letting the window take the keyboard with a token that another process got from the desktop.

Desktops keep a window in the background that asks for the keyboard by itself. The token proves that
the person has asked for it, by a click on the menu entry for example.
"""

from __future__ import annotations

import os
import re
from ctypes import (
    CDLL,
    POINTER,
    Structure,
    byref,
    c_char_p,
    c_int,
    c_long,
    c_ubyte,
    c_ulong,
    c_void_p,
)
from typing import Any

from stretchapp.desktop.instance.transport import TOKEN_VARIABLE

_TIME = re.compile(r"_TIME([0-9]{1,10})$")
"""The end of a token on X11: the moment of the click, by the clock of the X server."""

_CLIENT_MESSAGE = 33
_REDIRECT_AND_NOTIFY = 1 << 20 | 1 << 19
_PROPERTY_CHANGE = 1 << 22
_FROM_APPLICATION = 1
_CHUNK_BYTES = 20


def pass_on_token(token: str, platform: str) -> None:
    """Let the next request for the keyboard show a token; call it before that request.

    Args:
        token: The token.
        platform: Qt's name of the platform. Only Wayland needs this.
    """
    if platform.startswith("wayland"):
        # Qt reads this variable, and then unsets it.
        os.environ[TOKEN_VARIABLE] = token


def activate_on_x11(token: str, window: int) -> None:
    """Ask the window manager to bring a window to the front, and end the cursor that shows a start.

    Qt reads a token only when it starts. Nothing happens where there is no X server.

    Args:
        token: The token of the process that was started.
        window: The number of the window.
    """
    try:
        x11: Any = CDLL("libX11.so.6")
    except OSError:
        return
    x11.XOpenDisplay.restype = c_void_p
    x11.XDefaultRootWindow.restype = x11.XInternAtom.restype = c_ulong
    x11.XDefaultRootWindow.argtypes = [c_void_p]
    x11.XInternAtom.argtypes = [c_void_p, c_char_p, c_int]
    x11.XSendEvent.argtypes = [c_void_p, c_ulong, c_int, c_long, POINTER(_Event)]
    x11.XCloseDisplay.argtypes = [c_void_p]
    display = x11.XOpenDisplay(None)
    if not display:
        return
    root = x11.XDefaultRootWindow(display)

    def send(name: bytes, size: int, content: bytes, mask: int) -> None:
        event = _Event()
        event.type, event.window, event.format = _CLIENT_MESSAGE, window, size
        event.message_type = x11.XInternAtom(display, name, 0)
        event.data[: len(content)] = content
        x11.XSendEvent(display, root, 0, mask, byref(event))

    found = _TIME.search(token)
    if found is not None:
        numbers = (c_long * 5)(_FROM_APPLICATION, int(found[1]), 0)
        send(b"_NET_ACTIVE_WINDOW", 32, bytes(numbers), _REDIRECT_AND_NOTIFY)
    text = b'remove: ID="%s"\0' % token.encode()
    name = b"_NET_STARTUP_INFO_BEGIN"
    for start in range(0, len(text), _CHUNK_BYTES):
        send(name, 8, text[start : start + _CHUNK_BYTES], _PROPERTY_CHANGE)
        name = b"_NET_STARTUP_INFO"
    # This also sends what is left to send.
    x11.XCloseDisplay(display)


class _Event(Structure):
    """A message to a window manager, with the room that Xlib needs for any event."""

    _fields_ = (
        ("type", c_int),
        ("serial", c_ulong),
        ("send_event", c_int),
        ("display", c_void_p),
        ("window", c_ulong),
        ("message_type", c_ulong),
        ("format", c_int),
        ("data", c_ubyte * (5 * 8)),
        ("rest", c_long * 24),
    )
