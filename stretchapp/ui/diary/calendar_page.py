"""The calendar page: a month of nights, a legend, and the selected night in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from stretchapp.base.i18n import N_, _
from stretchapp.ui.diary.month_calendar import MonthCalendar
from stretchapp.ui.diary.night_painter import paint_bar, paint_disc, paint_ring, screen_colours
from stretchapp.ui.widgets.card import button_row
from stretchapp.ui.widgets.labels import BACK, button, text_label
from stretchapp.ui.widgets.later import do_later
from stretchapp.ui.widgets.pages.scrolling_page import Page
from stretchapp.wording.dates import month_in_words
from stretchapp.wording.diary import cramp_counts_in_words, night_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from stretchapp.diary.nights import Night
    from stretchapp.ui.theme.appearance import Appearance

TITLE = N_("Calendar")
AS_TABLE = N_("Show as table")
OPEN_NIGHT = N_("Open this night")

SIGN_LINES = 1.3

_SIGNS: tuple[tuple[str, str], ...] = (
    ("stretch", N_("Bar: stretched")),
    ("cramps", N_("Disc: cramps, with the strength of the strongest, 0 to 10; ? means unknown")),
    ("quiet", N_("Ring: no cramp, as you recorded")),
    ("unknown", N_("No sign: no entry")),
)


class CalendarPage(Page):
    """Shows a month of nights.

    Signals:
        night_chosen: Show a night; with the date of its evening.
        table_chosen: Show the month as a table; with its nights.
    """

    night_chosen = Signal(object)
    table_chosen = Signal(object)

    def __init__(
        self,
        appearance: Appearance,
        tonight: date,
        shown: date,
        nights: Callable[[date, date], Sequence[Night]],
    ) -> None:
        """Show the month of a night.

        Args:
            appearance: Fonts and colours.
            tonight: The present night.
            shown: The evening of the night to begin with.
            nights: Returns what is known of the nights from one to another.
        """
        super().__init__(appearance, _(TITLE))
        self._month = text_label(font=appearance.font(1.4, bold=True))
        self._earlier = self._button(_("Earlier"), -1, _("Earlier month, Page Up"))
        self._later = self._button(_("Later"), 1, _("Later month, Page Down"))
        self.column.addWidget(self._month)
        self.column.addLayout(button_row(appearance, self._earlier, self._later))
        self._known = text_label(quiet=True)
        self.column.addWidget(self._known)
        self.calendar = MonthCalendar(appearance, tonight, nights)
        self.column.addWidget(self.calendar)
        self._night = text_label(font=appearance.font(1.0, bold=True))
        self.add_line(self._night)
        self.column.addLayout(
            button_row(
                appearance,
                button(_(OPEN_NIGHT), lambda: self.night_chosen.emit(self.calendar.day)),
                button(
                    _(AS_TABLE),
                    lambda: self.table_chosen.emit(self.calendar.nights()),
                    name=_("Show this month as a table"),
                ),
            )
        )
        for sign, words in _SIGNS:
            self.column.addLayout(self._sign(sign, _(words)))
        self.column.addStretch(1)
        self.add_buttons(button(_(BACK), self.back_chosen.emit))
        self._tonight = tonight
        self.calendar.opened.connect(self.night_chosen)
        self.calendar.moved.connect(self._show)
        self.calendar.go_to(shown)

    def focus_first(self) -> None:
        """Give the focus to the calendar."""
        self.calendar.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Scroll to the selected night."""
        super().showEvent(event)
        self._scroll_to_night()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the selected night visible."""
        super().resizeEvent(event)
        # Later, when the calendar has its new height.
        do_later(self, self._scroll_to_night)

    def _show(self) -> None:
        day = self.calendar.day
        self._month.setText(month_in_words(day))
        self._known.setText(cramp_counts_in_words(self.calendar.nights()))
        self._night.setText(night_in_words(self.calendar.night))
        self._later.setEnabled((day.year, day.month) != (self._tonight.year, self._tonight.month))
        self._scroll_to_night()

    def _scroll_to_night(self) -> None:
        cell = self.calendar.visible_cell()
        content = self._scroll.widget()
        if content is not None and self.calendar.isVisible():
            middle = self.calendar.mapTo(content, cell.center())
            self._scroll.ensureVisible(middle.x(), middle.y(), 0, cell.height())

    def _button(self, text: str, months: int, name: str) -> QPushButton:
        return button(text, lambda: self.calendar.go_by_months(months), name=name)

    def _sign(self, sign: str, words: str) -> QHBoxLayout:
        """Return a row of the legend: a sign and its meaning."""
        appearance = self._appearance
        picture = QLabel()
        picture.setPixmap(_sign_picture(appearance, sign))
        # For a screen reader the words are enough.
        picture.setAccessibleName(" ")
        row = QHBoxLayout()
        row.setSpacing(appearance.px(10))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text_label(words, quiet=True), 1)
        return row


def _sign_picture(appearance: Appearance, sign: str) -> QPixmap:
    font = appearance.font()
    line = QFontMetrics(font).height()
    size = round(line * SIGN_LINES)
    picture = QPixmap(QSize(round(size * 1.6), size))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    room = QRectF(picture.rect())
    colours = screen_colours(appearance.theme)
    if sign == "stretch":
        paint_bar(painter, room.adjusted(0, 0, 0, -size * 0.2), line, colours)
    elif sign == "cramps":
        paint_disc(painter, room, colours, "7")
    elif sign == "quiet":
        paint_ring(painter, room, colours)
    painter.end()
    return picture
