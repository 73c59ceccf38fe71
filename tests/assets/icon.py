"""Draws the app's icon from the figure of the wall stretch: ``python -m tests.assets.icon``.

It writes an SVG file and PNG files of the usual sizes.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from stretchapp.base.paths import shipped_assets
from stretchapp.figure.load import load_figure
from stretchapp.figure.motion import key_pose, picture_bounds, scene
from stretchapp.figure.paint import paint_shapes

if TYPE_CHECKING:
    from stretchapp.base.problems import Problem
    from stretchapp.figure.shapes import Tone

SIDE = 256
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
ROUNDING = 48
MARGIN = 14
PAPER = QColor("#221a13")
COLOURS: dict[Tone, QColor] = {
    "near": QColor("#f3e3cd"),
    "far": QColor("#9c8a74"),
    "prop": QColor("#6b5844"),
    "glow": QColor("#ff9c3d"),
}


def main(folder: Path) -> None:
    """Write the icon into ``folder``."""
    app = QGuiApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    drawing = QSvgGenerator()
    drawing.setFileName(str(folder / "stretchapp.svg"))
    drawing.setSize(QSize(SIDE, SIDE))
    drawing.setViewBox(QRectF(0, 0, SIDE, SIDE))
    drawing.setTitle("stretchapp")
    drawing.setDescription("Someone who stretches a calf at a wall")
    painter = QPainter(drawing)
    _paint(painter, SIDE)
    painter.end()
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        _paint(painter, size)
        painter.end()
        image.save(str(folder / f"stretchapp-{size}.png"))
    del app


def _paint(painter: QPainter, size: int) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scale = size / SIDE
    painter.scale(scale, scale)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(PAPER)
    painter.drawRoundedRect(QRectF(0, 0, SIDE, SIDE), ROUNDING, ROUNDING)
    problems: list[Problem] = []
    figure = load_figure(shipped_assets() / "poses" / "wall-calf-stretch.yaml", problems)
    if figure is None:
        raise SystemExit("\n".join(str(problem) for problem in problems))
    frame = QRectF(MARGIN, MARGIN, SIDE - 2 * MARGIN, SIDE - 2 * MARGIN)
    paint_shapes(painter, frame, picture_bounds(figure), scene(figure, key_pose(figure)), COLOURS)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else shipped_assets() / "icons")
