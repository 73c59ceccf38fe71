"""The shapes of two feet, seen from above, from behind or ahead."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from stretchapp.figure.feet import BALL, LEG, LEG_AHEAD
from stretchapp.figure.geometry import Point
from stretchapp.figure.shapes import Capsule, Ellipse

if TYPE_CHECKING:
    from collections.abc import Collection

    from stretchapp.figure.feet import FeetPose, FootOfPair, Viewpoint
    from stretchapp.figure.shapes import Muscle, Shape

_TOES = (
    (-15.0, 86.0, 26.0, 6.6),
    (-3.6, 88.0, 23.0, 4.5),
    (5.6, 84.0, 21.0, 4.2),
    (13.9, 79.0, 19.0, 3.9),
    (21.0, 72.0, 17.0, 3.6),
)
"""Each toe from the big to the little one: how far its root lies outwards and ahead of the heel,
its length and its radius."""

NAIL_HIDDEN = 40.0
"""Toes that are bent by more than these degrees hide their nails."""


def feet_shapes(feet: FeetPose, viewpoint: Viewpoint, glow: Collection[Muscle]) -> list[Shape]:
    """Return the shapes of two feet seen from ``viewpoint``, from back to front."""
    shapes: list[Shape] = []
    for foot, outwards in ((feet.left, -1), (feet.right, 1)):
        match viewpoint:
            case "above":
                shapes += _foot_from_above(foot, outwards, glow)
            case "behind":
                shapes += _foot_from_behind(foot, outwards, glow)
            case "ahead":  # pragma: no branch -- they are seen from nowhere else
                shapes += _foot_ahead(foot, outwards, glow)
    return shapes


def _foot_from_above(foot: FootOfPair, outwards: int, glow: Collection[Muscle]) -> list[Shape]:
    """Return one foot on the ground, with a shadow below a raised heel."""
    instep, shadow = foot.heel.moved(foot.points, BALL * 0.4), foot.heel.moved(-90.0, foot.lift)
    return [
        *([Capsule(shadow, instep, 16.0, 13.5, "far")] if foot.lift else []),
        Capsule(foot.heel, instep, 16.0, 13.5, "near"),
        *_forefoot(foot, outwards, 1.0, glow),
    ]


def _foot_ahead(foot: FootOfPair, outwards: int, glow: Collection[Muscle]) -> list[Shape]:
    """Return one foot and the leg behind it. A foot that is drawn up looks shorter."""
    ankle = foot.heel
    knee = Point(ankle.x, ankle.y - LEG_AHEAD)
    shapes: list[Shape] = [
        Capsule(knee, ankle.between(knee, 0.4), 25.0, 19.0, "near", is_cut_off=True),
        Capsule(ankle.between(knee, 0.4), ankle, 19.0, 13.0, "near"),
        *_forefoot(foot, outwards, math.cos(math.radians(foot.bend)), glow),
    ]
    return shapes


def _forefoot(
    foot: FootOfPair, outwards: int, visible_share: float, glow: Collection[Muscle]
) -> list[Shape]:
    """Return a foot from its instep to the tips of its toes.

    Args:
        foot: The foot.
        outwards: 1 if the little toe is on the right, -1 if on the left.
        visible_share: The share of its length that is visible.
        glow: The muscles that should feel the exercise.
    """
    side = foot.points - 90.0 * outwards

    def place(ahead: float, across: float) -> Point:
        return foot.heel.moved(foot.points, ahead * visible_share).moved(side, across)

    instep, inner, outer = place(BALL * 0.4, 0.0), place(BALL, -9.0), place(BALL * 0.9, 11.0)
    shapes: list[Shape] = [
        Capsule(foot.heel, instep, 13.0, 13.5, "near"),
        Capsule(instep, inner, 13.5, 12.0, "near"),
        Capsule(instep, outer, 13.0, 10.5, "near"),
        Capsule(inner, outer, 12.0, 10.5, "near"),
    ]
    toe_share = math.cos(math.radians(foot.curl)) * (0.35 + 0.65 * visible_share)
    for number, (across, ahead, length, radius) in enumerate(_TOES):
        points = foot.points - outwards * foot.spread * (number - 1.0)
        root = place(ahead, across)
        tip = root.moved(points, length * toe_share)
        shapes.append(Capsule(root, tip, radius, radius - 0.4, "near"))
        if "toes" in glow:
            shapes.append(Capsule(root, tip, radius - 1.4, radius - 1.8, "glow"))
        elif foot.curl < NAIL_HIDDEN:
            shapes.append(Ellipse(tip, radius * 0.55, radius * 0.5, points, "far"))
    return shapes


def _foot_from_behind(foot: FootOfPair, outwards: int, glow: Collection[Muscle]) -> list[Shape]:
    """Return one foot, rolled to its side, and the leg above it."""
    # Rolled outwards, the sole faces inwards and the foot stands on its outer edge.
    lean = 90.0 - foot.roll * outwards
    side = lean - 90.0 * outwards

    def place(up: float, across: float, ground: Point = foot.heel) -> Point:
        return ground.moved(lean, up).moved(side, across)

    # Its lowest edge touches the ground.
    lowest = min(place(8.0, -14.0).y - 8.0, place(12.0, 0.0).y - 12.0, place(7.0, 21.0).y - 7.0)
    ground = Point(foot.heel.x, 2 * foot.heel.y - lowest + foot.lift)
    ankle = place(34.0, 0.0, ground)
    knee = Point(foot.heel.x, foot.heel.y + foot.lift + 34.0 + LEG)
    calf = ankle.between(knee, 0.45)
    shapes: list[Shape] = [
        # The forefoot is behind the heel, and its toes reach further out.
        Capsule(place(8.0, -14.0, ground), place(7.0, 21.0, ground), 8.0, 7.0, "far"),
        Capsule(place(26.0, 0.0, ground), place(7.0, 19.0, ground), 9.0, 6.0, "far"),
        Capsule(knee, calf, 18.0, 20.0, "near", is_cut_off=True),
        Capsule(calf, ankle, 20.0, 9.0, "near"),
        Capsule(ankle, place(12.0, 0.0, ground), 9.5, 12.0, "near"),
    ]
    if "calf" in glow:
        shapes.append(
            Capsule(calf.between(knee, 0.5), calf.between(ankle, 0.3), 13.0, 10.0, "glow")
        )
    if "sole" in glow:
        shapes.append(
            Capsule(place(3.0, -14.0, ground), place(3.0, 21.0, ground), 3.0, 3.0, "glow")
        )
    return shapes
