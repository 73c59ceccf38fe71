"""Every place that a text or a routine file names is a line of its document that says something."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from stretchapp.base.paths import shipped_assets, shipped_routines
from stretchapp.library.load import load_library
from stretchapp.library.texts.load import (
    load_articles,
    load_doctor_rules,
    load_omissions,
    load_tips,
    load_triggers,
    relief_cards,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LINES = Path(__file__).parents[2] / "data" / "document-lines.yaml"
TEXTS = shipped_assets() / "texts"


def test_every_place_is_a_line_that_says_something() -> None:
    lines = {
        document: set(chain.from_iterable(_numbers(it) for it in ranges.split()))
        for document, ranges in msgspec.yaml.decode(LINES.read_bytes(), type=dict[str, str]).items()
    }

    places = [place.split(":") for place in chain(_places_of_texts(), _places_of_library())]

    assert len(places) > 400
    assert [it for it in places if int(it[1]) not in lines[it[0]]] == []


def test_no_text_names_a_place_twice() -> None:
    texts = (*load_tips(TEXTS), *load_omissions(TEXTS), *load_triggers(TEXTS))

    assert [text for text in texts if len(text.sources) != len(set(text.sources))] == []


def _places_of_texts() -> Iterator[str]:
    for text in (*load_tips(TEXTS), *load_omissions(TEXTS), *load_triggers(TEXTS)):
        yield from text.sources
    quotes = [rule.quotes for rule in load_doctor_rules(TEXTS)]
    quotes += [card.words for card in relief_cards(TEXTS).values()]
    yield from (quote.source for quote in chain.from_iterable(quotes))
    first_aid = (it for article in load_articles(TEXTS) for it in article.first_aid)
    yield from (step.quote.source for passage in first_aid for step in passage.steps)


def _places_of_library() -> Iterator[str]:
    library = load_library(shipped_routines())
    groups = (library.exercises, library.routines, library.flows)
    for item in chain.from_iterable(group.values() for group in groups):
        for source in item.sources:
            if source.line is not None:
                yield f"{source.document}:{source.line}"


def _numbers(lines: str) -> Iterable[int]:
    """Return the numbers of lines such as ``7`` or ``3-5``."""
    first, _, last = lines.partition("-")
    return range(int(first), int(last or first) + 1)
