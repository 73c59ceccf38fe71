"""What is drawn: a few kinds of shapes, in the order from back to front."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from stretchapp.figure.geometry import Point

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

Tone = Literal["near", "far", "prop", "glow"]
"""Near and far limbs, things, and the muscle that should feel it."""

Muscle = Literal[
    "calf", "hamstring", "front-thigh", "shin", "sole", "toes", "whole-leg", "other-calf"
]
"""What may glow; ``other-calf`` is that of the far leg."""

_PARTS: dict[Muscle, tuple[Muscle, ...]] = {"whole-leg": ("calf", "hamstring", "front-thigh")}


class Limb(NamedTuple):
    """Two round ends and what lies between them: a tapered limb.

    One that ``goes_on`` belongs to something longer: the edge of the picture may cut it off
    anywhere before its end.
    """

    begin: Point
    end: Point
    begin_radius: float
    end_radius: float
    tone: Tone
    goes_on: bool = False


class Oval(NamedTuple):
    """An ellipse; ``angle`` is the direction of its longer half ``long``."""

    centre: Point
    long: float
    short: float
    angle: float
    tone: Tone


class Box(NamedTuple):
    """An upright rectangle with rounded corners, from its lower left to its upper right."""

    low: Point
    high: Point
    rounding: float
    tone: Tone


Shape = Limb | Oval | Box


def mirrored(shapes: Sequence[Shape]) -> list[Shape]:
    """Return the mirror image of shapes: what looked to the right looks to the left."""
    return [_mirrored(shape) for shape in shapes]


def _mirrored(shape: Shape) -> Shape:
    match shape:
        case Box(low, high, rounding, tone):
            return Box(Point(-high.x, low.y), Point(-low.x, high.y), rounding=rounding, tone=tone)
        case Limb():
            return shape._replace(begin=shape.begin.mirrored(), end=shape.end.mirrored())
        case Oval():
            return shape._replace(centre=shape.centre.mirrored(), angle=180.0 - shape.angle)


class Frame(NamedTuple):
    """The part of the plane that a picture shows."""

    low: Point
    high: Point

    def mirrored(self) -> Frame:
        """Return the frame of the mirror image."""
        return Frame(Point(-self.high.x, self.low.y), Point(-self.low.x, self.high.y))

    def around(self, other: Frame) -> Frame:
        """Return the smallest frame that holds both."""
        return Frame(
            Point(min(self.low.x, other.low.x), min(self.low.y, other.low.y)),
            Point(max(self.high.x, other.high.x), max(self.high.y, other.high.y)),
        )


def bounds(shape: Shape) -> Frame:
    """Return the frame that just holds a shape; of one that goes on, only its end."""
    match shape:
        case Box(low, high):
            return Frame(low, high)
        case Limb(_, end, _, second, goes_on=True):
            return Frame(
                Point(end.x - second, end.y - second), Point(end.x + second, end.y + second)
            )
        case Limb(begin, end, first, second):
            return Frame(
                Point(min(begin.x - first, end.x - second), min(begin.y - first, end.y - second)),
                Point(max(begin.x + first, end.x + second), max(begin.y + first, end.y + second)),
            )
        case Oval(centre, long):
            return Frame(
                Point(centre.x - long, centre.y - long), Point(centre.x + long, centre.y + long)
            )


def unfolded(glow: Collection[Muscle]) -> list[Muscle]:
    """Return the muscles of ``glow``, each by itself."""
    return [part for muscle in glow for part in _PARTS.get(muscle, (muscle,))]
