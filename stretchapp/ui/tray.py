"""The icon in the tray and its menu; both are there only while they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QWidget

GOES_ON = "stretchapp goes on in the tray"
HOW_TO_END = "A click on the icon opens the window again. Quit, in its menu, ends stretchapp."


class Tray(QObject):
    """The icon, shown as soon as the desktop has a place for it.

    Signals:
        relief_chosen: Start cramp relief.
        tonight_chosen: Start tonight's stretch.
        open_chosen: Show the window.
        quit_chosen: End the app.
    """

    relief_chosen = Signal()
    tonight_chosen = Signal()
    open_chosen = Signal()
    quit_chosen = Signal()

    def __init__(self, icon: QIcon, window: QWidget) -> None:
        """Make the icon and its menu, and show it where there is a place; elsewhere it waits.

        Args:
            icon: What is shown.
            window: Gives the menu its looks, and owns everything.
        """
        super().__init__(window)
        self._menu = QMenu(window)
        for text, chosen in (
            ("Cramp now", self.relief_chosen),
            ("Tonight's stretch", self.tonight_chosen),
            ("", None),
            ("Open", self.open_chosen),
            ("Quit", self.quit_chosen),
        ):
            if chosen is None:
                self._menu.addSeparator()
            else:
                self._menu.addAction(text).triggered.connect(chosen)
        self._icon = QSystemTrayIcon(icon, self)
        self._icon.setToolTip("stretchapp")
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._on_activated)
        self._icon.show()

    @property
    def is_seen(self) -> bool:
        """Whether the icon is really there: Qt calls it visible even where nothing shows it."""
        return self._icon.isVisible() and has_tray()

    def tell(self) -> None:
        """Say beside the icon that the app goes on without its window."""
        self._icon.showMessage(GOES_ON, HOW_TO_END, self._icon.icon())

    def remove(self) -> None:
        """Take the icon away, for good."""
        self._icon.hide()
        self._menu.deleteLater()
        self.deleteLater()

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.open_chosen.emit()


def has_tray() -> bool:
    """Return whether the desktop has a place for icons at this moment."""
    return QSystemTrayIcon.isSystemTrayAvailable()
