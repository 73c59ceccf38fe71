"""Lists of words inside a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.i18n import pgettext

if TYPE_CHECKING:
    from collections.abc import Sequence


def joined(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: ``a, b and c``."""
    *rest, last = words
    if not rest:
        return last
    first = rest[0]
    for word in rest[1:]:
        first = pgettext("list of words", "{first}, {second}").format(first=first, second=word)
    return pgettext("end of a list of words", "{first} and {last}").format(first=first, last=last)
