"""Whether another process is still there."""

from __future__ import annotations

import os


def is_alive(process: int) -> bool:
    """Return whether this user runs a process of this number on this machine.

    Only POSIX can ask without doing harm; elsewhere every process is taken for dead.
    """
    if os.name != "posix" or process <= 0:
        return False
    try:
        os.kill(process, 0)
    except (OSError, OverflowError):
        # There is none, or it is someone else's.
        return False
    return True
