"""The skeleton of a body seen from the side: poses, and where they put every joint.

The figure looks to the right; its near side is the one towards the viewer. A pose gives the
direction of each bone, or a place that a hand or a foot must touch. Bones have a fixed length and
joints have limits. Lengths are centimetres of a person 170 cm tall; the proportions are those of
the usual drawing canons (the body is seven and a half heads tall, the hip is at half its height).
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from stretchapp.figure.geometry import (
    ROUNDING_ERROR,
    BoneDirections,
    BonePair,
    Limits,
    Point,
    reach,
    wrap_angle,
)

TORSO = 50.0
NECK = 8.0
SHOULDER = 45.0
"""From the hip up to the shoulders."""

HEAD = 11.0
"""From the top of the neck to the middle of the head."""

UPPER_ARM = 29.0
FOREARM = 25.0
HAND = 8.0
THIGH = 43.0
SHIN = 40.0
HEEL_HEIGHT = 7.0
"""From the ankle down to the sole."""

HEEL_BACK = 5.0
"""From below the ankle back to the heel."""

FOOT = 15.0
"""From below the ankle forward to the ball of the foot."""

TOES = 6.0

CACHED_POSES = 64
"""Upper limit of posed bodies in the cache. A figure has up to about ten poses."""

Touch = Literal["ankle", "heel", "ball"]
"""The point of a foot that stands on something."""

LIMITS: dict[str, Limits] = {
    "neck": Limits(-60.0, 60.0),
    "shoulder": Limits(-245.0, 20.0),
    "elbow": Limits(0.0, 150.0),
    "wrist": Limits(-155.0, 155.0),
    "hip": Limits(-210.0, -25.0),
    "knee": Limits(-155.0, 0.0),
    "ankle": Limits(30.0, 125.0),
    "toes": Limits(-45.0, 80.0),
}
"""The direction of each bone less that of the bone that it is attached to.

A straight hip is -180 and a bent one more; a bent knee is negative, a bent elbow positive; an ankle
at a right angle is 90, and more when the toes are drawn up. Fingers always point like their hand.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """The pose of one arm: the directions of its bones, or the place of its wrist.

    Attributes:
        upper: Direction of the upper arm; not used with a target.
        lower: Direction of the forearm; not used with a target.
        hand: Direction of the hand; along the forearm if None.
        target: Where the wrist must be: a place, or the name of a joint of a leg.
    """

    upper: float = -90.0
    lower: float = -90.0
    hand: float | None = None
    target: Point | str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """The pose of one leg: the directions of its bones, or the place of its foot.

    Attributes:
        thigh: Direction of the thigh; not used with a target.
        shin: Direction of the shin; not used with a target.
        foot: Direction in which the foot points.
        toes: Direction in which the toes point; along the foot if None.
        target: Where the foot must be.
        touch: The point of the foot that must be at the target.
    """

    thigh: float = -90.0
    shin: float = -90.0
    foot: float = 0.0
    toes: float | None = None
    target: Point | None = None
    touch: Touch = "ankle"


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPose:
    """One pose of the whole body.

    Attributes:
        hip: Where the hip joints are.
        torso: Direction from the hip to the neck.
        head: Direction from the neck to the head; along the torso if None.
        near_arm: The arm towards the viewer.
        far_arm: The other arm.
        near_leg: The leg towards the viewer: the one that is exercised.
        far_leg: The other leg.
    """

    hip: Point
    torso: float = 90.0
    head: float | None = None
    near_arm: Arm = field(default_factory=Arm)
    far_arm: Arm = field(default_factory=Arm)
    near_leg: Leg = field(default_factory=Leg)
    far_leg: Leg = field(default_factory=Leg)


@dataclass(frozen=True, slots=True)
class Body:
    """The place of every joint of a posed body, and the direction of every bone, by name.

    Joints of one side begin with ``near_`` or ``far_``: shoulder, elbow, wrist, fingers, hip, knee,
    ankle, heel, ball, tips. The others are hip, neck, chin and head.
    """

    joints: dict[str, Point]
    angles: dict[str, float]


