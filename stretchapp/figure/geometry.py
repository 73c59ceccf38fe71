"""Points, directions and the two-bone inverse kinematics that the skeletons are built from.

Lengths are centimetres, x grows to the right and y upwards. Directions are degrees: 0 points to
the right, 90 upwards.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Point(NamedTuple):
    """A place in the plane."""

    x: float
    y: float

    def moved(self, direction: float, length: float) -> Point:
        """Return the point ``length`` away in ``direction``."""
        radians = math.radians(direction)
        return Point(self.x + length * math.cos(radians), self.y + length * math.sin(radians))

    def distance(self, other: Point) -> float:
        """Return the distance to ``other``."""
        return math.hypot(other.x - self.x, other.y - self.y)

    def direction(self, other: Point) -> float:
        """Return the direction from this point to ``other``; 0 if they are the same."""
        # Adding zero turns -0.0 into 0.0; atan2 would take the sign for the opposite direction.
        return math.degrees(math.atan2(other.y - self.y + 0.0, other.x - self.x + 0.0))

    def between(self, other: Point, share: float) -> Point:
        """Return the point ``share`` of the way to ``other``."""
        rest = 1.0 - share
        return Point(self.x * rest + other.x * share, self.y * rest + other.y * share)


def wrap_angle(angle: float) -> float:
    """Return the same angle as a number from -180 up to, but not including, 180."""
    return (angle + 180.0) % 360.0 - 180.0


def interpolate_angle(first: float, second: float, share: float) -> float:
    """Return the direction ``share`` of the way from ``first`` to ``second``, the short way."""
    return first + wrap_angle(second - first) * share


class Limits(NamedTuple):
    """The range of a joint in degrees."""

    smallest: float
    largest: float

    def clamp(self, angle: float) -> float:
        """Return the angle in the range that is nearest to ``angle``."""
        # Measured from the middle of the range, so that no angle is a whole turn off.
        middle = (self.smallest + self.largest) / 2
        return min(max(middle + wrap_angle(angle - middle), self.smallest), self.largest)

    def shifted(self, angle: float) -> Limits:
        """Return the range with ``angle`` added to both ends."""
        return Limits(self.smallest + angle, self.largest + angle)


class BonePair(NamedTuple):
    """Two bones with a joint between them.

    Attributes:
        upper: Length of the first bone, above 0.
        lower: Length of the second bone, above 0.
        upper_limits: The directions that the first bone can have.
        joint_limits: The direction of the second bone less that of the first, from -180 to 180.
    """

    upper: float
    lower: float
    upper_limits: Limits
    joint_limits: Limits


class BoneDirections(NamedTuple):
    """The directions of two bones."""

    upper: float
    lower: float


ROUNDING_ERROR = 1e-9
"""Lengths and angles that differ by less than this are the same."""


def reach(start: Point, target: Point, bones: BonePair, side: float = 0.0) -> BoneDirections:
    """Return the directions in which ``bones`` from ``start`` end at ``target``, or nearest to it.

    Args:
        start: Where the first bone begins.
        target: Where the second bone should end.
        bones: Their lengths, and the limits of their joints.
        side: The side to which the joint bends where both are possible, positive or negative; 0
            for the side to which it can bend further.
    """
    nearest, error = BoneDirections(0.0, 0.0), math.inf
    preferred = side or bones.joint_limits.smallest + bones.joint_limits.largest
    for directions in _candidates(start, target, bones, preferred):
        end = start.moved(directions.upper, bones.upper).moved(directions.lower, bones.lower)
        if end.distance(target) < error - ROUNDING_ERROR:
            nearest, error = directions, end.distance(target)
        if error < ROUNDING_ERROR:
            break
    return nearest


def _candidates(
    start: Point, target: Point, bones: BonePair, side: float
) -> Iterator[BoneDirections]:
    """Yield directions, one of which ends nearest to ``target``; first one that bends to ``side``.

    By the law of cosines, the joint bends to either side so that the end is as far away as the
    target. Where the first bone cannot turn that far, it stays at a limit and the second bone
    points to the target.
    """
    upper, lower, upper_limits, joint_limits = bones
    straight = start.direction(target)
    cosine = (start.distance(target) ** 2 - upper**2 - lower**2) / (2 * upper * lower)
    bend = math.degrees(math.acos(min(1.0, max(-1.0, cosine))))
    for wanted in (math.copysign(bend, side), math.copysign(bend, -side)):
        angle = min(max(wanted, joint_limits.smallest), joint_limits.largest)
        # The angle between the first bone and the line from its start to the end of the second.
        offset = Point(0.0, 0.0).direction(Point(upper, 0.0).moved(angle, lower))
        first = upper_limits.clamp(straight - offset)
        yield BoneDirections(first, first + angle)
    for first in upper_limits:
        joint = start.moved(first, upper)
        yield BoneDirections(first, first + joint_limits.clamp(joint.direction(target) - first))
