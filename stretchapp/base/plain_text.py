"""Removal of control characters from text that people wrote, so that it stays plain text."""

from __future__ import annotations


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
