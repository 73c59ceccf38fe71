"""A problem in something the user wrote or in the user's machine, told as one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in a file, where it is, and what to do about it.

    Attributes:
        path: The file (or folder) it was found in.
        line: 1-based line; 1 when the file as a whole is meant.
        column: 1-based column, counted in characters.
        message: One plain sentence: what is wrong and what to write instead.
    """

    path: Path
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        """Return the form that editors and terminals can jump to."""
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


class UserError(Exception):
    """Something in the user's files or machine stands in the way; the text is shown as it is."""
