"""The figures of the window, and small pictures of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from stretchapp.figure.figure_files import FigureFiles
    from stretchapp.figure.motion import Figure
    from stretchapp.ui.theme.appearance import Appearance

THUMBNAIL = QSize(150, 150)


class FigureCache:
    """Finds the figure of an exercise."""

    def __init__(self, appearance: Appearance, files: FigureFiles) -> None:
        """Prepare; nothing is read yet.

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
        """Return a small picture of an exercise, if it has a figure."""
        # Imported here: the first picture of the home page does not need it.
        from stretchapp.ui.figures.figure_view import thumbnail

        figure = self.figure(exercise)
        if figure is None:
            return None
        size = QSize(
            self._appearance.px(THUMBNAIL.width()), self._appearance.px(THUMBNAIL.height())
        )
        return thumbnail(figure, self._appearance, size)
