"""Points, joints and the reach of two bones."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.figure.geometry import (
    Bones,
    Limits,
    Point,
    Reach,
    reach,
    turn_between,
    turned,
)
from tests.figure.poses import HALF_A_PIXEL, ROUNDING, directions, places, shares

FREE = Limits(-180.0, 180.0)
lengths = st.floats(1, 100)


@st.composite
def ranges(draw: st.DrawFn, whole: float) -> Limits:
    """Return a range somewhere within so many degrees to either side."""
    smallest = draw(st.floats(-whole, whole - 10))
    return Limits(smallest, draw(st.floats(smallest + 10, min(whole, smallest + 350))))


bones = st.builds(Bones, lengths, lengths, ranges(400.0), ranges(180.0))


def end_of(start: Point, way: Reach, limbs: Bones) -> Point:
    return start.moved(way.upper, limbs.upper).moved(way.lower, limbs.lower)


def is_in_limits(way: Reach, limbs: Bones) -> bool:
    return all(
        limits.smallest - ROUNDING <= angle <= limits.largest + ROUNDING
        for limits, angle in (
            (limbs.turns, way.upper),
            (limbs.bends, way.lower - way.upper),
        )
    )


@given(directions)
def test_a_direction_stays_the_same_as_a_number_of_one_turn(direction: float) -> None:
    assert -180 <= turned(direction) < 180
    assert math.isclose(math.cos(math.radians(turned(direction) - direction)), 1, abs_tol=1e-9)


@pytest.mark.parametrize(("first", "second", "middle"), [(170, -170, 180), (10, 50, 30), (0, 0, 0)])
def test_turning_goes_the_short_way(first: float, second: float, middle: float) -> None:
    assert turned(turn_between(first, second, 0.5) - middle) == 0


@given(ranges(400.0), directions)
def test_a_joint_keeps_the_angle_in_range_that_is_nearest(limits: Limits, angle: float) -> None:
    kept = limits.keep(angle)

    assert limits.smallest <= kept <= limits.largest
    nearest = min(
        abs(turned(angle - (limits.smallest + share / 50 * (limits.largest - limits.smallest))))
        for share in range(51)
    )
    assert abs(turned(angle - kept)) <= nearest + ROUNDING


@given(places, bones, shares, shares)
def test_what_can_be_touched_is_touched(
    start: Point, limbs: Bones, turn: float, bend: float
) -> None:
    upper = limbs.turns.smallest + turn * (limbs.turns.largest - limbs.turns.smallest)
    lower = upper + limbs.bends.smallest + bend * (limbs.bends.largest - limbs.bends.smallest)
    target = end_of(start, Reach(upper, lower), limbs)

    way = reach(start, target, limbs)

    assert is_in_limits(way, limbs)
    assert end_of(start, way, limbs).distance(target) < HALF_A_PIXEL / 100


@given(places, places, bones)
def test_nothing_is_nearer_to_a_target_than_the_reach(
    start: Point, target: Point, limbs: Bones
) -> None:
    way = reach(start, target, limbs)

    assert is_in_limits(way, limbs)
    misses = end_of(start, way, limbs).distance(target)
    steps = [step / 20 for step in range(21)]
    for turn, bend in itertools.product(steps, steps):
        upper = limbs.turns.smallest + turn * (limbs.turns.largest - limbs.turns.smallest)
        bent = limbs.bends.smallest + bend * (limbs.bends.largest - limbs.bends.smallest)
        other = end_of(start, Reach(upper, upper + bent), limbs)
        assert other.distance(target) > misses - ROUNDING


@given(places, directions, st.floats(0, 500), lengths, lengths)
def test_free_bones_miss_by_what_they_are_too_short_or_too_long(
    start: Point, direction: float, distance: float, upper: float, lower: float
) -> None:
    limbs = Bones(upper, lower, FREE, FREE)
    target = start.moved(direction, distance)

    misses = end_of(start, reach(start, target, limbs), limbs).distance(target)

    wanted = max(0.0, distance - upper - lower, abs(upper - lower) - distance)
    assert math.isclose(misses, wanted, abs_tol=1e-5)


def test_a_joint_bends_to_the_side_to_which_it_can_bend_further() -> None:
    start, target = Point(0, 0), Point(10, 0)

    elbow = reach(start, target, Bones(8, 8, FREE, Limits(-10, 150)))
    knee = reach(start, target, Bones(8, 8, FREE, Limits(-150, 10)))

    assert elbow.upper < 0 < elbow.lower
    assert knee.upper > 0 > knee.lower


def test_a_joint_that_bends_both_ways_bends_as_it_is_told() -> None:
    start, target, limbs = Point(0, 0), Point(10, 0), Bones(8, 8, FREE, Limits(-140, 150))

    assert reach(start, target, limbs, side=1).upper < 0
    assert reach(start, target, limbs, side=-1).upper > 0


def test_a_place_in_the_middle_of_all_that_can_be_reached_is_no_riddle() -> None:
    limbs = Bones(8, 8, FREE, FREE)

    way = reach(Point(1, 1), Point(1, 1), limbs)

    assert end_of(Point(1, 1), way, limbs).distance(Point(1, 1)) < ROUNDING
