"""The page that says when to see a doctor: urgent signs first, then the other rules."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stretchapp.base.i18n import N_, _
from stretchapp.ui.reading.titles import READINGS
from stretchapp.ui.widgets.labels import text_label
from stretchapp.ui.widgets.pages.page_id import PageId
from stretchapp.ui.widgets.pages.text_page import TextPage
from stretchapp.wording.sources import quotes_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stretchapp.library.texts.diary import DiaryTexts, DoctorRule
    from stretchapp.library.texts.relief import ReliefTexts
    from stretchapp.ui.theme.appearance import Appearance

URGENT = N_("Get help at once")
OTHERS = N_("Ask a doctor")
SWELLING = N_("A leg that is swollen, warm, red or darker")
"""The title of the card that relief shows instead of rubbing; here its own title begins it."""


def doctor_page(
    appearance: Appearance, texts: DiaryTexts, relief: ReliefTexts, numbers: Sequence[str]
) -> TextPage:
    """Return the page that says when to see a doctor, with the articles' own words.

    Args:
        appearance: Fonts and sizes.
        texts: The doctor rules, and the titles of the articles.
        relief: The texts of relief, two of whose cards are shown here as well.
        numbers: Lines with the person's own telephone numbers.
    """
    page = TextPage(
        appearance,
        _(READINGS[PageId.DOCTOR]),
        _(
            "See a general practitioner first, who may send you on to a specialist for nerves,"
            " glands, heart, kidneys or veins. stretchapp shows these rules; it never names an"
            " illness."
        ),
    )
    page.add_heading(_(URGENT))
    for number in numbers:
        page.column.addWidget(text_label(number, font=appearance.font(bold=True)))
    swelling, very_long = relief.swelling, relief.threshold_cards["very-long"]
    swelling = replace(swelling, title=_(SWELLING), text=f"{swelling.title}. {swelling.text}")
    for card in (swelling, very_long):
        note = quotes_in_words(card.words, texts.titles)
        page.add_card(card.text, note=note, source=card.advice, title=card.title)
    _add(page, [rule for rule in texts.rules if rule.urgent], texts.titles)
    page.add_heading(_(OTHERS))
    _add(page, [rule for rule in texts.rules if not rule.urgent], texts.titles)
    page.column.addStretch(1)
    return page


def _add(page: TextPage, rules: Iterable[DoctorRule], titles: Mapping[str, str]) -> None:
    for rule in rules:
        note = quotes_in_words(rule.quotes, titles)
        page.add_card(rule.text, note=note, source=rule.advice, title=rule.title)
