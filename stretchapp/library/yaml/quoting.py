"""Quoting parts of a file in problem messages: always on one line, never too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_QUOTED = 40
"""Upper limit of a quotation, in characters."""


def quoted(text: str) -> str:
    """Return ``text`` in quotes, shortened if it is long, with spaces for control characters."""
    short = text if len(text) <= MAX_QUOTED else text[:MAX_QUOTED] + "…"
    # Control characters could break the line, or give commands to a terminal.
    return "'" + "".join(char if char.isprintable() else " " for char in short) + "'"


def listed(words: Iterable[str]) -> str:
    """Return ``a, b or c``."""
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last
