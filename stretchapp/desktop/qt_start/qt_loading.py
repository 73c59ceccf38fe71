"""Loading Qt; a system library that it lacks becomes a sentence that names the package.

Qt ends the process when its platform plugin cannot be loaded. So the plugin is tried first.
"""

from __future__ import annotations

import builtins
import importlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PLUGINS = {"xcb": "libqxcb.so", "wayland": "libqwayland.so"}

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
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
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


def load_qt(platforms: Sequence[str]) -> str | None:
    """Import Qt, and return which system library it lacks and the package that has it, or None.

    Args:
        platforms: The displays that answer, by Qt's names; one of them is enough.
    """
    try:
        importlib.import_module("PySide6")
        _leave_imports_alone()
        importlib.import_module("PySide6.QtWidgets")
    except ImportError as error:
        return missing_library_sentence(str(error))
    if not platforms or not PLUGINS.keys() >= set(platforms):
        return None
    # Imported here: it is needed for a window on a real display only.
    import ctypes

    problem = None
    for platform in platforms:
        try:
            ctypes.CDLL(os.fspath(plugin_folder() / PLUGINS[platform]))
        except OSError as error:
            problem = missing_library_sentence(str(error))
        else:
            return None
    return problem


def plugin_folder() -> Path:
    """Return where Qt has its platform plugins."""
    import PySide6

    return Path(PySide6.__path__[0], "Qt", "plugins", "platforms")


def missing_library_sentence(error: str) -> str:
    """Return what to install, given the loader's message about a library it did not find."""
    found = re.search(r"(lib[\w.+-]+\.so[\w.]*): cannot open shared object file", error)
    if found is None:
        return f"Qt cannot be loaded ({error}); run 'make setup' or install PySide6-Essentials."
    library = found[1]
    package = DEBIAN_PACKAGES.get(library)
    advice = "install it" if package is None else f"type: sudo apt-get install {package}"
    return f"Qt cannot open a window: the system library {library} is missing ({advice})."


def _leave_imports_alone() -> None:
    """Take away the hook that PySide puts into every import.

    WORKAROUND: the hook reads the source of each module that is imported from then on, to see
    whether it uses ``from __feature__ import ...``. We never do, and it slows every start.
    https://doc.qt.io/qtforpython-6/developer/feature-motivation.html
    """
    original = getattr(builtins, "__orig_import__", None)
    if original is not None:
        builtins.__import__ = original
