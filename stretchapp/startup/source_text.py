"""Frees the source text that PySide reads while modules are imported."""

from __future__ import annotations

import linecache


def free_source_text() -> None:
    """Free the source text of the modules that have been imported so far.

    Once PySide is imported, it reads the source of every module that is imported after it, to see
    whether the module mentions PySide. The text stays in ``linecache``: 4 MB after a start-up.
    Call this after each large group of imports, so that the next group uses the same memory.
    Tracebacks read the text again.
    """
    linecache.clearcache()
