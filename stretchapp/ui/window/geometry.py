"""The stored geometry of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QWidget

_KEY = "geometry"

NORMAL_SIZE = QSize(1024, 720)
"""The size of a window that was never resized, in pixels."""


def restore_geometry(window: QWidget, file: Path) -> None:
    """Move ``window`` to its stored position, if there is one on a present screen."""
    if not file.exists():
        return
    # Imported here: a first start has no stored geometry.
    from PySide6.QtCore import QByteArray

    geometry = _store(file).value(_KEY)
    if isinstance(geometry, QByteArray):
        window.restoreGeometry(geometry)


def save_geometry(window: QWidget, file: Path) -> None:
    """Store the geometry of ``window``; ignore a file that cannot be written."""
    _store(file).setValue(_KEY, window.saveGeometry())


def _store(file: Path) -> QSettings:
    # The only use of QSettings: it can store the bytes of a geometry.
    from PySide6.QtCore import QSettings

    return QSettings(str(file), QSettings.Format.IniFormat)
