"""The preview of a routine: what it is, its true length, and its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from stretchapp.library.models import ExerciseStep, step_length_s
from stretchapp.ui.fit_label import FitLabel
from stretchapp.ui.labels import button, text_label
from stretchapp.ui.page import Page
from stretchapp.ui.text import (
    routine_facts,
    routine_name,
    step_sentences,
    step_timing,
    step_title,
)
from stretchapp.words import length_in_words

if TYPE_CHECKING:
    from stretchapp.library.models import Routine, Source, Step
    from stretchapp.ui.theme import Looks


class PreviewPage(Page):
    """Shows one routine before it is started.

    Attributes:
        routine: What is shown.

    Signals:
        start_chosen: Start the routine.
        tonight_chosen: Make it tonight's stretch.
    """

    start_chosen = Signal(object)
    tonight_chosen = Signal(object)

    def __init__(self, looks: Looks, routine: Routine, *, is_tonight: bool) -> None:
        """Show ``routine``.

        Args:
            looks: Fonts and sizes.
            routine: What is shown.
            is_tonight: Whether it is tonight's stretch already.
        """
        super().__init__(looks, routine.title)
        self.routine = routine
        title = FitLabel(looks, smallest=0.75, largest=1.6, bold=True)
        title.show_text(routine_name(routine))
        self.column.addWidget(title)
        self.column.addWidget(text_label(routine.purpose))
        self.column.addWidget(text_label(routine_facts(routine), quiet=True))
        self.column.addWidget(self._tonight_button(is_tonight=is_tonight))
        for number, step in enumerate(routine.steps, start=1):
            self.column.addWidget(self._card(number, step))
        self.column.addStretch(1)
        self._start = button(
            "Start", lambda: self.start_chosen.emit(routine), primary=True, player=True
        )
        self.add_buttons(button("Back", self.back_chosen.emit, player=True), self._start)

    def focus_first(self) -> None:
        """Give the focus to Start, so that Enter starts."""
        self._start.setFocus()

    def _tonight_button(self, *, is_tonight: bool) -> QWidget:
        if is_tonight:
            return text_label("This is tonight's stretch.", quiet=True)
        made = button("Make it tonight's stretch", lambda: self.tonight_chosen.emit(self.routine))
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        return made

    def _card(self, number: int, step: Step) -> QFrame:
        looks = self._looks
        card = QFrame()
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        margin = looks.px(14)
        column.setContentsMargins(margin, looks.px(10), margin, looks.px(10))
        column.setSpacing(looks.px(6))
        timing = step_timing(step)
        if isinstance(step, ExerciseStep):
            length = length_in_words(step_length_s(step, self.routine.change_sides_s))
            timing = f"{timing} · {length} in all"
        column.addWidget(
            text_label(f"{number}. {step_title(step)}", font=looks.font(1.1, bold=True))
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


def _origin(source: Source) -> str:
    line = "" if source.line is None else f", line {source.line}"
    quote = "" if source.quote is None else f": “{source.quote}”"
    return f"From article {source.document}{line}{quote}"
