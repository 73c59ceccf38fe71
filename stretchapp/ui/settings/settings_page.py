"""The settings page: looks, text size, and the folder of one's own routines."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout

from stretchapp.base.settings import TEXT_SIZES, ThemeChoice
from stretchapp.ui.entry_points.settings_section import CrampKeySection
from stretchapp.ui.settings.sound_section import SoundSection
from stretchapp.ui.widgets.fields.combo_box import ComboBox
from stretchapp.ui.widgets.labels import button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page
from stretchapp.wording.routines import breakable, routine_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from stretchapp.base.settings import Settings
    from stretchapp.desktop.sound.cue_output import CueOutput
    from stretchapp.library.routines.models import Routine
    from stretchapp.ui.entry_points.entry_points import ReliefEntryPoints
    from stretchapp.ui.theme.theme import Appearance

LETTERS_ON_A_LINE = 40

_THEME_NAMES: dict[str, str] = {
    "evening": "Evening (dark)",
    "light": "Light",
    "contrast": "High contrast",
}

LONGEST_NAME = 20
"""A name with more letters may take several lines."""

YES_OR_NO = (("Not said", False), ("Yes", True))

PROFILE = (
    ("Signs of varicose veins: heavy, swollen, tired legs", "varicose_veins"),
    ("Pregnant", "pregnant"),
    ("A long-term illness, or medicines such as water tablets", "ill"),
    ("An injury, or a known illness of the brain or nerves", "injured"),
    ("Poor balance", "unsteady"),
    ("I cannot lie down on the floor", "no_floor"),
)
"""What one may say of oneself, and the settings that keep it."""

PROFILE_WORDS = (
    "What you say here stays on this machine. It changes your routines where the articles ask for"
    " it, and each routine shows what has changed and why."
)


class SettingsPage(Page):
    """Shows the settings; each change holds at once.

    Signals:
        changed: A setting got a new value: its name and the value.
        folder_chosen: Open the folder of the user's own routines.
    """

    changed = Signal(str, object)
    folder_chosen = Signal()

    def __init__(  # noqa: PLR0913 -- the last two are named
        self,
        appearance: Appearance,
        settings: Settings,
        routines: Sequence[Routine],
        folder: Path,
        *,
        entry_points: ReliefEntryPoints | None,
        output: CueOutput,
    ) -> None:
        """Show ``settings``.

        Args:
            appearance: Fonts and sizes.
            settings: The settings in force.
            routines: To choose tonight's stretch from.
            folder: Where the user's own routines are.
            entry_points: The ways into relief from outside of the window, if there are any.
            output: What voice and sounds are heard through.
        """
        super().__init__(appearance, "Settings")
        self.column.addWidget(text_label("Settings", font=appearance.font(1.6, bold=True)))
        themes = [(_THEME_NAMES[name], name) for name in get_args(ThemeChoice)]
        sizes = [(f"{size} %", size) for size in TEXT_SIZES]
        titles = [(routine_name(routine), routine.id) for routine in routines]
        movement = [("Moving", False), ("Still", True)]
        self._choices: dict[str, ComboBox] = {}
        self._form = self._add_choices(
            self._choice("Colours", "theme", themes, settings.theme),
            self._choice("Text size", "text_size", sizes, settings.text_size),
            self._choice("Pictures", "still", movement, settings.still),
            self._choice("Tonight's stretch", "tonight", titles, settings.tonight),
        )
        sound = SoundSection(appearance, settings, output)
        sound.changed.connect(self.changed)
        self.column.addWidget(sound)
        self.column.addWidget(text_label("About you", font=appearance.font(1.15, bold=True)))
        self.column.addWidget(text_label(PROFILE_WORDS))
        # These names are long: they stand above their values.
        self._add_choices(
            *(
                self._choice(label, name, YES_OR_NO, getattr(settings, name))
                for label, name in PROFILE
            )
        ).setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        if entry_points is not None:
            section = CrampKeySection(appearance, entry_points, tray=settings.tray)
            section.changed.connect(self.changed)
            section.failed.connect(self.show_notice)
            self.column.addWidget(section)
        self.column.addWidget(
            text_label("Your own routines", font=appearance.font(1.15, bold=True))
        )
        self.column.addWidget(
            text_label(f"Routine files in this folder are added: {breakable(folder)}")
        )
        self.column.addWidget(button("Open the folder", self.folder_chosen.emit))
        self.column.addStretch(1)
        self.add_buttons(button("Back", self.back_chosen.emit, primary=True))

    def _add_choices(self, *choices: ComboBox) -> QFormLayout:
        """Add choices with their names, and return what they are laid out in."""
        form = QFormLayout()
        form.setHorizontalSpacing(self._appearance.px(20))
        form.setVerticalSpacing(self._appearance.px(12))
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for choice in choices:
            label = text_label(choice.accessibleName())
            label.setWordWrap(len(label.text()) > LONGEST_NAME)
            label.setBuddy(choice)
            form.addRow(label, choice)
        self.column.addLayout(form)
        return form

    def focus_first(self) -> None:
        """Give the focus to the first setting."""
        self.focus("theme")

    def focus(self, setting: str) -> None:
        """Give the focus to a setting."""
        self._choices[setting].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the names above the values where there is little room beside them."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= self._appearance.font().pointSizeF() * LETTERS_ON_A_LINE
        self._form.setRowWrapPolicy(
            QFormLayout.RowWrapPolicy.DontWrapRows
            if is_wide
            else QFormLayout.RowWrapPolicy.WrapAllRows
        )

    def _choice(
        self, label: str, setting: str, values: Sequence[tuple[str, object]], chosen: object
    ) -> ComboBox:
        choice = ComboBox(self._appearance, label)
        for text, value in values:
            choice.addItem(text, value)
        choice.setCurrentIndex(choice.findData(chosen))
        self._choices[setting] = choice
        choice.currentIndexChanged.connect(lambda: self.changed.emit(setting, choice.currentData()))
        return choice
