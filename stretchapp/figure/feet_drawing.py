"""The shapes of two feet, seen from above or from behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.figure.feet import BALL, LEG, LENGTH
from stretchapp.figure.geometry import Point
from stretchapp.figure.shapes import Limb

if TYPE_CHECKING:
    from collections.abc import Collection

    from stretchapp.figure.feet import FeetPose, OneOfTwo, SeenFrom
    from stretchapp.figure.shapes import Muscle, Shape


def feet_shapes(feet: FeetPose, seen_from: SeenFrom, glow: Collection[Muscle]) -> list[Shape]:
    """Return the shapes of two feet, seen from above or from behind."""
    shapes: list[Shape] = []
    for foot, outwards in ((feet.left, -1), (feet.right, 1)):
        if seen_from == "above":
            shapes += _foot_from_above(foot, outwards)
        else:
            shapes += _foot_from_behind(foot, outwards, glow)
    return shapes


def _foot_from_above(foot: OneOfTwo, outwards: int) -> list[Shape]:
    heel, points = foot.heel, foot.points
    ball = heel.moved(points, BALL)
    shapes: list[Shape] = [
        Limb(heel, heel.moved(points, BALL * 0.45), 17.0, 15.0, "near"),
        Limb(heel.moved(points, BALL * 0.45), ball, 15.0, 20.0, "near"),
    ]
    # The big toe lies inside, the little one outside and further back.
    for number in range(5):
        across = (number - 2) * 8.6 * outwards
        ahead = LENGTH - BALL + (5.0, 6.0, 3.0, -1.0, -7.0)[number]
        root = ball.moved(points, 10.0).moved(points - 90.0, across)
        tip = ball.moved(points, ahead).moved(points - 90.0, across)
        radius = 6.2 if number == 0 else 4.4
        shapes.append(Limb(root, tip, radius, radius - 0.6, "near"))
    return shapes


def _foot_from_behind(foot: OneOfTwo, outwards: int, glow: Collection[Muscle]) -> list[Shape]:
    # Rolled outwards, the sole faces inwards and the body of the foot leans out over its edge.
    lean = 90.0 - foot.roll * outwards
    ground = Point(foot.heel.x, foot.heel.y + foot.lift)
    ankle = ground.moved(lean, 34.0)
    knee = Point(ankle.x, ankle.y + LEG)
    across = lean - 90.0
    inner = ground.moved(lean, 9.0).moved(across, -13.0 * outwards)
    outer = ground.moved(lean, 9.0).moved(across, 15.0 * outwards)
    shapes: list[Shape] = [
        Limb(knee, ankle.between(knee, 0.35), 21.0, 17.0, "near"),
        Limb(ankle.between(knee, 0.35), ankle, 17.0, 11.0, "near"),
        Limb(ankle, ground.moved(lean, 14.0), 13.0, 14.0, "near"),
        Limb(inner, outer, 9.0, 8.0, "near"),
    ]
    if "calf" in glow:
        shapes.append(Limb(knee, ankle.between(knee, 0.45), 13.0, 9.0, "glow"))
    if "sole" in glow:
        shapes.append(Limb(inner, outer, 4.5, 4.0, "glow"))
    return shapes
