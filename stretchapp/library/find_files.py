"""Finding the YAML files in a folder."""

from __future__ import annotations

import os
from pathlib import Path

from stretchapp.base.i18n import _
from stretchapp.base.problems import Problem, reason_of

SUFFIXES = (".yaml", ".yml")
"""The endings of the files that are read, in lower or upper case; other files are ignored."""


def find_files(folder: Path, problems: list[Problem]) -> list[Path]:
    """Return the YAML files in and below ``folder`` in a fixed order.

    Hidden files and folders are ignored, because they belong to other programs. Links to folders
    are not followed, because they could lead in a circle.

    Args:
        folder: The folder to search.
        problems: Each folder that cannot be read is added as a problem.
    """
    files: list[Path] = []

    def add_problem(error: OSError) -> None:
        path = Path(error.filename or folder)
        message = _("this folder cannot be read ({reason}); check its name and permissions")
        problems.append(Problem(path, 1, 1, message.format(reason=reason_of(error))))

    for parent, folders, names in os.walk(folder, onerror=add_problem):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files += [
            Path(parent, name)
            for name in sorted(names)
            if name.lower().endswith(SUFFIXES) and not name.startswith(".")
        ]
    return files


def is_folder(path: Path) -> bool:
    """Return whether ``path`` is a folder; False also if that cannot be determined."""
    try:
        return path.is_dir()
    except OSError:
        # A parent folder cannot be read. Reading ``path`` as a file will report that.
        return False
