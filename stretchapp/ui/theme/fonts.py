"""Whether this machine has a font at all; without one Qt paints a box for every letter."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetrics

from stretchapp.base.i18n import N_

NO_FONT = N_(
    "There is no font on this computer, so no text can be shown."
    " On Debian or Ubuntu, type: sudo apt-get install fonts-dejavu-core"
)


def has_font() -> bool:
    """Return whether the usual font has letters; there must be an application."""
    return QFontMetrics(QFont()).inFont("A")
