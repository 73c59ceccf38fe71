"""Two feet together, seen in one of three ways.

From above they turn and move their toes; from behind they roll to an edge; ahead, at the end of
stretched legs as their owner sees them, they circle. From above and ahead the toes point up the
picture. Lengths are those of the single foot.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stretchapp.figure.geometry import Point, turn_between, turned

BALL = 78.0
"""From the heel to the middle of the ball, seen from above."""

LEG = 150.0
"""The part of the leg that may be seen from behind."""

LEG_AHEAD = 110.0
"""The part of a stretched leg that may be seen ahead."""

MAX_TURN = 60.0
MAX_ROLL = 35.0
MAX_BEND = 80.0
MAX_SPREAD = 14.0

SeenFrom = Literal["above", "behind", "ahead"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOfTwo:
    """One of two feet.

    Attributes:
        heel: Where the heel is; seen ahead, the ankle.
        points: Direction in which the foot points, seen from above or ahead; kept within 60 degrees
            of straight ahead.
        roll: How far it is rolled outwards (positive) or inwards, seen from behind, in degrees;
            kept within 35.
        lift: How far the foot is off the ground, seen from behind; or its heel, seen from above.
        bend: How far the foot is drawn up from in line with the leg, seen ahead, in degrees; kept
            within 0 and 80.
        spread: The angle between one toe and the next, seen from above or ahead; kept within 0 and
            14.
        curl: How far the toes are bent up or down, seen from above or ahead, in degrees; kept
            within 0 and 80.
    """

    heel: Point
    points: float = 90.0
    roll: float = 0.0
    lift: float = 0.0
    bend: float = 0.0
    spread: float = 0.0
    curl: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeetPose:
    """One position of two feet; the left one is on the left."""

    left: OneOfTwo
    right: OneOfTwo


def pose_feet(pose: FeetPose) -> FeetPose:
    """Return ``pose`` with both feet kept within what ankles can do."""
    return FeetPose(left=_kept(pose.left), right=_kept(pose.right))


def feet_between(first: FeetPose, second: FeetPose, share: float) -> FeetPose:
    """Return the pose ``share`` of the way from ``first`` to ``second``."""
    return FeetPose(
        left=_between(_kept(first.left), _kept(second.left), share),
        right=_between(_kept(first.right), _kept(second.right), share),
    )


def _kept(foot: OneOfTwo) -> OneOfTwo:
    turn = turned(foot.points - 90.0)
    return OneOfTwo(
        heel=foot.heel,
        points=90.0 + min(max(turn, -MAX_TURN), MAX_TURN),
        roll=min(max(foot.roll, -MAX_ROLL), MAX_ROLL),
        lift=max(0.0, foot.lift),
        bend=min(max(foot.bend, 0.0), MAX_BEND),
        spread=min(max(foot.spread, 0.0), MAX_SPREAD),
        curl=min(max(foot.curl, 0.0), MAX_BEND),
    )


def _between(first: OneOfTwo, second: OneOfTwo, share: float) -> OneOfTwo:
    return OneOfTwo(
        heel=first.heel.between(second.heel, share),
        points=turn_between(first.points, second.points, share),
        roll=first.roll + (second.roll - first.roll) * share,
        lift=first.lift + (second.lift - first.lift) * share,
        bend=first.bend + (second.bend - first.bend) * share,
        spread=first.spread + (second.spread - first.spread) * share,
        curl=first.curl + (second.curl - first.curl) * share,
    )
