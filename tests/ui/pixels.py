"""Looking at painted widgets, pixel by pixel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor

if TYPE_CHECKING:
    from PySide6.QtGui import QImage


def is_near(image: QImage, x: float, y: float, colour: str, tolerance: int = 6) -> bool:
    """Return whether a pixel has a colour, up to rounding."""
    seen, wanted = image.pixelColor(round(x), round(y)), QColor(colour)
    return all(
        abs(one - other) <= tolerance
        for one, other in (
            (seen.red(), wanted.red()),
            (seen.green(), wanted.green()),
            (seen.blue(), wanted.blue()),
        )
    )


def extent(image: QImage, colour: str) -> QRect:
    """Return the smallest rectangle that holds all pixels of a colour."""
    rgb = QColor(colour).rgb()
    found = [
        (x, y)
        for y in range(image.height())
        for x in range(image.width())
        if image.pixel(x, y) == rgb
    ]
    assert found, f"nothing is {colour}"
    columns, rows = [x for x, _ in found], [y for _, y in found]
    width, height = max(columns) - min(columns) + 1, max(rows) - min(rows) + 1
    return QRect(min(columns), min(rows), width, height)
