"""The preview of a routine: what it is, its true length, and its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from stretchapp.library.routines.models import ExerciseStep, step_length_s
from stretchapp.ui.widgets.fitting_label import FittingLabel
from stretchapp.ui.widgets.labels import button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page
from stretchapp.wording.routines import (
    FROM_ARTICLE,
    quoted,
    routine_facts,
    routine_name,
    step_sentences,
    step_timing,
    step_title,
)
from stretchapp.wording.session import length_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QPixmap

    from stretchapp.library.routines.fit_to_person import FittedRoutine
    from stretchapp.library.routines.models import Source, Step
    from stretchapp.library.texts.diary import DoctorRule
    from stretchapp.session.timeline import Segment
    from stretchapp.ui.theme.appearance import Appearance


class PreviewPage(Page):
    """Shows one routine before it is started.

    Attributes:
        routine: What is shown.
        is_sitting: Whether it is done sitting or lying where that is possible.

    Signals:
        start_chosen: Start the routine.
        tonight_chosen: Make it tonight's stretch.
        print_chosen: Write it on a sheet of paper.
        sitting_chosen: Show it done sitting or lying (True), or standing (False).
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
        rules: Sequence[DoctorRule] = (),
        picture: Callable[[str], QPixmap | None] = lambda _: None,
        spoken: Sequence[Segment] | None = None,
    ) -> None:
        """Show a routine.

        Args:
            appearance: Fonts and sizes.
            fit: What is shown, fitted to the person.
            is_tonight: Whether it is tonight's stretch already.
            rules: The doctor rules that the person should know.
            picture: Returns the picture of an exercise, if there is one.
            spoken: The plan with the time that the voice needs; None where none speaks.
        """
        routine = fit.routine
        super().__init__(appearance, routine.title)
        self.routine = routine
        self.is_sitting = any(change.kind == "instead" for change in fit.changes)
        title = FittingLabel(appearance, smallest=0.75, largest=1.6, bold=True)
        title.show_text(routine_name(routine))
        self.column.addWidget(title)
        self.column.addWidget(text_label(routine.purpose))
        length_s = None if spoken is None else sum(segment.length_s for segment in spoken)
        self.column.addWidget(text_label(routine_facts(routine, length_s), quiet=True))
        if length_s is not None and length_s > routine.total_s:
            written = length_in_words(routine.total_s)
            self.column.addWidget(text_label(f"{written} without the voice.", quiet=True))
        self._spoken = spoken
        self._picture = picture
        if fit.changes or rules:
            self.column.addWidget(self._fitted_card(fit, rules))
        if fit.can_sit:
            self.column.addWidget(self._sitting_button())
        self.column.addWidget(self._tonight_button(is_tonight=is_tonight))
        for number, step in enumerate(routine.steps, start=1):
            self.column.addWidget(self._card(number, step))
        self.column.addStretch(1)
        self._start = button(
            "Start", lambda: self.start_chosen.emit(routine), primary=True, player=True
        )
        self._start.setEnabled(bool(routine.steps))
        self._back = button("Back", self.back_chosen.emit, player=True)
        printing = button(
            "Print",
            lambda: self.print_chosen.emit(routine),
            player=True,
            name="Print: write a PDF file",
        )
        self.add_buttons(self._back, printing, self._start)

    def focus_first(self) -> None:
        """Give the focus to Start, so that Enter starts; to Back where nothing can be started."""
        (self._start if self._start.isEnabled() else self._back).setFocus()

    def _fitted_card(self, fit: FittedRoutine, rules: Sequence[DoctorRule]) -> QFrame:
        """Return the card that says what was changed for the person, and why."""
        card, column = self._empty_card()
        column.addWidget(text_label("For you", font=self._appearance.font(1.1, bold=True)))
        if not fit.routine.steps:
            column.addWidget(text_label("Nothing of this routine is left. Choose another one."))
        for change in fit.changes:
            column.addWidget(text_label(f"{change.step}: {change.text}"))
        for rule in rules:
            column.addWidget(text_label(rule.text))
            words = " ".join(quoted(quote.words, quote.source) for quote in rule.quotes)
            if words:
                column.addWidget(text_label(words, quiet=True))
        return card

    def _sitting_button(self) -> QPushButton:
        made = button(
            "Do it standing" if self.is_sitting else "Sit or lie instead",
            lambda: self.sitting_chosen.emit(not self.is_sitting),
        )
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        return made

    def _tonight_button(self, *, is_tonight: bool) -> QWidget:
        if is_tonight:
            return text_label("This is tonight's stretch.", quiet=True)
        made = button("Make it tonight's stretch", lambda: self.tonight_chosen.emit(self.routine))
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        return made

    def _card(self, number: int, step: Step) -> QFrame:
        appearance = self._appearance
        card, column = self._empty_card(step)
        timing = step_timing(step)
        if isinstance(step, ExerciseStep):
            length = length_in_words(self._length_s(number, step))
            timing = f"{timing} · {length} in all"
        column.addWidget(
            text_label(f"{number}. {step_title(step)}", font=appearance.font(1.1, bold=True))
        )
        column.addWidget(text_label(timing, quiet=True))
        column.addWidget(text_label(" ".join(step_sentences(step))))
        if isinstance(step, ExerciseStep):
            exercise = step.exercise
            care = " ".join(text for text in (exercise.breathing, exercise.safety) if text)
            if care:
                column.addWidget(text_label(care, quiet=True))
            if exercise.sources:
                column.addWidget(text_label(_origin(exercise.sources[0]), quiet=True))
        return card

    def _length_s(self, number: int, step: Step) -> float:
        """Return how long a step takes, with the voice if one speaks."""
        if self._spoken is None:
            return step_length_s(step, self.routine.change_sides_s)
        return sum(segment.length_s for segment in self._spoken if segment.step == number - 1)

    def _empty_card(self, step: Step | None = None) -> tuple[QFrame, QVBoxLayout]:
        """Return a card and its column; beside that, the picture of a step."""
        appearance = self._appearance
        card = QFrame()
        card.setProperty("card", True)
        row = QHBoxLayout(card)
        row.setContentsMargins(
            appearance.px(14), appearance.px(10), appearance.px(14), appearance.px(10)
        )
        row.setSpacing(appearance.px(14))
        column = QVBoxLayout()
        column.setSpacing(appearance.px(6))
        row.addLayout(column, 1)
        picture = self._picture(step.exercise.id) if isinstance(step, ExerciseStep) else None
        if isinstance(step, ExerciseStep) and picture is not None:
            label = QLabel()
            label.setPixmap(picture)
            label.setAccessibleName(f"Picture: {step.exercise.name}")
            row.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        return card, column


def _origin(source: Source) -> str:
    line = "" if source.line is None else f", line {source.line}"
    quote = "" if source.quote is None else f": “{source.quote}”"
    return f"{FROM_ARTICLE} {source.document}{line}{quote}"
