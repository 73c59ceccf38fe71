"""Whether another process is still there."""

from __future__ import annotations

import os


def is_alive(process: int) -> bool:
    """Return whether a process of this number runs on this machine.

    Only POSIX can ask without doing harm; elsewhere every process is taken for dead.
    """
    if os.name != "posix" or process <= 0:
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        # It is someone else's; ours could be asked. Numbers that large are nobody's.
        return False
    return True
