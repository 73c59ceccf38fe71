"""Checks whether a process is running."""

from __future__ import annotations

import os


def is_alive(process: int) -> bool:
    """Return whether this user runs a process with this number on this machine.

    Only POSIX can check without harming the process; elsewhere the answer is always False.
    """
    if os.name != "posix" or process <= 0:
        return False
    try:
        os.kill(process, 0)
    except (OSError, OverflowError):
        # There is none, or it belongs to another user.
        return False
    return True
