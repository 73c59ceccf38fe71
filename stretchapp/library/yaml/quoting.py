"""Words of the file in the sentences of problems: always on one line, never too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_SHOWN = 40


def quoted(text: str) -> str:
    """Return ``text`` in quotes, cut where it is long, without anything that is no character."""
    shown = text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "…"
    # What is not printable could break the line or, in a terminal, do worse.
    return "'" + "".join(char if char.isprintable() else " " for char in shown) + "'"


def listed(words: Iterable[str]) -> str:
    """Return ``a, b or c``."""
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last
