"""Loading Qt, with a sentence about any system library that it lacks.

Qt ends the process when its platform plugin cannot be loaded, so the plugin is loaded here first.
"""

from __future__ import annotations

import importlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.base.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

PLUGINS = {"xcb": "libqxcb.so", "wayland": "libqwayland.so"}
"""The file of each platform plugin that may lack a system library, by Qt's name of the platform."""

XCB_PREFIX = "libxcb-"
XCB_PACKAGES = "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1"
"""The Debian packages that Qt's X11 plugin needs and some desktops do not install.

Of Debian 12's desktops, GNOME and LXQt lack the first, Xfce, MATE and Cinnamon all three. The
loader names only one missing library at a time, so all three packages are advised at once.
"""

_MISSING_LIBRARY = re.compile(r"(lib[\w.+-]+\.so[\w.]*): cannot open shared object file")


def load_qt(platforms: Sequence[str]) -> str | None:
    """Import Qt, and return a sentence about a system library that it lacks, or None.

    Args:
        platforms: The displays that answer, by Qt's names. One that works is enough.
    """
    try:
        importlib.import_module("PySide6.QtWidgets")
    except ImportError as error:
        return missing_library_sentence(str(error))
    if not platforms or not PLUGINS.keys() >= set(platforms):
        return None
    package = importlib.import_module("PySide6")
    return plugin_problem(platforms, Path(package.__path__[0], "Qt", "plugins", "platforms"))


def plugin_problem(platforms: Sequence[str], folder: Path) -> str | None:
    """Return a sentence about a library that the platform plugins lack; None if one loads.

    Args:
        platforms: Keys of ``PLUGINS``, at least one.
        folder: The folder of the plugins.
    """
    # Imported here: only a window on a real display needs it.
    import ctypes

    problem = None
    for platform in platforms:
        try:
            ctypes.CDLL(os.fspath(folder / PLUGINS[platform]))
        except OSError as error:
            problem = missing_library_sentence(str(error))
        else:
            return None
    return problem


def missing_library_sentence(error: str) -> str:
    """Return what to install, given the loader's message about a library it did not find."""
    found = _MISSING_LIBRARY.search(error)
    if found is None:
        message = _(
            "Qt cannot be loaded ({reason}); run 'make setup' or install PySide6-Essentials."
        )
        return message.format(reason=error)
    library = found[1]
    if library.startswith(XCB_PREFIX):
        message = _(
            "Qt cannot open a window: the system library {library} is missing. On Debian or Ubuntu,"
            " type: sudo apt-get install {packages}"
        )
    else:
        message = _(
            "Qt cannot open a window: the system library {library} is missing. Install the package"
            " that contains it."
        )
    return message.format(library=library, packages=XCB_PACKAGES)
