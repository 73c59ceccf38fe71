"""The body from the side: bones of fixed length, joints with limits, hands and feet that reach.

The figure looks to the right; its near side is the one towards the viewer. Every pose gives the
direction of each bone, or a place that a hand or a foot must touch. Lengths are centimetres of a
person 170 cm tall; the proportions are those of usual drawing canons (head one seventh and a
half, hip at half height).
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from stretchapp.figure.geometry import Bones, Limits, Point, Reach, reach, turned

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

NO_TURN = 1e-9
"""A difference in direction that only comes from rounding."""

Touch = Literal["ankle", "heel", "ball"]


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
"""The direction of each bone less that of the bone that it hangs on.

A straight hip is -180 and a bent one more; a bent knee is negative, a bent elbow positive; an ankle
at a right angle is 90 and toes drawn up are more. What a hand is bent, its fingers are bent too.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """One arm: the directions of its bones, or the place that its hand touches.

    Attributes:
        upper: Direction of the upper arm; without a target.
        lower: Direction of the forearm; without a target.
        hand: Direction of the hand; along the forearm if None.
        target: Where the wrist must be, if anywhere: a place, or the name of a joint of a leg.
    """

    upper: float = -90.0
    lower: float = -90.0
    hand: float | None = None
    target: Point | str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One leg: the directions of its bones, or the place of its ankle.

    Attributes:
        thigh: Direction of the thigh; without a target.
        shin: Direction of the shin; without a target.
        foot: Direction in which the foot points.
        toes: Direction in which the toes point; along the foot if None.
        target: Where the foot must be, if anywhere.
        touch: Which point of the foot is there.
    """

    thigh: float = -90.0
    shin: float = -90.0
    foot: float = 0.0
    toes: float | None = None
    target: Point | None = None
    touch: Touch = "ankle"


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPose:
    """One position of the whole body.

    Attributes:
        hip: Where the hip joints are.
        torso: Direction from the hip to the neck.
        head: Direction from the neck to the head; along the torso if None.
        near_arm: The arm towards the viewer.
        far_arm: The other one.
        near_leg: The leg towards the viewer: the one that works.
        far_leg: The other one.
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
    """A posed body: the place of every joint, by name, and the direction of every bone.

    Names of one side begin with ``near_`` or ``far_``: shoulder, elbow, wrist, fingers, hip, knee,
    ankle, heel, ball, tips. The others are hip, neck, chin and head.
    """

    joints: dict[str, Point]
    angles: dict[str, float]


def pose_body(pose: BodyPose) -> Body:
    """Return where every joint of ``pose`` is, with every joint kept within its limits."""
    joints: dict[str, Point] = {"hip": pose.hip}
    angles: dict[str, float] = {"torso": pose.torso}
    neck = pose.hip.moved(pose.torso, TORSO)
    joints["neck"] = neck
    head = pose.torso if pose.head is None else pose.head
    head = pose.torso + LIMITS["neck"].keep(head - pose.torso)
    angles["head"] = head
    joints["chin"] = neck.moved(head, NECK)
    joints["head"] = joints["chin"].moved(head, HEAD)
    body = Body(joints, angles)
    # Legs come first: a hand may hold on to one.
    _pose_leg("near", pose.near_leg, body)
    _pose_leg("far", pose.far_leg, body)
    _pose_arm("near", pose.near_arm, body)
    _pose_arm("far", pose.far_arm, body)
    return body


def _pose_arm(side: str, arm: Arm, body: Body) -> None:
    """Add the joints and bones of an arm to ``body``."""
    joints, angles = body.joints, body.angles
    shoulder = joints["hip"].moved(angles["torso"], SHOULDER)
    turns = LIMITS["shoulder"].moved(angles["torso"])
    if arm.target is None:
        upper = turns.keep(arm.upper)
        lower = upper + LIMITS["elbow"].keep(arm.lower - upper)
    else:
        target = joints[arm.target] if isinstance(arm.target, str) else arm.target
        upper, lower = reach(shoulder, target, Bones(UPPER_ARM, FOREARM, turns, LIMITS["elbow"]))
    hand = lower if arm.hand is None else lower + LIMITS["wrist"].keep(arm.hand - lower)
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
    turns = LIMITS["hip"].moved(angles["torso"])
    if leg.target is None:
        thigh = turns.keep(leg.thigh)
        shin = thigh + LIMITS["knee"].keep(leg.shin - thigh)
    else:
        thigh, shin = _reach_of_leg(hip, leg.target, leg, turns)
    foot = shin + LIMITS["ankle"].keep(leg.foot - shin)
    toes = foot if leg.toes is None else foot + LIMITS["toes"].keep(leg.toes - foot)
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


