"""Ways to start relief from outside the window: menu entry, tray icon and global shortcut.

Nothing is made until one of them is turned on or the settings page is opened.
"""

from __future__ import annotations

import functools
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QIcon

from stretchapp.base.i18n import N_, _
from stretchapp.base.paths import is_missing
from stretchapp.desktop.launching.installation import command_line
from stretchapp.desktop.launching.menu_entry import add_menu_entry, entry_path, remove_menu_entry
from stretchapp.ui.entry_points.tray_icon import Tray, has_tray
from stretchapp.ui.widgets.later import do_later

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stretchapp.base.settings import SettingsFile
    from stretchapp.desktop.dbus.global_shortcut import GlobalShortcut, ShortcutState
    from stretchapp.desktop.launching.installation import Installation

ICON_SIZES = (16, 24, 32, 48, 64)
"""The sizes of the tray icon in pixels."""

TRAY_IS_SEEN = N_(
    "The icon is in the tray, even while the window is closed. Use Quit in its menu to quit."
)
TRAY_IS_OFF = N_("Your desktop supports tray icons. The menu of the icon has “Cramp now”.")
NO_TRAY = N_("No tray found. The icon appears as soon as there is one.")
NO_TRAY_ON_GNOME = N_(
    "No tray found. The icon appears as soon as there is one. On GNOME, install the extension"
    " AppIndicator."
)


class ReliefWindow(Protocol):
    """The methods of the main window that the entry points call."""

    def start_relief(self) -> None:
        """Start cramp relief."""

    def start_tonight(self) -> None:
        """Start tonight's stretch."""

    def bring_up(self) -> None:
        """Show the window above the others."""

    def isVisible(self) -> bool:  # noqa: N802 -- Qt's own method
        """Return whether the window is shown."""
        ...

    def winId(self) -> int:  # noqa: N802 -- Qt's own method
        """Return the window's id in its window system."""
        ...


@dataclass(frozen=True, slots=True)
class WindowAccess:
    """Access to the window, which may not exist yet.

    Attributes:
        window: Returns the window, making it if necessary.
        quit: Quits the app, with or without a window.
    """

    window: Callable[[], ReliefWindow]
    quit: Callable[[], object]


