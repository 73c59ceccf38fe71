"""The page of the six weeks of stretching, which is the length of the trial in the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from stretchapp.ui.widgets.card import button_row, card
from stretchapp.ui.widgets.labels import BACK, button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page
from stretchapp.wording.dates import day_in_words
from stretchapp.wording.diary import week_in_words
from stretchapp.wording.lists import counted

if TYPE_CHECKING:
    from stretchapp.diary.statistics import SixWeeks, Week
    from stretchapp.ui.theme.appearance import Appearance

BEGIN = "Begin tonight"
BEGIN_AGAIN = "Begin again tonight"
END = "End the six weeks"
LOOKING_BACK = "Looking back"


ABOUT = (
    "In one trial people stretched before they went to sleep, for six weeks. It may help; six weeks"
    " are long enough to look back on. A night that is left out changes nothing and nothing begins"
    " anew."
)
REVIEW = (
    "This is what was; it does not say why. Is it worth going on for you? If cramps bother you,"
    " take this along to a doctor."
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
        super().__init__(appearance, "The six weeks")
        self.column.addWidget(text_label("The six weeks", font=appearance.font(1.6, bold=True)))
        self.column.addWidget(text_label(ABOUT))
        begin = button(BEGIN, self.begin_chosen.emit, primary=True)
        self._first = begin
        back = button(BACK, self.back_chosen.emit)
        if weeks is None:
            self.column.addLayout(button_row(appearance, begin))
        else:
            self._show(weeks)
            end = button(END, self.end_chosen.emit)
            buttons = [begin, end] if weeks.is_over else [end]
            begin.setText(BEGIN_AGAIN)
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
            title = LOOKING_BACK
        else:
            title = f"Week {min(6, (weeks.nights - 1) // 7 + 1)} of 6"
        texts = [
            f"From {first} to {last}.",
            f"Stretched on {weeks.total.stretch_nights} of {counted(weeks.nights, 'night')}.",
            *_cramps_in_words(weeks.total),
        ]
        note = REVIEW if weeks.is_over else ""
        self.column.addWidget(card(appearance, texts, title=title, note=note))
        come = [week for week in weeks.weeks if week.nights]
        self.column.addWidget(
            card(appearance, [f"{week_in_words(week)}." for week in come], title="Week by week")
        )


def _cramps_in_words(whole: Week) -> list[str]:
    lines = [f"{counted(whole.cramps, 'cramp')} in {counted(whole.cramp_nights, 'night')}."]
    if whole.mean_strength is not None:
        lines.append(f"Their strength was {whole.mean_strength:.1f} of 10 on average.")
    if whole.quiet_nights:
        lines.append(f"No cramp in {counted(whole.quiet_nights, 'night')}, as you said.")
    if whole.unknown_nights:
        lines.append(f"Nothing was written down of {counted(whole.unknown_nights, 'night')}.")
    return lines
