"""The person's own telephone numbers, for the texts that say to get help."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stretchapp.base.i18n import _

if TYPE_CHECKING:
    from stretchapp.library.texts.relief import ReliefCard, ReliefTexts


def numbers_in_words(emergency_number: str, doctor_number: str) -> list[str]:
    """Return a line for each telephone number that is known."""
    numbers = (
        (_("Emergency: {number}"), emergency_number),
        (_("Your doctor: {number}"), doctor_number),
    )
    return [words.format(number=number) for words, number in numbers if number]


def with_numbers(texts: ReliefTexts, emergency_number: str, doctor_number: str) -> ReliefTexts:
    """Return the texts of relief with telephone numbers on every urgent card.

    Args:
        texts: The texts as they are shipped.
        emergency_number: The number of the emergency services; empty if it is not known.
        doctor_number: The number of the person's doctor; empty if it is not known.
    """
    lines = numbers_in_words(emergency_number, doctor_number)

    def with_lines(card: ReliefCard) -> ReliefCard:
        return replace(card, text="\n".join((card.text, *lines))) if card.urgent else card

    return replace(
        texts,
        threshold_cards={name: with_lines(card) for name, card in texts.threshold_cards.items()},
        urgent=with_lines(texts.urgent),
        swelling=with_lines(texts.swelling),
    )
