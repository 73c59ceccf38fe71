"""``stretchapp check``: the problems of routine files and of pose files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from stretchapp.figure.build import load_figure
from stretchapp.library.routines.find_files import exists, find_files, is_folder
from stretchapp.library.routines.load import check_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from stretchapp.base.problems import Problem

POSES = "poses"
"""Files that lie directly in a folder of this name are pose files, all others routine files."""


class Check(NamedTuple):
    """What a check found, and how to say it."""

    problems: tuple[Problem, ...]
    lines: list[str]


def check(paths: Sequence[Path], shipped: Path, user: Path, poses: Sequence[Path]) -> Check:
    """Check files and folders, or everything that the app loads when none is named.

    Args:
        paths: What to check.
        shipped: Folder of the content that comes with the app.
        user: Folder of the user's own files; it may not exist.
        poses: Folders of pose files; they need not exist.
    """
    if not paths:
        paths = [shipped, *(folder for folder in (user, *poses) if exists(folder))]
    problems: list[Problem] = []
    routines: list[Path] = []
    figures: list[Path] = []
    for path in paths:
        for file in find_files(path, problems) if is_folder(path) else [path]:
            (figures if file.absolute().parent.name == POSES else routines).append(file)
    problems += check_files(routines, shipped, user)
    for file in _once(figures):
        load_figure(file, problems)
    if not problems:
        return Check((), ["No problems found."])
    found = tuple(sorted(problems))
    return Check(found, [str(problem) for problem in found])


def _once(files: Iterable[Path]) -> Iterable[Path]:
    """Return each file once, however often and by whatever name it is given."""
    return {os.path.realpath(file): file for file in files}.values()
