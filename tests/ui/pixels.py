"""Looking at painted widgets, pixel by pixel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QBitmap, QColor, QImage, QPainter, QRegion

if TYPE_CHECKING:
    from PySide6.QtCore import QRect


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
    mask = image.createMaskFromColor(QColor(colour).rgb(), Qt.MaskMode.MaskOutColor)
    found = QRegion(QBitmap.fromImage(mask)).boundingRect()
    assert not found.isEmpty(), f"nothing is {colour}"
    return found


def difference(first: QImage, second: QImage) -> int:
    """Return by how much the most different pixels of two pictures differ, from 0 to 255."""
    result = first.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(result)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, second)
    painter.end()
    grey = result.convertToFormat(QImage.Format.Format_Grayscale8)
    content, line = bytes(grey.constBits()), grey.bytesPerLine()
    # Lines are filled up to whole words with anything.
    return max(max(content[at : at + grey.width()]) for at in range(0, len(content), line))


def colours(image: QImage) -> set[str]:
    """Return the colours of an image, each as ``#rrggbb``."""
    pixels = image.convertToFormat(QImage.Format.Format_RGB32)
    return {f"#{pixel & 0xFFFFFF:06x}" for pixel in memoryview(pixels.constBits()).cast("I")}
