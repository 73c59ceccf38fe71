"""One foot from the side, large, with its toes; and hands that hold it.

The foot points to the right. Lengths are millimetres scaled so that the foot fills a picture as
large as a whole body: about 100 units from heel to toe.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from stretchapp.figure.geometry import Limits, Point, turn_between, turned

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
HALF = 0.5

LIMITS: dict[str, Limits] = {
    "ankle": Limits(-150.0, -55.0),
    "toe_base": Limits(-50.0, 80.0),
    "toe_tip": Limits(-80.0, 25.0),
}
"""The direction of each bone less that of the one before it.

The shin is measured from the ankle up to the knee: foot less shin is -90 at a right angle and more
when the toes are drawn up.
"""

STANDING = Point(0.0, ANKLE_HEIGHT)
"""The ankle of a foot that stands on the ground."""

Grip = Literal["tips", "ball", "arch", "heel", "top", "ankle", "calf"]
"""Where a hand lies."""


@dataclass(frozen=True, slots=True)
class Hand:
    """A hand on the foot.

    Attributes:
        at: What it touches.
        points: The direction from the wrist to the fingers.
        goes_to: What it glides to, if it is on its way along the foot.
        gone: The share of that way that it has gone.
    """

    at: Grip
    points: float
    goes_to: Grip | None = None
    gone: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FootPose:
    """One position of the foot.

    Attributes:
        ankle: Where the ankle is.
        shin: Direction from the ankle up to the knee.
        foot: Direction in which the foot points.
        toe_base: Direction of the first bones of the toes; along the foot if None.
        toe_tip: Direction of their tips; along the first bones if None.
        hands: The hands that touch it.
    """

    ankle: Point = STANDING
    shin: float = 90.0
    foot: float = 0.0
    toe_base: float | None = None
    toe_tip: float | None = None
    hands: tuple[Hand, ...] = ()


@dataclass(frozen=True, slots=True)
class Foot:
    """A posed foot: its joints and the directions of its bones, by name.

    Joints: knee, calf, ankle, heel, arch, top, ball, toe, tips.
    """

    joints: Mapping[str, Point]
    angles: Mapping[str, float]
    hands: tuple[Hand, ...]


def pose_foot(pose: FootPose) -> Foot:
    """Return where every joint of ``pose`` is, with every joint kept within its limits."""
    foot = pose.shin + LIMITS["ankle"].keep(pose.foot - pose.shin)
    base = foot if pose.toe_base is None else pose.toe_base
    base = foot + LIMITS["toe_base"].keep(base - foot)
    tip = base if pose.toe_tip is None else pose.toe_tip
    tip = base + LIMITS["toe_tip"].keep(tip - base)
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

    Each hand glides from its place to that of the same hand. Where there are not as many in the
    one as in the other, the hands are those of the pose that is nearer, and one that holds on in
    both turns along.
    """
    begin, end = pose_foot(first).angles, pose_foot(second).angles
    leg = end["shin"] - begin["shin"]

    def turn(bone: str) -> float:
        # The leg turns the short way, and the other bones turn with it and by their joints.
        return begin[bone] + (end[bone] - begin[bone] + turned(leg) - leg) * share

    return FootPose(
        ankle=first.ankle.between(second.ankle, share),
        shin=turn("shin"),
        foot=turn("foot"),
        toe_base=turn("toe_base"),
        toe_tip=turn("toe_tip"),
        hands=_hands_between(first, second, share),
    )


def _hands_between(first: FootPose, second: FootPose, share: float) -> tuple[Hand, ...]:
    if len(first.hands) == len(second.hands):
        return tuple(
            Hand(begin.at, turn_between(begin.points, end.points, share), end.at, share)
            for begin, end in zip(first.hands, second.hands, strict=True)
        )
    nearer, other, gone = (first, second, share) if share < HALF else (second, first, 1.0 - share)
    return tuple(Hand(hand.at, _turn_along(hand, other, gone)) for hand in nearer.hands)


def _turn_along(hand: Hand, other: FootPose, share: float) -> float:
    """Return the direction of ``hand`` on its way to the same hand in ``other``."""
    for there in other.hands:
        if there.at == hand.at:
            return turn_between(hand.points, there.points, share)
    return hand.points
