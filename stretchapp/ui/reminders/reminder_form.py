"""The form to add or change a reminder, which repeats it in a sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from stretchapp.reminders.rules import (
    EVERY_DAY,
    MAX_BEFORE_BED_MIN,
    AtTimes,
    BeforeBed,
    Rule,
    occasion_of,
)
from stretchapp.ui.widgets.fields.chip_group import EMPTY
from stretchapp.ui.widgets.fields.combo_box import ComboBox
from stretchapp.ui.widgets.fields.time_field import TimeField
from stretchapp.ui.widgets.flow_layout import FlowLayout
from stretchapp.ui.widgets.key_button import KeyButton
from stretchapp.ui.widgets.labels import CANCEL, SAVE, button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page
from stretchapp.wording.dates import DAY_NAMES
from stretchapp.wording.reminders import rule_in_words
from stretchapp.wording.routines import routine_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from stretchapp.library.routines.models import Routine
    from stretchapp.ui.theme.appearance import Appearance

ROUTINE_QUESTION = "Of what?"
WHEN_QUESTION = "When?"
AT_TIME_OF_DAY = "At a time of day"
BEFORE_BEDTIME = "Before my bedtime"
TIME_QUESTION = "At what time?"
TEXT_QUESTION = "What it says besides"
NO_DAY = "Choose at least one day."
MINUTES_QUESTION = "How long before the bedtime?"

LONGEST_TEXT = 200
"""The longest extra text, in characters."""

BEFORE_BED = (0, 15, 30, 45, 60, 90)
"""The offered times before the bedtime, in minutes."""

USUAL_BEFORE_BED = 30
"""The time before the bedtime of a new reminder, in minutes."""

AT_TIMES, AT_BED = "times", "bed"


def new_rule(routine: Routine) -> Rule:
    """Return a new reminder: ``routine``, half an hour before bed, every day."""
    return Rule(
        id=0,
        when=BeforeBed(USUAL_BEFORE_BED),
        weekdays=EVERY_DAY,
        routine=routine.id,
        title=routine.title,
        occasion=occasion_of(routine.when),
    )


class ReminderForm(Page):
    """A form for one reminder.

    Signals:
        saved: Save the reminder; with its rule.
    """

    saved = Signal(object)

    def __init__(self, appearance: Appearance, rule: Rule, routines: Sequence[Routine]) -> None:
        """Show ``rule``.

        Args:
            appearance: Fonts and sizes.
            rule: The reminder; id 0 is a new one.
            routines: The routines to choose from.
        """
        title = "Change the reminder" if rule.id else "Add a reminder"
        super().__init__(appearance, title)
        self._rule = rule
        self._routines = {routine.id: routine for routine in routines}
        self.column.addWidget(text_label(title, font=appearance.font(1.6, bold=True)))
        self._routine = self._choice(
            ROUTINE_QUESTION,
            [(routine_name(routine), routine.id) for routine in routines],
            rule.routine,
        )
        is_fixed = isinstance(rule.when, AtTimes)
        self._kind = self._choice(
            WHEN_QUESTION,
            [(AT_TIME_OF_DAY, AT_TIMES), (BEFORE_BEDTIME, AT_BED)],
            AT_TIMES if is_fixed else AT_BED,
        )
        times = rule.when.times if isinstance(rule.when, AtTimes) else ()
        self._times_label = text_label("At what time? Several with commas: 8:00, 13:00, 19:00")
        self._times = TimeField(TIME_QUESTION, times)
        self._times.edited.connect(self._show)
        self._add(self._times_label, self._times)
        minutes = USUAL_BEFORE_BED if isinstance(rule.when, AtTimes) else rule.when.minutes
        self._minutes_label = text_label("How long before it?")
        self._minutes = ComboBox(appearance, MINUTES_QUESTION)
        for value in sorted({*BEFORE_BED, minutes}):
            self._minutes.addItem(f"{value} minutes" if value else "At bedtime", value)
        self._minutes.setCurrentIndex(self._minutes.findData(min(minutes, MAX_BEFORE_BED_MIN)))
        self._minutes.currentIndexChanged.connect(self._show)
        self._add(self._minutes_label, self._minutes)
        self._days = [self._day(index) for index in range(len(DAY_NAMES))]
        self.column.addWidget(text_label("On which days?"))
        row = FlowLayout(appearance.px(8))
        for day in self._days:
            row.addWidget(day)
        self.column.addLayout(row)
        self._text = QLineEdit(rule.text)
        self._text.setMaxLength(LONGEST_TEXT)
        self._text.setAccessibleName(TEXT_QUESTION)
        self._text.textChanged.connect(self._show)
        self._add(text_label("What it says besides, if you like"), self._text)
        self._sentence = text_label(font=appearance.font(1.0, bold=True), spoken=True)
        self.column.addWidget(self._sentence)
        self.column.addStretch(1)
        self._save = button(SAVE, self._on_save, primary=True)
        self.add_buttons(self._save, button(CANCEL, self.back_chosen.emit))
        for field in (self._times, self._text):
            field.returnPressed.connect(self._on_save)
        self._routine.currentIndexChanged.connect(self._show)
        self._kind.currentIndexChanged.connect(self._show)
        self._show()

    @property
    def rule(self) -> Rule:
        """The reminder as entered."""
        when = (
            AtTimes(self._times.times)
            if self._kind.currentData() == AT_TIMES
            else BeforeBed(self._minutes.currentData())
        )
        routine = self._routines.get(self._routine.currentData())
        changed = replace(
            self._rule,
            when=when,
            weekdays=frozenset(index for index, day in enumerate(self._days) if day.isChecked()),
            text=self._text.text().strip(),
        )
        if routine is None:
            return changed
        return replace(
            changed,
            routine=routine.id,
            title=routine.title,
            occasion=occasion_of(routine.when),
        )

    def focus_first(self) -> None:
        """Give the focus to the time, which is changed most often."""
        is_fixed = self._kind.currentData() == AT_TIMES
        (self._times if is_fixed else self._minutes).setFocus()

    def _problem(self) -> str:
        """Return why the reminder cannot be saved; empty if it can."""
        if self._kind.currentData() == AT_TIMES and self._times.problem:
            return self._times.problem
        if not any(day.isChecked() for day in self._days):
            return NO_DAY
        return ""

    def _show(self) -> None:
        is_fixed = self._kind.currentData() == AT_TIMES
        for widget in (self._times_label, self._times):
            widget.setVisible(is_fixed)
        for widget in (self._minutes_label, self._minutes):
            widget.setVisible(not is_fixed)
        problem = self._problem()
        self._sentence.setText(problem or f"{rule_in_words(self.rule)}.")
        self._save.setEnabled(not problem)

    def _on_save(self) -> None:
        if not self._problem():
            self.saved.emit(self.rule)

    def _day(self, index: int) -> KeyButton:
        name = DAY_NAMES[index]
        day = KeyButton(self._appearance, name[:3], EMPTY, self._show, name=name)
        day.setCheckable(True)
        day.setChecked(index in self._rule.weekdays)
        return day

    def _choice(self, label: str, items: Sequence[tuple[str, str]], chosen: str) -> ComboBox:
        choice = ComboBox(self._appearance, label)
        for text, value in items:
            choice.addItem(text, value)
        # A routine that no longer exists is not in the list; the first routine is chosen.
        choice.setCurrentIndex(max(0, choice.findData(chosen)))
        self._add(text_label(label), choice)
        return choice

    def _add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self.column.addWidget(widget)
