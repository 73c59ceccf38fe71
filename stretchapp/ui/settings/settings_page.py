"""The settings page: appearance, sound, profile, ways into relief, and the user's own routines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from stretchapp.base.i18n import N_, _
from stretchapp.base.settings import declared_in
from stretchapp.ui.settings.sound_section import SoundSection
from stretchapp.ui.widgets.fields.choice_form import ChoiceForm
from stretchapp.ui.widgets.labels import BACK, button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page
from stretchapp.wording.line_breaks import breakable
from stretchapp.wording.routines import routine_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from stretchapp.base.settings import Settings
    from stretchapp.desktop.sound.cue_output import CueOutput
    from stretchapp.library.routines.models import Routine
    from stretchapp.ui.theme.appearance import Appearance
    from stretchapp.ui.widgets.fields.settings_section import SettingsSection

TITLE = N_("Settings")
OPEN_FOLDER = N_("Open the folder")

ABOUT_THE_PROFILE = N_(
    "Your answers stay on this computer. Routines and cramp relief are adapted to them, and each"
    " routine shows what was changed and why."
)
ABOUT_THE_NUMBERS = N_(
    "Phone numbers for an emergency. They are shown on the urgent cards of cramp relief, and under"
    " “When to see a doctor”."
)


class SettingsPage(Page):
    """Shows the settings; a change takes effect at once.

    Signals:
        changed: The person changed a setting: its name and the new value.
        folder_chosen: Open the folder of the user's own routines.
    """

    changed = Signal(str, object)
    folder_chosen = Signal()

    def __init__(
        self,
        appearance: Appearance,
        settings: Settings,
        routines: Sequence[Routine],
        folder: Path,
        *,
        section: SettingsSection | None,
        output: CueOutput,
    ) -> None:
        """Show ``settings``.

        Args:
            appearance: Fonts and sizes.
            settings: The settings in force.
            routines: The routines to choose tonight's stretch from.
            folder: The folder of the user's own routines.
            section: More settings, made and followed by another part of the window, if any.
            output: The output of voice and sounds.
        """
        super().__init__(appearance, _(TITLE))
        self.column.addWidget(text_label(_(TITLE), font=appearance.font(1.6, bold=True)))
        self._general = ChoiceForm(appearance, settings, declared_in("general"))
        titles = {routine.id: routine_name(routine) for routine in routines}
        # A routine that no longer exists is not offered, and nothing is chosen then.
        tonight = settings.tonight if settings.tonight in titles else None
        self._general.offer("tonight", titles, tonight)
        self._general.changed.connect(self.changed)
        self.column.addWidget(self._general)
        sound = SoundSection(appearance, settings, output)
        sound.changed.connect(self.changed)
        self.column.addWidget(sound)
        self._add_heading(_("About you"))
        self.column.addWidget(text_label(_(ABOUT_THE_PROFILE)))
        profile = ChoiceForm(appearance, settings, declared_in("profile"), labels_above=True)
        profile.changed.connect(self.changed)
        self.column.addWidget(profile)
        self.column.addWidget(text_label(_(ABOUT_THE_NUMBERS)))
        numbers = ChoiceForm(appearance, settings, declared_in("numbers"), labels_above=True)
        numbers.changed.connect(self.changed)
        self.column.addWidget(numbers)
        if section is not None:
            section.failed.connect(self.show_notice)
            self.column.addWidget(section)
        self._add_heading(_("Your own routines"))
        words = _("stretchapp also loads the routine files in this folder: {folder}")
        self.column.addWidget(text_label(words.format(folder=breakable(folder))))
        self.column.addWidget(button(_(OPEN_FOLDER), self.folder_chosen.emit))
        self.column.addStretch(1)
        self.add_buttons(button(_(BACK), self.back_chosen.emit, primary=True))

    def focus_first(self) -> None:
        """Give the focus to the first setting."""
        self.focus("theme")

    def focus(self, setting: str) -> None:
        """Give the focus to one of the general settings."""
        self._general.focus(setting)

    def _add_heading(self, text: str) -> None:
        self.column.addWidget(text_label(text, font=self._appearance.font(1.15, bold=True)))
