"""The page to pause reminders until a date."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from stretchapp.base.i18n import N_, _
from stretchapp.ui.widgets.fields.date_field import DateField
from stretchapp.ui.widgets.labels import CANCEL, SAVE, button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page
from stretchapp.wording.dates import date_in_words, weekday_name

if TYPE_CHECKING:
    from datetime import date

    from stretchapp.ui.theme.appearance import Appearance

DATE_QUESTION = N_("First evening with reminders")
NOT_AFTER_TODAY = N_("The date must be after today.")

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
        super().__init__(appearance, _("Pause reminders"))
        self._today = today
        self.column.addWidget(
            text_label(_("Pause reminders until …"), font=appearance.font(1.6, bold=True))
        )
        self.column.addWidget(
            text_label(_("Enter year, month, day. Press Up or Down to change the date by a day."))
        )
        self._entry = DateField(_(DATE_QUESTION), today + USUAL_LENGTH)
        self._entry.textChanged.connect(self._show)
        self._entry.returnPressed.connect(self._on_save)
        self.column.addWidget(self._entry)
        self._sentence = text_label(font=appearance.font(1.0, bold=True), spoken=True)
        self.column.addWidget(self._sentence)
        self.column.addStretch(1)
        self._save = button(_(SAVE), self._on_save, primary=True)
        self.add_buttons(self._save, button(_(CANCEL), self.back_chosen.emit))
        self._show()

    def focus_first(self) -> None:
        """Give the focus to the date."""
        self._entry.setFocus()

    def _show(self) -> None:
        day = self._entry.day
        if day is None:
            sentence = _("'{text}' is not a valid date. Example: {example}").format(
                text=self._entry.text(), example=self._today + USUAL_LENGTH
            )
        elif day <= self._today:
            sentence = _(NOT_AFTER_TODAY)
        else:
            sentence = _("You get reminders again from {weekday}, {date}.").format(
                weekday=weekday_name(day.weekday()), date=date_in_words(day)
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
