"""Text that others wrote as plain text: nothing in it may act upon a terminal or a window."""

from __future__ import annotations

import re

_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def without_control_characters(text: str, keep: str = "\n") -> str:
    """Return ``text`` with spaces in place of characters that a terminal would act upon.

    Args:
        text: Any text.
        keep: Control characters to leave in place.
    """
    if text.isprintable():
        return text
    return "".join(
        letter if letter in keep or not _is_control_character(letter) else " " for letter in text
    )


def _is_control_character(letter: str) -> bool:
    """Return whether a character is a control character or half of one (a lone surrogate)."""
    code = ord(letter)
    return code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000  # noqa: PLR2004 -- Unicode blocks


def harmless(text: str) -> str:
    """Return a text in which everything that a terminal or a window would obey is a number.

    These are control characters but for line breaks and tabs, what changes the direction of the
    writing, and bytes that are no text. Blanks and joiners stay, as translations need them; see
    ``unseen.shown`` for names, in which these are numbers as well.
    """
    if text.isprintable():
        return text
    return _COMMANDS.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)
