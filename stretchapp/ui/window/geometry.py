"""The size of the window, which fits its screen, and its stored geometry.

The file is not in Qt's own form: damaged bytes of that end the process, or put the window where no
screen is. It is trusted for nothing but four numbers and whether the window was maximised.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication

from stretchapp.base.files import write_atomically
from stretchapp.base.private_files import read_private

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

NORMAL_SIZE = QSize(1024, 720)
"""The size of a window that was never resized, on a screen with room for it, in pixels."""

SMALLEST_SIZE = QSize(480, 480)
"""The size below which a window cannot be made, on a screen with room for it, in pixels."""

FRAME = QSize(12, 48)
"""Room for what window managers put around a window; its size is known too late."""

_MAX_BYTES = 1000
_MIN_SIDE, _MAX_SIDE = 100, 32767
_MAX_PLACE = 100_000
_NUMBERS = ("x", "y", "width", "height")
_MAXIMIZED = "is_maximized"


def set_first_size(window: QWidget) -> None:
    """Give a new window the normal size, or less where it would be cut off by its screen."""
    room = window.screen().availableSize() - FRAME
    window.setMinimumSize(SMALLEST_SIZE.boundedTo(room))
    window.resize(NORMAL_SIZE.boundedTo(room))


def restore_geometry(window: QWidget, file: Path) -> None:
    """Give ``window`` its stored geometry, if that lies on a present screen."""
    stored = _read(file)
    if stored is None:
        return
    place, is_maximized = stored
    window.setGeometry(place)
    if is_maximized:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def save_geometry(window: QWidget, file: Path) -> None:
    """Store the geometry of ``window``; ignore a file that cannot be written.

    A window that fills the screen comes back as it was before.
    """
    is_plain = not window.windowState() & (
        Qt.WindowState.WindowFullScreen | Qt.WindowState.WindowMaximized
    )
    place = window.geometry() if is_plain else window.normalGeometry()
    is_maximized = bool(window.windowState() & Qt.WindowState.WindowMaximized)
    sides = (place.x(), place.y(), place.width(), place.height())
    content = dict(zip(_NUMBERS, sides, strict=True)) | {_MAXIMIZED: is_maximized}
    with suppress(OSError):
        write_atomically(file, json.dumps(content).encode())


def _read(file: Path) -> tuple[QRect, bool] | None:
    """Return the stored place and whether the window was maximised; None if it cannot be used."""
    text = read_private(file, _MAX_BYTES)
    try:
        content: object = json.loads(text or b"")
    except (RecursionError, ValueError):
        return None
    if not isinstance(content, dict):
        return None
    members = cast("dict[str, object]", content)
    numbers = [members.get(name) for name in _NUMBERS]
    sides = [number for number in numbers if isinstance(number, int) and abs(number) <= _MAX_PLACE]
    if len(sides) != len(_NUMBERS):
        return None
    x, y, width, height = sides
    if not (_MIN_SIDE <= width <= _MAX_SIDE and _MIN_SIDE <= height <= _MAX_SIDE):
        return None
    place = _on_screen(QRect(x, y, width, height))
    return None if place is None else (place, members.get(_MAXIMIZED) is True)


def _on_screen(place: QRect) -> QRect | None:
    """Return a place moved and shrunk onto the screen on which most of it lies; None if on none."""
    rooms = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    room = max(rooms, key=lambda room: _area(room & place))
    if not room.intersects(place):
        return None
    size = place.size().boundedTo(room.size() - FRAME)
    corner = room.bottomRight() - QRect(room.topLeft(), size).bottomRight() + room.topLeft()
    x = min(max(place.x(), room.x()), corner.x())
    y = min(max(place.y(), room.y()), corner.y())
    return QRect(x, y, size.width(), size.height())


def _area(place: QRect) -> int:
    return place.width() * place.height()
