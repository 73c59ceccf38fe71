"""Problems in the user's files and on the user's machine, each with a sentence to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


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
        kind = "warning: " if self.is_warning else ""
        return f"{self.path}:{self.line}:{self.column}: {kind}{self.message}"


class UserError(Exception):
    """A problem of the user's files or machine; its text is shown to the user unchanged."""


def reason_of(error: OSError) -> str:
    """Return the system's reason for an error in lower case, such as ``permission denied``."""
    return (error.strerror or "unknown reason").lower()
