"""Shapes: where they are, and what of them can be seen to have changed."""

from __future__ import annotations

import pytest

from stretchapp.figure.geometry import Point
from stretchapp.figure.shapes import (
    Box,
    Frame,
    Limb,
    Oval,
    Shape,
    bounds,
    change,
    kept_in_sight,
    unfolded,
)

LIMB = Limb(Point(0, 0), Point(10, 0), 4, 2, "near")
OVAL = Oval(Point(5, 5), 3, 2, 90, "near")
BOX = Box(Point(-1, -2), Point(3, 4), 1, "prop")
LEAST = 0.5


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (LIMB, Frame(Point(-4, -4), Point(12, 4))),
        (OVAL, Frame(Point(2, 2), Point(8, 8))),
        (BOX, Frame(Point(-1, -2), Point(3, 4))),
    ],
)
def test_bounds_hold_a_shape(shape: Shape, expected: Frame) -> None:
    assert bounds(shape) == expected
    assert kept_in_sight(shape) == expected


@pytest.mark.parametrize(
    ("x", "y", "meets"),
    [(0, 0, True), (9, 9, True), (10, 10, True), (11, 0, False), (0, 11, False), (-11, 0, False)],
)
def test_frames_meet_where_they_have_a_point_in_common(x: float, y: float, *, meets: bool) -> None:
    frame = Frame(Point(0, 0), Point(10, 10))
    other = Frame(Point(x, y), Point(x + 10, y + 10))

    assert frame.meets(other) is meets
    assert other.meets(frame) is meets


def test_of_a_limb_that_goes_on_only_the_end_is_kept_in_sight() -> None:
    leg = LIMB._replace(stays_running=True)

    assert bounds(leg) == bounds(LIMB)
    assert kept_in_sight(leg) == Frame(Point(8, -2), Point(12, 2))


@pytest.mark.parametrize(
    "moved",
    [
        LIMB._replace(begin=Point(0.6, 0)),
        LIMB._replace(end=Point(10, -0.6)),
        LIMB._replace(begin_radius=4.6),
        LIMB._replace(end_radius=1.4),
        LIMB._replace(tone="far"),
        OVAL,
        OVAL._replace(tone="far"),
        BOX,
    ],
)
def test_what_changes_by_more_than_can_be_seen_is_where_it_was_and_is(moved: Shape) -> None:
    assert change([BOX, LIMB], [BOX, moved], LEAST).part == bounds(LIMB).around(bounds(moved))


@pytest.mark.parametrize(
    "moved",
    [
        OVAL._replace(centre=Point(5.6, 5)),
        OVAL._replace(long=3.6),
        OVAL._replace(short=1.4),
        OVAL._replace(angle=110),
    ],
)
def test_so_it_is_with_ovals(moved: Oval) -> None:
    assert change([OVAL], [moved], LEAST).part == bounds(OVAL).around(bounds(moved))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (LIMB, LIMB),
        (LIMB, LIMB._replace(begin=Point(0.4, 0), end_radius=2.4)),
        (OVAL, OVAL._replace(angle=91, long=3.1)),
        (BOX, BOX),
    ],
)
def test_what_cannot_be_seen_has_not_changed(before: Shape, after: Shape) -> None:
    assert change([before], [after], LEAST).part is None
    assert change([], [], LEAST) == ([], None)


def test_what_cannot_be_seen_to_have_changed_stays_as_it_is_on_the_screen() -> None:
    hardly, clearly = LIMB._replace(begin=Point(0.3, 0)), LIMB._replace(begin=Point(3, 0))

    first = change([LIMB, LIMB], [hardly, clearly], LEAST)
    second = change(first.shapes, [LIMB._replace(begin=Point(0.6, 0)), clearly], LEAST)

    assert list(first.shapes) == [LIMB, clearly]
    # Little by little it has gone far enough.
    assert second.part is not None
    assert list(second.shapes) == [LIMB._replace(begin=Point(0.6, 0)), clearly]


def test_where_shapes_come_or_go_everything_counts_as_changed() -> None:
    both = bounds(LIMB).around(bounds(OVAL))

    assert change([LIMB], [LIMB, OVAL], LEAST) == ([LIMB, OVAL], both)


def test_a_whole_leg_is_its_three_muscles() -> None:
    assert unfolded(["sole", "whole-leg"]) == ["sole", "calf", "hamstring", "front-thigh"]
