"""The page of one exercise: its figure, what to do, what to take care of, and why."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from stretchapp.base.i18n import N_, _
from stretchapp.ui.exercises.moving_figure import MovingFigure
from stretchapp.ui.widgets.card import card
from stretchapp.ui.widgets.fitting_label import FittingLabel
from stretchapp.ui.widgets.for_you_card import for_you_card
from stretchapp.ui.widgets.labels import BACK, button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page
from stretchapp.ui.widgets.why_fold import WhyFold
from stretchapp.wording.exercises import exercise_name, exercise_needs, exercise_timing
from stretchapp.wording.lengths import length_in_words
from stretchapp.wording.routines import in_all
from stretchapp.wording.why import flows_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QFrame, QWidget

    from stretchapp.application.exercise_groups import ExerciseUses
    from stretchapp.figure.motion import Figure
    from stretchapp.library.routines.fit_to_person import FittedRoutine
    from stretchapp.library.routines.models import Exercise
    from stretchapp.library.texts.diary import DoctorRule
    from stretchapp.session.timeline import Segment
    from stretchapp.ui.theme.appearance import Appearance
    from stretchapp.wording.why import Why

DO_IT_NOW = N_("Do it now")
WHAT_TO_DO = N_("What to do")
WHERE_IT_IS = N_("Where it is used")
NOT_FOR_YOU = N_("This exercise is not right for you, so you cannot start it here.")

TALLEST_FIGURE = 0.55
"""The largest height of the figure, as a share of the page: what to do has to be seen too."""

LETTERS_SIDE_BY_SIDE = 45
"""The width of the page in letters from which the figure stands beside the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseContent:
    """What the page of an exercise shows.

    Attributes:
        exercise: The exercise as written.
        fit: It as a routine of one step, fitted to the person; None if it has no timing.
        length_s: How long that takes, with the time for the voice if there is one.
        rules: The doctor rules that the person should know.
        uses: The routines and flows that have it.
        why: The reasons for it.
        titles: The titles of the articles by their numbers.
        figure: Its figure, if it has one.
        segments: Its plan, by which the figure moves.
        still: Whether figures stand still.
    """

    exercise: Exercise
    fit: FittedRoutine | None
    length_s: float
    rules: Sequence[DoctorRule]
    uses: ExerciseUses
    why: Why
    titles: Mapping[str, str]
    figure: Figure | None
    segments: Sequence[Segment]
    still: bool


class ExercisePage(Page):
    """Shows one exercise.

    Attributes:
        content: What it shows.

    Signals:
        start_chosen: Do it now; with the routine of one step.
        routine_chosen: Look at a routine that has the exercise.
    """

    start_chosen = Signal(object)
    routine_chosen = Signal(object)

    def __init__(self, appearance: Appearance, content: ExerciseContent) -> None:
        """Show an exercise."""
        super().__init__(appearance, content.exercise.name)
        self.content = content
        title = FittingLabel(appearance, smallest=0.75, largest=1.6, bold=True)
        title.show_text(exercise_name(content.exercise))
        self.column.addWidget(title)
        self.column.addWidget(text_label(exercise_needs(content.exercise), quiet=True))
        self._middle = QHBoxLayout()
        self._middle.setSpacing(appearance.px(20))
        self.column.addLayout(self._middle)
        self._figure = MovingFigure(appearance, content.segments, still=content.still)
        self._middle.addWidget(self._figure, 1, Qt.AlignmentFlag.AlignTop)
        if content.figure is not None:
            self._figure.play(content.figure, content.exercise.name)
        texts = QVBoxLayout()
        texts.setSpacing(self.column.spacing())
        texts.addWidget(self._instructions())
        if content.fit is not None and (content.fit.changes or content.rules):
            texts.addWidget(self._for_you(content.fit))
        texts.addStretch(1)
        self._middle.addLayout(texts, 1)
        if content.uses.routines or content.uses.flows:
            self.column.addWidget(self._uses())
        if content.why:
            self.column.addWidget(WhyFold(appearance, content.why, content.exercise.name))
        self.column.addStretch(1)
        self._back = button(_(BACK), self.back_chosen.emit, player=True)
        self._start = button(_(DO_IT_NOW), self._on_start, primary=True, player=True)
        if not self._can_start:
            self._start.hide()
        self.add_buttons(self._back, self._start)

    def focus_first(self) -> None:
        """Give the focus to Do it now; to Back if the exercise cannot be done in time."""
        (self._start if self._can_start else self._back).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the figure beside the text, or above it in a narrow window."""
        super().resizeEvent(event)
        letters = event.size().width() / self._appearance.font().pointSizeF()
        self._middle.setDirection(
            QBoxLayout.Direction.LeftToRight
            if letters >= LETTERS_SIDE_BY_SIDE
            else QBoxLayout.Direction.TopToBottom
        )
        self._figure.setMaximumHeight(round(event.size().height() * TALLEST_FIGURE))

    @property
    def _can_start(self) -> bool:
        return self.content.fit is not None and bool(self.content.fit.routine.steps)

    def _instructions(self) -> QFrame:
        exercise = self.content.exercise
        texts: list[str | QWidget] = []
        timing = exercise_timing(exercise)
        if timing:
            length = length_in_words(self.content.length_s)
            texts.append(text_label(in_all(timing, length), quiet=True))
        steps = [step.text for step in exercise.steps]
        numbered = [f"{number}. {text}" for number, text in enumerate(steps, start=1)]
        texts += numbered if len(steps) > 1 else steps
        texts += [text for text in (exercise.breathing, exercise.safety) if text]
        return card(self._appearance, texts, title=_(WHAT_TO_DO))

    def _for_you(self, fit: FittedRoutine) -> QFrame:
        sentences = [change.text for change in fit.changes]
        if not fit.routine.steps:
            sentences.append(_(NOT_FOR_YOU))
        return for_you_card(self._appearance, sentences, self.content.rules, self.content.titles)

    def _uses(self) -> QFrame:
        """Return the card with buttons for the routines, and the places of the relief flows."""
        uses = self.content.uses
        routines = [
            button(routine.title, functools.partial(self.routine_chosen.emit, routine))
            for routine in uses.routines
        ]
        return card(self._appearance, flows_in_words(uses.flows), routines, title=_(WHERE_IT_IS))

    def _on_start(self) -> None:
        if self.content.fit is not None:
            self.start_chosen.emit(self.content.fit.routine)
