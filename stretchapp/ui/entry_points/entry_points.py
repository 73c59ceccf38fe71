"""The ways into relief from outside of the window: the menu, the tray, and a key of the desktop.

Nothing here is made before one of them is switched on or the settings are looked at.
"""

from __future__ import annotations

import functools
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QIcon

from stretchapp.desktop.menu.menu_entry import (
    add_menu_entry,
    command_line,
    entry_path,
    remove_menu_entry,
)
from stretchapp.ui.entry_points.tray_icon import Tray, has_tray

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stretchapp.base.settings import SettingsFile
    from stretchapp.desktop.dbus.global_shortcut import GlobalShortcut, KeyState
    from stretchapp.desktop.menu.menu_entry import Installation

ICON_SIZES = (16, 24, 32, 48, 64)

TRAY_IS_SEEN = "The icon is in the tray, also while the window is closed. Quit is in its menu."
TRAY_IS_OFF = "This desktop has a place for icons. Cramp now is in the menu of the icon."
NO_TRAY = "This desktop shows no place for icons at the moment. With one, the icon appears there."
NO_TRAY_ON_GNOME = f"{NO_TRAY} GNOME has one with the extension AppIndicator."


class ReliefWindow(Protocol):
    """The main window, as far as it is reached from outside."""

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
    """Where the ways lead to.

    Attributes:
        window: Returns the window, which may not have been made before.
        quit: Ends the app, whether there is a window or not.
    """

    window: Callable[[], ReliefWindow]
    quit: Callable[[], object]


class ReliefEntryPoints(QObject):
    """Offers what is switched on, and brings people from there into the window.

    Signals:
        changed: Something about the key is different now.
    """

    changed = Signal()

    def __init__(
        self,
        settings: SettingsFile,
        installation: Installation,
        environ: Mapping[str, str],
        entrance: WindowAccess,
        parent: QObject,
    ) -> None:
        """Prepare; nothing is shown or asked for yet.

        Args:
            settings: What is switched on.
            installation: What the menu, or a key, is to start.
            environ: The environment variables.
            entrance: Where the ways lead to.
            parent: The owner.
        """
        super().__init__(parent)
        self._settings = settings
        self._installation = installation
        self._environ = environ
        self._entrance = entrance
        self._tray: Tray | None = None

    def begin(self) -> None:
        """Offer what is switched on."""
        self.follow("tray", self._settings.settings.tray)
        if self._settings.settings.cramp_key:
            self._key.restore()

    def follow(self, setting: str, value: object) -> None:
        """Do what a setting says that has been changed."""
        if setting != "tray":
            return
        if value and self._tray is None:
            self._tray = self._make_tray()
        elif not value and self._tray is not None:
            self._tray.remove()
            self._tray = None

    # The key.

    @functools.cached_property
    def _key(self) -> GlobalShortcut:
        # Imported here, as the rest of what speaks to the desktop: it takes 3 MiB, and an icon in
        # the tray does without it.
        from stretchapp.desktop.dbus.global_shortcut import GlobalShortcut

        key = GlobalShortcut(self._environ, self)
        key.changed.connect(self._on_key_changed)
        key.pressed.connect(self._on_key_pressed)
        return key

    @property
    def key(self) -> KeyState:
        """What has become of the key."""
        return self._key.state

    @property
    def wants_key(self) -> bool:
        """Whether the desktop is to be asked for the key at the next start."""
        return self._settings.settings.cramp_key

    def look_at_key(self) -> None:
        """Find out whether the desktop could give a key."""
        self._key.look()

    def ask_for_key(self) -> None:
        """Let the desktop ask which key it is to be.

        Raises:
            UserError: The entry by which the desktop knows the app cannot be written.
        """
        if self.can_be_in_menu and not self.is_in_menu:
            self.add_to_menu()
        platform = QGuiApplication.platformName()
        self._key.ask(f"x11:{self._entrance.window().winId():x}" if platform == "xcb" else "")

    def give_key_up(self) -> None:
        """Listen to the key no longer."""
        self._key.close()
        self._save(cramp_key=False)
        self._key.look()

    @property
    def relief_command(self) -> str:
        """What one binds to a key by hand."""
        return command_line(self._installation.command, "relief")

    @property
    def desktops(self) -> list[str]:
        """What the desktop calls itself, in capitals."""
        from stretchapp.desktop.dbus.portal import desktop_names

        return desktop_names(self._environ)

    # The menu.

    @property
    def can_be_in_menu(self) -> bool:
        """Whether the menu may be touched."""
        return self._installation.share is not None

    @property
    def is_in_menu(self) -> bool:
        """Whether the entry is there."""
        share = self._installation.share
        return share is not None and entry_path(share).exists()

    def add_to_menu(self) -> None:
        """Add the entry.

        Raises:
            UserError: It cannot be written.
        """
        it = self._installation
        if it.share is not None:
            add_menu_entry(it.share, it.icons, it.command)

    def remove_from_menu(self) -> None:
        """Remove the entry.

        Raises:
            UserError: It cannot be removed.
        """
        it = self._installation
        if it.share is not None:
            remove_menu_entry(it.share, it.icons)

    # The tray.

    @property
    def tray_words(self) -> str:
        """How it is with the tray, in a sentence."""
        if not has_tray():
            return NO_TRAY_ON_GNOME if "GNOME" in self.desktops else NO_TRAY
        return TRAY_IS_OFF if self._tray is None else TRAY_IS_SEEN

    @property
    def is_in_tray(self) -> bool:
        """Whether the icon is there, so that the app may go on without its window."""
        return self._tray is not None and self._tray.is_seen

    def on_window_closed(self) -> None:
        """Say once that the app goes on without its window, if it does so in the tray."""
        if self.is_in_tray:
            # Not if this is the end of the app: then the time for it never comes.
            QTimer.singleShot(0, self, self._tell_once)

    def _tell_once(self) -> None:
        told = self._settings.settings.tray_told
        if self._tray is not None and not told and not self._entrance.window().isVisible():
            self._tray.tell()
            self._save(tray_told=True)

    def _make_tray(self) -> Tray:
        icon = QIcon()
        for size in ICON_SIZES:
            icon.addFile(os.fspath(self._installation.icons / f"stretchapp-{size}.png"))
        tray = Tray(icon, self)
        tray.relief_chosen.connect(self._start_relief)
        tray.tonight_chosen.connect(self._start_tonight)
        tray.open_chosen.connect(lambda: self._entrance.window().bring_up())
        tray.quit_chosen.connect(self._entrance.quit)
        return tray

    def _start_relief(self) -> None:
        self._entrance.window().start_relief()
        self._entrance.window().bring_up()

    def _start_tonight(self) -> None:
        self._entrance.window().start_tonight()
        self._entrance.window().bring_up()

    def _on_key_pressed(self, activation: str) -> None:
        if activation and QGuiApplication.platformName().startswith("wayland"):
            from stretchapp.desktop.dbus.portal import pass_on_activation

            pass_on_activation(activation)
        self._start_relief()

    def _on_key_changed(self) -> None:
        # Where the user wants none, no later start may open the dialog of the desktop again.
        kind = self._key.state.kind
        if kind in ("set", "no key") and self.wants_key != (kind == "set"):
            self._save(cramp_key=kind == "set")
        self.changed.emit()

    def _save(self, **changes: bool) -> None:
        # What cannot be saved holds until the app ends, and is asked for again then.
        with suppress(OSError):
            self._settings.change(**changes)
