"""``stretchapp check``: finds problems of routine files and pose files, and warns of haste."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from stretchapp.base.i18n import _
from stretchapp.base.paths import is_missing
from stretchapp.figure.load import load_figure
from stretchapp.library.find_files import find_files, is_folder
from stretchapp.library.load import check_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from stretchapp.base.problems import Problem

POSES = "poses"
"""Files directly in a folder of this name are pose files, all others are routine files."""


def check_lines(
    paths: Sequence[Path], shipped: Path, user: Path, poses: Sequence[Path]
) -> tuple[list[str], bool]:
    """Check files and folders, and return what to print and whether there are problems.

    Warnings are printed too, but are no problems: their files can be used.

    Args:
        paths: The files and folders; if empty, everything that the app loads.
        shipped: Folder of the content that comes with the app.
        user: Folder of the user's own files; it may not exist.
        poses: Folders of pose files; they need not exist.
    """
    if not paths:
        paths = [shipped, *(folder for folder in (user, *poses) if not is_missing(folder))]
    problems: list[Problem] = []
    routine_files: list[Path] = []
    pose_files: list[Path] = []
    for path in paths:
        for file in find_files(path, problems) if is_folder(path) else [path]:
            is_pose_file = file.absolute().parent.name == POSES
            (pose_files if is_pose_file else routine_files).append(file)
    problems += check_files(routine_files, shipped, user)
    for file in _unique(pose_files):
        load_figure(file, problems)
    lines = [str(problem) for problem in sorted(problems)]
    has_problems = not all(problem.is_warning for problem in problems)
    return lines or [_("No problems found.")], has_problems


def _unique(files: Iterable[Path]) -> Iterable[Path]:
    """Return each file once, however often and by whatever path it is named."""
    return {os.path.realpath(file): file for file in files}.values()
