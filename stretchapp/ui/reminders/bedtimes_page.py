"""The page of bedtimes: one for each evening."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from stretchapp.base.i18n import N_, _
from stretchapp.reminders.rules import Bedtimes
from stretchapp.ui.widgets.fields.time_field import TimeField
from stretchapp.ui.widgets.labels import CANCEL, SAVE, button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page
from stretchapp.wording.dates import time_in_words, weekday_name, weekdays_in_order

if TYPE_CHECKING:
    from stretchapp.ui.theme.appearance import Appearance

SAME_EVERY_EVENING = N_("Use {weekday}'s time every day")


class BedtimesPage(Page):
    """A form for the bedtimes of the week.

    Signals:
        saved: Save the bedtimes; with the ``Bedtimes``.
    """

    saved = Signal(object)

    def __init__(self, appearance: Appearance, bedtimes: Bedtimes) -> None:
        """Show ``bedtimes``."""
        super().__init__(appearance, _("Bedtime"))
        self.column.addWidget(
            text_label(_("When do you go to bed?"), font=appearance.font(1.6, bold=True))
        )
        self.column.addWidget(
            text_label(
                _(
                    "Times before noon mean after midnight: {time} for Monday is in the night from"
                    " Monday to Tuesday."
                ).format(time=time_in_words(time(0, 30)))
            )
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(appearance.px(20))
        grid.setVerticalSpacing(appearance.px(10))
        grid.setColumnStretch(1, 1)
        self._entries: dict[int, TimeField] = {}
        for row, weekday in enumerate(weekdays_in_order()):
            # Translators: {weekday} is such as Monday.
            name = _("{weekday} evening").format(weekday=weekday_name(weekday))
            entry = TimeField(name, [bedtimes.by_weekday[weekday]])
            entry.edited.connect(self._show)
            entry.returnPressed.connect(self._on_save)
            label = text_label(weekday_name(weekday))
            label.setBuddy(entry)
            # The field is short, so the label needs no wrapping.
            label.setWordWrap(False)
            grid.addWidget(label, row, 0)
            grid.addWidget(entry, row, 1)
            self._entries[weekday] = entry
        self.column.addLayout(grid)
        same = _(SAME_EVERY_EVENING).format(weekday=weekday_name(next(iter(self._entries))))
        self._problem = text_label(font=appearance.font(1.0, bold=True), spoken=True)
        self.column.addWidget(self._problem)
        self.column.addWidget(button(same, self._on_same))
        self.column.addStretch(1)
        self._save = button(_(SAVE), self._on_save, primary=True)
        self.add_buttons(self._save, button(_(CANCEL), self.back_chosen.emit))
        self._show()

    def focus_first(self) -> None:
        """Give the focus to the first evening."""
        next(iter(self._entries.values())).setFocus()

    def _on_same(self) -> None:
        first, *others = self._entries.values()
        for entry in others:
            entry.setText(first.text())

    def _show(self) -> None:
        problem = self._find_problem()
        self._problem.setText(problem)
        self._problem.setVisible(problem != "")
        self._save.setEnabled(not problem)

    def _find_problem(self) -> str:
        for weekday, entry in self._entries.items():
            problem = entry.problem
            if len(entry.times) > 1:
                problem = _("Enter only one time.")
            if problem:
                return _("{weekday}: {problem}").format(
                    weekday=weekday_name(weekday), problem=problem
                )
        return ""

    def _on_save(self) -> None:
        if not self._find_problem():
            by_weekday = tuple(self._entries[weekday].times[0] for weekday in range(7))
            self.saved.emit(Bedtimes(by_weekday))
