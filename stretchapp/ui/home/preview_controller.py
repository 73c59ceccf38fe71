"""The controller of the preview: shows a routine before it is started, and prints it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from stretchapp.base.i18n import N_, _
from stretchapp.base.unseen import shown
from stretchapp.ui.home.preview_page import PreviewPage
from stretchapp.ui.paper.routine_pdf import write_routine_sheet
from stretchapp.ui.widgets.pages.page_controller import PageController

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from stretchapp.application.routine_catalogue import RoutineCatalogue
    from stretchapp.application.session_plans import SessionPlans
    from stretchapp.library.routines.models import Routine
    from stretchapp.ui.figures.exercise_figures import ExerciseFigures
    from stretchapp.ui.theme.appearance import Appearance
    from stretchapp.ui.widgets.pages.page_stack import PageStack

SAVED_TO_PRINT = N_("Saved as {file}. Open it to print.")


class PreviewController(PageController):
    """Shows previews of routines, and does what is chosen there.

    Signals:
        start_chosen: Start a routine.
        tonight_chosen: Make a routine tonight's stretch; with its id.
        relief_chosen: Start relief instead of a routine that it does better; with the place.
    """

    start_chosen = Signal(object)
    tonight_chosen = Signal(str)
    relief_chosen = Signal(str)

    def __init__(
        self,
        appearance: Appearance,
        pages: PageStack,
        *,
        catalogue: RoutineCatalogue,
        plans: SessionPlans,
        figures: ExerciseFigures,
        documents: Callable[[], Path],
        titles: Callable[[], Mapping[str, str]],
    ) -> None:
        """Prepare; no page is made before it is asked for.

        Args:
            appearance: Fonts and colours.
            pages: Where the preview is shown.
            catalogue: The routines and their doctor rules.
            plans: How long sessions are expected to take.
            figures: The figures of the exercises.
            documents: Returns the folder for printed sheets.
            titles: Returns the titles of the articles by their numbers.
        """
        super().__init__(appearance, pages)
        self._catalogue = catalogue
        self._plans = plans
        self._figures = figures
        self._documents = documents
        self._titles = titles

    def show(self, routine: Routine, *, sit: bool = False) -> None:
        """Show a routine, done sitting or lying where that is possible if ``sit``."""
        fit = self._catalogue.fit(routine, sit=sit)
        rules, problem = self._catalogue.rules(fit)
        tonight = self._catalogue.tonight
        page = PreviewPage(
            self._appearance,
            fit,
            is_tonight=tonight is not None and routine.id == tonight.id,
            relieves=self._catalogue.relief_place(routine) is not None,
            titles=self._titles(),
            rules=rules,
            picture=self._figures.thumbnail,
            spoken=self._plans.plan_and_render(fit.routine),
        )
        page.start_chosen.connect(self._on_start_chosen)
        page.tonight_chosen.connect(self._on_tonight_chosen)
        page.print_chosen.connect(self._print)
        page.sitting_chosen.connect(functools.partial(self._show_again, routine))
        self._open(page)
        if problem is not None:
            self._pages.message.emit(problem)

    def renew_if_shown(self) -> None:
        """If a preview is shown and its routine has changed, show it as it is now."""
        page = self._pages.page
        if not isinstance(page, PreviewPage):
            return
        written = self._catalogue.library.routines.get(page.routine.id)
        if written is None:
            self._pages.close_page()
        elif self._catalogue.fit(written, sit=page.is_sitting).routine != page.routine:
            self._show_again(written, page.is_sitting)

    def _show_again(self, routine: Routine, sit: bool) -> None:
        self._pages.close_page()
        self.show(routine, sit=sit)

    def _on_start_chosen(self, routine: Routine) -> None:
        place = self._catalogue.relief_place(routine)
        if place is None:
            self.start_chosen.emit(routine)
        else:
            self.relief_chosen.emit(place)

    def _on_tonight_chosen(self, routine: Routine) -> None:
        self._pages.close_page()
        self.tonight_chosen.emit(routine.id)

    def _print(self, routine: Routine) -> None:
        """Write a routine with its figures as a PDF file, and say where it is."""
        self._attempt(self._write_sheet, routine)

    def _write_sheet(self, routine: Routine) -> None:
        path = self._documents() / f"{routine.id}.pdf"
        write_routine_sheet(path, routine, self._figures.figure, self._titles())
        self._pages.message.emit(_(SAVED_TO_PRINT).format(file=shown(str(path))))
