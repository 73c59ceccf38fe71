"""The articles that the content is taken from, and what each of them calls first aid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stretchapp.library.texts.relief import Quote


@dataclass(frozen=True, slots=True)
class FirstAidStep:
    """One piece of advice in plain words, and the article's own words for it."""

    text: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class FirstAid:
    """One passage of an article about what to do in a cramp.

    Attributes:
        title: When the passage applies.
        is_ordered: Whether the article gives its steps in this order.
        steps: The steps as the article has them.
    """

    title: str
    is_ordered: bool
    steps: tuple[FirstAidStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article that content is taken from.

    Attributes:
        number: The number that sources name it by, such as ``003``.
        title: The title that people see.
        about: A sentence or two about the article.
        first_aid: What the article calls first aid, in its own order.
        left_out: What else it advises in a cramp and the app leaves out; empty if nothing.
    """

    number: str
    title: str
    about: str
    first_aid: tuple[FirstAid, ...]
    left_out: str


def titles_of(articles: Iterable[Article]) -> Mapping[str, str]:
    """Return the titles of articles by their numbers."""
    return {article.number: article.title for article in articles}
