"""The charts page: cramps and stretches by week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from stretchapp.base.i18n import N_, NC_, _, ngettext, pgettext
from stretchapp.ui.diary.week_chart import WeekChart
from stretchapp.ui.widgets.card import button_row
from stretchapp.ui.widgets.fields.chip_group import Chip, ChipGroup
from stretchapp.ui.widgets.labels import BACK, button, text_label
from stretchapp.ui.widgets.later import do_later
from stretchapp.ui.widgets.pages.scrolling_page import Page
from stretchapp.wording.diary import count_cramps, count_nights

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from stretchapp.diary.statistics import Span, Week
    from stretchapp.ui.theme.appearance import Appearance

TITLE = N_("Charts")
AS_TABLE = N_("Show as table")

SPANS: dict[Span, str] = {
    "six-weeks": N_("6 weeks"),
    "six-months": N_("6 months"),
    "all": NC_("span of time", "All"),
}

NO_CAUSE = N_("Shown side by side. This does not mean that one causes the other.")

HEADINGS = (
    N_("Week of"),
    N_("Cramps"),
    N_("Nights with cramps"),
    N_("Stretched"),
    N_("No cramp"),
    N_("No entry"),
)


class ChartsPage(Page):
    """Shows cramps per week beside the nights with a stretch.

    Signals:
        table_chosen: Show the weeks as a table; with the weeks.
    """

    table_chosen = Signal(object)

    def __init__(self, appearance: Appearance, weeks_of: Callable[[Span], Sequence[Week]]) -> None:
        """Show the last six weeks.

        Args:
            appearance: Fonts and colours.
            weeks_of: Returns the weeks of a span.
        """
        super().__init__(appearance, _(TITLE))
        self._weeks_of = weeks_of
        self._weeks: Sequence[Week] = ()
        self.column.addWidget(text_label(_(TITLE), font=appearance.font(1.6, bold=True)))
        chips = [
            Chip(span, pgettext("span of time", words) if span == "all" else _(words))
            for span, words in SPANS.items()
        ]
        self._span = ChipGroup(appearance, _("How far back?"), chips, self._show, is_one=True)
        self._shown: Span = "six-weeks"
        self._span.choose({self._shown})
        self.column.addLayout(self._span)
        self._chart = WeekChart(appearance)
        self._sentence = text_label(font=appearance.font(1.0, bold=True))
        self.column.addWidget(self._chart)
        self.add_line(self._sentence)
        self._chart.moved.connect(lambda: self._sentence.setText(self._chart.sentence))
        self._sum = text_label()
        self.column.addWidget(self._sum)
        self.column.addWidget(text_label(_(NO_CAUSE), quiet=True))
        self.column.addLayout(
            button_row(
                appearance,
                button(
                    _(AS_TABLE),
                    lambda: self.table_chosen.emit(self._weeks),
                    name=_("Show these weeks as a table"),
                ),
            )
        )
        self.column.addStretch(1)
        self.add_buttons(button(_(BACK), self.back_chosen.emit))
        self._show()

    def focus_first(self) -> None:
        """Give the focus to the chart."""
        self._chart.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Scroll to the chart, because its keys do not."""
        super().showEvent(event)
        do_later(self, self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the chart visible, as a whole if there is room."""
        super().resizeEvent(event)
        do_later(self, self._fit)

    def _fit(self) -> None:
        self._chart.fit(self._scroll.viewport().height())
        # Later, when the chart has its new height.
        do_later(self, self._scroll_to_chart)

    def _scroll_to_chart(self) -> None:
        self._scroll.ensureWidgetVisible(self._chart, 0, 0)

    def _show(self) -> None:
        for span in SPANS:
            if span == self._span.value:
                self._shown = span
        self._weeks = self._weeks_of(self._shown)
        self._chart.show_weeks(self._weeks)
        cramps = sum(week.cramps for week in self._weeks)
        stretched = sum(week.stretch_nights for week in self._weeks)
        nights = sum(week.nights for week in self._weeks)
        words = ngettext(
            "In {count} week: {cramps}, stretched on {stretched} of {nights}.",
            "In {count} weeks: {cramps}, stretched on {stretched} of {nights}.",
            len(self._weeks),
        )
        self._sum.setText(
            words.format(
                count=len(self._weeks),
                cramps=count_cramps(cramps),
                stretched=stretched,
                nights=count_nights(nights),
            )
        )


def week_row(week: Week) -> list[str]:
    """Return a week as a row below ``HEADINGS``."""
    return [
        week.begins.isoformat(),
        str(week.cramps),
        str(week.cramp_nights),
        _("{count} of {all}").format(count=week.stretch_nights, all=week.nights),
        str(week.quiet_nights),
        str(week.unknown_nights),
    ]
