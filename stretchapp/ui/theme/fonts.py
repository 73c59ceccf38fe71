"""Whether this machine has a font at all; without one Qt paints a box for every letter."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetrics

NO_FONT = (
    "There is no font on this computer, so no letter could be read."
    " On Debian or Ubuntu, type: sudo apt-get install fonts-dejavu-core"
)


def has_font() -> bool:
    """Return whether the usual font has letters; there must be an application."""
    return QFontMetrics(QFont()).inFont("A")
