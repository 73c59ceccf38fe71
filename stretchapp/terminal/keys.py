"""The keys of a session, and how terminals send them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Key = Literal[
    "toggle",
    "pause",
    "next",
    "back",
    "more-time",
    "restart-part",
    "stop",
    "suspend",
    "continued",
    "resized",
]
"""What a key or a signal asks for.

``suspend`` is Ctrl-Z. ``continued`` and ``resized`` ask for drawing the screen again.
"""

_CHARACTERS: dict[str, Key] = {
    " ": "toggle",
    "\r": "toggle",
    "\n": "toggle",
    "p": "pause",
    "n": "next",
    "b": "back",
    "+": "more-time",
    "=": "more-time",  # the key of + without Shift
    "r": "restart-part",
    "q": "stop",
    "\x03": "stop",
}

_ARROWS: dict[str, Key] = {"C": "next", "D": "back"}

ESCAPE = "\x1b"


def key_for(character: str) -> Key | None:
    """Return the key that a single character stands for; None if it has no meaning."""
    return _CHARACTERS.get(character.lower())


def keys_in(text: str) -> Iterator[Key]:
    """Yield the keys in what a terminal has sent, without those that have no meaning here.

    A single Escape at the end is the Escape key. An Escape before other characters begins the
    sequence of another key.
    """
    rest = text
    while rest:
        character, rest = rest[0], rest[1:]
        if character != ESCAPE:
            key = key_for(character)
        elif not rest:
            key = "stop"
        else:
            sequence, rest = _split_sequence(rest)
            key = _ARROWS.get(sequence[-1]) if sequence[0] in "[O" else None
        if key is not None:
            yield key


def is_unfinished(text: str) -> bool:
    """Return whether ``text`` ends within the sequence of a key."""
    _before, escape, rest = text.rpartition(ESCAPE)
    if not escape:
        return False
    return not rest or (rest[0] in "[O" and not _is_complete(rest))


def _split_sequence(text: str) -> tuple[str, str]:
    """Split the text after an Escape into the sequence of a key and the rest."""
    for length in range(1, len(text) + 1):
        if _is_complete(text[:length]):
            return text[:length], text[length:]
    return text, ""


def _is_complete(sequence: str) -> bool:
    """Return whether the text after an Escape is a whole sequence, such as ``n`` or ``[1;5C``."""
    if sequence[0] not in "[O":
        return True
    return len(sequence) > 1 and "@" <= sequence[-1] <= "~"
