"""Text that people write stays text: no control characters, and a limited length."""

from __future__ import annotations

from stretchapp.base.problems import UserError
from stretchapp.diary.cramp_records import LONGEST_NOTE

_LINE_BREAK = "\n"


def tidy(note: str) -> str:
    """Return a note as it is kept: control characters become spaces, line breaks stay.

    Raises:
        UserError: It is longer than ``LONGEST_NOTE``.
    """
    if len(note) > LONGEST_NOTE:
        raise UserError(f"The note has {len(note)} characters; at most {LONGEST_NOTE} can be kept.")
    return without_controls(note.replace("\r\n", _LINE_BREAK).replace("\r", _LINE_BREAK))


def without_controls(text: str, keep: str = _LINE_BREAK) -> str:
    """Return ``text`` with a space in place of all that moves the cursor or colours a terminal.

    Args:
        text: Anything.
        keep: Control characters that stay.
    """
    if text.isprintable():
        return text
    return "".join(it if it in keep or not _is_control(it) else " " for it in text)


def _is_control(character: str) -> bool:
    """Return whether a character is a control character or half of one (a lone surrogate)."""
    number = ord(character)
    return number < 0x20 or 0x7F <= number < 0xA0 or 0xD800 <= number < 0xE000  # noqa: PLR2004 -- blocks of Unicode
