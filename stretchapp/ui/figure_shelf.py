"""The figures of the window: read when they are first wanted, and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QPixmap

    from stretchapp.base.problems import Problem
    from stretchapp.figure.motion import Figure
    from stretchapp.ui.theme import Looks

THUMBNAIL = QSize(150, 150)


class FigureShelf:
    """Finds the figure of an exercise.

    Attributes:
        problems: What was wrong in the pose files that were read.
    """

    def __init__(self, looks: Looks, folders: Sequence[Path]) -> None:
        """Prepare; nothing is read yet.

        Args:
            looks: Colours and sizes of the thumbnails.
            folders: Where pose files are, the user's own first.
        """
        self._looks = looks
        self._folders = folders
        self._figures: dict[str, Figure | None] = {}
        self.problems: list[Problem] = []

    def figure(self, exercise: str) -> Figure | None:
        """Return the figure of an exercise, or None if it has none that can be read."""
        if exercise not in self._figures:
            self._figures[exercise] = self._load(exercise)
        return self._figures[exercise]

    def thumbnail(self, exercise: str) -> QPixmap | None:
        """Return a small picture of an exercise, if it has a figure."""
        # Imported here: the first picture of the home page does not need it.
        from stretchapp.ui.figure_view import thumbnail

        figure = self.figure(exercise)
        if figure is None:
            return None
        size = QSize(self._looks.px(THUMBNAIL.width()), self._looks.px(THUMBNAIL.height()))
        return thumbnail(figure, self._looks, size)

    def _load(self, exercise: str) -> Figure | None:
        # Imported here: reading YAML is not needed before the first figure is.
        from stretchapp.figure.loader import load_figure

        for folder in self._folders:
            path = folder / f"{exercise}.yaml"
            if _is_file(path):
                figure = load_figure(path, self.problems)
                if figure is not None:
                    return figure
        return None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        # Its folder may not be looked into.
        return False
