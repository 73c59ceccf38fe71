"""The pages that are there to be read: good evenings, doctor rules, cramps in water, omissions."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout

from stretchapp.library.texts.diary import read_diary_texts
from stretchapp.library.texts.omissions import read_omissions
from stretchapp.library.texts.tips import read_tips
from stretchapp.ui.widgets.labels import button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page
from stretchapp.wording.routines import READINGS, quoted, sources_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stretchapp.library.relief.models import ReliefFlow
    from stretchapp.library.routines.models import Exercise
    from stretchapp.library.texts.diary import DoctorRule
    from stretchapp.library.texts.omissions import Omission
    from stretchapp.library.texts.text_files import TextFiles
    from stretchapp.library.texts.tips import Tip
    from stretchapp.ui.theme.theme import Appearance


def reading_page(
    name: str, appearance: Appearance, texts: TextFiles, flows: Iterable[ReliefFlow]
) -> TextPage:
    """Return one of the pages of ``READINGS``.

    Args:
        name: The name of the page.
        appearance: Fonts and sizes.
        texts: The shipped texts.
        flows: The relief flows, of which those that are cards are shown.

    Raises:
        UserError: Its file is missing or broken.
    """
    match name:
        case "evenings":
            return evenings_page(appearance, read_tips(texts))
        case "doctor":
            return doctor_page(appearance, read_diary_texts(texts).rules)
        case "in-water":
            return water_page(appearance, [it for flow in flows for it in flow.card])
        case _:
            return left_out_page(appearance, read_omissions(texts))


class TextPage(Page):
    """A page of headings and paragraphs."""

    def __init__(self, appearance: Appearance, title: str, introduction: str) -> None:
        """Make a page with a title and the words below it."""
        super().__init__(appearance, title)
        self.column.addWidget(text_label(title, font=appearance.font(1.6, bold=True)))
        self.column.addWidget(text_label(introduction))
        self._back = button("Back", self.back_chosen.emit, primary=True)
        self.add_buttons(self._back)

    def focus_first(self) -> None:
        """Give the focus to Back."""
        self._back.setFocus()

    def add_heading(self, text: str) -> None:
        """Add a heading."""
        self.column.addWidget(text_label(text, font=self._appearance.font(1.2, bold=True)))

    def add_card(self, *texts: str, note: str = "", title: str = "") -> None:
        """Add a card: a title if there is one, paragraphs, and a quieter note."""
        appearance = self._appearance
        card = QFrame()
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        margin = appearance.px(14)
        column.setContentsMargins(margin, appearance.px(10), margin, appearance.px(10))
        column.setSpacing(appearance.px(6))
        if title:
            column.addWidget(text_label(title, font=appearance.font(1.1, bold=True)))
        for text in texts:
            column.addWidget(text_label(text))
        if note:
            column.addWidget(text_label(note, quiet=True))
        self.column.addWidget(card)


def evenings_page(appearance: Appearance, tips: Sequence[Tip]) -> TextPage:
    """Return the page of tips."""
    page = TextPage(
        appearance,
        READINGS["evenings"],
        "What the articles suggest for calm evenings and quiet legs. It may help; take what suits"
        " you.",
    )
    for group, members in groupby(tips, key=lambda tip: tip.group):
        page.add_heading(group)
        for tip in members:
            page.add_card(tip.text, note=sources_in_words(tip.sources))
    page.column.addStretch(1)
    return page


def doctor_page(appearance: Appearance, rules: Sequence[DoctorRule]) -> TextPage:
    """Return the page that says when to see a doctor, with the documents' own words."""
    page = TextPage(
        appearance,
        READINGS["doctor"],
        "See a general practitioner first, who may send you on. stretchapp shows these rules; it"
        " never names an illness.",
    )
    for rule in rules:
        words = " ".join(quoted(quote.words, quote.source) for quote in rule.quotes)
        page.add_card(rule.text, note=words, title=rule.title)
    page.column.addStretch(1)
    return page


def water_page(appearance: Appearance, exercises: Sequence[Exercise]) -> TextPage:
    """Return the page that says what to do about a cramp in the water; it is never timed."""
    page = TextPage(
        appearance,
        READINGS["in-water"],
        "Read it before you swim. Try not to panic. Make for a place where you can stand, and leave"
        " the water.",
    )
    for exercise in exercises:
        steps = [step.text for step in exercise.steps]
        page.add_card(*steps, note=exercise.safety, title=exercise.name)
    page.column.addStretch(1)
    return page


def left_out_page(appearance: Appearance, omissions: Sequence[Omission]) -> TextPage:
    """Return the page that says what was left out on purpose, and why."""
    page = TextPage(
        appearance,
        READINGS["left-out"],
        "The articles say more than this app does. These things were left out on purpose.",
    )
    for omission in omissions:
        page.add_card(omission.why, note=sources_in_words(omission.sources), title=omission.what)
    page.column.addStretch(1)
    return page
