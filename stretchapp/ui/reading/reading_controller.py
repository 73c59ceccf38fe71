"""The controller of the pages of text: help, the texts to read, problems in files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.application.open_in_desktop import open_file
from stretchapp.ui.reading.help_page import HelpPage
from stretchapp.ui.reading.problems_page import ProblemsPage
from stretchapp.ui.reading.reading_pages import reading_page
from stretchapp.ui.widgets.pages.page_controller import PageController
from stretchapp.wording.urgent_numbers import numbers_in_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stretchapp.application.routine_catalogue import RoutineCatalogue
    from stretchapp.base.settings import SettingsFile
    from stretchapp.library.texts.text_files import TextFiles
    from stretchapp.ui.theme.appearance import Appearance
    from stretchapp.ui.widgets.pages.page_id import PageId
    from stretchapp.ui.widgets.pages.page_stack import PageStack


class ReadingController(PageController):
    """Shows pages of text above the present page."""

    def __init__(
        self,
        appearance: Appearance,
        pages: PageStack,
        *,
        catalogue: RoutineCatalogue,
        texts: TextFiles,
        settings: SettingsFile,
        open_path: Callable[[Path], bool],
    ) -> None:
        """Prepare; no page is made before it is asked for.

        Args:
            appearance: Fonts and colours.
            pages: Where the pages are shown.
            catalogue: The relief flows that are cards, and the problems in files.
            texts: The shipped texts.
            settings: The person's own telephone numbers.
            open_path: Opens a file in the desktop's own program; False if it cannot.
        """
        super().__init__(appearance, pages)
        self._catalogue = catalogue
        self._texts = texts
        self._settings = settings
        self._open_path = open_path

    def show_help(self) -> None:
        """Show the help page, unless it is shown already."""
        if isinstance(self._pages.page, HelpPage):
            return
        page = HelpPage(self._appearance)
        page.navigate.connect(self._pages.navigate)
        self._open(page)

    def show(self, page_id: PageId) -> None:
        """Show one of the texts in ``READINGS``."""
        self._attempt(self._show, page_id)

    def show_problems(self) -> None:
        """Show what is wrong in routine and pose files."""
        page = ProblemsPage(self._appearance, self._catalogue.problems)
        page.file_chosen.connect(self._open_file)
        self._open(page)

    def renew_if_shown(self) -> None:
        """If the problems are shown, show them as they are now; without any, go back."""
        if isinstance(self._pages.page, ProblemsPage):
            self._pages.close_page()
            if self._catalogue.problems:
                self.show_problems()

    def _show(self, page_id: PageId) -> None:
        flows = self._catalogue.library.flows.values()
        chosen = self._settings.settings
        numbers = numbers_in_words(chosen.emergency_number, chosen.doctor_number)
        self._open(reading_page(page_id, self._appearance, self._texts, flows, numbers))

    def _open_file(self, path: Path) -> None:
        problem = open_file(path, self._open_path)
        if problem is not None:
            self._pages.message.emit(problem)
