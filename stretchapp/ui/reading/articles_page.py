"""The page that names the articles, and what each of them calls first aid, in its own order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.ui.reading.titles import READINGS
from stretchapp.ui.widgets.labels import text_label
from stretchapp.ui.widgets.pages.page_id import PageId
from stretchapp.ui.widgets.pages.text_page import TextPage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from stretchapp.library.texts.articles import Article, FirstAid
    from stretchapp.ui.theme.appearance import Appearance

ANY_ORDER = "In any order"


def articles_page(appearance: Appearance, articles: Sequence[Article]) -> TextPage:
    """Return the page of the articles."""
    page = TextPage(
        appearance,
        READINGS[PageId.ARTICLES],
        "The exercises, tips and rules of stretchapp are taken from five articles on leg cramps."
        " Below is what each of them calls first aid, in its own order. In a cramp press F2"
        " instead: relief is gentler, and leads you through. Never rub a leg that is swollen, warm,"
        " red or darker than the other.",
    )
    for article in articles:
        page.add_heading(article.title)
        about = f"{article.about} Files of routines name it by its number, {article.number}."
        page.column.addWidget(text_label(about))
        for first_aid in article.first_aid:
            order = "" if first_aid.is_ordered else f" ({ANY_ORDER.lower()})"
            page.add_card(*_steps(first_aid), title=f"{first_aid.title}{order}")
        if article.left_out:
            page.column.addWidget(
                text_label(
                    f"It also speaks of things that we leave out: {article.left_out}. See"
                    f" “{READINGS[PageId.LEFT_OUT]}”.",
                    quiet=True,
                )
            )
    page.column.addStretch(1)
    return page


def _steps(first_aid: FirstAid) -> Iterator[str | QWidget]:
    """Yield the steps, numbered if they are in order, each above the article's own words."""
    is_numbered = first_aid.is_ordered and len(first_aid.steps) > 1
    for number, step in enumerate(first_aid.steps, start=1):
        yield f"{number}. {step.text}" if is_numbered else step.text
        _, _, line = step.quote.source.partition(":")
        yield text_label(f"“{step.quote.words}” (line {line})", quiet=True)
