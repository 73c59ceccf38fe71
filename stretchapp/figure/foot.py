"""The skeleton of one large foot seen from the side, with its toes and the hands that hold it.

The foot points to the right. It is about 100 units long from heel to toe, so that it fills a
picture as a whole body does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from stretchapp.figure.geometry import Limits, Point, interpolate_angle, wrap_angle

if TYPE_CHECKING:
    from collections.abc import Mapping

SHIN = 95.0
ANKLE_HEIGHT = 28.0
"""From the ankle down to the sole."""

HEEL_BACK = 24.0
ARCH = 62.0
"""From below the ankle forward to the ball of the foot."""

TOE_BASE = 14.0
TOE_TIP = 14.0
HAND = 34.0

LIMITS: dict[str, Limits] = {
    "ankle": Limits(-150.0, -55.0),
    "toe_base": Limits(-50.0, 80.0),
    "toe_tip": Limits(-80.0, 25.0),
}
"""The direction of each bone less that of the bone that it is attached to.

The shin points from the ankle up to the knee: foot less shin is -90 at a right angle, and more when
the toes are drawn up.
"""

STANDING = Point(0.0, ANKLE_HEIGHT)
"""The ankle of a foot that stands on the ground."""

HandPlace = Literal["tips", "ball", "arch", "heel", "top", "ankle", "calf"]
"""The part of the foot that a hand touches."""


@dataclass(frozen=True, slots=True)
class Hand:
    """A hand on the foot.

    Attributes:
        at: The part of the foot that it touches.
        points: The direction from the wrist to the fingers.
        moves_to: The part to which it glides along the foot.
        progress: The share of that way that lies behind it.
    """

    at: HandPlace
    points: float
    moves_to: HandPlace | None = None
    progress: float = 0.0


Hands = tuple[Hand, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FootPose:
    """One pose of the foot.

    Attributes:
        ankle: Where the ankle is.
        shin: Direction from the ankle up to the knee.
        foot: Direction in which the foot points.
        toe_base: Direction of the first bones of the toes; along the foot if None.
        toe_tip: Direction of the last bones of the toes; along the first bones if None.
        hands: The hands that touch it.
    """

    ankle: Point = STANDING
    shin: float = 90.0
    foot: float = 0.0
    toe_base: float | None = None
    toe_tip: float | None = None
    hands: Hands = ()


@dataclass(frozen=True, slots=True)
class Foot:
    """The place of every joint of a posed foot, and the direction of every bone, by name.

    Joints: knee, calf, ankle, heel, arch, top, ball, toe, tips.
    """

    joints: Mapping[str, Point]
    angles: Mapping[str, float]
    hands: Hands


def pose_foot(pose: FootPose) -> Foot:
    """Return where every joint of ``pose`` is, with every joint clamped to its limits."""
    foot = pose.shin + LIMITS["ankle"].clamp(pose.foot - pose.shin)
    base = foot if pose.toe_base is None else pose.toe_base
    base = foot + LIMITS["toe_base"].clamp(base - foot)
    tip = base if pose.toe_tip is None else pose.toe_tip
    tip = base + LIMITS["toe_tip"].clamp(tip - base)
    sole = pose.ankle.moved(foot - 90.0, ANKLE_HEIGHT)
    ball = sole.moved(foot, ARCH)
    toe = ball.moved(base, TOE_BASE)
    knee = pose.ankle.moved(pose.shin, SHIN)
    joints = {
        "knee": knee,
        "calf": pose.ankle.between(knee, 0.55),
        "ankle": pose.ankle,
        "heel": sole.moved(foot + 180.0, HEEL_BACK),
        "arch": sole.moved(foot, ARCH * 0.45),
        "top": sole.moved(foot, ARCH * 0.6).moved(foot + 90.0, 22.0),
        "ball": ball,
        "toe": toe,
        "tips": toe.moved(tip, TOE_TIP),
    }
    angles = {"shin": pose.shin, "foot": foot, "toe_base": base, "toe_tip": tip}
    return Foot(joints, angles, pose.hands)


def foot_between(first: FootPose, second: FootPose, share: float) -> FootPose:
    """Return the pose ``share`` of the way from ``first`` to ``second``.

    Each hand glides from its place to that of the same hand. If the poses have different numbers
    of hands, the hands are those of the nearer pose; a hand that both poses have at the same place
    turns as well.
    """
    begin, end = pose_foot(first).angles, pose_foot(second).angles
    leg = end["shin"] - begin["shin"]

    def direction(bone: str) -> float:
        # The leg turns the short way. The other bones turn with it, and by their joints.
        return begin[bone] + (end[bone] - begin[bone] + wrap_angle(leg) - leg) * share

    return FootPose(
        ankle=first.ankle.between(second.ankle, share),
        shin=direction("shin"),
        foot=direction("foot"),
        toe_base=direction("toe_base"),
        toe_tip=direction("toe_tip"),
        hands=_hands_between(first.hands, second.hands, share),
    )


def _hands_between(first: Hands, second: Hands, share: float) -> Hands:
    if len(first) == len(second):
        return tuple(
            Hand(begin.at, interpolate_angle(begin.points, end.points, share), end.at, share)
            for begin, end in zip(first, second, strict=True)
        )
    if share >= 0.5:  # noqa: PLR2004 -- from here on, the second pose is nearer
        first, second, share = second, first, 1.0 - share
    return tuple(_turned_hand(hand, second, share) for hand in first)


def _turned_hand(hand: Hand, other_hands: Hands, share: float) -> Hand:
    """Return ``hand``, turned by ``share`` to the direction of the other hand at its place."""
    for other in other_hands:
        if other.at == hand.at:
            return Hand(hand.at, interpolate_angle(hand.points, other.points, share))
    return hand
