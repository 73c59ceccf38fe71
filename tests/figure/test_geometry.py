"""Points, joints, and two bones that reach for a target."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.figure.geometry import (
    BoneDirections,
    BonePair,
    Limits,
    Point,
    interpolate_angle,
    reach,
    wrap_angle,
)
from tests.figure.poses import HALF_A_PIXEL, ROUNDING, directions, places, shares

FREE = Limits(-180.0, 180.0)
lengths = st.floats(1, 100)


@st.composite
def ranges(draw: st.DrawFn, whole: float) -> Limits:
    """Return a range of angles between ``-whole`` and ``whole`` degrees."""
    smallest = draw(st.floats(-whole, whole - 10))
    return Limits(smallest, draw(st.floats(smallest + 10, min(whole, smallest + 350))))


bones = st.builds(BonePair, lengths, lengths, ranges(400.0), ranges(180.0))


def end_point(start: Point, found: BoneDirections, pair: BonePair) -> Point:
    return start.moved(found.upper, pair.upper).moved(found.lower, pair.lower)


def is_in_limits(found: BoneDirections, pair: BonePair) -> bool:
    return all(
        limits.smallest - ROUNDING <= angle <= limits.largest + ROUNDING
        for limits, angle in (
            (pair.upper_limits, found.upper),
            (pair.joint_limits, found.lower - found.upper),
        )
    )


@given(directions)
def test_a_wrapped_angle_is_the_same_direction(direction: float) -> None:
    assert -180 <= wrap_angle(direction) < 180
    assert math.isclose(math.cos(math.radians(wrap_angle(direction) - direction)), 1, abs_tol=1e-9)


@pytest.mark.parametrize(("first", "second", "middle"), [(170, -170, 180), (10, 50, 30), (0, 0, 0)])
def test_turning_goes_the_short_way(first: float, second: float, middle: float) -> None:
    assert wrap_angle(interpolate_angle(first, second, 0.5) - middle) == 0


@given(ranges(400.0), directions)
def test_a_clamped_angle_is_the_nearest_one_in_range(limits: Limits, angle: float) -> None:
    clamped = limits.clamp(angle)

    assert limits.smallest <= clamped <= limits.largest
    nearest = min(
        abs(wrap_angle(angle - (limits.smallest + share / 50 * (limits.largest - limits.smallest))))
        for share in range(51)
    )
    assert abs(wrap_angle(angle - clamped)) <= nearest + ROUNDING


@given(places, bones, shares, shares)
def test_a_target_within_reach_is_reached(
    start: Point, pair: BonePair, turn: float, bend: float
) -> None:
    upper = pair.upper_limits.smallest + turn * (
        pair.upper_limits.largest - pair.upper_limits.smallest
    )
    lower = (
        upper
        + pair.joint_limits.smallest
        + bend * (pair.joint_limits.largest - pair.joint_limits.smallest)
    )
    target = end_point(start, BoneDirections(upper, lower), pair)

    found = reach(start, target, pair)

    assert is_in_limits(found, pair)
    assert end_point(start, found, pair).distance(target) < HALF_A_PIXEL / 100


@given(places, places, bones)
def test_no_other_directions_end_nearer_to_the_target(
    start: Point, target: Point, pair: BonePair
) -> None:
    found = reach(start, target, pair)

    assert is_in_limits(found, pair)
    error = end_point(start, found, pair).distance(target)
    steps = [step / 20 for step in range(21)]
    for turn, bend in itertools.product(steps, steps):
        upper = pair.upper_limits.smallest + turn * (
            pair.upper_limits.largest - pair.upper_limits.smallest
        )
        bent = pair.joint_limits.smallest + bend * (
            pair.joint_limits.largest - pair.joint_limits.smallest
        )
        other = end_point(start, BoneDirections(upper, upper + bent), pair)
        assert other.distance(target) > error - ROUNDING


@given(places, directions, st.floats(0, 500), lengths, lengths)
def test_free_bones_miss_only_by_their_length(
    start: Point, direction: float, distance: float, upper: float, lower: float
) -> None:
    pair = BonePair(upper, lower, FREE, FREE)
    target = start.moved(direction, distance)

    error = end_point(start, reach(start, target, pair), pair).distance(target)

    wanted = max(0.0, distance - upper - lower, abs(upper - lower) - distance)
    assert math.isclose(error, wanted, abs_tol=1e-5)


def test_a_joint_bends_to_the_side_to_which_it_can_bend_further() -> None:
    start, target = Point(0, 0), Point(10, 0)

    elbow = reach(start, target, BonePair(8, 8, FREE, Limits(-10, 150)))
    knee = reach(start, target, BonePair(8, 8, FREE, Limits(-150, 10)))

    assert elbow.upper < 0 < elbow.lower
    assert knee.upper > 0 > knee.lower


def test_a_joint_that_bends_both_ways_bends_to_the_given_side() -> None:
    start, target, pair = Point(0, 0), Point(10, 0), BonePair(8, 8, FREE, Limits(-140, 150))

    assert reach(start, target, pair, side=1).upper < 0
    assert reach(start, target, pair, side=-1).upper > 0


def test_a_target_at_the_start_is_reached_by_bones_of_the_same_length() -> None:
    pair = BonePair(8, 8, FREE, FREE)

    found = reach(Point(1, 1), Point(1, 1), pair)

    assert end_point(Point(1, 1), found, pair).distance(Point(1, 1)) < ROUNDING
