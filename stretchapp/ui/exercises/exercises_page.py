"""The page of all exercises, grouped by when they help, and found by typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from stretchapp.base.i18n import N_, _
from stretchapp.ui.exercises.exercise_list import ExerciseList
from stretchapp.ui.widgets.fields.combo_box import ComboBox
from stretchapp.ui.widgets.fields.search_field import SearchField
from stretchapp.ui.widgets.flow_layout import FlowLayout
from stretchapp.ui.widgets.labels import BACK, button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page
from stretchapp.wording.exercises import GROUPS, exercise_search_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QPixmap

    from stretchapp.application.exercise_groups import ExerciseGroup
    from stretchapp.library.routines.models import Exercise
    from stretchapp.ui.theme.appearance import Appearance

TITLE = N_("Exercises")
SEARCH = N_("Search exercises")
ANY_TIME = N_("Any time")
WHEN = N_("When it helps")
NOTHING_FOUND = N_("No exercise found. Clear the search or choose another time.")

LETTERS_OF_WHEN = 20
"""The smallest width of the choice of a group, in letters."""


class ExercisesPage(Page):
    """Shows all exercises as cards.

    Signals:
        exercise_chosen: Show an exercise.
    """

    exercise_chosen = Signal(object)

    def __init__(self, appearance: Appearance, picture: Callable[[str], QPixmap | None]) -> None:
        """Make the page; ``show_exercises`` fills it.

        Args:
            appearance: Fonts and sizes.
            picture: Returns the picture of an exercise by its id, if there is one.
        """
        super().__init__(appearance, _(TITLE))
        self._groups: Mapping[ExerciseGroup, Sequence[Exercise]] = {}
        self._texts: dict[str, str] = {}
        self._search = SearchField(_(SEARCH))
        self._search.textChanged.connect(self._filter)
        self._when = ComboBox(appearance, _(WHEN))
        self._when.addItem(_(ANY_TIME), "")
        for group, heading in GROUPS.items():
            self._when.addItem(_(heading), group)
        self._when.currentIndexChanged.connect(self._filter)
        self._nothing = text_label(spoken=True)
        self._nothing.hide()
        self._list = ExerciseList(appearance, picture)
        self._list.opened.connect(self.exercise_chosen)
        self._search.left_down.connect(self._list.setFocus)
        self._when.setMinimumContentsLength(LETTERS_OF_WHEN)
        row = FlowLayout(appearance.px(10), "filled")
        row.addWidget(self._search)
        row.addWidget(self._when)
        self.column.addWidget(text_label(_(TITLE), font=appearance.font(1.6, bold=True)))
        self.column.addLayout(row)
        self.column.addWidget(self._nothing)
        self.column.addWidget(self._list, 1)
        # In place of the list while it is hidden.
        self.column.addStretch(0)
        self.add_buttons(button(_(BACK), self.back_chosen.emit))

    def show_exercises(self, groups: Mapping[ExerciseGroup, Sequence[Exercise]]) -> None:
        """Show exercises by their groups; one may be in several."""
        self._groups = groups
        self._texts = {
            exercise.id: exercise_search_text(exercise)
            for exercises in groups.values()
            for exercise in exercises
        }
        self._filter()

    def focus_first(self) -> None:
        """Give the focus to the search, so that typing finds."""
        self.focus_search()

    def focus_search(self) -> None:
        """Give the focus to the search."""
        self._search.setFocus()

    def _filter(self) -> None:
        """Show what was searched for: once each and without headings if something was typed."""
        chosen: str = self._when.currentData()
        # A list, because two headings may have the same words in another language.
        shown = [
            (_(GROUPS[group]), found)
            for group, exercises in self._groups.items()
            if chosen in ("", group)
            and (found := [it for it in exercises if self._search.is_in(self._texts[it.id])])
        ]
        if shown and self._search.text().strip():
            once = {it.id: it for _heading, exercises in shown for it in exercises}
            shown = [("", [*once.values()])]
        self._list.show_exercises(shown)
        self._list.setVisible(bool(shown))
        self._nothing.setText("" if shown else _(NOTHING_FOUND))
        self._nothing.setVisible(not shown)
