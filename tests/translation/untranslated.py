"""Finds words that stay English in the made-up language."""

from __future__ import annotations

import re

_TRANSLATED = re.compile(r"\[[^\[\]]*\]")
_WORDS_OF_OTHERS = re.compile(r"“[^”]*”")
"""The words of a document, or its title."""

_WORD = re.compile(r"[A-Za-z][a-z]{2,}")


def untranslated(text: str) -> list[str]:
    """Return the words of a text outside of the brackets of the made-up language."""
    text = _WORDS_OF_OTHERS.sub("", text)
    while _TRANSLATED.search(text):
        text = _TRANSLATED.sub("", text)
    return _WORD.findall(text)
