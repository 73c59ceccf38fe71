"""The props around a figure, such as a floor, a wall, a bed or a chair, and their shapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from stretchapp.figure.geometry import Point
from stretchapp.figure.shapes import Capsule, RoundedBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from stretchapp.figure.shapes import Shape

PropKind = Literal[
    "floor",
    "wall",
    "bed",
    "bed-above",
    "chair",
    "chair-legs",
    "table",
    "ledge",
    "pillow",
    "towel",
    "basin",
]

THICK = 5.0
FLOOR_LENGTH = 220.0
WALL_HEIGHT = 200.0
BED_LENGTH = 210.0
BED_WIDTH = 90.0
MATTRESS = 16.0
"""The thickness of a bed; a higher bed stands on legs."""

SEAT_HEIGHT = 45.0
TABLE_HEIGHT = 80.0


@dataclass(frozen=True, slots=True)
class Prop:
    """One prop.

    Attributes:
        kind: What it is.
        x: Its left edge; of a floor, its middle.
        y: The height of its top above the ground; 0 for the usual height of its kind.
        length: Its length or width; 0 for the usual length of its kind.
    """

    kind: PropKind
    x: float = 0.0
    y: float = 0.0
    length: float = 0.0


def prop_shapes(prop: Prop) -> list[Shape]:
    """Return the shapes of a prop, from back to front."""
    return _SHAPES[prop.kind](prop)


def _floor(prop: Prop) -> list[Shape]:
    half = (prop.length or FLOOR_LENGTH) / 2
    return [_box(prop.x - half, -THICK, prop.x + half, 0.0, 1.0)]


def _wall(prop: Prop) -> list[Shape]:
    return [_box(prop.x, -THICK, prop.x + 7.0, WALL_HEIGHT, 2.0)]


def _bed(prop: Prop) -> list[Shape]:
    x, under, end = prop.x, prop.y - MATTRESS, prop.x + (prop.length or BED_LENGTH)
    mattress = _box(x, under, end, prop.y, 5.0)
    if under <= 0.0:
        return [mattress]
    # The legs reach into the mattress, whose corners are round.
    return [
        _box(x + 6.0, 0.0, x + 11.0, under + 2.0, 1.0),
        _box(end - 11.0, 0.0, end - 6.0, under + 2.0, 1.0),
        mattress,
    ]


def _bed_above(prop: Prop) -> list[Shape]:
    """Return the outline of a bed, seen from above below somebody who lies on the side."""
    return [_box(prop.x, 0.0, prop.x + (prop.length or BED_LENGTH), prop.y or BED_WIDTH, 5.0)]


def _chair(prop: Prop) -> list[Shape]:
    back, top = prop.x, prop.y or SEAT_HEIGHT
    return [
        _box(back, top - 4.0, back + 44.0, top, 2.0),
        _box(back - 1.0, top - 4.0, back + 3.0, top + 46.0, 2.0),
        _box(back, 0.0, back + 3.5, top - 4.0, 1.0),
        _box(back + 39.0, 0.0, back + 42.5, top - 4.0, 1.0),
    ]


def _chair_legs(prop: Prop) -> list[Shape]:
    """Return the legs of a chair, seen behind the two large feet of the person on it."""
    left, right = prop.x, prop.x + prop.length
    return [
        _box(left, 0.0, left + 11.0, WALL_HEIGHT, 1.0),
        _box(right - 11.0, 0.0, right, WALL_HEIGHT, 1.0),
        _box(left, 84.0, right, 94.0, 1.0),
    ]


def _table(prop: Prop) -> list[Shape]:
    x, top, length = prop.x, prop.y or TABLE_HEIGHT, prop.length or 50.0
    return [
        _box(x, top - 4.0, x + length, top, 1.5),
        _box(x + 4.0, 0.0, x + 8.0, top - 4.0, 1.0),
        _box(x + length - 8.0, 0.0, x + length - 4.0, top - 4.0, 1.0),
    ]


def _ledge(prop: Prop) -> list[Shape]:
    x, height, length = prop.x, prop.y or 4.0, prop.length or 30.0
    return [
        _box(x, 0.0, x + length, height / 2 - 0.3, 0.8),
        _box(x + 1.5, height / 2 + 0.3, x + length - 1.0, height, 0.8),
    ]


def _pillow(prop: Prop) -> list[Shape]:
    half, end = (prop.y or 14.0) / 2, prop.x + (prop.length or 40.0)
    return [Capsule(Point(prop.x + half, half), Point(end - half, half), half, half, "prop")]


def _towel(prop: Prop) -> list[Shape]:
    return [_box(prop.x, prop.y, prop.x + (prop.length or 20.0), prop.y + 4.0, 2.0)]


def _basin(prop: Prop) -> list[Shape]:
    return [_box(prop.x, 0.0, prop.x + (prop.length or 40.0), prop.y or 14.0, 3.0)]


_SHAPES: dict[PropKind, Callable[[Prop], list[Shape]]] = {
    "floor": _floor,
    "wall": _wall,
    "bed": _bed,
    "bed-above": _bed_above,
    "chair": _chair,
    "chair-legs": _chair_legs,
    "table": _table,
    "ledge": _ledge,
    "pillow": _pillow,
    "towel": _towel,
    "basin": _basin,
}


def _box(left: float, bottom: float, right: float, top: float, rounding: float) -> RoundedBox:
    return RoundedBox(left, bottom, right, top, rounding, "prop")