def pose_body(pose: BodyPose) -> Body:
    """Return where every joint of ``pose`` is, with every joint clamped to its limits."""
    joints: dict[str, Point] = {"hip": pose.hip}
    angles: dict[str, float] = {"torso": pose.torso}
    neck = pose.hip.moved(pose.torso, TORSO)
    joints["neck"] = neck
    head = pose.torso if pose.head is None else pose.head
    head = pose.torso + LIMITS["neck"].clamp(head - pose.torso)
    angles["head"] = head
    joints["chin"] = neck.moved(head, NECK)
    joints["head"] = joints["chin"].moved(head, HEAD)
    body = Body(joints, angles)
    # Legs come first: a hand can hold a joint of a leg.
    _pose_leg("near", pose.near_leg, body)
    _pose_leg("far", pose.far_leg, body)
    _pose_arm("near", pose.near_arm, body)
    _pose_arm("far", pose.far_arm, body)
    return body


def _pose_arm(side: str, arm: Arm, body: Body) -> None:
    """Add the joints and bones of an arm to ``body``."""
    joints, angles = body.joints, body.angles
    shoulder = joints["hip"].moved(angles["torso"], SHOULDER)
    limits = LIMITS["shoulder"].shifted(angles["torso"])
    if arm.target is None:
        upper = limits.clamp(arm.upper)
        lower = upper + LIMITS["elbow"].clamp(arm.lower - upper)
    else:
        target = joints[arm.target] if isinstance(arm.target, str) else arm.target
        bones = BonePair(UPPER_ARM, FOREARM, limits, LIMITS["elbow"])
        upper, lower = reach(shoulder, target, bones)
    hand = lower if arm.hand is None else lower + LIMITS["wrist"].clamp(arm.hand - lower)
    elbow = shoulder.moved(upper, UPPER_ARM)
    wrist = elbow.moved(lower, FOREARM)
    joints |= {
        f"{side}_shoulder": shoulder,
        f"{side}_elbow": elbow,
        f"{side}_wrist": wrist,
        f"{side}_fingers": wrist.moved(hand, HAND),
    }
    angles |= {f"{side}_upper_arm": upper, f"{side}_forearm": lower, f"{side}_hand": hand}


def _pose_leg(side: str, leg: Leg, body: Body) -> None:
    """Add the joints and bones of a leg to ``body``."""
    joints, angles = body.joints, body.angles
    hip = joints["hip"]
    limits = LIMITS["hip"].shifted(angles["torso"])
    if leg.target is None:
        thigh = limits.clamp(leg.thigh)
        shin = thigh + LIMITS["knee"].clamp(leg.shin - thigh)
    else:
        thigh, shin = _reach_with_leg(hip, leg.target, leg, limits)
    foot = shin + LIMITS["ankle"].clamp(leg.foot - shin)
    toes = foot if leg.toes is None else foot + LIMITS["toes"].clamp(leg.toes - foot)
    knee = hip.moved(thigh, THIGH)
    ankle = knee.moved(shin, SHIN)
    sole = ankle.moved(foot - 90.0, HEEL_HEIGHT)
    ball = sole.moved(foot, FOOT)
    joints |= {
        f"{side}_hip": hip,
        f"{side}_knee": knee,
        f"{side}_ankle": ankle,
        f"{side}_heel": sole.moved(foot + 180.0, HEEL_BACK),
        f"{side}_ball": ball,
        f"{side}_tips": ball.moved(toes, TOES),
    }
    angles |= {
        f"{side}_thigh": thigh,
        f"{side}_shin": shin,
        f"{side}_foot": foot,
        f"{side}_toes": toes,
    }


def _reach_with_leg(hip: Point, target: Point, leg: Leg, limits: Limits) -> BoneDirections:
    """Return the directions of thigh and shin that put ``leg.touch`` at ``target``."""
    knee, ankle = LIMITS["knee"], LIMITS["ankle"]
    contact = _contact_point(Point(0.0, 0.0), leg.foot, leg.touch)
    ankle_target = Point(target.x - contact.x, target.y - contact.y)
    directions = reach(hip, ankle_target, BonePair(THIGH, SHIN, limits, knee))
    wanted = leg.foot - directions.lower
    clamped = ankle.clamp(wanted)
    if leg.touch == "ankle" or abs(wrap_angle(clamped - wanted)) < ROUNDING_ERROR:
        return directions
    # The foot cannot point as it should. With the ankle at its limit, shin and foot are one bone.
    end = _contact_point(Point(SHIN, 0.0), clamped, leg.touch)
    offset = Point(0.0, 0.0).direction(end)
    length = math.hypot(end.x, end.y)
    bones = BonePair(THIGH, length, limits, knee.shifted(offset))
    side = directions.lower - directions.upper + offset
    thigh, lower = reach(hip, target, bones, side)
    return BoneDirections(thigh, lower - offset)


