"""The theme and text size in force, and the fonts and lengths that follow from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication

from stretchapp.ui.theme.colours import THEMES
from stretchapp.ui.theme.style_sheet import palette, style_sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from stretchapp.ui.theme.colours import ThemeName

BODY_PT = 18.0
"""The size of body text in points, at 100 %."""

DESKTOP_PT = 10.0
"""The usual font size of a desktop, in points; a larger one enlarges all text."""


class Appearance:
    """The theme and text size in force; pages take their fonts and lengths from it.

    Attributes:
        name: The name of the theme.
        theme: The colours of the theme.
    """

    def __init__(self, app: QApplication, name: ThemeName, text_size: int) -> None:
        """Start from the font of the desktop.

        Args:
            app: The application, whose font has the desktop's size.
            name: The first theme.
            text_size: The text size in percent.
        """
        self._app = app
        desktop_pt = app.font().pointSizeF()
        # Large print on the desktop enlarges everything; small print reduces nothing.
        self._desktop_factor = max(1.0, desktop_pt / DESKTOP_PT) if desktop_pt > 0 else 1.0
        self._text_size = text_size
        self.name: ThemeName = name
        self.theme = THEMES[name]

    def apply(self, window: QWidget, name: ThemeName, text_size: int) -> None:
        """Apply a theme and a text size to the application and to ``window``."""
        self.name = name
        self.theme = THEMES[name]
        self._text_size = text_size
        self._app.setFont(self.font())
        self._app.setPalette(palette(self.theme))
        line_px = QFontMetrics(self.font()).height()
        window.setStyleSheet(style_sheet(self.theme, self.px(1), line_px))

    def font(self, factor: float = 1.0, *, bold: bool = False) -> QFont:
        """Return a font of ``factor`` times the size of body text."""
        font = QFont(self._app.font())
        font.setPointSizeF(BODY_PT * self._scale * factor)
        font.setBold(bold)
        return font

    def px(self, length: float) -> int:
        """Return a length in pixels; it grows with the text, at half the rate."""
        return round(length * (1 + (self._scale - 1) / 2))

    @property
    def _scale(self) -> float:
        return self._desktop_factor * self._text_size / 100


def desktop_wants_contrast() -> bool:
    """Return whether the desktop asks for high contrast."""
    # The variable keeps the parent of the accessibility hints alive on the Python side.
    style_hints = QGuiApplication.styleHints()
    preference = style_hints.accessibility().contrastPreference()
    return preference == Qt.ContrastPreference.HighContrast


def theme_in_force(chosen: ThemeName) -> ThemeName:
    """Return the chosen theme, or high contrast if the desktop asks for it."""
    return "contrast" if desktop_wants_contrast() else chosen
