"""Digits that are large enough to be read from the floor."""

from __future__ import annotations

HEIGHT = 5

_DIGITS = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": (" # ", "## ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    ":": (" ", "#", " ", "#", " "),
}

_BLOCK = "██"
"""Two characters side by side are about as wide as one is high."""


def big_digits(text: str) -> str:
    """Return ``text``, which consists of digits and colons, as lines of blocks."""
    rows = (" ".join(_DIGITS[character][row] for character in text) for row in range(HEIGHT))
    return "\n".join(row.replace(" ", "  ").replace("#", _BLOCK).rstrip() for row in rows)


def width(text: str) -> int:
    """Return the number of columns of ``big_digits`` for ``text``."""
    return max(map(len, big_digits(text).splitlines()))
