"""The controller of the settings page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from stretchapp.application.open_in_desktop import open_folder
from stretchapp.ui.settings.settings_page import SettingsPage
from stretchapp.ui.widgets.pages.page_controller import PageController

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stretchapp.application.routine_catalogue import RoutineCatalogue
    from stretchapp.base.settings import SettingsFile
    from stretchapp.desktop.sound.cue_output import CueOutput
    from stretchapp.ui.theme.appearance import Appearance
    from stretchapp.ui.widgets.fields.settings_section import SettingsSection
    from stretchapp.ui.widgets.pages.page_stack import PageStack


class SettingsController(PageController):
    """Shows the settings.

    Signals:
        setting_chosen: A setting has a new value: its name and the value.
    """

    setting_chosen = Signal(str, object)

    def __init__(
        self,
        appearance: Appearance,
        pages: PageStack,
        *,
        settings: SettingsFile,
        catalogue: RoutineCatalogue,
        user_routines: Path,
        output: Callable[[], CueOutput],
        make_section: Callable[[], SettingsSection | None],
        open_path: Callable[[Path], bool],
    ) -> None:
        """Prepare; the page is not made before it is asked for.

        Args:
            appearance: Fonts and colours.
            pages: Where the page is shown.
            settings: The settings in force.
            catalogue: The routines to choose tonight's stretch from.
            user_routines: The folder of the user's own routines.
            output: Returns the voice and the sound output.
            make_section: Makes the section about starting relief from outside the window; None
                where that is not possible.
            open_path: Opens a folder in the desktop's own program; False if it cannot.
        """
        super().__init__(appearance, pages)
        self._settings = settings
        self._catalogue = catalogue
        self._user_routines = user_routines
        self._output = output
        self._make_section = make_section
        self._open_path = open_path

    def show(self, setting: str = "theme") -> None:
        """Show the settings, with the focus on one of them."""
        page = SettingsPage(
            self._appearance,
            self._settings.settings,
            self._catalogue.routines,
            self._user_routines,
            section=self._make_section(),
            output=self._output(),
        )
        page.changed.connect(self.setting_chosen)
        page.folder_chosen.connect(self._open_folder)
        self._open(page)
        page.focus(setting)

    def _open_folder(self) -> None:
        problem = open_folder(self._user_routines, self._open_path)
        if problem is not None:
            self._pages.message.emit(problem)
