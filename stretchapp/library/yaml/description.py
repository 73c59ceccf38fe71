"""Short descriptions of what stands in a file, for problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.i18n import _, ngettext, pgettext
from stretchapp.base.unseen import is_blank, named
from stretchapp.library.yaml.quoting import MAX_QUOTED, quoted

if TYPE_CHECKING:
    from stretchapp.library.yaml.strict_text import Node


def about_unseen(letter: str) -> str:
    """Return what is wrong with a character that cannot be seen, and what to do about it."""
    if is_blank(letter):
        pattern = _("it has {character} in it, which looks like a space; write a space instead")
    else:
        pattern = _("it has {character} in it, which cannot be seen; delete it")
    return pattern.format(character=named(letter))


def described(node: Node) -> str:
    """Return a short description of a value for a sentence."""
    match node.value:
        case None:
            return pgettext("value in a file", "empty")
        case list():
            return pgettext("value in a file", "a list")
        case dict():
            return pgettext("value in a file", "a group of keys")
        case str() if len(node.value) > MAX_QUOTED:
            count = len(node.value)
            pattern = ngettext("{text} ({count} character)", "{text} ({count} characters)", count)
            return pattern.format(text=quoted(node.value), count=count)
        case _:
            return quoted(node.written)