def _contact_point(ankle: Point, foot: float, touch: Touch) -> Point:
    """Return the point of a foot that touches something."""
    if touch == "ankle":
        return ankle
    along = -HEEL_BACK if touch == "heel" else FOOT
    return ankle.moved(foot - 90.0, HEEL_HEIGHT).moved(foot, along)


class _Transition(NamedTuple):
    """A share of the way from one posed body to another."""

    begin: Body
    end: Body
    share: float

    def direction(self, bone: str) -> float:
        """Return the direction of a bone.

        The whole body turns the short way. The bones turn with it and by their joints, so that no
        joint leaves its limits between two poses.
        """
        begin, end = self.begin.angles, self.end.angles
        torso = end["torso"] - begin["torso"]
        return begin[bone] + (end[bone] - begin[bone] + wrap_angle(torso) - torso) * self.share


@functools.lru_cache(maxsize=CACHED_POSES)
def _posed(pose: BodyPose) -> Body:
    """Return the body of a pose that is written in a pose file, from a cache."""
    return pose_body(pose)


def body_between(first: BodyPose, second: BodyPose, share: float) -> BodyPose:
    """Return the pose ``share`` of the way from ``first`` to ``second``.

    A hand or foot that has a target in both poses moves along the straight line between the
    targets. A limb that has a target in only one of them turns its bones.
    """
    transition = _Transition(_posed(first), _posed(second), share)
    return BodyPose(
        hip=first.hip.between(second.hip, share),
        torso=transition.direction("torso"),
        head=transition.direction("head"),
        near_arm=_arm_between("near", first.near_arm, second.near_arm, transition),
        far_arm=_arm_between("far", first.far_arm, second.far_arm, transition),
        near_leg=_leg_between("near", first.near_leg, second.near_leg, transition),
        far_leg=_leg_between("far", first.far_leg, second.far_leg, transition),
    )


def _arm_between(side: str, first: Arm, second: Arm, transition: _Transition) -> Arm:
    target: Point | str | None = None
    if isinstance(first.target, Point) and isinstance(second.target, Point):
        target = first.target.between(second.target, transition.share)
    elif first.target == second.target:
        target = first.target
    return Arm(
        upper=transition.direction(f"{side}_upper_arm"),
        lower=transition.direction(f"{side}_forearm"),
        hand=transition.direction(f"{side}_hand"),
        target=target,
    )


def _leg_between(side: str, first: Leg, second: Leg, transition: _Transition) -> Leg:
    leg = Leg(
        thigh=transition.direction(f"{side}_thigh"),
        shin=transition.direction(f"{side}_shin"),
        foot=transition.direction(f"{side}_foot"),
        toes=transition.direction(f"{side}_toes"),
    )
    if first.target is None or second.target is None:
        return leg
    begin, end, share = transition
    if first.touch == second.touch:
        # The foot is meant to point as the poses say. How far the ankle lets it depends on the
        # place of the foot, and is decided again for the pose between them.
        foot = f"{side}_foot"
        missing = (
            wrap_angle(first.foot - begin.angles[foot]) * (1.0 - share)
            + wrap_angle(second.foot - end.angles[foot]) * share
        )
        target = first.target.between(second.target, share)
        return replace(leg, foot=leg.foot + missing, target=target, touch=first.touch)

    def places(touch: Touch) -> tuple[Point, Point]:
        name = f"{side}_{touch}"
        return begin.joints[name], end.joints[name]

    # A foot that rolls from the heel to the ball or back stands on the point that moves less.
    touch = min((first.touch, second.touch), key=lambda touch: math.dist(*places(touch)))
    first_place, second_place = places(touch)
    return replace(leg, target=first_place.between(second_place, share), touch=touch)
