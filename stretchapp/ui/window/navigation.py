"""Navigation to the pages beside home, sessions and relief."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from stretchapp.library.routines.models import Exercise, Routine
    from stretchapp.ui.accessibility.page_reader import PageReader
    from stretchapp.ui.exercises.exercises_controller import ExercisesController
    from stretchapp.ui.home.preview_controller import PreviewController
    from stretchapp.ui.reading.reading_controller import ReadingController
    from stretchapp.ui.settings.settings_controller import SettingsController
    from stretchapp.ui.widgets.pages.page_id import PageId


class Navigation:
    """Opens pages above the present one; their controllers are made when first needed."""

    def __init__(
        self,
        open_page: Callable[[PageId], object],
        *,
        preview: Callable[[], PreviewController],
        exercises: Callable[[], ExercisesController],
        reading: Callable[[], ReadingController],
        settings: Callable[[], SettingsController],
        reader: Callable[[], PageReader],
    ) -> None:
        """Prepare; nothing is made yet.

        Args:
            open_page: Opens a page that needs nothing but its id.
            preview: Returns the controller of the preview.
            exercises: Returns the controller of the exercises.
            reading: Returns the controller of the pages of text.
            settings: Returns the controller of the settings.
            reader: Returns what reads pages aloud.
        """
        self._open_page = open_page
        self._preview = preview
        self._exercises = exercises
        self._reading = reading
        self._settings = settings
        self._reader = reader

    def open(self, page_id: PageId) -> None:
        """Open a page by its id."""
        self._open_page(page_id)

    def preview(self, routine: Routine) -> None:
        """Show a routine before it is started."""
        self._preview().show(routine)

    def show_exercise(self, exercise: Exercise) -> None:
        """Show an exercise."""
        self._exercises().show_exercise(exercise)

    def focus_search(self) -> None:
        """Give the focus to the search of exercises, if it is shown."""
        self._exercises().focus_search_if_shown()

    def show_setting(self, name: str) -> None:
        """Open the settings, with the focus on one of them."""
        self._settings().show(name)

    def renew_if_shown(self) -> None:
        """Renew the present page if it shows routine files, which have changed."""
        self._preview().renew_if_shown()
        self._exercises().renew_if_shown()
        self._reading().renew_if_shown()

    def read_aloud(self) -> str | None:
        """Read the present page aloud, or stop; return why it cannot be read, if so."""
        return self._reader().toggle()
