"""The form to add or change a reminder, which repeats it in a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from stretchapp.base.i18n import N_, _, ngettext
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
from stretchapp.wording.dates import (
    short_weekday_name,
    time_in_words,
    weekday_name,
    weekdays_in_order,
)
from stretchapp.wording.reminders import rule_in_words
from stretchapp.wording.routines import routine_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from stretchapp.library.routines.models import Routine
    from stretchapp.ui.theme.appearance import Appearance

ROUTINE_QUESTION = N_("Routine")
WHEN_QUESTION = N_("When")
AT_TIME_OF_DAY = N_("At a time of day")
BEFORE_BEDTIME = N_("Before my bedtime")
TIME_QUESTION = N_("Time")
TEXT_QUESTION = N_("Extra text (optional)")
NO_DAY = N_("Choose at least one day.")
MINUTES_QUESTION = N_("How long before bedtime")

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
        title = _("Change the reminder") if rule.id else _("Add a reminder")
        super().__init__(appearance, title)
        self._rule = rule
        self._routines = {routine.id: routine for routine in routines}
        self.column.addWidget(text_label(title, font=appearance.font(1.6, bold=True)))
        self._routine = self._choice(
            _(ROUTINE_QUESTION),
            [(routine_name(routine), routine.id) for routine in routines],
            rule.routine,
        )
        is_fixed = isinstance(rule.when, AtTimes)
        self._kind = self._choice(
            _(WHEN_QUESTION),
            [(_(AT_TIME_OF_DAY), AT_TIMES), (_(BEFORE_BEDTIME), AT_BED)],
            AT_TIMES if is_fixed else AT_BED,
        )
        times = rule.when.times if isinstance(rule.when, AtTimes) else ()
        example = ", ".join(time_in_words(time(hour)) for hour in (8, 13, 19))
        self._times_label = text_label(
            # Translators: {example} is several times of day with commas between them.
            _("Time (several times with commas, such as {example})").format(example=example)
        )
        self._times = TimeField(_(TIME_QUESTION), times)
        self._times.edited.connect(self._show)
        self._add(self._times_label, self._times)
        minutes = USUAL_BEFORE_BED if isinstance(rule.when, AtTimes) else rule.when.minutes
        self._minutes_label = text_label(_(MINUTES_QUESTION))
        self._minutes = ComboBox(appearance, _(MINUTES_QUESTION))
        for value in sorted({*BEFORE_BED, minutes}):
            words = ngettext("{count} minute", "{count} minutes", value).format(count=value)
            self._minutes.addItem(words if value else _("At bedtime"), value)
        self._minutes.setCurrentIndex(self._minutes.findData(min(minutes, MAX_BEFORE_BED_MIN)))
        self._minutes.currentIndexChanged.connect(self._show)
        self._add(self._minutes_label, self._minutes)
        self._days = {weekday: self._day(weekday) for weekday in weekdays_in_order()}
        self.column.addWidget(text_label(_("Days")))
        row = FlowLayout(appearance.px(8))
        for day in self._days.values():
            row.addWidget(day)
        self.column.addLayout(row)
        self._text = QLineEdit(rule.text)
        self._text.setMaxLength(LONGEST_TEXT)
        self._text.setAccessibleName(_(TEXT_QUESTION))
        self._text.textChanged.connect(self._show)
        self._add(text_label(_(TEXT_QUESTION)), self._text)
        self._sentence = text_label(font=appearance.font(1.0, bold=True), spoken=True)
        self.column.addWidget(self._sentence)
        self.column.addStretch(1)
        self._save = button(_(SAVE), self._on_save, primary=True)
        self.add_buttons(self._save, button(_(CANCEL), self.back_chosen.emit))
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
            weekdays=frozenset(day for day, chip in self._days.items() if chip.isChecked()),
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
        if not any(chip.isChecked() for chip in self._days.values()):
            return _(NO_DAY)
        return ""

    def _show(self) -> None:
        is_fixed = self._kind.currentData() == AT_TIMES
        for widget in (self._times_label, self._times):
            widget.setVisible(is_fixed)
        for widget in (self._minutes_label, self._minutes):
            widget.setVisible(not is_fixed)
        problem = self._problem()
        self._sentence.setText(problem or rule_in_words(self.rule))
        self._save.setEnabled(not problem)

    def _on_save(self) -> None:
        if not self._problem():
            self.saved.emit(self.rule)

    def _day(self, weekday: int) -> KeyButton:
        name = weekday_name(weekday)
        short = short_weekday_name(weekday)
        day = KeyButton(self._appearance, short, EMPTY, self._show, name=name)
        day.setCheckable(True)
        day.setChecked(weekday in self._rule.weekdays)
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
