"""The shapes that pictures are painted from, where they are, and which of them have changed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from stretchapp.figure.geometry import Point

Tone = Literal["near", "far", "prop", "glow"]
"""The colour of near limbs, far limbs, props, and muscles that should feel the exercise."""

Muscle = Literal[
    "calf", "hamstring", "front-thigh", "shin", "sole", "toes", "whole-leg", "other-calf"
]
"""A muscle that can glow; ``other-calf`` is that of the far leg."""

_MUSCLE_GROUPS: dict[Muscle, tuple[Muscle, ...]] = {
    "whole-leg": ("calf", "hamstring", "front-thigh")
}


class Capsule(NamedTuple):
    """Two discs and everything between them, such as a tapered limb.

    Attributes:
        begin: The middle of the first disc.
        end: The middle of the second disc.
        begin_radius: The radius of the first disc.
        end_radius: The radius of the second disc.
        tone: Its colour.
        is_cut_off: Whether it belongs to something longer, so that the edge of the picture may cut
            it off anywhere before ``end``.
    """

    begin: Point
    end: Point
    begin_radius: float
    end_radius: float
    tone: Tone
    is_cut_off: bool = False


class Ellipse(NamedTuple):
    """An ellipse with two radii; ``angle`` is the direction of the first."""

    centre: Point
    long: float
    short: float
    angle: float
    tone: Tone


class RoundedBox(NamedTuple):
    """An upright rectangle with rounded corners."""

    left: float
    bottom: float
    right: float
    top: float
    rounding: float
    tone: Tone


Shape = Capsule | Ellipse | RoundedBox


class Bounds(NamedTuple):
    """An upright rectangle in the plane."""

    left: float
    bottom: float
    right: float
    top: float


def bounds(shape: Shape) -> Bounds:
    """Return the smallest bounds that hold a capsule or a box, and bounds that hold an ellipse."""
    match shape:
        case Capsule((x, y), (end_x, end_y), radius, end_radius):
            return Bounds(
                min(x - radius, end_x - end_radius),
                min(y - radius, end_y - end_radius),
                max(x + radius, end_x + end_radius),
                max(y + radius, end_y + end_radius),
            )
        case RoundedBox(left, bottom, right, top):
            return Bounds(left, bottom, right, top)
        case Ellipse(centre, long):  # pragma: no branch -- there is no other shape
            return _bounds_of_disc(centre, long)


def required_bounds(shape: Shape) -> Bounds:
    """Return what a picture has to show of a shape: only the end of a capsule that is cut off."""
    match shape:
        case Capsule(_, end, _, radius, is_cut_off=True):
            return _bounds_of_disc(end, radius)
        case _:
            return bounds(shape)


def bounds_around(parts: Iterable[Bounds]) -> Bounds:
    """Return the smallest bounds that hold all of ``parts``, of which there is at least one."""
    lefts, bottoms, rights, tops = zip(*parts, strict=True)
    return Bounds(min(lefts), min(bottoms), max(rights), max(tops))


class Change(NamedTuple):
    """The difference between a painted picture and the next one.

    Attributes:
        shapes: The shapes after the change. Those that have moved too little to be seen are still
            the painted ones, so that slow movements add up.
        bounds: The part of the plane that must be painted again, or None.
    """

    shapes: Sequence[Shape]
    bounds: Bounds | None


def find_change(before: Sequence[Shape], after: Sequence[Shape], tolerance: float) -> Change:
    """Return what changes from one picture to the next.

    Args:
        before: The shapes that are painted.
        after: The shapes to paint next.
        tolerance: A change in length up to this one cannot be seen.
    """
    if len(before) != len(after):
        return Change(after, bounds_around(bounds(shape) for shape in (*before, *after)))
    shapes = list(before)
    changed: list[Bounds] = []
    for number, (old, new) in enumerate(zip(before, after, strict=True)):
        if old != new and _differ(old, new, tolerance):
            shapes[number] = new
            changed += (bounds(old), bounds(new))
    return Change(shapes, bounds_around(changed)) if changed else Change(before, None)


def _differ(old: Shape, new: Shape, tolerance: float) -> bool:
    match old, new:
        case Capsule(), Capsule() if old.tone == new.tone:
            return (
                math.dist(old.begin, new.begin) > tolerance
                or math.dist(old.end, new.end) > tolerance
                or abs(old.begin_radius - new.begin_radius) > tolerance
                or abs(old.end_radius - new.end_radius) > tolerance
            )
        case Ellipse(), Ellipse() if old.tone == new.tone:
            moved_tip = math.radians(new.angle - old.angle) * old.long
            return (
                math.dist(old.centre, new.centre) > tolerance
                or abs(old.long - new.long) > tolerance
                or abs(old.short - new.short) > tolerance
                or abs(moved_tip) > tolerance
            )
        case _:
            return True


def _bounds_of_disc(centre: Point, radius: float) -> Bounds:
    x, y = centre
    return Bounds(x - radius, y - radius, x + radius, y + radius)


def single_muscles(glow: Collection[Muscle]) -> list[Muscle]:
    """Return the muscles of ``glow`` with every group of muscles replaced by its members."""
    return [member for muscle in glow for member in _MUSCLE_GROUPS.get(muscle, (muscle,))]
