"""The section of the settings page about the shortcut, the menu entry and the tray icon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout

from stretchapp.base.i18n import N_, _
from stretchapp.base.problems import UserError
from stretchapp.base.settings import DECLARATIONS
from stretchapp.ui.widgets.announce import announce
from stretchapp.ui.widgets.fields.choice_form import ChoiceForm
from stretchapp.ui.widgets.fields.settings_section import SettingsSection
from stretchapp.ui.widgets.labels import button, text_label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton

    from stretchapp.base.settings import Settings
    from stretchapp.ui.entry_points.entry_points import ReliefEntryPoints
    from stretchapp.ui.theme.appearance import Appearance

SET_SHORTCUT = N_("Set shortcut")
SET_OTHER_SHORTCUT = N_("Change shortcut")
REMOVE_SHORTCUT = N_("Remove shortcut")
COPY_COMMAND = N_("Copy the command")
COPIED = N_("Copied")

ABOUT = N_(
    "With a shortcut, one key starts cramp relief at once, whatever is on the screen. You need no"
    " mouse, and search for nothing."
)
WHILE_IT_RUNS = N_(
    "The shortcut works while stretchapp is running, with its window open or its icon in the tray."
)
ENTRY_TOO = N_(
    "The desktop needs stretchapp in its applications menu for this, so the entry is added too."
)
BY_HAND = N_(
    "Or add a shortcut for this command in your desktop's settings. It also works when stretchapp"
    " is not running:"
)

STEPS = {
    "GNOME": N_(
        "In GNOME: Settings, Keyboard, View and Customise Shortcuts, Custom Shortcuts, Add."
        " Write a name, paste the command, set the shortcut."
    ),
    "KDE": N_(
        "In KDE Plasma: System Settings, Shortcuts, Add New, Command or Script. Paste the"
        " command, add it, then add a shortcut and press the key."
    ),
    "XFCE": N_(
        "In Xfce: Settings, Keyboard, Application Shortcuts, Add. Paste the command, then press"
        " the key."
    ),
}
"""The steps to bind a command to a shortcut, by the name of the desktop."""

MENU = N_("In the applications menu, right-click stretchapp to choose “Cramp now”.")
NO_MENU = N_(
    "With --data-dir, stretchapp changes nothing outside that folder, so it cannot change the"
    " applications menu. Start it without --data-dir to add it there."
)
ADD = N_("Add to the applications menu")
REMOVE = N_("Remove from the applications menu")


class CrampKeySection(SettingsSection):
    """Shows the state of each entry point, and turns it on and off."""

    def __init__(
        self, appearance: Appearance, entry_points: ReliefEntryPoints, settings: Settings
    ) -> None:
        """Show the present state, and find out whether the desktop supports shortcuts.

        Args:
            appearance: Fonts and sizes.
            entry_points: The entry points.
            settings: The settings in force.
        """
        super().__init__()
        self._appearance = appearance
        self._entry_points = entry_points
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(appearance.px(12))
        self._add_shortcut()
        self._add_menu()
        self._add_tray(settings)
        entry_points.changed.connect(self._on_shortcut_changed)
        entry_points.check_shortcut()
        self._show_shortcut()

    def _add_shortcut(self) -> None:
        self._title(_("Shortcut for cramp relief"))
        self._column.addWidget(text_label(_(ABOUT)))
        self._shortcut_words = text_label()
        self._column.addWidget(self._shortcut_words)
        self._set_shortcut = self._button(_(SET_SHORTCUT), self._entry_points.request_shortcut)
        self._remove_shortcut = self._button(_(REMOVE_SHORTCUT), self._entry_points.remove_shortcut)
        self._column.addWidget(text_label(_(BY_HAND)))
        self._column.addWidget(text_label(self._entry_points.relief_command))
        self._copy = self._button(_(COPY_COMMAND), self._copy_command)
        for steps in self._steps():
            self._column.addWidget(text_label(steps, quiet=True))

    def _add_menu(self) -> None:
        self._title(_("Applications menu and tray"))
        can_be = self._entry_points.can_be_in_menu
        self._column.addWidget(text_label(_(MENU) if can_be else _(NO_MENU)))
        self._menu = self._button(_(ADD), self._change_menu)
        self._menu.setVisible(can_be)
        self._show_menu()

    def _add_tray(self, settings: Settings) -> None:
        tray = {"tray": DECLARATIONS["tray"]}
        form = ChoiceForm(self._appearance, settings, tray, labels_above=True)
        form.changed.connect(self._change_setting)
        self._tray_words = text_label(self._entry_points.tray_words, quiet=True)
        self._column.addWidget(form)
        self._column.addWidget(self._tray_words)

    def _steps(self) -> list[str]:
        """Return the steps for this desktop, or for all desktops if it is not one of them."""
        steps = [_(STEPS[name]) for name in self._entry_points.desktops if name in STEPS]
        return steps or [_(words) for words in STEPS.values()]

    def _title(self, text: str) -> None:
        self._column.addWidget(text_label(text, font=self._appearance.font(1.15, bold=True)))

    def _button(self, text: str, act: Callable[[], object]) -> QPushButton:
        item = button(text, lambda: self._attempt(act))
        self._column.addWidget(item)
        return item

    def _attempt(self, act: Callable[[], object]) -> None:
        try:
            act()
        except UserError as error:
            self.failed.emit(str(error))
        self._show_menu()

    def _on_shortcut_changed(self) -> None:
        self._show_shortcut()
        # The change may come long after a click, or without one.
        announce(self._shortcut_words, self._entry_points.shortcut.sentence)

    def _show_shortcut(self) -> None:
        state = self._entry_points.shortcut
        adds_entry = self._entry_points.can_be_in_menu and not self._entry_points.is_in_menu
        words = [state.sentence]
        if state.kind in ("available", "not-set", "set"):
            words.append(_(WHILE_IT_RUNS))
        if state.kind in ("available", "not-set") and adds_entry:
            words.append(_(ENTRY_TOO))
        self._shortcut_words.setText(" ".join(words))
        focused = self._set_shortcut.hasFocus() or self._remove_shortcut.hasFocus()
        can_be_set = state.kind not in ("unknown", "unavailable", "asking")
        is_set = state.kind == "set"
        self._set_shortcut.setText(_(SET_OTHER_SHORTCUT) if is_set else _(SET_SHORTCUT))
        self._set_shortcut.setVisible(can_be_set)
        self._remove_shortcut.setVisible(self._entry_points.wants_shortcut)
        if focused and not self.focusWidget():
            self._copy.setFocus()

    def _show_menu(self) -> None:
        self._menu.setText(_(REMOVE) if self._entry_points.is_in_menu else _(ADD))

    def _change_menu(self) -> None:
        if self._entry_points.is_in_menu:
            self._entry_points.remove_from_menu()
        else:
            self._entry_points.add_to_menu()
        self._show_shortcut()

    def _change_setting(self, setting: str, value: object) -> None:
        self.changed.emit(setting, value)
        self._tray_words.setText(self._entry_points.tray_words)

    def _copy_command(self) -> None:
        QGuiApplication.clipboard().setText(self._entry_points.relief_command)
        self._copy.setText(_(COPIED))
