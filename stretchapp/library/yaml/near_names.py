"""The name that somebody probably meant who wrote another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stretchapp.base.problems import FileProblems

MOST_SOUGHT = 20
"""After so many problems of a file no more names are sought, because that takes its time."""

_LONGEST = 64


def near_name(word: str, names: Iterable[str], problems: FileProblems) -> str | None:
    """Return the name that ``word`` probably means, or None.

    Args:
        word: What was written.
        names: What could have been written.
        problems: The problems of the file so far.
    """
    if problems.count >= MOST_SOUGHT or len(word) > _LONGEST:
        return None
    # Imported here: only a file with a mistake needs it.
    import difflib

    return next(iter(difflib.get_close_matches(word, names, n=1)), None)
