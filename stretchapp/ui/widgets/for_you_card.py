"""The card that says what a routine or an exercise means for the person's health."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.i18n import N_, _
from stretchapp.ui.widgets.card import card
from stretchapp.ui.widgets.labels import text_label
from stretchapp.wording.sources import quotes_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PySide6.QtWidgets import QFrame, QWidget

    from stretchapp.library.texts.diary import DoctorRule
    from stretchapp.ui.theme.appearance import Appearance

FOR_YOU = N_("For you")


def for_you_card(
    appearance: Appearance,
    sentences: Iterable[str],
    rules: Iterable[DoctorRule],
    titles: Mapping[str, str],
) -> QFrame:
    """Return the card.

    Args:
        appearance: Fonts and sizes.
        sentences: What was changed for the person, and why.
        rules: The doctor rules that the person should know.
        titles: The titles of the articles by their numbers.
    """
    texts: list[str | QWidget] = [*sentences]
    for rule in rules:
        texts.append(rule.text)
        if rule.quotes:
            texts.append(text_label(quotes_in_words(rule.quotes, titles), quiet=True))
    return card(appearance, texts, title=_(FOR_YOU))
