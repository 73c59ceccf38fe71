"""The body from the side: bones of fixed length, joints with limits, hands and feet that reach.

The figure looks to the right; its near side is the one towards the viewer. Every pose gives the
direction of each bone, or a place that a hand or a foot must touch. Lengths are centimetres of a
person 170 cm tall; the proportions are those of usual drawing canons (head one seventh and a
half, hip at half height).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from stretchapp.figure.geometry import Point, reach, turn_between, turned

if TYPE_CHECKING:
    from collections.abc import Mapping

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


Touch = Literal["ankle", "heel", "ball"]


@dataclass(frozen=True, slots=True)
class Limits:
    """The range of a joint in degrees."""

    smallest: float
    largest: float

    def keep(self, angle: float) -> float:
        """Return the angle in range that is nearest to ``angle``."""
        # Measured from the middle of the range, so that no angle is a whole turn off.
        middle = (self.smallest + self.largest) / 2
        return min(max(middle + turned(angle - middle), self.smallest), self.largest)


LIMITS: dict[str, Limits] = {
    "neck": Limits(-60.0, 60.0),
    "shoulder": Limits(-245.0, 20.0),
    "elbow": Limits(0.0, 150.0),
    "hip": Limits(-210.0, -25.0),
    "knee": Limits(-155.0, 2.0),
    "ankle": Limits(30.0, 125.0),
    "toes": Limits(-45.0, 80.0),
}
"""The direction of each bone less that of the bone that it hangs on.

A straight hip is -180 and a bent one more; a bent knee is negative, a bent elbow positive; an ankle
at a right angle is 90 and toes drawn up are more.
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

    joints: Mapping[str, Point]
    angles: Mapping[str, float]


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
    # Legs come first: a hand may hold on to one.
    for side, leg in (("near", pose.near_leg), ("far", pose.far_leg)):
        _pose_leg(side, leg, pose, joints, angles)
    for side, arm in (("near", pose.near_arm), ("far", pose.far_arm)):
        _pose_arm(side, arm, pose, joints, angles)
    return Body(joints, angles)


def _pose_arm(
    side: str,
    arm: Arm,
    pose: BodyPose,
    joints: dict[str, Point],
    angles: dict[str, float],
) -> None:
    torso = pose.torso
    shoulder = pose.hip.moved(torso, SHOULDER)
    upper, lower = arm.upper, arm.lower
    if arm.target is not None:
        target = joints[arm.target] if isinstance(arm.target, str) else arm.target
        # An elbow points backwards and down: clockwise of the line to what lies in front.
        upper, lower = reach(shoulder, target, UPPER_ARM, FOREARM, bends=-1)
    upper = torso + LIMITS["shoulder"].keep(upper - torso)
    lower = upper + LIMITS["elbow"].keep(lower - upper)
    hand = lower if arm.hand is None else arm.hand
    elbow = shoulder.moved(upper, UPPER_ARM)
    wrist = elbow.moved(lower, FOREARM)
    joints |= {
        f"{side}_shoulder": shoulder,
        f"{side}_elbow": elbow,
        f"{side}_wrist": wrist,
        f"{side}_fingers": wrist.moved(hand, HAND),
    }
    angles |= {f"{side}_upper_arm": upper, f"{side}_forearm": lower, f"{side}_hand": hand}


def _pose_leg(
    side: str,
    leg: Leg,
    pose: BodyPose,
    joints: dict[str, Point],
    angles: dict[str, float],
) -> None:
    hip, torso = pose.hip, pose.torso
    thigh, shin = leg.thigh, leg.shin
    if leg.target is not None:
        # A knee points forwards: counter-clockwise of the line down to the ankle.
        thigh, shin = reach(hip, _ankle(leg, leg.target), THIGH, SHIN, bends=1)
    thigh = torso + LIMITS["hip"].keep(thigh - torso)
    shin = thigh + LIMITS["knee"].keep(shin - thigh)
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


def _ankle(leg: Leg, target: Point) -> Point:
    """Return where the ankle is when the foot touches ``target``."""
    if leg.touch == "ankle":
        return target
    along = HEEL_BACK if leg.touch == "heel" else -FOOT
    return target.moved(leg.foot, along).moved(leg.foot + 90.0, HEEL_HEIGHT)


def body_between(first: BodyPose, second: BodyPose, share: float) -> BodyPose:
    """Return the pose ``share`` of the way from ``first`` to ``second``.

    A hand or foot that has a target in both goes along the straight line between the targets;
    one that has a target in only one of them turns from bone to bone.
    """
    begin, end = pose_body(first), pose_body(second)
    head_first = first.torso if first.head is None else first.head
    head_second = second.torso if second.head is None else second.head
    return BodyPose(
        hip=first.hip.between(second.hip, share),
        torso=turn_between(first.torso, second.torso, share),
        head=turn_between(head_first, head_second, share),
        near_arm=_arm_between("near", first.near_arm, second.near_arm, begin, end, share),
        far_arm=_arm_between("far", first.far_arm, second.far_arm, begin, end, share),
        near_leg=_leg_between("near", first.near_leg, second.near_leg, begin, end, share),
        far_leg=_leg_between("far", first.far_leg, second.far_leg, begin, end, share),
    )


def _arm_between(side: str, first: Arm, second: Arm, begin: Body, end: Body, share: float) -> Arm:
    def turn(bone: str) -> float:
        name = f"{side}_{bone}"
        return turn_between(begin.angles[name], end.angles[name], share)

    return Arm(
        upper=turn("upper_arm"),
        lower=turn("forearm"),
        hand=turn("hand"),
        target=_hold_between(first.target, second.target, share),
    )


def _leg_between(side: str, first: Leg, second: Leg, begin: Body, end: Body, share: float) -> Leg:
    def turn(bone: str) -> float:
        name = f"{side}_{bone}"
        return turn_between(begin.angles[name], end.angles[name], share)

    return Leg(
        thigh=turn("thigh"),
        shin=turn("shin"),
        foot=turn("foot"),
        toes=turn("toes"),
        target=(
            _target_between(first.target, second.target, share)
            if first.touch == second.touch
            else None
        ),
        touch=first.touch,
    )


def _hold_between(
    first: Point | str | None, second: Point | str | None, share: float
) -> Point | str | None:
    if isinstance(first, Point) and isinstance(second, Point):
        return first.between(second, share)
    return first if first == second else None


def _target_between(first: Point | None, second: Point | None, share: float) -> Point | None:
    if first is None or second is None:
        return None
    return first.between(second, share)
