"""Problems of characters that cannot be seen, in each place of a YAML file."""

from __future__ import annotations

from typing import Literal

from stretchapp.base.i18n import N_, _
from stretchapp.base.unseen import is_blank, named

Place = Literal["key", "line", "line-start", "value", "value-start", "value-end"]

_PATTERNS: dict[Place, tuple[str, str]] = {
    "key": (
        N_("this key has {character}, which looks like a space; write a space instead"),
        N_("this key has {character}, which cannot be seen; delete it"),
    ),
    "line": (
        N_("this line has {character}, which looks like a space; write a space instead"),
        N_("this line has {character}, which cannot be seen; delete it"),
    ),
    "line-start": (
        N_("this line begins with {character}, which looks like a space; write a space instead"),
        N_("this line begins with {character}, which cannot be seen; delete it"),
    ),
    "value": (
        N_("it has {character} in it, which looks like a space; write a space instead"),
        N_("it has {character} in it, which cannot be seen; delete it"),
    ),
    "value-start": (
        N_("this value begins with {character}, which looks like a space; write a space instead"),
        N_("this value begins with {character}, which cannot be seen; delete it"),
    ),
    "value-end": (
        N_("this value ends with {character}, which looks like a space; write a space instead"),
        N_("this value ends with {character}, which cannot be seen; delete it"),
    ),
}
"""What is wrong with a character that looks like a space, and with any other one."""


def unseen_problem(letter: str, place: Place) -> str:
    """Return what is wrong with a character that cannot be seen, and what to do about it."""
    blank, other = _PATTERNS[place]
    return _(blank if is_blank(letter) else other).format(character=named(letter))
