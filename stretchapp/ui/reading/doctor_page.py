"""The page that says when to see a doctor: urgent signs first, then the other rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.ui.reading.titles import READINGS
from stretchapp.ui.widgets.pages.page_id import PageId
from stretchapp.ui.widgets.pages.text_page import TextPage
from stretchapp.wording.sources import quotes_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stretchapp.library.texts.diary import DoctorRule
    from stretchapp.library.texts.relief import ReliefTexts
    from stretchapp.ui.theme.appearance import Appearance

URGENT = "Get help at once"
OTHERS = "Ask a doctor"


def doctor_page(
    appearance: Appearance,
    rules: Sequence[DoctorRule],
    relief: ReliefTexts,
    titles: Mapping[str, str],
) -> TextPage:
    """Return the page that says when to see a doctor, with the articles' own words.

    Args:
        appearance: Fonts and sizes.
        rules: The doctor rules.
        relief: The texts of relief, two of whose cards are shown here as well.
        titles: The titles of the articles by their numbers.
    """
    page = TextPage(
        appearance,
        READINGS[PageId.DOCTOR],
        "See a general practitioner first, who may send you on to a specialist for nerves, glands,"
        " heart, kidneys or veins. stretchapp shows these rules; it never names an illness.",
    )
    page.add_heading(URGENT)
    for card in (relief.swelling, relief.threshold_cards["very-long"]):
        note = quotes_in_words(card.words, titles)
        page.add_card(card.text, note=note, source=card.advice, title=card.title)
    urgent = [rule for rule in rules if rule.urgent]
    others = [rule for rule in rules if not rule.urgent]
    for rule in urgent:
        _add(page, rule, titles)
    page.add_heading(OTHERS)
    for rule in others:
        _add(page, rule, titles)
    page.column.addStretch(1)
    return page


def _add(page: TextPage, rule: DoctorRule, titles: Mapping[str, str]) -> None:
    note = quotes_in_words(rule.quotes, titles)
    page.add_card(rule.text, note=note, source=rule.advice, title=rule.title)
