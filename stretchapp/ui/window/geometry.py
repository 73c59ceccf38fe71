"""Where the window was when it was last closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QWidget

_KEY = "geometry"

NORMAL_SIZE = QSize(1024, 720)
"""Of a window that was never moved."""


def restore_place(window: QWidget, file: Path) -> None:
    """Put ``window`` where it was, if that is known and still on a screen."""
    if not file.exists():
        return
    # Imported here: the first start has nothing to restore.
    from PySide6.QtCore import QByteArray

    geometry = _store(file).value(_KEY)
    if isinstance(geometry, QByteArray):
        window.restoreGeometry(geometry)


def save_place(window: QWidget, file: Path) -> None:
    """Remember where ``window`` is; if the file cannot be written, nothing is lost but that."""
    _store(file).setValue(_KEY, window.saveGeometry())


def _store(file: Path) -> QSettings:
    # The one use of QSettings: it knows how to write what Qt says of a window.
    from PySide6.QtCore import QSettings

    return QSettings(str(file), QSettings.Format.IniFormat)
