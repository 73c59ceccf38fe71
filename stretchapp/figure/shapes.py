"""What is drawn: a few kinds of shapes, in the order from back to front."""

from __future__ import annotations

import math
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

    One that ``stays_running`` belongs to something longer: the edge of the picture may cut it off
    anywhere before its end.
    """

    begin: Point
    end: Point
    begin_radius: float
    end_radius: float
    tone: Tone
    stays_running: bool = False


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


class Frame(NamedTuple):
    """The part of the plane that a picture shows."""

    low: Point
    high: Point

    def meets(self, other: Frame) -> bool:
        """Return whether the two have anything in common."""
        return (
            self.low.x <= other.high.x
            and other.low.x <= self.high.x
            and self.low.y <= other.high.y
            and other.low.y <= self.high.y
        )

    def around(self, other: Frame) -> Frame:
        """Return the smallest frame that holds both."""
        return Frame(
            Point(min(self.low.x, other.low.x), min(self.low.y, other.low.y)),
            Point(max(self.high.x, other.high.x), max(self.high.y, other.high.y)),
        )


def bounds(shape: Shape) -> Frame:
    """Return the frame that just holds a shape."""
    match shape:
        case Box(low, high):
            return Frame(low, high)
        case Limb(begin, end, first, second):
            return Frame(
                Point(min(begin.x - first, end.x - second), min(begin.y - first, end.y - second)),
                Point(max(begin.x + first, end.x + second), max(begin.y + first, end.y + second)),
            )
        case Oval(centre, long):  # pragma: no branch -- there is no other shape
            return _around(centre, long)


def kept_in_sight(shape: Shape) -> Frame:
    """Return what a picture has to show of a shape: of a limb that goes on, only its end."""
    match shape:
        case Limb(_, end, _, radius, stays_running=True):
            return _around(end, radius)
        case _:
            return bounds(shape)


class Change(NamedTuple):
    """What is to be painted after a change.

    Attributes:
        shapes: The shapes; what cannot be seen to have changed is as it was.
        part: The part of the plane in which something has changed, or None.
    """

    shapes: Sequence[Shape]
    part: Frame | None


def change(before: Sequence[Shape], after: Sequence[Shape], least: float) -> Change:
    """Return what changes from one picture to another.

    Args:
        before: The shapes of the one.
        after: The shapes of the other.
        least: A smaller difference in length cannot be seen.
    """
    if len(before) != len(after):
        return Change(after, _around_all((*before, *after)))
    shapes = list(before)
    changed: list[Shape] = []
    for number, (one, other) in enumerate(zip(before, after, strict=True)):
        if one != other and _differ(one, other, least):
            shapes[number] = other
            changed += (one, other)
    return Change(shapes, _around_all(changed)) if changed else Change(before, None)


def _around_all(shapes: Sequence[Shape]) -> Frame:
    frames = [bounds(shape) for shape in shapes]
    return Frame(
        Point(min(frame.low.x for frame in frames), min(frame.low.y for frame in frames)),
        Point(max(frame.high.x for frame in frames), max(frame.high.y for frame in frames)),
    )


def _differ(one: Shape, other: Shape, least: float) -> bool:
    if one.tone != other.tone:
        return True
    match one, other:
        case Limb(), Limb():
            return (
                math.dist(one.begin, other.begin) > least
                or math.dist(one.end, other.end) > least
                or abs(one.begin_radius - other.begin_radius) > least
                or abs(one.end_radius - other.end_radius) > least
            )
        case Oval(), Oval():
            turned = math.radians(other.angle - one.angle) * one.long
            return (
                math.dist(one.centre, other.centre) > least
                or abs(one.long - other.long) > least
                or abs(one.short - other.short) > least
                or abs(turned) > least
            )
        case _:
            return True


def _around(centre: Point, radius: float) -> Frame:
    return Frame(
        Point(centre.x - radius, centre.y - radius), Point(centre.x + radius, centre.y + radius)
    )


def unfolded(glow: Collection[Muscle]) -> list[Muscle]:
    """Return the muscles of ``glow``, each by itself."""
    return [part for muscle in glow for part in _PARTS.get(muscle, (muscle,))]