class ReliefEntryPoints(QObject):
    """Offers the entry points that are turned on, and opens the window from them.

    Signals:
        changed: The state of the global shortcut has changed.
    """

    changed = Signal()

    def __init__(
        self,
        settings: SettingsFile,
        installation: Installation,
        environ: Mapping[str, str],
        access: WindowAccess,
        parent: QObject,
    ) -> None:
        """Prepare; nothing is shown or requested yet.

        Args:
            settings: Which entry points are turned on.
            installation: The command and icons for the menu entry.
            environ: The environment variables.
            access: Access to the window.
            parent: The owner.
        """
        super().__init__(parent)
        self._settings = settings
        self._installation = installation
        self._environ = environ
        self._access = access
        self._tray: Tray | None = None

    def begin(self) -> None:
        """Offer the entry points that are turned on."""
        self.follow("tray", self._settings.settings.tray)
        if self._settings.settings.cramp_key:
            self._shortcut.restore()

    def follow(self, setting: str, value: object) -> None:
        """Apply a setting that has changed."""
        if setting != "tray":
            return
        if value and self._tray is None:
            self._tray = self._make_tray()
        elif not value and self._tray is not None:
            self._tray.remove()
            self._tray = None

    # The global shortcut.

    @functools.cached_property
    def _shortcut(self) -> GlobalShortcut:
        # Imported here: the D-Bus modules take 3 MiB, and a tray icon does not need them.
        from stretchapp.desktop.dbus.global_shortcut import GlobalShortcut

        shortcut = GlobalShortcut(self._environ, self)
        shortcut.changed.connect(self._on_shortcut_changed)
        shortcut.pressed.connect(self._on_shortcut_pressed)
        return shortcut

    @property
    def shortcut(self) -> ShortcutState:
        """The state of the global shortcut."""
        return self._shortcut.state

    @property
    def wants_shortcut(self) -> bool:
        """Whether the shortcut is requested again at the next start."""
        return self._settings.settings.cramp_key

    def check_shortcut(self) -> None:
        """Find out whether the desktop supports global shortcuts."""
        self._shortcut.check()

    def request_shortcut(self) -> None:
        """Let the desktop ask the person for a shortcut.

        Raises:
            UserError: The menu entry, by which the desktop knows the app, cannot be written.
        """
        if self.can_be_in_menu and not self.is_in_menu:
            self.add_to_menu()
        platform = QGuiApplication.platformName()
        self._shortcut.request(
            f"x11:{self._access.window().winId():x}" if platform == "xcb" else ""
        )

    def remove_shortcut(self) -> None:
        """Stop using the shortcut."""
        self._shortcut.close()
        self._save(cramp_key=False)
        self._shortcut.check()

    @property
    def relief_command(self) -> str:
        """The command that a person can bind to a shortcut by hand."""
        return command_line(self._installation.command, "relief")

    @property
    def desktops(self) -> list[str]:
        """The names of the desktop, in capitals."""
        from stretchapp.desktop.dbus.portal import desktop_names

        return desktop_names(self._environ)

    # The menu entry.

    @property
    def can_be_in_menu(self) -> bool:
        """Whether the app may write into the applications menu."""
        return self._installation.share is not None

    @property
    def is_in_menu(self) -> bool:
        """Whether the menu entry exists."""
        share = self._installation.share
        return share is not None and not is_missing(entry_path(share))

    def add_to_menu(self) -> None:
        """Add the menu entry.

        Raises:
            UserError: The entry cannot be written.
        """
        installation = self._installation
        if installation.share is not None:
            add_menu_entry(installation.share, installation.icons, installation.command)

    def remove_from_menu(self) -> None:
        """Remove the menu entry.

        Raises:
            UserError: The entry cannot be removed.
        """
        installation = self._installation
        if installation.share is not None:
            remove_menu_entry(installation.share, installation.icons)

    # The tray icon.

    @property
    def tray_words(self) -> str:
        """The state of the tray, in a sentence."""
        if not has_tray():
            return _(NO_TRAY_ON_GNOME) if "GNOME" in self.desktops else _(NO_TRAY)
        return _(TRAY_IS_OFF) if self._tray is None else _(TRAY_IS_SEEN)

    @property
    def is_in_tray(self) -> bool:
        """Whether the icon is in the tray, so that the app can keep running without a window."""
        return self._tray is not None and self._tray.is_visible

    def on_window_closed(self) -> None:
        """Say once that the app is still running in the tray, if it is; the person closed it."""
        if self.is_in_tray:
            # Later: the window is about to be hidden.
            do_later(self, self._show_note_once)

    def _show_note_once(self) -> None:
        was_shown = self._settings.settings.tray_told
        if self._tray is not None and not was_shown and not self._access.window().isVisible():
            self._tray.show_note()
            self._save(tray_told=True)

    def _make_tray(self) -> Tray:
        icon = QIcon()
        for size in ICON_SIZES:
            icon.addFile(os.fspath(self._installation.icons / f"stretchapp-{size}.png"))
        tray = Tray(icon, self)
        tray.relief_chosen.connect(self._start_relief)
        tray.tonight_chosen.connect(self._start_tonight)
        tray.open_chosen.connect(lambda: self._access.window().bring_up())
        tray.quit_chosen.connect(self._access.quit)
        return tray

    def _start_relief(self) -> None:
        self._access.window().start_relief()
        self._access.window().bring_up()

    def _start_tonight(self) -> None:
        self._access.window().start_tonight()
        self._access.window().bring_up()

    def _on_shortcut_pressed(self, activation: str) -> None:
        if activation:
            from stretchapp.desktop.activation import pass_on_token

            pass_on_token(activation, QGuiApplication.platformName())
        self._start_relief()

    def _on_shortcut_changed(self) -> None:
        # If the person declined, no later start may open the dialog of the desktop again.
        kind = self._shortcut.state.kind
        if kind in ("set", "not-set") and self.wants_shortcut != (kind == "set"):
            self._save(cramp_key=kind == "set")
        self.changed.emit()

    def _save(self, **changes: bool) -> None:
        # A setting that cannot be saved is in force until the app quits.
        with suppress(OSError):
            self._settings.change(**changes)
