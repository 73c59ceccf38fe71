"""Shapes: their bounds, and which of them have visibly changed."""

from __future__ import annotations

import pytest

from stretchapp.figure.geometry import Point
from stretchapp.figure.shapes import (
    Bounds,
    Capsule,
    Ellipse,
    RoundedBox,
    Shape,
    bounds,
    bounds_around,
    find_change,
    required_bounds,
    single_muscles,
)

CAPSULE = Capsule(Point(0, 0), Point(10, 0), 4, 2, "near")
ELLIPSE = Ellipse(Point(5, 5), 3, 2, 90, "near")
BOX = RoundedBox(-1, -2, 3, 4, 1, "prop")
TOLERANCE = 0.5


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (CAPSULE, Bounds(-4, -4, 12, 4)),
        (ELLIPSE, Bounds(2, 2, 8, 8)),
        (BOX, Bounds(-1, -2, 3, 4)),
    ],
)
def test_bounds_hold_a_shape(shape: Shape, expected: Bounds) -> None:
    assert bounds(shape) == expected
    assert required_bounds(shape) == expected


def test_bounds_around_others_are_the_smallest_that_hold_them() -> None:
    assert bounds_around([Bounds(0, 1, 5, 6), Bounds(-1, 2, 3, 7)]) == Bounds(-1, 1, 5, 7)


def test_only_the_end_of_a_capsule_that_is_cut_off_must_be_in_the_picture() -> None:
    leg = CAPSULE._replace(is_cut_off=True)

    assert bounds(leg) == bounds(CAPSULE)
    assert required_bounds(leg) == Bounds(8, -2, 12, 2)


@pytest.mark.parametrize(
    "moved",
    [
        CAPSULE._replace(begin=Point(0.6, 0)),
        CAPSULE._replace(end=Point(10, -0.6)),
        CAPSULE._replace(begin_radius=4.6),
        CAPSULE._replace(end_radius=1.4),
        CAPSULE._replace(tone="far"),
        ELLIPSE,
        ELLIPSE._replace(tone="far"),
        BOX,
    ],
)
def test_a_visible_change_is_where_the_shape_was_and_where_it_is(moved: Shape) -> None:
    change = find_change([BOX, CAPSULE], [BOX, moved], TOLERANCE)

    assert change.bounds == bounds_around([bounds(CAPSULE), bounds(moved)])


@pytest.mark.parametrize(
    "moved",
    [
        ELLIPSE._replace(centre=Point(5.6, 5)),
        ELLIPSE._replace(long=3.6),
        ELLIPSE._replace(short=1.4),
        ELLIPSE._replace(angle=110),
    ],
)
def test_an_ellipse_changes_by_its_place_its_size_and_its_angle(moved: Ellipse) -> None:
    change = find_change([ELLIPSE], [moved], TOLERANCE)

    assert change.bounds == bounds_around([bounds(ELLIPSE), bounds(moved)])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (CAPSULE, CAPSULE),
        (CAPSULE, CAPSULE._replace(begin=Point(0.4, 0), end_radius=2.4)),
        (ELLIPSE, ELLIPSE._replace(angle=91, long=3.1)),
        (BOX, BOX),
    ],
)
def test_an_invisible_change_is_none(before: Shape, after: Shape) -> None:
    assert find_change([before], [after], TOLERANCE).bounds is None
    assert find_change([], [], TOLERANCE) == ([], None)


def test_invisible_changes_add_up() -> None:
    slightly, far = CAPSULE._replace(begin=Point(0.3, 0)), CAPSULE._replace(begin=Point(3, 0))

    first = find_change([CAPSULE, CAPSULE], [slightly, far], TOLERANCE)
    second = find_change(first.shapes, [CAPSULE._replace(begin=Point(0.6, 0)), far], TOLERANCE)

    assert list(first.shapes) == [CAPSULE, far]
    assert second.bounds is not None
    assert list(second.shapes) == [CAPSULE._replace(begin=Point(0.6, 0)), far]


def test_with_more_or_fewer_shapes_everything_has_changed() -> None:
    both = bounds_around([bounds(CAPSULE), bounds(ELLIPSE)])

    assert find_change([CAPSULE], [CAPSULE, ELLIPSE], TOLERANCE) == ([CAPSULE, ELLIPSE], both)


def test_a_whole_leg_is_its_three_muscles() -> None:
    assert single_muscles(["sole", "whole-leg"]) == ["sole", "calf", "hamstring", "front-thigh"]
