"""Sources and quotes in words: articles by their titles.

A place such as ``003:129`` is the number of an article and a line. People see the title only: the
line would not help them, because a quote can be found by its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.i18n import N_, _
from stretchapp.wording.lists import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stretchapp.library.routines.models import Source
    from stretchapp.library.texts.relief import Quote

    Titles = Mapping[str, str]
    """The titles of the articles by their numbers."""

FROM_ALL = N_("From all the articles")


def source_in_words(source: Source, titles: Titles) -> str:
    """Return where something is from, such as ``From “How to deal with leg cramps”: “words”``."""
    document = _name(source.document, titles)
    if source.quote is None:
        # Translators: {document} is the title of an article in quotation marks.
        return _("From {document}").format(document=document)
    # Translators: {document} is a title, and {quote} words of it, both in quotation marks.
    return _("From {document}: {quote}").format(
        document=document, quote=in_quotation_marks(source.quote)
    )


def places_in_words(places: Iterable[str], titles: Titles) -> str:
    """Return the articles of places such as ``003:81``, each once; nothing if there are none."""
    return documents_in_words((_document(place) for place in places), titles)


def documents_in_words(documents: Iterable[str], titles: Titles) -> str:
    """Return documents, each once, without a full stop; nothing if there are none."""
    each_once = dict.fromkeys(documents)
    if not each_once:
        return ""
    if titles and each_once.keys() == titles.keys():
        return _(FROM_ALL)
    names = joined([_name(document, titles) for document in each_once])
    # Translators: {documents} is a list of titles.
    return _("From {documents}").format(documents=names)


def quotes_in_words(quotes: Iterable[Quote], titles: Titles) -> str:
    """Return quotes, a line for each article: ``“words” “more” (How to rest)``."""
    by_document: dict[str, list[str]] = {}
    for quote in quotes:
        by_document.setdefault(_document(quote.source), []).append(in_quotation_marks(quote.words))
    return "\n".join(
        f"{' '.join(words)} ({titles.get(document, document)})"
        for document, words in by_document.items()
    )


def _document(place: str) -> str:
    return place.partition(":")[0]


def _name(document: str, titles: Titles) -> str:
    """Return the title of an article in quotation marks; other documents by their own names."""
    return in_quotation_marks(titles[document]) if document in titles else document


def in_quotation_marks(words: str) -> str:
    """Return a title or a quote in the quotation marks of the language."""
    # Translators: the quotation marks of the language; {words} is a title or a quote.
    return _("“{words}”").format(words=words)
