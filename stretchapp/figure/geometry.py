"""Points, directions and the two-bone reach that every skeleton is made of.

Lengths are centimetres, x grows to the right and y upwards. Directions are degrees: 0 points to
the right, 90 upwards.
"""

from __future__ import annotations

import math
from typing import NamedTuple


class Point(NamedTuple):
    """A place in the plane."""

    x: float
    y: float

    def moved(self, direction: float, length: float) -> Point:
        """Return the point ``length`` away in ``direction``."""
        turn = math.radians(direction)
        return Point(self.x + length * math.cos(turn), self.y + length * math.sin(turn))

    def distance(self, other: Point) -> float:
        """Return how far ``other`` is away."""
        return math.hypot(other.x - self.x, other.y - self.y)

    def direction(self, other: Point) -> float:
        """Return the direction in which ``other`` lies; 0 for the point itself."""
        return math.degrees(math.atan2(other.y - self.y, other.x - self.x))

    def between(self, other: Point, share: float) -> Point:
        """Return the point that lies ``share`` of the way to ``other``."""
        return Point(self.x + (other.x - self.x) * share, self.y + (other.y - self.y) * share)

    def mirrored(self) -> Point:
        """Return the point on the other side of x = 0."""
        return Point(-self.x, self.y)


def turned(direction: float) -> float:
    """Return the same direction as a number from -180 up to, but without, 180."""
    return (direction + 180.0) % 360.0 - 180.0


def turn_between(first: float, second: float, share: float) -> float:
    """Return the direction ``share`` of the way from ``first`` to ``second``, the short way."""
    return first + turned(second - first) * share


class Reach(NamedTuple):
    """The directions of two bones whose end touches a target, or comes as near as it can."""

    upper: float
    lower: float


def reach(
    start: Point, target: Point, upper_length: float, lower_length: float, *, bends: int
) -> Reach:
    """Return how two bones from ``start`` reach ``target``.

    A target too far away, or too near, is approached as closely as the bones allow. This is the
    law of cosines with its argument kept in range.

    Args:
        start: Where the upper bone begins.
        target: Where the lower bone should end.
        upper_length: Length of the upper bone, above 0.
        lower_length: Length of the lower bone, above 0.
        bends: 1 when the joint between them lies counter-clockwise of the straight line from
            start to target, -1 when it lies clockwise.
    """
    distance = start.distance(target)
    straight = start.direction(target)
    nearest = abs(upper_length - lower_length)
    span = min(max(distance, nearest), upper_length + lower_length)
    if span == 0.0:
        return Reach(straight, straight + 180.0)
    cosine = (upper_length**2 + span**2 - lower_length**2) / (2 * upper_length * span)
    upper = straight + bends * math.degrees(math.acos(min(1.0, max(-1.0, cosine))))
    joint = start.moved(upper, upper_length)
    end = start.moved(straight, span)
    return Reach(upper, joint.direction(end))
