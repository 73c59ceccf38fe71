"""The preview page of a routine: its purpose, its true length, and its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QWidget,
)

from stretchapp.base.i18n import N_, _
from stretchapp.library.routines.models import ExerciseStep, WaitStep, step_length_s
from stretchapp.session.timeline import step_name
from stretchapp.ui.widgets.card import button_row, card
from stretchapp.ui.widgets.fitting_label import FittingLabel
from stretchapp.ui.widgets.for_you_card import for_you_card
from stretchapp.ui.widgets.labels import BACK, button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page
from stretchapp.ui.widgets.why_fold import WhyFold
from stretchapp.wording.exercises import picture_name
from stretchapp.wording.lengths import length_in_words, minutes_in_words
from stretchapp.wording.routines import (
    CARE_FOR_ALL,
    NOTHING_LEFT,
    care_for_all,
    changes_in_words,
    in_all,
    routine_facts,
    routine_name,
    step_care,
    step_sentences,
    step_timing,
)
from stretchapp.wording.why import why

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QPixmap

    from stretchapp.library.routines.fit_to_person import FittedRoutine
    from stretchapp.library.routines.models import Exercise, Step
    from stretchapp.library.texts.diary import DoctorRule
    from stretchapp.session.timeline import Segment
    from stretchapp.ui.theme.appearance import Appearance

START = N_("Start")
SIT_INSTEAD = N_("Seated version")
DO_STANDING = N_("Standing version")
PRINT = N_("Print")
PRINT_NAME = N_("Print: save as a PDF file")
MAKE_TONIGHT = N_("Use as tonight's stretch")
IS_TONIGHT = N_("This is tonight's stretch.")
WITHOUT_WAITS_AND_VOICE = N_("{length} without waits and spoken instructions.")
RELIEVES = N_(
    "Start opens cramp relief for this place, as F2 does. It asks how the cramp is, and continues"
    " until it has eased. The list below is the same help without questions; you can print it."
)


class PreviewPage(Page):
    """Shows one routine before it is started.

    Attributes:
        routine: The routine.
        is_sitting: Whether the routine is done sitting or lying where that is possible.

    Signals:
        start_chosen: Start the routine.
        tonight_chosen: Make the routine tonight's stretch.
        print_chosen: Print the routine.
        sitting_chosen: Show the routine done sitting or lying (True), or standing (False).
    """

    sitting_chosen = Signal(bool)
    start_chosen = Signal(object)
    tonight_chosen = Signal(object)
    print_chosen = Signal(object)

    def __init__(
        self,
        appearance: Appearance,
        fit: FittedRoutine,
        *,
        is_tonight: bool,
        relieves: bool,
        titles: Mapping[str, str],
        rules: Sequence[DoctorRule] = (),
        picture: Callable[[str], QPixmap | None] = lambda _: None,
        spoken: Sequence[Segment] | None = None,
    ) -> None:
        """Show a routine.

        Args:
            appearance: Fonts and sizes.
            fit: The routine, fitted to the person.
            is_tonight: Whether the routine is tonight's stretch already.
            relieves: Whether Start opens relief, which does better what the routine does.
            titles: The titles of the articles by their numbers.
            rules: The doctor rules that the person should know.
            picture: Returns the picture of an exercise by its id, if there is one.
            spoken: The plan with the waits and the time that the voice needs; None without both.
        """
        routine = fit.routine
        super().__init__(appearance, routine.title)
        self.routine = routine
        self.is_sitting = fit.is_sitting
        title = FittingLabel(appearance, smallest=0.75, largest=1.6, bold=True)
        title.show_text(routine_name(routine))
        self.column.addWidget(title)
        self.column.addWidget(text_label(routine.purpose))
        length_s = None if spoken is None else sum(segment.length_s for segment in spoken)
        self.column.addWidget(text_label(routine_facts(routine, length_s), quiet=True))
        written = minutes_in_words(routine.total_s)
        if length_s is not None and minutes_in_words(length_s) != written:
            sentence = _(WITHOUT_WAITS_AND_VOICE)
            self.column.addWidget(text_label(sentence.format(length=written), quiet=True))
        self._spoken = spoken
        self._picture = picture
        self._titles = titles
        if relieves:
            self.column.addWidget(card(appearance, [_(RELIEVES)]))
        reasons = why(routine, titles)
        if reasons:
            self.column.addWidget(WhyFold(appearance, reasons, routine.title))
        if fit.changes or fit.advice or rules:
            sentences = [*([] if routine.steps else [_(NOTHING_LEFT)]), *changes_in_words(fit)]
            self.column.addWidget(for_you_card(appearance, sentences, rules, titles))
        buttons = [self._sitting_button()] if fit.can_sit else []
        if is_tonight:
            self.column.addWidget(text_label(_(IS_TONIGHT), quiet=True))
        elif not relieves:
            buttons.append(self._tonight_button())
        if buttons:
            self.column.addLayout(button_row(appearance, *buttons))
        self._care = care_for_all(routine.steps)
        if self._care:
            self.column.addWidget(text_label(_(CARE_FOR_ALL).format(care=self._care), quiet=True))
        for number, step in enumerate(routine.steps, start=1):
            self.column.addWidget(self._card(number, step))
        self.column.addStretch(1)
        self._start = button(
            _(START), lambda: self.start_chosen.emit(routine), primary=True, player=True
        )
        self._start.setEnabled(bool(routine.steps))
        self._back = button(_(BACK), self.back_chosen.emit, player=True)
        printing = button(
            _(PRINT),
            lambda: self.print_chosen.emit(routine),
            player=True,
            name=_(PRINT_NAME),
        )
        self.add_buttons(self._back, printing, self._start)

    def focus_first(self) -> None:
        """Give the focus to Start, so that Enter starts; to Back if there is nothing to start."""
        (self._start if self._start.isEnabled() else self._back).setFocus()

    def _sitting_button(self) -> QPushButton:
        return button(
            _(DO_STANDING if self.is_sitting else SIT_INSTEAD),
            lambda: self.sitting_chosen.emit(not self.is_sitting),
        )

    def _tonight_button(self) -> QPushButton:
        return button(_(MAKE_TONIGHT), lambda: self.tonight_chosen.emit(self.routine))

    def _card(self, number: int, step: Step) -> QFrame:
        texts: list[str | QWidget] = []
        picture = None
        timing = step_timing(step)
        length_s = self._length_s(number, step)
        if isinstance(step, WaitStep) and length_s:
            pattern = _("{length}, or as long as you like")
            timing = pattern.format(length=length_in_words(length_s))
        if isinstance(step, ExerciseStep):
            timing = in_all(timing, length_in_words(length_s))
            picture = self._picture_of(step.exercise)
        texts += [text_label(timing, quiet=True), " ".join(step_sentences(step))]
        if isinstance(step, ExerciseStep):
            exercise = step.exercise
            care = step_care(step, self._care)
            if care:
                texts.append(text_label(care, quiet=True))
            reasons = why(step, self._titles)
            if reasons:
                texts.append(WhyFold(self._appearance, reasons, exercise.name))
        title = f"{number}. {step_name(step)}"
        return card(self._appearance, texts, title=title, picture=picture)

    def _length_s(self, number: int, step: Step) -> float:
        """Return the length of a step in seconds, with the time for the voice if there is one."""
        if self._spoken is None:
            return step_length_s(step, self.routine.change_sides_s)
        return sum(segment.length_s for segment in self._spoken if segment.step == number - 1)

    def _picture_of(self, exercise: Exercise) -> QLabel | None:
        pixmap = self._picture(exercise.id)
        if pixmap is None:
            return None
        label = QLabel()
        label.setPixmap(pixmap)
        label.setAccessibleName(picture_name(exercise.name))
        return label
