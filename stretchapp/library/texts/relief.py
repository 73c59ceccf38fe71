"""The shipped texts that relief shows beside its steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document, and their place such as ``003:129``."""

    words: str
    source: str


@dataclass(frozen=True, slots=True)
class ReliefCard:
    """A card that relief shows.

    Attributes:
        title: The title.
        text: What to do, or a question.
        urgent: Whether help is needed at once.
        words: The articles' own words, if the card quotes any.
        advice: Whose advice it is, if no article gives it; empty otherwise.
    """

    title: str
    text: str
    urgent: bool
    words: tuple[Quote, ...]
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliefTexts:
    """All texts of relief beside its steps.

    Attributes:
        threshold_cards: The doctor cards of a long cramp: ``long`` after 4 minutes, ``very-long``
            after 10.
        urgent: The signs that help is needed at once.
        swelling: The signs that a leg must not be rubbed, and what to do then.
        question: The question before a leg is rubbed; at most 12 words.
        warning: The warning while a leg is rubbed.
        get_up: What is said before one gets up for an exercise; at most 12 words.
        panic: The first line of relief; at most 12 words.
    """

    threshold_cards: Mapping[str, ReliefCard]
    urgent: ReliefCard
    swelling: ReliefCard
    question: str
    warning: str
    get_up: str
    panic: str
