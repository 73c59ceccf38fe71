"""The large foot and the two feet: rules that every pose keeps, and every pose between two."""

from __future__ import annotations

import math

import pytest
from hypothesis import given

from stretchapp.figure.feet import (
    MAX_BEND,
    MAX_ROLL,
    MAX_SPREAD,
    MAX_TURN,
    FeetPose,
    FootOfPair,
    feet_between,
    pose_feet,
)
from stretchapp.figure.foot import (
    ANKLE_HEIGHT,
    ARCH,
    HEEL_BACK,
    LIMITS,
    SHIN,
    STANDING,
    TOE_BASE,
    TOE_TIP,
    Foot,
    FootPose,
    Hand,
    foot_between,
    pose_foot,
)
from stretchapp.figure.geometry import Point
from tests.figure.poses import (
    ROUNDING,
    farthest,
    feet_from_the_side,
    is_finite,
    pairs_of_feet,
    shares,
)

BONES_ABOVE = {
    "ankle": ("foot", "shin"),
    "toe_base": ("toe_base", "foot"),
    "toe_tip": ("toe_tip", "toe_base"),
}


def check(foot: Foot) -> None:
    """Check that bones have their lengths and joints are within their limits."""
    joints, angles = foot.joints, foot.angles
    for first, second, length in (
        ("knee", "ankle", SHIN),
        ("ankle", "heel", math.hypot(ANKLE_HEIGHT, HEEL_BACK)),
        ("ankle", "ball", math.hypot(ANKLE_HEIGHT, ARCH)),
        ("heel", "ball", HEEL_BACK + ARCH),
        ("ball", "toe", TOE_BASE),
        ("toe", "tips", TOE_TIP),
    ):
        assert joints[first].distance(joints[second]) == pytest.approx(length)
    for joint, (bone, above) in BONES_ABOVE.items():
        bend = angles[bone] - angles[above]
        assert LIMITS[joint].smallest - ROUNDING <= bend <= LIMITS[joint].largest + ROUNDING
    assert is_finite(foot)


@given(feet_from_the_side)
def test_a_foot_keeps_its_bones_and_its_limits(pose: FootPose) -> None:
    check(pose_foot(pose))


@given(feet_from_the_side, feet_from_the_side, shares)
def test_a_foot_between_two_poses_keeps_its_bones_and_its_limits(
    first: FootPose, second: FootPose, share: float
) -> None:
    check(pose_foot(foot_between(first, second, share)))


@given(feet_from_the_side, feet_from_the_side)
def test_a_foot_moves_from_the_first_pose_to_the_second(first: FootPose, second: FootPose) -> None:
    begin, end = foot_between(first, second, 0.0), foot_between(first, second, 1.0)

    assert farthest(pose_foot(begin), pose_foot(first)) < ROUNDING
    assert farthest(pose_foot(end), pose_foot(second)) < ROUNDING
    assert [hand.at for hand in begin.hands] == [hand.at for hand in first.hands]


@given(feet_from_the_side, feet_from_the_side, shares)
def test_no_bone_of_a_foot_jumps(first: FootPose, second: FootPose, share: float) -> None:
    step = 0.001
    here = pose_foot(foot_between(first, second, share))
    there = pose_foot(foot_between(first, second, share + step))

    assert farthest(here, there) < step * (2 * 400 * math.sqrt(2) + 4 * math.pi * 150)


def test_by_default_a_foot_stands_flat_on_the_ground() -> None:
    joints = pose_foot(FootPose()).joints

    assert joints["ankle"] == STANDING
    assert [joints[name].y for name in ("heel", "arch", "ball", "toe", "tips")] == pytest.approx(
        [0] * 5
    )


def test_hands_glide_from_their_place_to_the_next() -> None:
    first = FootPose(hands=(Hand("heel", 0),))
    second = FootPose(hands=(Hand("ball", 40),))

    assert foot_between(first, second, 0.25).hands == (Hand("heel", 10, "ball", 0.25),)


def test_a_hand_of_only_one_pose_appears_halfway_while_the_other_hand_turns() -> None:
    one, other = Hand("heel", 0), Hand("tips", 90)
    first, second = FootPose(hands=(one,)), FootPose(hands=(Hand("heel", 40), other))

    assert foot_between(first, second, 0.25).hands == (Hand("heel", 10),)
    assert foot_between(first, second, 0.75).hands == (Hand("heel", 30), other)


def check_pair(feet: FeetPose) -> None:
    """Check that both feet are within their limits."""
    for foot in (feet.left, feet.right):
        assert 90 - MAX_TURN - ROUNDING <= foot.points <= 90 + MAX_TURN + ROUNDING
        assert abs(foot.roll) <= MAX_ROLL
        assert foot.lift >= 0
        assert 0 <= foot.bend <= MAX_BEND
        assert 0 <= foot.spread <= MAX_SPREAD
        assert 0 <= foot.curl <= MAX_BEND


@given(pairs_of_feet, pairs_of_feet, shares)
def test_two_feet_keep_their_limits(first: FeetPose, second: FeetPose, share: float) -> None:
    check_pair(pose_feet(first))
    check_pair(feet_between(first, second, share))


@given(pairs_of_feet, pairs_of_feet)
def test_two_feet_move_from_the_first_pose_to_the_second(first: FeetPose, second: FeetPose) -> None:
    for share, pose in ((0.0, first), (1.0, second)):
        found, wanted = feet_between(first, second, share), pose_feet(pose)
        for foot, other in ((found.left, wanted.left), (found.right, wanted.right)):
            assert foot.heel == pytest.approx(other.heel)
            assert (foot.points, foot.roll, foot.lift) == pytest.approx(
                (other.points, other.roll, other.lift)
            )
            assert (foot.bend, foot.spread, foot.curl) == pytest.approx(
                (other.bend, other.spread, other.curl)
            )


def test_a_heel_at_the_same_place_in_both_poses_stays_there() -> None:
    out = FeetPose(
        left=FootOfPair(heel=Point(-25, 0), points=110),
        right=FootOfPair(heel=Point(25, 0), points=70),
    )
    ahead = FeetPose(left=FootOfPair(heel=Point(-25, 0)), right=FootOfPair(heel=Point(25, 0)))

    between = feet_between(out, ahead, 0.5)

    assert (between.left.heel, between.right.heel) == (Point(-25, 0), Point(25, 0))
    assert (between.left.points, between.right.points) == (100, 80)
