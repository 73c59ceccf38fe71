"""What the person tells the session by keys, and what the machine tells it by signals."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

Key = Literal[
    "toggle", "next", "back", "more-time", "restart-part", "stop", "suspend", "continued", "resized"
]
"""What is asked for. ``suspend`` is Ctrl-Z; ``continued`` and ``resized`` ask for a new picture."""

_CHARACTERS: dict[str, Key] = {
    " ": "toggle",
    "\r": "toggle",
    "\n": "toggle",
    "n": "next",
    "b": "back",
    "+": "more-time",
    "=": "more-time",  # the same key without Shift
    "r": "restart-part",
    "q": "stop",
    "\x03": "stop",
}

_ARROWS: dict[str, Key] = {"C": "next", "D": "back"}

ESCAPE = "\x1b"


class Keyboard(Protocol):
    """Where keys and signals come from."""

    ended_by: int | None
    """The signal that ends the process, if one has come; the interrupt key is none."""

    def wait(self, timeout_s: float | None) -> list[Key]:
        """Return what was pressed, as soon as something is or after ``timeout_s``.

        Without a timeout it may wait for ever.
        """
        ...

    def suspend(self) -> None:
        """Give the terminal back, stop the process, and take it again once it goes on."""
        ...


def open_keyboard(*, with_keys: bool) -> AbstractContextManager[Keyboard]:
    """Return the keyboard of this platform, or one that knows signals only."""
    if sys.platform == "win32":
        from stretchapp.terminal.keys_windows import WindowsKeyboard

        return WindowsKeyboard(with_keys=with_keys)
    from stretchapp.terminal.keys_posix import PosixKeyboard

    return PosixKeyboard(sys.stdin.fileno() if with_keys else None)


def key_for(character: str) -> Key | None:
    """Return what a single character means."""
    return _CHARACTERS.get(character.lower())


def keys_in(text: str) -> Iterator[Key]:
    """Yield the keys in what a terminal has sent; what means nothing here is skipped.

    A lone Escape at the end is the Escape key; with something behind it, it is another key.
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
    """Return whether ``text`` ends within a key that is sent as several characters."""
    _before, escape, rest = text.rpartition(ESCAPE)
    if not escape:
        return False
    return not rest or (rest[0] in "[O" and not _is_complete(rest))


def _split_sequence(text: str) -> tuple[str, str]:
    """Split what follows an Escape from what follows that."""
    for length in range(1, len(text) + 1):
        if _is_complete(text[:length]):
            return text[:length], text[length:]
    return text, ""


def _is_complete(sequence: str) -> bool:
    """Return whether what follows an Escape is a whole key: Alt and a letter, or ``[1;5C``."""
    if sequence[0] not in "[O":
        return True
    return len(sequence) > 1 and "@" <= sequence[-1] <= "~"
