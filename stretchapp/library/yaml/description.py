"""Short descriptions of what stands in a file, for problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.i18n import ngettext, pgettext
from stretchapp.library.yaml.quoting import MAX_QUOTED, quoted

if TYPE_CHECKING:
    from stretchapp.library.yaml.strict_text import Node


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
