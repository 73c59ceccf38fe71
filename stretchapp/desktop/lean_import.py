"""Importing a library without a part of it that is never used."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType


def import_without(name: str, part: str) -> ModuleType:
    """Return the module ``name``, for which an empty module has taken the place of ``part``.

    Once something else has imported the part, it is there and costs nothing more.

    Raises:
        ImportError: The library is not there.
    """
    if part in sys.modules:
        return importlib.import_module(name)
    sys.modules[part] = ModuleType(part)
    try:
        return importlib.import_module(name)
    finally:
        # Whoever wants it from now on gets the real one.
        del sys.modules[part]
