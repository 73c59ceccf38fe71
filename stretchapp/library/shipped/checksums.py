"""Checksums of files: whether a compiled form was made from the very files that are there.

They tell of every edit, whatever its length and time; they are no protection against forgery.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def checksums(folder: Path, files: Iterable[Path | str]) -> dict[str, int | None]:
    """Return the checksums of files below ``folder`` by their places in it."""
    return {place_below(folder, file): checksum_of(file) for file in files}


def place_below(folder: Path, file: Path | str) -> str:
    """Return where a file lies below ``folder``, the same on every machine."""
    # Much faster than Path.relative_to, and done for every file of the library at every start.
    return os.fspath(file)[len(os.fspath(folder)) + 1 :].replace(os.sep, "/")


def checksum_of(file: Path | str) -> int | None:
    """Return the checksum of what is in a file; None if it cannot be read or is no file."""
    try:
        # A pipe, for example, is not waited for until somebody writes to it.
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        try:
            status = os.fstat(descriptor)
            is_file = stat.S_ISREG(status.st_mode)
            return crc32(os.read(descriptor, status.st_size)) if is_file else None
        finally:
            os.close(descriptor)
    except OSError:
        return None
