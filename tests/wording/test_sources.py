"""Sources and quotes in words."""

from __future__ import annotations

import pytest

from stretchapp.library.routines.models import Source
from stretchapp.library.texts.relief import Quote
from stretchapp.wording.sources import (
    FROM_ALL,
    places_in_words,
    quotes_in_words,
    source_in_words,
)

TITLES = {"002": "How to sleep", "003": "First aid", "004": "How to rest"}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (Source("003", 129, "stand facing the wall"), "From “First aid”: “stand facing the wall”"),
        (Source("004", 7, None), "From “How to rest”"),
        (Source("Journal of Rest 12", None, None), "From Journal of Rest 12"),
    ],
)
def test_a_source_is_named_by_the_title_of_its_article(source: Source, words: str) -> None:
    assert source_in_words(source, TITLES) == words


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ((), ""),
        (("004:7",), "From “How to rest”"),
        (("004:7", "003:1", "004:9"), "From “How to rest” and “First aid”"),
        (("004:7", "003:1", "002:5"), FROM_ALL),
        (("005:1",), "From 005"),
    ],
)
def test_places_are_named_by_their_articles_each_once(places: tuple[str, ...], words: str) -> None:
    assert places_in_words(places, TITLES) == words


def test_quotes_are_followed_by_the_titles_of_their_articles_each_once() -> None:
    first, second, third = (
        Quote("stand facing the wall", "003:129"),
        Quote("lie down", "005:1"),
        Quote("breathe", "003:130"),
    )

    assert quotes_in_words((first, second, third), TITLES) == (
        "“stand facing the wall” “breathe” (First aid)\n“lie down” (005)"
    )
    assert quotes_in_words((), TITLES) == ""
