"""Quoting parts of a file in problem messages: always on one line, never too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.i18n import _, ngettext
from stretchapp.base.unseen import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

MAX_QUOTED = 40
"""Upper limit of a quotation, in characters."""

MOST_LISTED = 10
"""Upper limit of things that are named one by one."""


def quoted(text: str) -> str:
    """Return ``text`` in quotes, shortened if it is long, with what cannot be seen by number."""
    short = text if len(text) <= MAX_QUOTED else text[:MAX_QUOTED] + "…"
    return f"'{shown(short)}'"


def listed(words: Iterable[str]) -> str:
    """Return ``a, b or c``."""
    *others, last = words
    if not others:
        return last
    # Translators: the end of a list; {words} is such as "'a', 'b'".
    return _("{words} or {last}").format(words=", ".join(others), last=last)


def some_of(names: Collection[str]) -> str:
    """Return the first of many names, quoted, as ``'a', 'b' or one of 12 others``."""
    first = [quoted(name) for _, name in zip(range(MOST_LISTED), names, strict=False)]
    others = len(names) - len(first)
    more = ngettext("one of {count} other", "one of {count} others", others).format(count=others)
    return listed([*first, more] if others else first)
