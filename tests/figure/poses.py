"""Hypothesis strategies for poses, and measurements of posed skeletons."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from stretchapp.figure.body import LIMITS, Arm, BodyPose, Leg
from stretchapp.figure.feet import FeetPose, FootOfPair
from stretchapp.figure.foot import FootPose, Hand
from stretchapp.figure.geometry import Point

if TYPE_CHECKING:
    from stretchapp.figure.body import Body
    from stretchapp.figure.foot import Foot

HALF_A_PIXEL = 0.09
"""A body of 190 centimetres fills the height of a picture of 1080 pixels."""

ROUNDING = 1e-6

directions = st.floats(-720, 720)
shares = st.floats(0, 1)
times = st.floats(0, 1000)
places = st.builds(Point, st.floats(-400, 400), st.floats(-400, 400))
joints_of_legs = st.sampled_from(
    [
        f"{side}_{joint}"
        for side in ("near", "far")
        for joint in ("hip", "knee", "ankle", "heel", "ball", "tips")
    ]
)
touches = st.sampled_from(["ankle", "heel", "ball"])

arms_by_bones = st.builds(
    Arm, upper=directions, lower=directions, hand=st.one_of(st.none(), directions)
)
arms = st.one_of(
    arms_by_bones,
    st.builds(Arm, hand=st.one_of(st.none(), directions), target=st.one_of(places, joints_of_legs)),
)
legs_by_bones = st.builds(
    Leg,
    thigh=directions,
    shin=directions,
    foot=directions,
    toes=st.one_of(st.none(), directions),
)
legs = st.one_of(
    legs_by_bones,
    st.builds(
        Leg,
        foot=directions,
        toes=st.one_of(st.none(), directions),
        target=places,
        touch=touches,
    ),
)
bodies = st.builds(
    BodyPose,
    hip=places,
    torso=directions,
    head=st.one_of(st.none(), directions),
    near_arm=arms,
    far_arm=arms,
    near_leg=legs,
    far_leg=legs,
)
bodies_by_bones = st.builds(
    BodyPose,
    hip=places,
    torso=directions,
    head=st.one_of(st.none(), directions),
    near_arm=arms_by_bones,
    far_arm=arms_by_bones,
    near_leg=legs_by_bones,
    far_leg=legs_by_bones,
)

hands = st.lists(
    st.builds(
        Hand,
        at=st.sampled_from(["tips", "ball", "arch", "heel", "top", "ankle", "calf"]),
        points=directions,
    ),
    max_size=2,
).map(tuple)
feet_from_the_side = st.builds(
    FootPose,
    ankle=places,
    shin=directions,
    foot=directions,
    toe_base=st.one_of(st.none(), directions),
    toe_tip=st.one_of(st.none(), directions),
    hands=hands,
)

feet_of_pairs = st.builds(
    FootOfPair,
    heel=places,
    points=directions,
    roll=st.floats(-90, 90),
    lift=st.floats(-20, 40),
    bend=st.floats(-90, 180),
    spread=st.floats(-20, 40),
    curl=st.floats(-90, 180),
)
pairs_of_feet = st.builds(FeetPose, left=feet_of_pairs, right=feet_of_pairs)

BONES_ABOVE = {
    "neck": ("head", "torso"),
    "shoulder": ("upper_arm", "torso"),
    "elbow": ("forearm", "upper_arm"),
    "wrist": ("hand", "forearm"),
    "hip": ("thigh", "torso"),
    "knee": ("shin", "thigh"),
    "ankle": ("foot", "shin"),
    "toes": ("toes", "foot"),
}
"""The bones on either side of each joint, the one further from the torso first."""


def bends_of(body: Body) -> dict[str, float]:
    """Return the angle of each joint, as ``LIMITS`` counts it."""
    bends: dict[str, float] = {}
    for joint, (bone, above) in BONES_ABOVE.items():
        for side in ("",) if joint == "neck" else ("near_", "far_"):
            first = above if above == "torso" else side + above
            bends[side + joint] = body.angles[side + bone] - body.angles[first]
    return bends


def is_within_limits(body: Body) -> bool:
    """Return whether every joint is within its limits."""
    return all(
        limits.smallest - ROUNDING <= bend <= limits.largest + ROUNDING
        for joint, bend in bends_of(body).items()
        for limits in (LIMITS[joint.removeprefix("near_").removeprefix("far_")],)
    )


def lengths_of(body: Body) -> dict[str, float]:
    """Return the length of every bone."""
    joints = body.joints
    lengths = {
        "torso": joints["hip"].distance(joints["neck"]),
        "neck": joints["neck"].distance(joints["chin"]),
        "head": joints["chin"].distance(joints["head"]),
    }
    for side in ("near", "far"):
        chains = (
            ("hip", "knee", "ankle", "heel", "ball", "tips"),
            ("shoulder", "elbow", "wrist", "fingers"),
        )
        for chain in chains:
            for first, second in itertools.pairwise(chain):
                length = joints[f"{side}_{first}"].distance(joints[f"{side}_{second}"])
                lengths[f"{side}_{second}"] = length
        lengths[f"{side}_sole"] = joints[f"{side}_ankle"].distance(joints[f"{side}_ball"])
        lengths[f"{side}_back"] = joints["hip"].distance(joints[f"{side}_shoulder"])
    return lengths


def farthest(first: Body | Foot, second: Body | Foot) -> float:
    """Return the distance by which the joint that moves most moves."""
    return max(place.distance(second.joints[joint]) for joint, place in first.joints.items())


def is_finite(skeleton: Body | Foot) -> bool:
    """Return whether every place and direction is a finite number."""
    numbers = [number for place in skeleton.joints.values() for number in place]
    return all(math.isfinite(number) for number in (*numbers, *skeleton.angles.values()))
