"""The size of the window, which fits its screen, and its stored geometry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QWidget

_KEY = "geometry"

NORMAL_SIZE = QSize(1024, 720)
"""The size of a window that was never resized, on a screen with room for it, in pixels."""

SMALLEST_SIZE = QSize(480, 480)
"""The size below which a window cannot be made, on a screen with room for it, in pixels."""

FRAME = QSize(12, 48)
"""Room for what window managers put around a window; its size is known too late."""


def set_first_size(window: QWidget) -> None:
    """Give a new window the normal size, or less where it would be cut off by its screen."""
    room = _room_for(window)
    window.setMinimumSize(SMALLEST_SIZE.boundedTo(room))
    window.resize(NORMAL_SIZE.boundedTo(room))


def restore_geometry(window: QWidget, file: Path) -> None:
    """Move ``window`` to its stored position, if there is one on a present screen."""
    if not file.exists():
        return
    # Imported here: a first start has no stored geometry.
    from PySide6.QtCore import QByteArray

    geometry = _store(file).value(_KEY)
    if isinstance(geometry, QByteArray):
        window.restoreGeometry(geometry)
        _keep_on_screen(window)


def save_geometry(window: QWidget, file: Path) -> None:
    """Store the geometry of ``window``; ignore a file that cannot be written."""
    _store(file).setValue(_KEY, window.saveGeometry())


def _keep_on_screen(window: QWidget) -> None:
    """Move and shrink a window so that no part of it is beside its screen."""
    if window.isMaximized() or window.isFullScreen():
        return
    screen = window.screen().availableGeometry()
    size = window.size().boundedTo(_room_for(window))
    if size != window.size() or not screen.contains(window.geometry()):
        window.resize(size)
        last = screen.bottomRight() - window.rect().bottomRight()
        place = window.pos()
        window.move(
            max(screen.left(), min(place.x(), last.x())),
            max(screen.top(), min(place.y(), last.y())),
        )


def _room_for(window: QWidget) -> QSize:
    return window.screen().availableSize() - FRAME


def _store(file: Path) -> QSettings:
    # The only use of QSettings: it can store the bytes of a geometry.
    from PySide6.QtCore import QSettings

    return QSettings(str(file), QSettings.Format.IniFormat)
