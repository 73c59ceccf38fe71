"""Sources and quotes of documents in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.wording.lists import joined

if TYPE_CHECKING:
    from collections.abc import Sequence

FROM_ARTICLE = "From article"
FROM_ARTICLES = "From the articles"
"""The start of a line that names one source, or several."""


def sources_in_words(sources: Sequence[str]) -> str:
    """Return the sources of a text, such as ``From the articles, 003:81 and 004:24``."""
    return f"{FROM_ARTICLES}, {joined(sources)}" if sources else ""


def quoted(words: str, source: str) -> str:
    """Return a quote from a document with its source."""
    return f"“{words}” ({source})"
