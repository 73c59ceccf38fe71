"""The icon in the tray and its menu; both are there only while they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QMenu, QSystemTrayIcon, QVBoxLayout

from stretchapp.ui.widgets.labels import text_label

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QIcon, QMouseEvent

GOES_ON = "stretchapp goes on in the tray"
NOTE_LETTERS = 24
NOTE_MS = 15_000
"""Long enough to be read twice."""

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

    def __init__(self, icon: QIcon, parent: QObject) -> None:
        """Make the icon and its menu, and show it where there is a place; elsewhere it waits.

        Args:
            icon: What is shown.
            parent: The owner.
        """
        super().__init__(parent)
        self._menu = QMenu()
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
        self._menu.aboutToShow.connect(self._close_note)
        self._note: _Note | None = None
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
        place = self._icon.geometry()
        if place.isEmpty():
            # A tray that only the desktop can draw in: it shows a notification of its own.
            self._icon.showMessage(GOES_ON, HOW_TO_END, self._icon.icon())
        else:
            self._note = _Note(self._menu, place)

    def remove(self) -> None:
        """Take the icon away, for good."""
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
    """A note beside the icon, gone after a while or a click; Qt's own would flash in yellow."""

    def __init__(self, menu: QMenu, place: QRect) -> None:
        """Show the note.

        Args:
            menu: Gives the note its looks, and owns it.
            place: The icon on the screen.
        """
        super().__init__(menu, Qt.WindowType.ToolTip)
        # It takes no keys away from where they go.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setProperty("card", True)
        words = text_label(f"{GOES_ON}. {HOW_TO_END}")
        QVBoxLayout(self).addWidget(words)
        self.setFixedWidth(words.fontMetrics().horizontalAdvance("m") * NOTE_LETTERS)
        self.adjustSize()
        room = self.screen().availableGeometry()
        left = max(room.left(), min(place.left(), room.right() - self.width()))
        below = place.bottom() + 1
        fits_below = below + self.height() <= room.bottom()
        self.move(left, below if fits_below else place.top() - self.height())
        self.show()
        QTimer.singleShot(NOTE_MS, self, self.close)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go away."""
        event.accept()
        self.close()


def has_tray() -> bool:
    """Return whether the desktop has a place for icons at this moment."""
    return QSystemTrayIcon.isSystemTrayAvailable()
