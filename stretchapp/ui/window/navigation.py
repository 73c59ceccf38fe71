"""The pages beside the way to a session: help, what there is to read, settings, problems."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from stretchapp.base.problems import UserError
from stretchapp.ui.window.open_in_desktop import open_file, open_folder

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.application.routine_catalogue import RoutineCatalogue
    from stretchapp.library.routines.models import Routine
    from stretchapp.ui.accessibility.sentence_reader import SentenceReader
    from stretchapp.ui.dependencies import Services
    from stretchapp.ui.diary.diary_controller import DiaryController
    from stretchapp.ui.reminders.reminders_controller import RemindersController
    from stretchapp.ui.settings.settings_page import SettingsPage
    from stretchapp.ui.theme.theme import Appearance
    from stretchapp.ui.widgets.pages.page_stack import PageStack
    from stretchapp.ui.widgets.pages.scrolling_page import Page


class Navigation(QObject):
    """Opens those pages, each above the present one.

    Signals:
        setting_changed: A setting got a new value: its name and the value.
        told: Something is to be said: a sentence.
        about_to_read: A page is going to be read aloud.
    """

    setting_changed = Signal(str, object)
    told = Signal(str)
    about_to_read = Signal()

    def __init__(
        self,
        services: Services,
        appearance: Appearance,
        catalogue: RoutineCatalogue,
        pages: PageStack,
        parent: QObject,
    ) -> None:
        """Prepare; no page is made before it is asked for.

        Args:
            services: Settings, folders and the desktop's own programs.
            appearance: Fonts and colours.
            catalogue: The routines and their problems.
            pages: Where the pages are shown.
            parent: The owner.
        """
        super().__init__(parent)
        self._services = services
        self._appearance = appearance
        self._catalogue = catalogue
        self._pages = pages
        self._reader: SentenceReader | None = None

    def read_aloud(self) -> None:
        """Read the page that is shown, or stop reading."""
        # Imported here: most people never ask for it.
        from stretchapp.ui.accessibility.read_page_aloud import lines_of
        from stretchapp.ui.accessibility.sentence_reader import SentenceReader
        from stretchapp.ui.relief.relief_page import ReliefPage
        from stretchapp.ui.session.player_page import PlayerPage

        if isinstance(self._pages.page, PlayerPage | ReliefPage):
            self._pages.page.repeat()
            return
        output = self._services.cue_output()
        if self._reader is None:
            self._reader = SentenceReader(output, self)
            self._pages.currentChanged.connect(self._reader.stop)
        if self._reader.is_reading:
            self._reader.stop()
        elif output.has_voice:
            self.about_to_read.emit()
            output.change(self._services.settings.settings)
            self._reader.read(lines_of(self._pages.page))
        else:
            self.told.emit(output.missing)

    def show_help(self) -> None:
        """Show the keys, unless they are shown already."""
        from stretchapp.ui.reading.help_page import HelpPage

        if isinstance(self._pages.page, HelpPage):
            return
        page = HelpPage(self._appearance)
        page.reading_chosen.connect(self.show_reading)
        self._open(page)

    def show_reading(self, name: str) -> None:
        """Show a page that is there to be read, by its name in ``READINGS``."""
        from stretchapp.ui.reading.reading_pages import reading_page

        try:
            flows = self._catalogue.library.flows.values()
            page = reading_page(name, self._appearance, self._services.texts, flows)
        except UserError as error:
            self.told.emit(str(error))
        else:
            self._open(page)

    def show_settings(self) -> SettingsPage:
        """Show the settings, and return their page."""
        from stretchapp.ui.settings.settings_page import SettingsPage

        entry_points = self._services.entry_points()
        page = SettingsPage(
            self._appearance,
            self._services.settings.settings,
            self._catalogue.routines,
            self._services.user_routines,
            entry_points=entry_points,
            output=self._services.cue_output(),
        )
        page.changed.connect(self.setting_changed)
        if entry_points is not None:
            # After it: the setting then has its new value.
            page.changed.connect(entry_points.follow)
        page.folder_chosen.connect(self._open_folder)
        self._open(page)
        return page

    def show_reminders(self) -> None:
        """Show the reminders."""
        self._reminders.show()

    def show_diary(self) -> None:
        """Show the diary."""
        self._diary.show()

    def print_routine(self, routine: Routine) -> None:
        """Write a routine with its figures as a PDF file, and say where it is."""
        from stretchapp.ui.paper.routine_pdf import write_routine_sheet

        path = self._services.documents() / f"{routine.id}.pdf"
        try:
            write_routine_sheet(path, routine, self._services.poses.figure)
        except UserError as error:
            self.told.emit(str(error))
        else:
            self.told.emit(f"The sheet is in {path}. Open it there to print it.")

    def tell_doctor_rules(self) -> None:
        """Say calmly, after a cramp, that the diary has something to tell a doctor, if so."""
        try:
            said = self._diary.findings()
        except UserError as error:
            said = str(error)
        self._tell(said)

    def tell_missed_reminder(self) -> None:
        """Say once, gently, that a reminder has not reached the person, if that is so."""
        try:
            missed = self._reminders.missed() if self._services.has_reminders() else None
        except UserError as error:
            missed = str(error)
        self._tell(missed)

    @functools.cached_property
    def _diary(self) -> DiaryController:
        # Imported here: most starts are for something else.
        from stretchapp.ui.diary.diary_controller import DiaryController

        desk = DiaryController(self._services, self._appearance, self._catalogue, self._pages, self)
        desk.failed.connect(self.told)
        desk.doctor_chosen.connect(functools.partial(self.show_reading, "doctor"))
        return desk

    @functools.cached_property
    def _reminders(self) -> RemindersController:
        # Imported here: most starts are for something else.
        from stretchapp.ui.reminders.reminders_controller import RemindersController

        desk = RemindersController(
            self._services, self._appearance, self._catalogue, self._pages, self
        )
        desk.failed.connect(self.told)
        return desk

    def show_problems(self) -> None:
        """Show what is wrong in routine files."""
        from stretchapp.ui.reading.problems_page import ProblemsPage

        page = ProblemsPage(self._appearance, self._catalogue.problems)
        page.file_chosen.connect(self._open_file)
        self._open(page)

    def _open(self, page: Page) -> None:
        page.back_chosen.connect(self._pages.close_page)
        self._pages.open(page)
        page.focus_first()

    def _open_folder(self) -> None:
        services = self._services
        self._tell(open_folder(services.user_routines, services.open_path))

    def _open_file(self, path: Path) -> None:
        self._tell(open_file(path, self._services.open_path))

    def _tell(self, text: str | None) -> None:
        if text is not None:
            self.told.emit(text)