def _reach_of_leg(hip: Point, target: Point, leg: Leg, turns: Limits) -> Reach:
    """Return how a leg reaches ``target`` with the point of the foot that should touch it."""
    knee, ankle = LIMITS["knee"], LIMITS["ankle"]
    back = _touching(Point(0.0, 0.0), leg.foot, leg.touch)
    way = reach(hip, Point(target.x - back.x, target.y - back.y), Bones(THIGH, SHIN, turns, knee))
    wanted = leg.foot - way.lower
    kept = ankle.keep(wanted)
    if leg.touch == "ankle" or abs(turned(kept - wanted)) < NO_TURN:
        return way
    # The foot cannot point as it should. With the ankle at its limit, shin and foot are one bone.
    end = _touching(Point(SHIN, 0.0), kept, leg.touch)
    off = Point(0.0, 0.0).direction(end)
    length = math.hypot(end.x, end.y)
    bones = Bones(THIGH, length, turns, knee.moved(off))
    thigh, lower = reach(hip, target, bones, side=way.lower - way.upper + off)
    return Reach(thigh, lower - off)


def _touching(ankle: Point, foot: float, touch: Touch) -> Point:
    """Return the point of a foot that touches something."""
    if touch == "ankle":
        return ankle
    along = -HEEL_BACK if touch == "heel" else FOOT
    return ankle.moved(foot - 90.0, HEEL_HEIGHT).moved(foot, along)


class _Way(NamedTuple):
    """The way from one posed body to another.

    Attributes:
        begin: The one.
        end: The other.
        share: How much of the way lies behind.
    """

    begin: Body
    end: Body
    share: float

    def turn(self, bone: str) -> float:
        """Return the direction of a bone.

        The whole body turns the short way; the bones turn with it and, by their joints, from the
        one to the other, so that no joint leaves its limits on the way.
        """
        begin, end = self.begin.angles, self.end.angles
        torso = end["torso"] - begin["torso"]
        return begin[bone] + (end[bone] - begin[bone] + turned(torso) - torso) * self.share


@functools.lru_cache(maxsize=256)
def _posed(pose: BodyPose) -> Body:
    """Return the body of a pose that a motion goes through again and again."""
    return pose_body(pose)


def body_between(first: BodyPose, second: BodyPose, share: float) -> BodyPose:
    """Return the pose ``share`` of the way from ``first`` to ``second``.

    A hand or foot that has a target in both goes along the straight line between the targets;
    one that has a target in only one of them turns from bone to bone.
    """
    way = _Way(_posed(first), _posed(second), share)
    return BodyPose(
        hip=first.hip.between(second.hip, share),
        torso=way.turn("torso"),
        head=way.turn("head"),
        near_arm=_arm_between("near", first.near_arm, second.near_arm, way),
        far_arm=_arm_between("far", first.far_arm, second.far_arm, way),
        near_leg=_leg_between("near", first.near_leg, second.near_leg, way),
        far_leg=_leg_between("far", first.far_leg, second.far_leg, way),
    )


def _arm_between(side: str, first: Arm, second: Arm, way: _Way) -> Arm:
    target: Point | str | None = None
    if isinstance(first.target, Point) and isinstance(second.target, Point):
        target = first.target.between(second.target, way.share)
    elif first.target == second.target:
        target = first.target
    return Arm(
        upper=way.turn(f"{side}_upper_arm"),
        lower=way.turn(f"{side}_forearm"),
        hand=way.turn(f"{side}_hand"),
        target=target,
    )


def _leg_between(side: str, first: Leg, second: Leg, way: _Way) -> Leg:
    leg = Leg(
        thigh=way.turn(f"{side}_thigh"),
        shin=way.turn(f"{side}_shin"),
        foot=way.turn(f"{side}_foot"),
        toes=way.turn(f"{side}_toes"),
    )
    if first.target is None or second.target is None:
        return leg
    if first.touch == second.touch:
        # What the foot should do counts, not what its ankle let it do: that depends on the place.
        foot = f"{side}_foot"
        held_back = (
            turned(first.foot - way.begin.angles[foot]) * (1.0 - way.share)
            + turned(second.foot - way.end.angles[foot]) * way.share
        )
        target = first.target.between(second.target, way.share)
        return replace(leg, foot=leg.foot + held_back, target=target, touch=first.touch)

    def goes(touch: Touch) -> tuple[Point, Point]:
        name = f"{side}_{touch}"
        return way.begin.joints[name], way.end.joints[name]

    # A foot that rolls, from the heel to the ball or back, stands on the point that moves less.
    touch = min((first.touch, second.touch), key=lambda touch: math.dist(*goes(touch)))
    begin, end = goes(touch)
    return replace(leg, target=begin.between(end, way.share), touch=touch)
