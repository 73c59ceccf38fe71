"""Problems in the user's files and on the user's machine, each with a sentence to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stretchapp.base.i18n import _, ngettext

if TYPE_CHECKING:
    from pathlib import Path

MOST_TOLD = 50
"""How many problems of one file are told; the others are counted."""

_MOST_KEPT = 1000


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a file: where it is and what to do about it.

    Attributes:
        path: The file or folder.
        line: 1-based line; 1 for a problem of the whole file.
        column: 1-based column, counted in characters.
        message: One plain sentence: what is wrong and what to write instead.
        is_warning: Whether the file can be used all the same.
    """

    path: Path
    line: int
    column: int
    message: str
    is_warning: bool = False

    def __str__(self) -> str:
        """Return place and message in the form that editors and terminals can jump to."""
        # Imported here: most starts have no problem to tell.
        from stretchapp.base.unseen import shown

        place = f"{shown(str(self.path))}:{self.line}:{self.column}"
        if not self.is_warning:
            return f"{place}: {self.message}"
        return _("{place}: warning: {message}").format(place=place, message=self.message)


class FileProblems:
    """The problems of one file: the first are told, and the others are counted.

    Attributes:
        path: The file.
        count: How many were found.
    """

    def __init__(self, path: Path) -> None:
        """Begin without problems."""
        self.path = path
        self.count = 0
        self._kept: list[Problem] = []
        self._places: set[tuple[int, int]] = set()

    def add(self, line: int, column: int, message: str) -> None:
        """Add a problem at a place of the file."""
        self.count += 1
        if len(self._kept) < _MOST_KEPT:
            self._kept.append(Problem(self.path, line, column, message))
            self._places.add((line, column))

    def has_at(self, line: int, column: int) -> bool:
        """Return whether there is a problem at a place."""
        return (line, column) in self._places

    def told(self) -> list[Problem]:
        """Return the first problems in the order of their places, and how many there are beside."""
        told = sorted(self._kept)
        more = self.count - MOST_TOLD
        if more > 0:
            last = told[MOST_TOLD]
            message = ngettext(
                "{count} more problem follows from here on; fix the others first",
                "{count} more problems follow from here on; fix the others first",
                more,
            ).format(count=more)
            told[MOST_TOLD:] = [Problem(self.path, last.line, last.column, message)]
        return told


class UserError(Exception):
    """A problem of the user's files or machine; its text is shown to the user unchanged."""


def reason_of(error: OSError) -> str:
    """Return the system's reason for an error, such as ``Permission denied``."""
    return error.strerror or _("unknown reason")
