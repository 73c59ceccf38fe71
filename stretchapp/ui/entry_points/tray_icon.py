"""The icon in the tray and its menu; both are there only while they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QSystemTrayIcon, QVBoxLayout

from stretchapp.base.i18n import N_, _
from stretchapp.ui.widgets.labels import text_label
from stretchapp.ui.widgets.later import do_later

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QIcon, QMouseEvent

CRAMP_NOW = N_("Cramp now")
TONIGHT = N_("Tonight's stretch")
OPEN = N_("Open stretchapp")
QUIT = N_("Quit")

STILL_RUNNING = N_("stretchapp is still running in the tray")
NOTE_LETTERS = 24
NOTE_MS = 15_000
"""Long enough to be read twice."""

HOW_TO_END = N_("Click the icon to open the window again. To quit, use Quit in its menu.")


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

    def __init__(self, icon: QIcon, parent: QObject) -> None:
        """Make the icon and its menu, and show it where there is a place; elsewhere it waits.

        Args:
            icon: What is shown.
            parent: The owner.
        """
        super().__init__(parent)
        self._menu = QMenu()
        for text, chosen in (
            (CRAMP_NOW, self.relief_chosen),
            (TONIGHT, self.tonight_chosen),
            ("", None),
            (OPEN, self.open_chosen),
            (QUIT, self.quit_chosen),
        ):
            if chosen is None:
                self._menu.addSeparator()
            else:
                self._menu.addAction(_(text)).triggered.connect(chosen)
        self._menu.aboutToShow.connect(self._close_note)
        self._note: _Note | None = None
        self._icon = QSystemTrayIcon(icon, self)
        self._icon.setToolTip("stretchapp")
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._on_activated)
        self._icon.show()

    @property
    def is_visible(self) -> bool:
        """Whether the icon is in a tray; Qt reports it as visible even where there is no tray."""
        return self._icon.isVisible() and has_tray()

    def show_note(self) -> None:
        """Say beside the icon that the app is still running."""
        place = self._icon.geometry()
        if place.isEmpty():
            # The desktop draws the tray itself, and shows a notification instead.
            self._icon.showMessage(_(STILL_RUNNING), _(HOW_TO_END), self._icon.icon())
        else:
            self._note = _Note(self._menu, place)

    def remove(self) -> None:
        """Remove the icon for good."""
        self._icon.hide()
        self._menu.deleteLater()
        self.deleteLater()

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        self._close_note()
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.open_chosen.emit()

    def _close_note(self) -> None:
        if self._note is not None:
            self._note.close()


class _Note(QFrame):
    """A note beside the icon that closes after a while or on a click; Qt's own note is yellow."""

    def __init__(self, menu: QMenu, place: QRect) -> None:
        """Show the note.

        Args:
            menu: The owner, from which the note takes its style.
            place: The rectangle of the icon on the screen.
        """
        super().__init__(menu, Qt.WindowType.ToolTip)
        # The note must not take the focus.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setProperty("card", True)
        words = text_label(f"{_(STILL_RUNNING)}.\n{_(HOW_TO_END)}")
        QVBoxLayout(self).addWidget(words)
        self.setFixedWidth(words.fontMetrics().horizontalAdvance("m") * NOTE_LETTERS)
        self.adjustSize()
        room = self.screen().availableGeometry()
        left = max(room.left(), min(place.left(), room.right() - self.width()))
        below = place.bottom() + 1
        fits_below = below + self.height() <= room.bottom()
        self.move(left, below if fits_below else place.top() - self.height())
        self.show()
        do_later(self, self.close, NOTE_MS)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close the note."""
        event.accept()
        self.close()


def has_tray() -> bool:
    """Return whether the desktop has a tray at this moment."""
    return QSystemTrayIcon.isSystemTrayAvailable()
