"""The page that names the articles, and what each of them calls first aid, in its own order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.i18n import N_, _
from stretchapp.ui.reading.titles import READINGS
from stretchapp.ui.widgets.labels import text_label
from stretchapp.ui.widgets.pages.page_id import PageId
from stretchapp.ui.widgets.pages.text_page import TextPage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from stretchapp.library.texts.articles import Article, FirstAid
    from stretchapp.ui.theme.appearance import Appearance

ANY_ORDER = N_("{title} (in any order)")


def articles_page(appearance: Appearance, articles: Sequence[Article]) -> TextPage:
    """Return the page of the articles."""
    page = TextPage(
        appearance,
        _(READINGS[PageId.ARTICLES]),
        _(
            "The exercises, tips and rules in stretchapp come from five articles on leg cramps."
            " Below is what each article calls first aid, in its own order. During a cramp, press"
            " F2 instead: cramp relief is gentler and guides you step by step. Never rub a leg that"
            " is swollen, warm, red or darker than the other."
        ),
    )
    for article in articles:
        page.add_heading(article.title)
        page.column.addWidget(text_label(article.about))
        number = _("Its number in routine files is {number}.").format(number=article.number)
        page.column.addWidget(text_label(number, quiet=True))
        for first_aid in article.first_aid:
            title = first_aid.title
            if not first_aid.is_ordered:
                title = _(ANY_ORDER).format(title=title)
            page.add_card(*_steps(first_aid), title=title)
        if article.left_out:
            page.column.addWidget(
                text_label(
                    _("It also mentions what we leave out: {things}. See “{page}”.").format(
                        things=article.left_out, page=_(READINGS[PageId.LEFT_OUT])
                    ),
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
        line = step.quote.source.partition(":")[2]
        words = _("“{quote}” (line {line})").format(quote=step.quote.words, line=line)
        yield text_label(words, quiet=True)
