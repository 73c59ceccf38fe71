"""The page of the six weeks of stretching, which is the length of the trial in the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from stretchapp.base.i18n import N_, _
from stretchapp.ui.widgets.card import button_row, card
from stretchapp.ui.widgets.labels import BACK, button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page
from stretchapp.wording.dates import day_in_words
from stretchapp.wording.diary import count_cramps, count_nights, week_in_words
from stretchapp.wording.numbers import number_in_words

if TYPE_CHECKING:
    from stretchapp.diary.statistics import SixWeeks, Week
    from stretchapp.ui.theme.appearance import Appearance

TITLE = N_("Six-week plan")
BEGIN = N_("Start tonight")
BEGIN_AGAIN = N_("Start again tonight")
END = N_("Stop the plan")
LOOKING_BACK = N_("Looking back")

ABOUT = N_(
    "In one trial people stretched before they went to sleep, for six weeks. It may help, and six"
    " weeks are long enough to look back on. If you miss a night, just continue: nothing starts"
    " over."
)
REVIEW = N_(
    "These are the counts; they do not say why. Is it worth continuing for you? If cramps bother"
    " you, show this to a doctor."
)


class SixWeeksPage(Page):
    """Shows the progress and the result of the six weeks.

    Signals:
        begin_chosen: Begin six weeks tonight.
        end_chosen: Cancel the six weeks.
    """

    begin_chosen = Signal()
    end_chosen = Signal()

    def __init__(self, appearance: Appearance, weeks: SixWeeks | None) -> None:
        """Make the page.

        Args:
            appearance: Fonts and sizes.
            weeks: The six weeks as far as they have come; None if none were begun.
        """
        super().__init__(appearance, _(TITLE))
        self.column.addWidget(text_label(_(TITLE), font=appearance.font(1.6, bold=True)))
        self.column.addWidget(text_label(_(ABOUT)))
        begin = button(_(BEGIN), self.begin_chosen.emit, primary=True)
        self._first = begin
        back = button(_(BACK), self.back_chosen.emit)
        if weeks is None:
            self.column.addLayout(button_row(appearance, begin))
        else:
            self._show(weeks)
            end = button(_(END), self.end_chosen.emit)
            buttons = [begin, end] if weeks.is_over else [end]
            begin.setText(_(BEGIN_AGAIN))
            self.column.addLayout(button_row(appearance, *buttons))
            if not weeks.is_over:
                begin.deleteLater()
                self._first = back
        self.column.addStretch(1)
        self.add_buttons(back)

    def focus_first(self) -> None:
        """Give the focus to the button that begins the six weeks, or to Back."""
        self._first.setFocus()

    def _show(self, weeks: SixWeeks) -> None:
        appearance = self._appearance
        first, last = day_in_words(weeks.begins), day_in_words(weeks.ends)
        if weeks.is_over:
            title = _(LOOKING_BACK)
        else:
            title = _("Week {number} of 6").format(number=min(6, (weeks.nights - 1) // 7 + 1))
        texts = [
            _("From {first} to {last}.").format(first=first, last=last),
            _("Stretched on {count} of {nights}.").format(
                count=weeks.total.stretch_nights, nights=count_nights(weeks.nights)
            ),
            *_cramps_in_words(weeks.total),
        ]
        note = _(REVIEW) if weeks.is_over else ""
        self.column.addWidget(card(appearance, texts, title=title, note=note))
        come = [week for week in weeks.weeks if week.nights]
        self.column.addWidget(
            card(appearance, [f"{week_in_words(week)}." for week in come], title=_("Week by week"))
        )


def _cramps_in_words(whole: Week) -> list[str]:
    words = _("{cramps} in {nights}.")
    lines = [
        words.format(cramps=count_cramps(whole.cramps), nights=count_nights(whole.cramp_nights))
    ]
    if whole.mean_strength is not None:
        words = _("Average strength: {strength} of 10.")
        lines.append(words.format(strength=number_in_words(whole.mean_strength)))
    if whole.quiet_nights:
        words = _("No cramp in {nights}, as you recorded.")
        lines.append(words.format(nights=count_nights(whole.quiet_nights)))
    if whole.unknown_nights:
        lines.append(_("No entry for {nights}.").format(nights=count_nights(whole.unknown_nights)))
    return lines
