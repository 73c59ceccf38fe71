"""``stretchapp check``: the problems of routine files."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stretchapp.library.loader import check_files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from stretchapp.base.problems import Problem


class Check(NamedTuple):
    """What a check found, and how to say it."""

    problems: tuple[Problem, ...]
    lines: list[str]


def check(paths: Sequence[Path], shipped: Path, user: Path) -> Check:
    """Check files and folders, or everything that the app loads when none is named.

    Args:
        paths: What to check.
        shipped: Folder of the content that comes with the app.
        user: Folder of the user's own files; it may not exist.
    """
    if not paths:
        paths = [shipped, user] if user.is_dir() else [shipped]
    found = check_files(paths, shipped, user)
    if not found:
        return Check((), ["No problems found."])
    return Check(found, [str(problem) for problem in found])
