"""The figures of the exercises, and thumbnails of them in the colours of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from stretchapp.figure.figure_files import FigureFiles
    from stretchapp.figure.motion import Figure
    from stretchapp.ui.theme.appearance import Appearance

THUMBNAIL_PX = 150


class ExerciseFigures:
    """Finds the figure of an exercise, for pages that show it."""

    def __init__(self, appearance: Appearance, files: FigureFiles) -> None:
        """Read nothing yet.

        Args:
            appearance: Colours and sizes of the thumbnails.
            files: The pose files.
        """
        self._appearance = appearance
        self._files = files

    def figure(self, exercise: str) -> Figure | None:
        """Return the figure of an exercise, or None if it has none that can be read."""
        return self._files.figure(exercise)

    def thumbnail(self, exercise: str) -> QPixmap | None:
        """Return a small picture of an exercise, or None if it has no figure."""
        # Imported here: the first frame of the home page does not need it.
        from stretchapp.ui.figures.figure_view import thumbnail

        figure = self.figure(exercise)
        if figure is None:
            return None
        side = self._appearance.px(THUMBNAIL_PX)
        # The highest ratio of all screens: the picture is sharp wherever the window goes.
        ratio = max(screen.devicePixelRatio() for screen in QGuiApplication.screens())
        return thumbnail(figure, self._appearance, QSize(side, side), ratio=ratio)
