"""The person's telephone numbers on the urgent cards of relief."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import shipped_assets
from stretchapp.library.texts.load import load_relief_texts
from stretchapp.wording.urgent_numbers import with_numbers

if TYPE_CHECKING:
    from stretchapp.library.texts.relief import ReliefCard, ReliefTexts

TEXTS = load_relief_texts(shipped_assets() / "texts")


def cards(texts: ReliefTexts) -> list[ReliefCard]:
    return [*texts.threshold_cards.values(), texts.urgent, texts.swelling]


@pytest.mark.parametrize(
    ("emergency", "doctor", "lines"),
    [
        ("112", "01 23 45", ["Emergency: 112", "Your doctor: 01 23 45"]),
        ("112", "", ["Emergency: 112"]),
        ("", "01 23 45", ["Your doctor: 01 23 45"]),
    ],
)
def test_every_urgent_card_ends_with_them(emergency: str, doctor: str, lines: list[str]) -> None:
    for card, plain in zip(
        cards(with_numbers(TEXTS, emergency, doctor)), cards(TEXTS), strict=True
    ):
        assert card.text.split("\n") == [plain.text, *(lines if card.urgent else [])]


def test_without_numbers_nothing_changes() -> None:
    assert with_numbers(TEXTS, "", "") == TEXTS
