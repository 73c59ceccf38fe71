"""Painting of the shipped figures at 1920x1080, compared with a ring of the same height."""

from __future__ import annotations

from statistics import median
from time import process_time
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from stretchapp.base.paths import shipped_assets
from stretchapp.figure.load import load_figure
from stretchapp.figure.motion import picture_bounds, pose_in_cycle, scene
from stretchapp.figure.paint import paint_shapes
from stretchapp.ui.theme.colours import THEMES
from tests.benchmarks.bare import paint_ring
from tests.benchmarks.rows import Row

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.figure.motion import Figure
    from stretchapp.figure.shapes import Tone

MAX_MEDIAN = 1.3
MAX_DEAREST = 1.7
AREA = QRectF(0.0, 0.0, 1920.0, 1080.0)


def painting_rows(frames: int) -> list[Row]:
    """Return the processor time of a frame: of the median figure, and of the dearest.

    Args:
        frames: How many frames of each figure are painted.
    """
    paths = sorted((shipped_assets() / "poses").glob("*.yaml"))
    costs = [_costs(_figure(path), frames) for path in paths]
    ring_ms = median(ring for ring, _ in costs)
    median_ms = median(figure for _, figure in costs)
    number = max(range(len(costs)), key=lambda number: costs[number][1] / costs[number][0])
    ratio = median(figure / ring for ring, figure in costs)
    dearest_ring_ms, dearest_ms = costs[number]
    return [
        Row("bare ring", ring_ms, "ms"),
        Row("median figure", median_ms, "ms", ratio, MAX_MEDIAN),
        Row(paths[number].stem, dearest_ms, "ms", dearest_ms / dearest_ring_ms, MAX_DEAREST),
    ]


def _costs(figure: Figure, frames: int) -> tuple[float, float]:
    """Return the median milliseconds for a frame of a ring and of a figure, painted by turns."""
    theme = THEMES["evening"]
    colours: dict[Tone, QColor] = {
        "near": QColor(theme.figure),
        "far": QColor(theme.figure_far),
        "prop": QColor(theme.figure_prop),
        "glow": QColor(theme.figure_glow),
    }
    image = QImage(AREA.toRect().size(), QImage.Format.Format_RGB32)
    bounds = picture_bounds(figure)
    rings: list[float] = []
    figures: list[float] = []
    for number in range(frames + 1):
        start_s = process_time()
        painter = QPainter(image)
        paint_ring(painter, QRectF(420.0, 0.0, AREA.height(), AREA.height()), 360 * 12)
        painter.end()
        ring_s = process_time()
        painter = QPainter(image)
        shapes = scene(figure, pose_in_cycle(figure, figure.path, number / frames, 1.0))
        paint_shapes(painter, AREA, bounds, shapes, colours)
        painter.end()
        # The first frame warms up.
        if number:
            rings.append(1000 * (ring_s - start_s))
            figures.append(1000 * (process_time() - ring_s))
    return median(rings), median(figures)


def _figure(path: Path) -> Figure:
    figure = load_figure(path, [])
    if figure is None:
        raise RuntimeError(f"{path} cannot be loaded")
    return figure
