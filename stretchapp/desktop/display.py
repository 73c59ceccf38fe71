"""Whether a window can be opened here, told before Qt would end the process.

Qt aborts when its platform plugin cannot be loaded or the display does not answer. So both are
tried first, and what stands in the way becomes a sentence.
"""

from __future__ import annotations

import os
import re
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

CONNECT_TIMEOUT_S = 2.0

DEBIAN_PACKAGES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libOpenGL.so.0": "libopengl0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
"""The Debian package of each system library that Qt's window needs."""


def display_problem(environ: Mapping[str, str]) -> str | None:
    """Return why no window can be opened, as one sentence, or None when one can.

    Args:
        environ: The environment variables.
    """
    chosen = environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if sys.platform != "linux" or chosen not in ("", "xcb", "wayland"):
        return None
    if chosen != "xcb" and _answers_wayland(environ):
        return None
    display = environ.get("DISPLAY", "")
    if not display:
        return "There is no display to open a window on."
    if not _answers_x11(display):
        return f"The display {display} does not answer."
    return None


def qt_problem() -> str | None:
    """Return which system library Qt lacks and the package that has it, or None."""
    try:
        import PySide6.QtWidgets
    except ImportError as error:
        return missing_library_sentence(str(error))
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM", "xcb") != "xcb":
        return None
    plugin = Path(PySide6.__path__[0], "Qt", "plugins", "platforms", "libqxcb.so")
    # Imported here: only a window on X needs it.
    import ctypes

    try:
        ctypes.CDLL(os.fspath(plugin))
    except OSError as error:
        return missing_library_sentence(str(error))
    return None


def missing_library_sentence(error: str) -> str:
    """Return what to install, given the loader's message about a library it did not find."""
    found = re.search(r"(lib[\w.+-]+\.so[\w.]*): cannot open shared object file", error)
    if found is None:
        return f"Qt cannot be loaded ({error}); run 'make setup' or install PySide6-Essentials."
    library = found[1]
    package = DEBIAN_PACKAGES.get(library)
    if package is None:
        return f"Qt cannot open a window: the system library {library} is missing; install it."
    return (
        f"Qt cannot open a window: the system library {library} is missing;"
        f" type: sudo apt-get install {package}"
    )


def _answers_wayland(environ: Mapping[str, str]) -> bool:
    name = environ.get("WAYLAND_DISPLAY", "")
    if not name:
        return False
    return _connects(os.path.join(environ.get("XDG_RUNTIME_DIR", ""), name))


def _answers_x11(display: str) -> bool:
    host, _, rest = display.rpartition(":")
    number = rest.partition(".")[0]
    if not number.isdigit():
        return False
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 -- the place that X servers use
        return _connects(path) or _connects(f"\0{path}")
    try:
        with socket.create_connection((host, 6000 + int(number)), CONNECT_TIMEOUT_S):
            return True
    except OSError:
        return False


def _connects(path: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(CONNECT_TIMEOUT_S)
        try:
            connection.connect(path)
        except OSError:
            return False
        return True
