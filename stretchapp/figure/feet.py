"""Two feet beside each other, seen from one of three viewpoints.

Seen from above they turn and move their toes; from behind they roll to an edge; ahead, at the end
of stretched legs as their owner sees them, they circle. From above and ahead the toes point up in
the picture. Lengths are those of the single large foot.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stretchapp.figure.geometry import Point, interpolate_angle, wrap_angle

BALL = 78.0
"""From the heel to the middle of the ball, seen from above."""

LEG = 150.0
"""The length of the leg that can be visible from behind."""

LEG_AHEAD = 110.0
"""The length of a stretched leg that can be visible ahead."""

MAX_TURN = 60.0
MAX_ROLL = 35.0
MAX_BEND = 80.0
MAX_SPREAD = 14.0

Viewpoint = Literal["above", "behind", "ahead"]
"""The side from which two feet are seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FootOfPair:
    """One of two feet.

    Attributes:
        heel: The place of the heel; seen ahead, of the ankle.
        points: Direction in which the foot points, seen from above or ahead; up to 60 degrees to
            either side of straight ahead.
        roll: The angle by which it is rolled outwards (positive) or inwards, seen from behind; up
            to 35 degrees.
        lift: The height above the ground of the foot, seen from behind, or of its heel, seen from
            above.
        bend: The angle by which the foot is drawn up, seen ahead; 0 (in line with the leg) to 80
            degrees.
        spread: The angle between two neighbouring toes, seen from above or ahead; 0 to 14 degrees.
        curl: The angle by which the toes are bent up or down, seen from above or ahead; 0 to 80
            degrees.
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
    """One pose of two feet; the left foot is on the left."""

    left: FootOfPair
    right: FootOfPair


def pose_feet(pose: FeetPose) -> FeetPose:
    """Return ``pose`` with both feet clamped to what ankles and toes can do."""
    return FeetPose(left=_clamped(pose.left), right=_clamped(pose.right))


def feet_between(first: FeetPose, second: FeetPose, share: float) -> FeetPose:
    """Return the pose ``share`` of the way from ``first`` to ``second``."""
    return FeetPose(
        left=_between(_clamped(first.left), _clamped(second.left), share),
        right=_between(_clamped(first.right), _clamped(second.right), share),
    )


def _clamped(foot: FootOfPair) -> FootOfPair:
    turn = wrap_angle(foot.points - 90.0)
    return FootOfPair(
        heel=foot.heel,
        points=90.0 + min(max(turn, -MAX_TURN), MAX_TURN),
        roll=min(max(foot.roll, -MAX_ROLL), MAX_ROLL),
        lift=max(0.0, foot.lift),
        bend=min(max(foot.bend, 0.0), MAX_BEND),
        spread=min(max(foot.spread, 0.0), MAX_SPREAD),
        curl=min(max(foot.curl, 0.0), MAX_BEND),
    )


def _between(first: FootOfPair, second: FootOfPair, share: float) -> FootOfPair:
    return FootOfPair(
        heel=first.heel.between(second.heel, share),
        points=interpolate_angle(first.points, second.points, share),
        roll=first.roll + (second.roll - first.roll) * share,
        lift=first.lift + (second.lift - first.lift) * share,
        bend=first.bend + (second.bend - first.bend) * share,
        spread=first.spread + (second.spread - first.spread) * share,
        curl=first.curl + (second.curl - first.curl) * share,
    )
