"""Reading small files of ours that no other user may have written."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH


def read_private(path: Path, max_bytes: int) -> bytes | None:
    """Return the content of a file that belongs to the user alone, in a folder that does too.

    Args:
        path: The file.
        max_bytes: The most that is read.

    Returns:
        The content; None if the file cannot be read, is larger, is no plain file, or could have
        been written by another user.
    """
    try:
        if not is_ours(path.parent.stat()):
            return None
        # A pipe in the place of the file must not be waited for.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with open(descriptor, "rb") as file:  # noqa: PTH123 -- it is open already
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode) or not is_ours(status):
                return None
            content = file.read(max_bytes + 1)
    except OSError:
        return None
    return content if len(content) <= max_bytes else None


def is_ours(status: os.stat_result) -> bool:
    """Return whether a file or folder belongs to the user, and only they can write to it."""
    if not hasattr(os, "geteuid"):
        # The folders lie in the user's profile, which is closed to other users.
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & _WRITABLE_BY_OTHERS
