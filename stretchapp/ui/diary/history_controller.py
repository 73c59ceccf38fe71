"""The controller of the pages that look back: calendar, charts, counts, six weeks, tables."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from stretchapp.base.i18n import _
from stretchapp.base.problems import UserError
from stretchapp.base.region import region
from stretchapp.diary.statistics import (
    help_counts,
    span_begins,
    trigger_counts,
    weeks,
)
from stretchapp.ui.diary.calendar_page import CalendarPage
from stretchapp.ui.diary.charts_page import HEADINGS, NO_CAUSE, ChartsPage, week_row
from stretchapp.ui.diary.six_weeks_page import SixWeeksPage
from stretchapp.ui.diary.what_helps_page import WhatHelpsPage
from stretchapp.ui.widgets.pages.page_controller import PageController
from stretchapp.ui.widgets.pages.page_id import PageId
from stretchapp.ui.widgets.pages.table_page import TablePage
from stretchapp.wording.dates import month_in_words
from stretchapp.wording.diary import cramps_in_words, stretched_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from stretchapp.application.diary import Diary
    from stretchapp.base.clock import Clock
    from stretchapp.diary.nights import Night
    from stretchapp.diary.statistics import Span, Week
    from stretchapp.ui.theme.appearance import Appearance
    from stretchapp.ui.widgets.pages.page_stack import PageStack
    from stretchapp.wording.names import Names


class HistoryController(PageController):
    """Shows the calendar, the charts, what helps, and the six weeks.

    Signals:
        night_chosen: Show a night; with the date of its evening.
    """

    night_chosen = Signal(object)

    def __init__(
        self,
        appearance: Appearance,
        pages: PageStack,
        *,
        diary: Callable[[], Diary],
        names: Callable[[], Names],
        clock: Clock,
    ) -> None:
        """Prepare; nothing is read before it is asked for.

        Args:
            appearance: Fonts and colours.
            pages: Where the pages are shown.
            diary: Opens the diary. Raises UserError when it cannot.
            names: Returns the words for ids.
            clock: Tells the present moment.
        """
        super().__init__(appearance, pages)
        self._diary = diary
        self._names = names
        self._clock = clock

    def show(self, page_id: PageId) -> None:
        """Show one of the pages that look back."""
        show: dict[PageId, Callable[[], None]] = {
            PageId.CALENDAR: self._show_calendar,
            PageId.CHARTS: self._show_charts,
            PageId.WHAT_HELPS: self._show_counts,
            PageId.SIX_WEEKS: self._show_six_weeks,
        }
        self._attempt(show[page_id])

    def renew_calendar(self) -> None:
        """Renew the calendar if it is shown."""
        page = self._pages.page
        if isinstance(page, CalendarPage):
            page.calendar.go_to(page.calendar.day)

    def _show_charts(self) -> None:
        """Show cramps per week beside stretch nights."""
        page = ChartsPage(self._appearance, self._weeks)
        page.table_chosen.connect(self._show_weeks)
        self._open(page)

    def _show_counts(self) -> None:
        """Show triggers, and what helped."""
        nights = self._nights_of("all")
        self._open(
            WhatHelpsPage(
                self._appearance, help_counts(nights), trigger_counts(nights), self._names()
            )
        )

    def _show_six_weeks(self) -> None:
        """Show the six weeks."""
        self._open(self._make_six_weeks())

    @property
    def _now(self) -> datetime:
        return self._clock.now()

    def _show_calendar(self) -> None:
        """Show the calendar with the present night selected."""
        tonight = self._diary().tonight(self._now)
        page = CalendarPage(self._appearance, tonight, tonight, self._nights)
        page.night_chosen.connect(self.night_chosen)
        page.table_chosen.connect(self._show_nights)
        self._open(page)

    def _show_nights(self, nights: Sequence[Night]) -> None:
        rows = [
            (
                night.evening.isoformat(),
                stretched_in_words(night) or _("no entry"),
                cramps_in_words(night) or _("no entry"),
            )
            for night in nights
        ]
        title = _("Nights of {month}").format(month=month_in_words(nights[0].evening))
        headings = (_("Night of"), _("Stretch"), _("Cramps"))
        self._open(TablePage(self._appearance, title, "", headings, rows))

    def _show_weeks(self, shown: Sequence[Week]) -> None:
        rows = [week_row(week) for week in reversed(shown)]
        self._open(
            TablePage(self._appearance, _("Weeks"), _(NO_CAUSE), tuple(map(_, HEADINGS)), rows)
        )

    def _make_six_weeks(self) -> SixWeeksPage:
        page = SixWeeksPage(self._appearance, self._diary().six_weeks(self._now))
        page.begin_chosen.connect(
            functools.partial(
                self._attempt,
                self._change_six_weeks,
                lambda: self._diary().start_six_weeks(self._now),
            )
        )
        page.end_chosen.connect(
            functools.partial(self._attempt, self._change_six_weeks, self._diary().end_six_weeks)
        )
        return page

    def _change_six_weeks(self, act: Callable[[], object]) -> None:
        act()
        page = self._make_six_weeks()
        self._pages.close_page()
        self._open(page)

    def _nights(self, first: date, last: date) -> Sequence[Night]:
        """Return nights for a page; empty if they cannot be read, which is reported."""
        try:
            return self._diary().nights(first, last)
        except UserError as error:
            self._pages.message.emit(str(error))
            return ()

    def _weeks(self, span: Span) -> Sequence[Week]:
        try:
            return weeks(self._nights_of(span), region().first_weekday)
        except UserError as error:
            self._pages.message.emit(str(error))
            return ()

    def _nights_of(self, span: Span) -> Sequence[Night]:
        diary = self._diary()
        tonight = diary.tonight(self._now)
        known = diary.first_night() if span == "all" else None
        begins = span_begins(span, tonight, known, region().first_weekday)
        return diary.nights(begins, tonight)
