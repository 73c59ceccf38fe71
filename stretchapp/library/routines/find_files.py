"""Finding the routine files of a folder."""

from __future__ import annotations

import os
from pathlib import Path

from stretchapp.base.problems import Problem

SUFFIXES = (".yaml", ".yml")
"""Endings of the files that are read, in small or capital letters; all others are left alone."""


def find_files(folder: Path, problems: list[Problem]) -> list[Path]:
    """Return the routine files in and below ``folder`` in a fixed order.

    Args:
        folder: Where to look. Hidden files and folders belong to other programs; links to other
            folders are not followed, so that none can lead in a circle.
        problems: A folder that cannot be read is added to it.
    """
    found: list[Path] = []

    def tell(error: OSError) -> None:
        place = Path(error.filename or folder)
        message = f"this folder cannot be read ({reason(error)}); check its name and permissions"
        problems.append(Problem(place, 1, 1, message))

    for parent, folders, names in os.walk(folder, onerror=tell):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            Path(parent, name)
            for name in sorted(names)
            if name.lower().endswith(SUFFIXES) and not name.startswith(".")
        ]
    return found


def existing_files(folder: Path) -> list[Path]:
    """Return the routine files that can be found below ``folder``, if any."""
    return find_files(folder, [])


def exists(folder: Path) -> bool:
    """Return whether ``folder`` is there, even if it may not be looked into."""
    try:
        return folder.exists()
    except OSError:
        # Something on the way may not be looked at: reading it will say so.
        return True


def is_folder(path: Path) -> bool:
    """Return whether ``path`` is known to be a folder."""
    try:
        return path.is_dir()
    except OSError:
        # It cannot be looked at: reading it as a file will say so.
        return False


def reason(error: OSError) -> str:
    """Return what the machine says of an error, such as ``permission denied``."""
    return (error.strerror or "unknown reason").lower()
