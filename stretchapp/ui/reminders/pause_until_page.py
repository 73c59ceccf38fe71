"""The page to pause reminders until a date."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from stretchapp.ui.widgets.fields.date_field import DateField
from stretchapp.ui.widgets.labels import CANCEL, SAVE, button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page
from stretchapp.wording.dates import DAY_NAMES, date_in_words

if TYPE_CHECKING:
    from datetime import date

    from stretchapp.ui.theme.appearance import Appearance

DATE_QUESTION = "The first evening with reminders"
NOT_AFTER_TODAY = "The date has to be after today."


USUAL_LENGTH = timedelta(days=7)
"""The length of the pause that is offered first."""


class PauseUntilPage(Page):
    """Asks for the first evening with reminders again.

    Signals:
        saved: Pause until a date; with the date.
    """

    saved = Signal(object)

    def __init__(self, appearance: Appearance, today: date) -> None:
        """Offer a week from ``today``."""
        super().__init__(appearance, "No reminders until a date")
        self._today = today
        self.column.addWidget(
            text_label("Until which evening?", font=appearance.font(1.6, bold=True))
        )
        self.column.addWidget(
            text_label("Write the date as year, month, day. Up and Down move it by a day.")
        )
        self._entry = DateField(DATE_QUESTION, today + USUAL_LENGTH)
        self._entry.textChanged.connect(self._show)
        self._entry.returnPressed.connect(self._on_save)
        self.column.addWidget(self._entry)
        self._sentence = text_label(font=appearance.font(1.0, bold=True), spoken=True)
        self.column.addWidget(self._sentence)
        self.column.addStretch(1)
        self._save = button(SAVE, self._on_save, primary=True)
        self.add_buttons(self._save, button(CANCEL, self.back_chosen.emit))
        self._show()

    def focus_first(self) -> None:
        """Give the focus to the date."""
        self._entry.setFocus()

    def _show(self) -> None:
        day = self._entry.day
        if day is None:
            sentence = f"'{self._entry.text()}' is no date such as {self._today + USUAL_LENGTH}."
        elif day <= self._today:
            sentence = NOT_AFTER_TODAY
        else:
            sentence = (
                f"Reminders come again from {DAY_NAMES[day.weekday()]}, {date_in_words(day)}."
            )
        self._sentence.setText(sentence)
        self._save.setEnabled(self._is_valid)

    @property
    def _is_valid(self) -> bool:
        day = self._entry.day
        return day is not None and day > self._today

    def _on_save(self) -> None:
        if self._is_valid:
            self.saved.emit(self._entry.day)
