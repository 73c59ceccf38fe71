"""Draws every figure, to be looked at: ``python -m tests.pictures.contact_sheet [FOLDER] [ID...]``.

One large sheet for each of two themes shows how every exercise begins and ends; a filmstrip of each
exercise shows how it moves: getting ready first, then moments of what is done. With ids only the
strips of these are drawn, on dark.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter

from stretchapp.base.paths import shipped_assets, shipped_routines
from stretchapp.figure.load import load_figure
from stretchapp.figure.motion import (
    SETTLE_S,
    key_pose,
    picture_bounds,
    pose_in_cycle,
    pose_in_hold,
    scene,
)
from stretchapp.figure.paint import paint_shapes
from stretchapp.library.load import load_library
from stretchapp.library.routines.models import Hold
from stretchapp.ui.theme.colours import THEMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretchapp.base.problems import Problem
    from stretchapp.figure.motion import Figure, Pose
    from stretchapp.figure.shapes import Tone
    from stretchapp.library.routines.models import Exercise
    from stretchapp.ui.theme.colours import Theme

USUAL_FOLDER = Path("build/pictures")
SHOWN = {"dark": THEMES["evening"], "light": THEMES["light"]}

CELL = 260
TITLE = 30
MOMENTS = 6

SMALL = 190
SHEET_COLUMNS = 5
GAP = 14


def main(folder: Path, wanted: Sequence[str]) -> None:
    """Draw the figures of all exercises, or of those that are ``wanted``, into ``folder``."""
    app = QGuiApplication([])
    strips = folder if wanted else folder / "figures"
    strips.mkdir(parents=True, exist_ok=True)
    exercises = load_library(shipped_routines()).exercises
    figures: list[tuple[Exercise, Figure]] = []
    for path in sorted((shipped_assets() / "poses").glob("*.yaml")):
        if wanted and path.stem not in wanted:
            continue
        problems: list[Problem] = []
        figure = load_figure(path, problems)
        for problem in problems:
            print(problem)
        if figure is not None:
            figures.append((exercises[path.stem], figure))
    for name, theme in SHOWN.items():
        if wanted and name != "dark":
            continue
        for exercise, figure in figures:
            _strip(exercise, figure, theme).save(str(strips / f"{exercise.id}-{name}.png"))
        if not wanted:
            _sheet(figures, theme).save(str(folder / f"contact-sheet-{name}.png"))
    print(f"Figures are in {folder}")
    del app


def _sheet(figures: Sequence[tuple[Exercise, Figure]], theme: Theme) -> QImage:
    """Return every exercise with how it begins and ends, and its name below."""
    wide, high = 2 * SMALL + GAP, SMALL + TITLE + GAP
    rows = -(-len(figures) // SHEET_COLUMNS)
    image = _paper(SHEET_COLUMNS * wide + GAP, rows * high + GAP, theme)
    painter = QPainter(image)
    for number, (exercise, figure) in enumerate(figures):
        row, column = divmod(number, SHEET_COLUMNS)
        corner = QPoint(GAP + column * wide, GAP + row * high)
        for place, pose in enumerate((figure.poses[figure.ready], key_pose(figure))):
            room = QRectF(corner.x() + place * SMALL, corner.y(), SMALL - 6, SMALL)
            _paint(painter, room, figure, pose, theme)
        title = QRectF(corner.x(), corner.y() + SMALL, wide - GAP, TITLE)
        _write(painter, title, exercise.name, theme)
    painter.end()
    return image


def _strip(exercise: Exercise, figure: Figure, theme: Theme) -> QImage:
    """Return moments of one exercise, one beside the other, below its name."""
    image = _paper(CELL * MOMENTS, CELL + TITLE, theme)
    painter = QPainter(image)
    for column, pose in enumerate(_moments(exercise, figure)):
        room = QRectF(column * CELL + 4, TITLE, CELL - 8, CELL - 4)
        _paint(painter, room, figure, pose, theme)
    title = f"{exercise.id}: ready, then {' - '.join(figure.path)}"
    if figure.phases:
        title += f"; phases: {'; '.join(' - '.join(phase) for phase in figure.phases)}"
    _write(painter, QRectF(8, 2, image.width() - 16, TITLE - 4), title, theme)
    painter.end()
    return image


def _moments(exercise: Exercise, figure: Figure) -> list[Pose]:
    """Return the poses of a strip: the ready one, then as they come in the exercise."""
    ready = figure.poses[figure.ready]
    if figure.phases:
        names = [name for phase in figure.phases for name in phase]
        return [ready, *(figure.poses[name] for name in dict.fromkeys(names))][:MOMENTS]
    count = MOMENTS - 1
    if isinstance(exercise.timing, Hold):
        times = [SETTLE_S * step / (count - 1) for step in range(count)]
        return [ready, *(pose_in_hold(figure, figure.path, time_s) for time_s in times)]
    shares = [step / count for step in range(count)]
    return [ready, *(pose_in_cycle(figure, figure.path, share, 1.0) for share in shares)]


def _paper(width: int, height: int, theme: Theme) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.background))
    return image


def _paint(painter: QPainter, room: QRectF, figure: Figure, pose: Pose, theme: Theme) -> None:
    colours: dict[Tone, QColor] = {
        "near": QColor(theme.figure),
        "far": QColor(theme.figure_far),
        "prop": QColor(theme.figure_prop),
        "glow": QColor(theme.figure_glow),
    }
    paint_shapes(painter, room, picture_bounds(figure), scene(figure, pose), colours)


def _write(painter: QPainter, room: QRectF, text: str, theme: Theme) -> None:
    painter.setPen(QColor(theme.text))
    painter.setFont(QFont("DejaVu Sans", 11))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(room.width()))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else USUAL_FOLDER, sys.argv[2:])
