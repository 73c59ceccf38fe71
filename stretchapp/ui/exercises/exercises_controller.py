"""The controller of the exercises: shows all of them, and one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from stretchapp.application.exercise_groups import exercises_by_group, uses_of
from stretchapp.library.routines.single_exercise import routine_of
from stretchapp.session.timeline import total_s
from stretchapp.ui.exercises.exercise_page import ExerciseContent, ExercisePage
from stretchapp.ui.exercises.exercises_page import ExercisesPage
from stretchapp.ui.widgets.pages.page_controller import PageController
from stretchapp.wording.why import why

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stretchapp.application.routine_catalogue import RoutineCatalogue
    from stretchapp.application.session_plans import SessionPlans
    from stretchapp.base.settings import SettingsFile
    from stretchapp.library.routines.models import Exercise
    from stretchapp.ui.figures.exercise_figures import ExerciseFigures
    from stretchapp.ui.theme.appearance import Appearance
    from stretchapp.ui.widgets.pages.page_stack import PageStack


class ExercisesController(PageController):
    """Shows the exercises, and does what is chosen there.

    Signals:
        start_chosen: Start a single exercise; with its routine of one step.
        routine_chosen: Look at a routine.
    """

    start_chosen = Signal(object)
    routine_chosen = Signal(object)

    def __init__(
        self,
        appearance: Appearance,
        pages: PageStack,
        *,
        catalogue: RoutineCatalogue,
        plans: SessionPlans,
        figures: ExerciseFigures,
        settings: SettingsFile,
        titles: Callable[[], Mapping[str, str]],
    ) -> None:
        """Prepare; no page is made before it is asked for.

        Args:
            appearance: Fonts and colours.
            pages: Where the pages are shown.
            catalogue: The exercises, the routines and the doctor rules.
            plans: How long sessions are expected to take.
            figures: The figures of the exercises.
            settings: Whether figures stand still.
            titles: Returns the titles of the articles by their numbers.
        """
        super().__init__(appearance, pages)
        self._catalogue = catalogue
        self._plans = plans
        self._figures = figures
        self._settings = settings
        self._titles = titles

    def show(self) -> None:
        """Show all exercises."""
        page = ExercisesPage(self._appearance, self._figures.thumbnail)
        page.show_exercises(exercises_by_group(self._catalogue.library))
        page.exercise_chosen.connect(self.show_exercise)
        self._open(page)

    def show_exercise(self, exercise: Exercise) -> None:
        """Show one exercise, as its file is now."""
        # A list that was left for another page may hold it as its file was.
        exercise = self._catalogue.library.exercises.get(exercise.id, exercise)
        page, problem = self._make_page(exercise)
        page.start_chosen.connect(self.start_chosen)
        page.routine_chosen.connect(self.routine_chosen)
        self._open(page)
        if problem is not None:
            self._pages.message.emit(problem)

    def focus_search_if_shown(self) -> None:
        """If all exercises are shown, give the focus to their search."""
        if isinstance(self._pages.page, ExercisesPage):
            self._pages.page.focus_search()

    def renew_if_shown(self) -> None:
        """If a page of exercises is shown and its files have changed, show it as it is now."""
        page = self._pages.page
        if isinstance(page, ExercisesPage):
            page.show_exercises(exercises_by_group(self._catalogue.library))
        elif isinstance(page, ExercisePage):
            written = self._catalogue.library.exercises.get(page.content.exercise.id)
            if written != page.content.exercise:
                self._pages.close_page()
                if written is not None:
                    self.show_exercise(written)

    def _make_page(self, exercise: Exercise) -> tuple[ExercisePage, str | None]:
        """Return the page of an exercise, and why its doctor rules cannot be read, if so."""
        library, titles = self._catalogue.library, self._titles()
        single = routine_of(exercise)
        fit = self._catalogue.fit_exercise(exercise)
        rules, problem = ([], None) if fit is None else self._catalogue.rules(fit)
        segments = () if single is None else self._plans.plan_and_render(single)
        content = ExerciseContent(
            exercise=exercise,
            fit=fit,
            length_s=total_s(segments),
            rules=rules,
            uses=uses_of(exercise, library),
            why=why(exercise, titles),
            titles=titles,
            figure=self._figures.figure(exercise.id),
            segments=segments,
            still=self._settings.settings.still,
        )
        return ExercisePage(self._appearance, content), problem
