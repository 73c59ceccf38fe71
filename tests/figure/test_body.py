"""The body: rules that every pose keeps, and every pose between two."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.figure.body import (
    FOOT,
    FOREARM,
    HAND,
    HEAD,
    HEEL_BACK,
    HEEL_HEIGHT,
    LIMITS,
    NECK,
    SHIN,
    SHOULDER,
    THIGH,
    TOES,
    TORSO,
    UPPER_ARM,
    Arm,
    BodyPose,
    Leg,
    Touch,
    body_between,
    pose_body,
)
from stretchapp.figure.geometry import Point
from tests.figure.poses import (
    HALF_A_PIXEL,
    ROUNDING,
    bodies,
    bodies_by_bones,
    directions,
    farthest,
    is_finite,
    is_within_limits,
    lengths_of,
    places,
    shares,
    touches,
)

LENGTHS = {
    "torso": TORSO,
    "neck": NECK,
    "head": HEAD,
    **{
        f"{side}_{bone}": length
        for side in ("near", "far")
        for bone, length in {
            "knee": THIGH,
            "ankle": SHIN,
            "heel": math.hypot(HEEL_HEIGHT, HEEL_BACK),
            "ball": HEEL_BACK + FOOT,
            "sole": math.hypot(HEEL_HEIGHT, FOOT),
            "tips": TOES,
            "elbow": UPPER_ARM,
            "wrist": FOREARM,
            "fingers": HAND,
            "back": SHOULDER,
        }.items()
    },
}


def within(joint: str) -> st.SearchStrategy[float]:
    """Return angles that a joint can have, a little away from its limits."""
    smallest, largest = LIMITS[joint]
    return st.floats(smallest + 0.01, largest - 0.01)


@given(bodies)
def test_bones_never_change_their_length_nor_joints_leave_their_limits(pose: BodyPose) -> None:
    body = pose_body(pose)

    assert lengths_of(body) == pytest.approx(LENGTHS, abs=ROUNDING)
    assert is_within_limits(body)
    assert is_finite(body)


@given(bodies, bodies, shares)
def test_a_body_between_two_poses_keeps_its_bones_and_its_limits(
    first: BodyPose, second: BodyPose, share: float
) -> None:
    body = pose_body(body_between(first, second, share))

    assert lengths_of(body) == pytest.approx(LENGTHS, abs=ROUNDING)
    assert is_within_limits(body)
    assert is_finite(body)


@given(bodies, bodies)
def test_a_body_moves_from_the_first_pose_to_the_second(first: BodyPose, second: BodyPose) -> None:
    begin, end = body_between(first, second, 0.0), body_between(first, second, 1.0)

    # A tiny change of the target turns a straight leg far: rounding errors grow a hundredfold.
    assert farthest(pose_body(begin), pose_body(first)) < HALF_A_PIXEL / 100
    assert farthest(pose_body(end), pose_body(second)) < HALF_A_PIXEL / 100


@given(bodies_by_bones, bodies_by_bones, shares)
def test_no_limb_jumps_between_two_poses(first: BodyPose, second: BodyPose, share: float) -> None:
    step = 0.001
    here = pose_body(body_between(first, second, share))
    there = pose_body(body_between(first, second, share + step))

    # Along 400 units, and by two turns of a body of 200 units.
    assert farthest(here, there) < step * (2 * 400 * math.sqrt(2) + 4 * math.pi * 200)


@given(places, directions, within("shoulder"), within("elbow"), st.sampled_from(["near", "far"]))
def test_a_hand_touches_a_target_within_reach(
    hip: Point, torso: float, shoulder: float, elbow: float, side: str
) -> None:
    upper = torso + shoulder
    target = hip.moved(torso, SHOULDER).moved(upper, UPPER_ARM).moved(upper + elbow, FOREARM)
    arm = Arm(target=target)
    pose = BodyPose(hip=hip, torso=torso)
    pose = replace(pose, near_arm=arm) if side == "near" else replace(pose, far_arm=arm)

    assert pose_body(pose).joints[f"{side}_wrist"].distance(target) < HALF_A_PIXEL


@given(
    places,
    directions,
    within("hip"),
    within("knee"),
    within("ankle"),
    touches,
    st.sampled_from(["near", "far"]),
)
def test_a_foot_touches_a_target_within_reach(
    hip: Point,
    torso: float,
    bend: float,
    knee: float,
    ankle: float,
    touch: str,
    side: str,
) -> None:
    thigh = torso + bend
    shin = thigh + knee
    foot = shin + ankle
    wanted = pose_body(
        BodyPose(hip=hip, torso=torso, near_leg=Leg(thigh=thigh, shin=shin, foot=foot))
    )
    leg = Leg(foot=foot, target=wanted.joints[f"near_{touch}"], touch=cast("Touch", touch))
    pose = BodyPose(hip=hip, torso=torso)
    pose = replace(pose, near_leg=leg) if side == "near" else replace(pose, far_leg=leg)

    body = pose_body(pose)

    assert leg.target is not None
    assert body.joints[f"{side}_{touch}"].distance(leg.target) < HALF_A_PIXEL


def test_a_foot_that_cannot_be_flat_touches_with_the_right_point() -> None:
    # So deep in a squat the shin leans further than an ankle can bend with the whole sole down.
    for touch, point in (("heel", Point(-12, 0)), ("ball", Point(8, 0))):
        leg = Leg(target=point, touch=cast("Touch", touch))
        body = pose_body(BodyPose(hip=Point(-20, 30), torso=60, near_leg=leg))

        assert body.angles["near_foot"] - body.angles["near_shin"] == pytest.approx(
            LIMITS["ankle"].largest
        )
        assert body.joints[f"near_{touch}"].distance(point) < ROUNDING


def test_an_arm_points_at_a_target_that_is_too_far_away() -> None:
    body = pose_body(BodyPose(hip=Point(0, 90), near_arm=Arm(target=Point(200, 135))))

    assert body.joints["near_wrist"] == pytest.approx(Point(54, 135))


def test_a_hand_holds_on_to_a_leg() -> None:
    pose = BodyPose(
        hip=Point(0, 10),
        torso=60,
        near_arm=Arm(target="near_knee"),
        near_leg=Leg(thigh=30, shin=-60),
    )
    body = pose_body(pose)

    assert body.joints["near_wrist"].distance(body.joints["near_knee"]) < ROUNDING


STANDING = st.builds(
    BodyPose,
    hip=st.builds(Point, st.floats(-8, 4), st.floats(78, 84)),
    torso=st.floats(60, 100),
)


@given(STANDING, STANDING, st.sampled_from(["heel", "ball"]), shares, shares)
def test_a_foot_at_the_same_place_in_both_poses_stays_there(
    first: BodyPose, second: BodyPose, touch: Touch, share: float, raised: float
) -> None:
    # A heel on the ground goes with a flat foot; on the ball the heel may be raised.
    lowered = -40 * raised if touch == "ball" else 20 * raised
    flat = Leg(target=Point(0, 0), touch=touch)
    begin = replace(first, near_leg=flat, far_leg=flat)
    end = replace(second, near_leg=replace(flat, foot=lowered), far_leg=flat)

    body = pose_body(body_between(begin, end, share))

    assert body.joints[f"near_{touch}"].distance(Point(0, 0)) < HALF_A_PIXEL
    assert body.joints[f"far_{touch}"].distance(Point(0, 0)) < HALF_A_PIXEL


@pytest.mark.parametrize("back", [False, True])
@given(first=STANDING, second=STANDING, lowered=st.floats(-45, 0), share=shares)
def test_a_foot_that_rolls_to_its_ball_stays_on_the_ball(
    first: BodyPose, second: BodyPose, lowered: float, share: float, *, back: bool
) -> None:
    flat = replace(first, near_leg=Leg(target=Point(0, 0), touch="heel"))
    ball = Point(HEEL_BACK + FOOT, 0)
    raised = replace(second, near_leg=Leg(foot=lowered, target=ball, touch="ball"))
    begin, end = (raised, flat) if back else (flat, raised)

    body = pose_body(body_between(begin, end, share))

    assert body.joints["near_ball"].distance(ball) < HALF_A_PIXEL


def test_limbs_go_straight_between_places_and_turn_between_others() -> None:
    low, high = Arm(target=Point(40, 100)), Arm(target=Point(40, 140))
    free = Arm(upper=-90, lower=0)
    standing = BodyPose(hip=Point(0, 90), near_arm=low, far_arm=low)

    between = body_between(standing, replace(standing, near_arm=high, far_arm=free), 0.5)

    assert between.near_arm.target == Point(40, 120)
    assert between.far_arm.target is None


def test_a_hand_keeps_holding_what_it_holds_in_both_poses() -> None:
    pose = BodyPose(hip=Point(0, 10), near_arm=Arm(target="near_knee"))
    other = replace(pose, near_leg=Leg(thigh=-20, shin=-90))

    assert body_between(pose, other, 0.4).near_arm.target == "near_knee"


def test_a_hand_that_lets_go_turns_away() -> None:
    pose = BodyPose(hip=Point(0, 10), near_arm=Arm(target="near_knee"))
    other = replace(pose, near_arm=Arm(target="far_knee"))

    assert body_between(pose, other, 0.4).near_arm.target is None
