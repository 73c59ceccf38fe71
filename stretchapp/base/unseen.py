"""Characters that cannot be seen: control characters, blanks that are no space, and the like.

They are never printed as they are: a terminal would obey some, and nobody would find the others.
"""

from __future__ import annotations

import re

from stretchapp.base.i18n import _

_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\u115f\u1160\uffa0"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"

UNSEEN = re.compile(
    f"[{_BLANKS}{_SELECTORS}"
    "\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e00ff]"
)
"""A character that leaves nothing to be seen, or a gap; control characters are left out."""

UNSEEN_AT_START = re.compile(rf"\s*({UNSEEN.pattern})")

# A selector belongs to the sign before it: it makes a heart a red one.
UNSEEN_AT_END = re.compile(rf"({UNSEEN.pattern})(?<![{_SELECTORS}])[ \t\r\n]*\Z")

_BLANK = re.compile(f"[{_BLANKS}]")


def shown(text: str) -> str:
    """Return a text on one line in which what cannot be seen is shown by its number.

    A no-break space becomes ``[U+00A0]``, and the beginning of a terminal's command ``[U+001B]``.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_number(letter) if _is_unseen(letter) else letter for letter in text)


def named(letter: str) -> str:
    """Return what cannot be seen by its number and its name."""
    # Imported here: only a file with a mistake needs it.
    import unicodedata

    name = unicodedata.name(letter, "").lower()
    return f"U+{ord(letter):04X} ({name or _('no name')})"


def is_blank(letter: str) -> bool:
    """Return whether what cannot be seen looks like a space."""
    return _BLANK.match(letter) is not None


def without_unseen(text: str) -> str:
    """Return a text with a space for each blank, and without anything else that is not seen."""
    return UNSEEN.sub("", _BLANK.sub(" ", text))


def _is_unseen(letter: str) -> bool:
    return not letter.isprintable() or UNSEEN.match(letter) is not None


def _number(letter: str) -> str:
    return f"[U+{ord(letter):04X}]"
