"""Draws every figure on one sheet, to be looked at: ``python -m tests.contact_sheet [FOLDER] [ID...]``.

Each row shows one exercise: getting ready, four moments of its motion, and its end.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter

from stretchapp.base.paths import shipped_assets
from stretchapp.base.problems import Problem
from stretchapp.figure.loader import load_figure
from stretchapp.figure.motion import Figure, Pose, frame_of, going_round, held, scene
from stretchapp.figure.paint import paint_shapes

CELL = 260
COLUMNS = 6
COLOURS = {
    "dark": {
        "paper": "#16120f",
        "near": "#e8d9c5",
        "far": "#8f7f6d",
        "prop": "#4a3d31",
        "glow": "#ff8a3d",
        "text": "#f7ecdd",
    },
    "light": {
        "paper": "#faf6ef",
        "near": "#4a5a6e",
        "far": "#94a0ae",
        "prop": "#d9cdbb",
        "glow": "#d9480f",
        "text": "#1f1913",
    },
}


def main(folder: Path, wanted: list[str]) -> None:
    """Write one picture for each figure and theme into ``folder``."""
    app = QGuiApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted((shipped_assets() / "poses").glob("*.yaml")):
        if wanted and path.stem not in wanted:
            continue
        problems: list[Problem] = []
        figure = load_figure(path, problems)
        for problem in problems:
            print(problem)
        if figure is None:
            continue
        for theme in COLOURS if not wanted else ("dark",):
            _strip(figure, theme).save(str(folder / f"{figure.exercise}-{theme}.png"))
    del app


def _strip(figure: Figure, theme: str) -> QImage:
    colours = {name: QColor(code) for name, code in COLOURS[theme].items()}
    image = QImage(CELL * COLUMNS, CELL + 30, QImage.Format.Format_RGB32)
    image.fill(colours["paper"])
    painter = QPainter(image)
    frame = frame_of(figure)
    for column, pose in enumerate(_moments(figure)):
        room = QRectF(column * CELL + 4, 30, CELL - 8, CELL - 4)
        tones = {tone: colours[tone] for tone in ("near", "far", "prop", "glow")}
        paint_shapes(painter, room, frame, scene(figure, pose), tones)
    painter.setPen(colours["text"])
    painter.setFont(QFont("DejaVu Sans", 12))
    painter.drawText(
        QRectF(8, 2, image.width() - 16, 26),
        int(Qt.AlignmentFlag.AlignLeft),
        f"{figure.exercise}: ready, then {' - '.join(figure.path)}"
        f"{'  phases: ' + str(figure.phases) if figure.phases else ''}",
    )
    painter.end()
    return image


def _moments(figure: Figure) -> list[Pose]:
    if figure.phases:
        ends = [figure.poses[name] for phase in figure.phases for name in phase]
        return [figure.poses[figure.ready], *ends][:COLUMNS]
    count = COLUMNS - 1
    if len(figure.path) == 2:
        moving = [held(figure, figure.path, 2.5 * step / (count - 1)) for step in range(count)]
    else:
        moving = [going_round(figure, figure.path, step / count, 1.0) for step in range(count)]
    return [figure.poses[figure.ready], *moving]


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/figures"), sys.argv[2:])
