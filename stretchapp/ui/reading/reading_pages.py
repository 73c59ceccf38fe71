"""The texts to read: good evenings, doctor rules, cramps in water, articles, omissions."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from stretchapp.base.i18n import _
from stretchapp.library.texts.articles import titles_of
from stretchapp.library.texts.read_texts import (
    read_articles,
    read_diary_texts,
    read_omissions,
    read_relief_texts,
    read_tips,
)
from stretchapp.ui.reading.articles_page import articles_page
from stretchapp.ui.reading.doctor_page import doctor_page
from stretchapp.ui.reading.titles import READINGS
from stretchapp.ui.widgets.pages.page_id import PageId
from stretchapp.ui.widgets.pages.text_page import TextPage
from stretchapp.wording.sources import places_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stretchapp.library.relief.models import ReliefFlow
    from stretchapp.library.routines.models import Exercise
    from stretchapp.library.texts.omissions import Omission
    from stretchapp.library.texts.text_files import TextFiles
    from stretchapp.library.texts.tips import Tip
    from stretchapp.ui.theme.appearance import Appearance


def reading_page(
    page_id: PageId,
    appearance: Appearance,
    texts: TextFiles,
    flows: Iterable[ReliefFlow],
    numbers: Sequence[str],
) -> TextPage:
    """Return the page of one of the ``READINGS``.

    Args:
        page_id: The page.
        appearance: Fonts and sizes.
        texts: The shipped texts.
        flows: The relief flows; those with a card are shown.
        numbers: Lines with the person's own telephone numbers.

    Raises:
        UserError: Its file is missing or broken.
    """
    match page_id:
        case PageId.EVENINGS:
            return evenings_page(appearance, read_tips(texts), titles_of(read_articles(texts)))
        case PageId.DOCTOR:
            relief = read_relief_texts(texts)
            return doctor_page(appearance, read_diary_texts(texts), relief, numbers)
        case PageId.IN_WATER:
            return water_page(appearance, [it for flow in flows for it in flow.card])
        case PageId.ARTICLES:
            return articles_page(appearance, read_articles(texts))
        case _:
            titles = titles_of(read_articles(texts))
            return left_out_page(appearance, read_omissions(texts), titles)


def evenings_page(
    appearance: Appearance, tips: Sequence[Tip], titles: Mapping[str, str]
) -> TextPage:
    """Return the page of tips."""
    page = TextPage(
        appearance,
        _(READINGS[PageId.EVENINGS]),
        _(
            "What the articles suggest for calm evenings and quiet legs. It may help; choose what"
            " suits you. Cautions that are not in the articles are ours."
        ),
    )
    for group, members in groupby(tips, key=lambda tip: tip.group):
        page.add_heading(group)
        for tip in members:
            page.add_card(tip.text, source=places_in_words(tip.sources, titles))
    page.column.addStretch(1)
    return page


def water_page(appearance: Appearance, exercises: Sequence[Exercise]) -> TextPage:
    """Return the page about a cramp in the water, which has no timed steps."""
    page = TextPage(
        appearance,
        _(READINGS[PageId.IN_WATER]),
        _(
            "Read this before you swim. Try not to panic. Make for a place where you can stand, and"
            " leave the water."
        ),
    )
    for exercise in exercises:
        steps = [step.text for step in exercise.steps]
        page.add_card(*steps, note=exercise.safety, title=exercise.name)
    page.column.addStretch(1)
    return page


def left_out_page(
    appearance: Appearance, omissions: Sequence[Omission], titles: Mapping[str, str]
) -> TextPage:
    """Return the page that says what the app leaves out on purpose, and why."""
    page = TextPage(
        appearance,
        _(READINGS[PageId.LEFT_OUT]),
        _("The articles say more than this app does. We leave these things out on purpose."),
    )
    for omission in omissions:
        source = places_in_words(omission.sources, titles)
        page.add_card(omission.why, source=source, title=omission.what)
    page.column.addStretch(1)
    return page
