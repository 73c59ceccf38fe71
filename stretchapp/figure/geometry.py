"""Points, directions and the two-bone reach that every skeleton is made of.

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
        turn = math.radians(direction)
        return Point(self.x + length * math.cos(turn), self.y + length * math.sin(turn))

    def distance(self, other: Point) -> float:
        """Return how far ``other`` is away."""
        return math.hypot(other.x - self.x, other.y - self.y)

    def direction(self, other: Point) -> float:
        """Return the direction in which ``other`` lies; 0 for the point itself."""
        # With a zero added there is no -0.0, which lies opposite to 0.0.
        return math.degrees(math.atan2(other.y - self.y + 0.0, other.x - self.x + 0.0))

    def between(self, other: Point, share: float) -> Point:
        """Return the point that lies ``share`` of the way to ``other``."""
        rest = 1.0 - share
        return Point(self.x * rest + other.x * share, self.y * rest + other.y * share)


def turned(direction: float) -> float:
    """Return the same direction as a number from -180 up to, but without, 180."""
    return (direction + 180.0) % 360.0 - 180.0


def turn_between(first: float, second: float, share: float) -> float:
    """Return the direction ``share`` of the way from ``first`` to ``second``, the short way."""
    return first + turned(second - first) * share


class Limits(NamedTuple):
    """The range of a joint in degrees."""

    smallest: float
    largest: float

    def keep(self, angle: float) -> float:
        """Return the angle in range that is nearest to ``angle``."""
        # Measured from the middle of the range, so that no angle is a whole turn off.
        middle = (self.smallest + self.largest) / 2
        return min(max(middle + turned(angle - middle), self.smallest), self.largest)

    def moved(self, angle: float) -> Limits:
        """Return the range that lies ``angle`` further."""
        return Limits(self.smallest + angle, self.largest + angle)


class Bones(NamedTuple):
    """Two bones with a joint between them.

    Attributes:
        upper: Length of the first bone, above 0.
        lower: Length of the second one, above 0.
        turns: The directions that the first one may have.
        bends: The direction of the second one less that of the first, from -180 to 180.
    """

    upper: float
    lower: float
    turns: Limits
    bends: Limits


class Reach(NamedTuple):
    """The directions of two bones."""

    upper: float
    lower: float


NO_NEARER = 1e-9
"""A difference in length that only comes from rounding."""


def reach(start: Point, target: Point, bones: Bones, side: float = 0.0) -> Reach:
    """Return how ``bones`` from ``start`` touch ``target``, or come as near to it as they can.

    Args:
        start: Where the first bone begins.
        target: Where the second one should end.
        bones: Their lengths, and what their joints can do.
        side: To which side the joint bends where both will do, positive or negative; 0 for the one
            to which it can bend further.
    """
    best, misses = Reach(0.0, 0.0), math.inf
    for way in _ways(start, target, bones, side or bones.bends.smallest + bones.bends.largest):
        end = start.moved(way.upper, bones.upper).moved(way.lower, bones.lower)
        if end.distance(target) < misses - NO_NEARER:
            best, misses = way, end.distance(target)
        if misses < NO_NEARER:
            break
    return best


def _ways(start: Point, target: Point, bones: Bones, side: float) -> Iterator[Reach]:
    """Yield the ways among which the nearest one is, the one that bends to ``side`` first.

    By the law of cosines the joint bends, to either side, so that the end is as far away as the
    target. Where the first bone may not turn that far it stays at a limit, and the second one
    points to the target.
    """
    upper, lower, turns, bends = bones
    straight = start.direction(target)
    cosine = (start.distance(target) ** 2 - upper**2 - lower**2) / (2 * upper * lower)
    bent = math.degrees(math.acos(min(1.0, max(-1.0, cosine))))
    for wanted in (math.copysign(bent, side), math.copysign(bent, -side)):
        bend = min(max(wanted, bends.smallest), bends.largest)
        # How far the line from start to end lies from the first bone.
        off = Point(0.0, 0.0).direction(Point(upper, 0.0).moved(bend, lower))
        first = turns.keep(straight - off)
        yield Reach(first, first + bend)
    for first in turns:
        joint = start.moved(first, upper)
        yield Reach(first, first + bends.keep(joint.direction(target) - first))
