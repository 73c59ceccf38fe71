"""The page of bedtimes: one for each evening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from stretchapp.reminders.rules import Bedtimes
from stretchapp.ui.widgets.fields.time_field import TimeField
from stretchapp.ui.widgets.labels import CANCEL, SAVE, button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page
from stretchapp.wording.dates import DAY_NAMES

if TYPE_CHECKING:
    from stretchapp.ui.theme.appearance import Appearance

SAME_EVERY_EVENING = "Every evening as on Monday"


class BedtimesPage(Page):
    """A form for the bedtimes of the week.

    Signals:
        saved: Save the bedtimes; with the ``Bedtimes``.
    """

    saved = Signal(object)

    def __init__(self, appearance: Appearance, bedtimes: Bedtimes) -> None:
        """Show ``bedtimes``."""
        super().__init__(appearance, "Bedtime")
        self.column.addWidget(
            text_label("When do you go to bed?", font=appearance.font(1.6, bold=True))
        )
        self.column.addWidget(
            text_label("A time before noon is after midnight: 0:30 ends the evening before.")
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(appearance.px(20))
        grid.setVerticalSpacing(appearance.px(10))
        grid.setColumnStretch(1, 1)
        self._entries: list[TimeField] = []
        for row, (name, at) in enumerate(zip(DAY_NAMES, bedtimes.by_weekday, strict=True)):
            entry = TimeField(f"{name} evening", [at])
            entry.edited.connect(self._show)
            entry.returnPressed.connect(self._on_save)
            label = text_label(f"{name} evening")
            label.setBuddy(entry)
            # The field is short, so the label needs no wrapping.
            label.setWordWrap(False)
            grid.addWidget(label, row, 0)
            grid.addWidget(entry, row, 1)
            self._entries.append(entry)
        self.column.addLayout(grid)
        self._problem = text_label(font=appearance.font(1.0, bold=True), spoken=True)
        self.column.addWidget(self._problem)
        self.column.addWidget(button(SAME_EVERY_EVENING, self._on_same))
        self.column.addStretch(1)
        self._save = button(SAVE, self._on_save, primary=True)
        self.add_buttons(self._save, button(CANCEL, self.back_chosen.emit))
        self._show()

    def focus_first(self) -> None:
        """Give the focus to the first evening."""
        self._entries[0].setFocus()

    def _on_same(self) -> None:
        for entry in self._entries[1:]:
            entry.setText(self._entries[0].text())

    def _show(self) -> None:
        problem = self._find_problem()
        self._problem.setText(problem)
        self._problem.setVisible(problem != "")
        self._save.setEnabled(not problem)

    def _find_problem(self) -> str:
        for name, entry in zip(DAY_NAMES, self._entries, strict=True):
            if entry.problem:
                return f"{name}: {entry.problem}"
            if len(entry.times) > 1:
                return f"{name}: one time is enough."
        return ""

    def _on_save(self) -> None:
        if not self._find_problem():
            self.saved.emit(Bedtimes(tuple(entry.times[0] for entry in self._entries)))
