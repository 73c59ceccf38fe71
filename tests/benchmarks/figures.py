"""Measures what the painting of figures costs: ``python -m tests.benchmarks.figures``.

For every shipped figure: how long a frame takes at 1920 x 1080, in processor time, from the moment
in the session to the last pixel. It measures and does not judge.
"""

from __future__ import annotations

import os
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from stretchapp.base.paths import shipped_assets
from stretchapp.figure.load import load_figure
from stretchapp.figure.motion import picture_bounds, pose_in_cycle, scene
from stretchapp.figure.paint import paint_shapes
from stretchapp.ui.theme.colours import THEMES

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.figure.shapes import Tone

TARGET_MS = 3.0
WIDTH, HEIGHT = 1920, 1080
FRAMES = 60


class Measured(NamedTuple):
    """What one figure costs, in milliseconds of processor time.

    Attributes:
        exercise: Its exercise.
        load_ms: Reading its file.
        frame_ms: Finding the frame that holds all its motions, once.
        median_ms: The usual picture.
        worst_ms: The worst picture.
    """

    exercise: str
    load_ms: float
    frame_ms: float
    median_ms: float
    worst_ms: float


def measure(path: Path, image: QImage) -> Measured:
    """Return what the figure of a file costs, painted as large as ``image``."""
    theme = THEMES["evening"]
    colours: dict[Tone, QColor] = {
        "near": QColor(theme.figure),
        "far": QColor(theme.figure_far),
        "prop": QColor(theme.figure_prop),
        "glow": QColor(theme.figure_glow),
    }
    begin = process_time()
    figure = load_figure(path, [])
    read = process_time()
    assert figure is not None, path
    frame = picture_bounds(figure)
    framed = process_time()
    costs: list[float] = []
    for number in range(FRAMES):
        start = process_time()
        pose = pose_in_cycle(figure, figure.path, number / FRAMES, 1.0)
        painter = QPainter(image)
        paint_shapes(
            painter,
            QRectF(0.0, 0.0, image.width(), image.height()),
            frame,
            scene(figure, pose),
            colours,
        )
        painter.end()
        costs.append(1000 * (process_time() - start))
    # The first one warms up.
    return Measured(
        figure.exercise,
        1000 * (read - begin),
        1000 * (framed - read),
        median(costs[1:]),
        max(costs[1:]),
    )


def main() -> None:
    """Measure all shipped figures and print a line for each, the dearest last."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
    paths = sorted((shipped_assets() / "poses").glob("*.yaml"))
    found = sorted((measure(path, image) for path in paths), key=lambda row: row.median_ms)
    print(f"{'':32}{'load':>8}{'frame':>8}{'median':>8}{'worst':>8}  ms")
    for row in found:
        print(
            f"{row.exercise:32}{row.load_ms:8.1f}{row.frame_ms:8.1f}"
            f"{row.median_ms:8.2f}{row.worst_ms:8.2f}"
        )
    usual, dearest = median(row.median_ms for row in found), found[-1].median_ms
    print(
        f"A frame of {WIDTH} x {HEIGHT}: {usual:.2f} ms in the middle of all figures, "
        f"{dearest:.2f} ms for the dearest; the target is {TARGET_MS:.0f} ms"
    )


if __name__ == "__main__":
    main()
