"""What relief says beside its steps without any file is what the shipped files say."""

from __future__ import annotations

from dataclasses import replace

from stretchapp.base.paths import shipped_assets
from stretchapp.library.texts.built_in import built_in_texts
from stretchapp.library.texts.load import load_relief_texts


def test_the_texts_are_the_shipped_ones_without_their_quotes() -> None:
    shipped = load_relief_texts(shipped_assets() / "texts")

    cards = {name: replace(card, words=()) for name, card in shipped.threshold_cards.items()}
    assert built_in_texts() == replace(
        shipped,
        threshold_cards=cards,
        urgent=replace(shipped.urgent, words=()),
        swelling=replace(shipped.swelling, words=()),
    )
