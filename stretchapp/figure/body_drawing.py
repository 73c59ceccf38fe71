"""The shapes of a posed body: its limbs with their thickness, and its muscles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.figure.shapes import Capsule, Ellipse, single_muscles

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from stretchapp.figure.body import Body
    from stretchapp.figure.shapes import Muscle, Shape, Tone

OUTLINE = 1.0
"""The width of the outline of an arm that stands out from the body, in centimetres."""


def body_shapes(
    body: Body,
    glow: Collection[Muscle],
    breath_cm: float = 0.0,
    *,
    edged_arm: bool = False,
) -> list[Shape]:
    """Return the shapes of a body, from back to front.

    Args:
        body: The posed body.
        glow: The muscles that should feel the exercise.
        breath_cm: By how much the chest is wider than usual, because it is full of air.
        edged_arm: Whether the near arm has an outline, to stand out from what it touches.
    """
    joints = body.joints
    far_arm, near_arm = _arm(body, "far", "far"), _arm(body, "near", "near")
    trunk: list[Shape] = [
        Capsule(
            joints["hip"],
            joints["neck"].between(joints["hip"], 0.14),
            10.5,
            11.5 + breath_cm,
            "near",
        ),
        Capsule(joints["neck"], joints["chin"], 5.0, 4.5, "near"),
        Ellipse(joints["head"], 12.0, 10.0, body.angles["head"], "near"),
    ]
    glowing = single_muscles(glow)
    other = list(_muscle(body, "far", "calf")) if "other-calf" in glowing else []
    return [
        *far_arm,
        *_leg(body, "far", "far"),
        *other,
        *trunk,
        *_leg(body, "near", "near"),
        *(shape for muscle in glowing for shape in _muscle(body, "near", muscle)),
        *(_outline(near_arm) if edged_arm else ()),
        *near_arm,
    ]


def _arm(body: Body, side: str, tone: Tone) -> list[Capsule]:
    joints = body.joints
    return [
        Capsule(joints[f"{side}_shoulder"], joints[f"{side}_elbow"], 6.0, 4.6, tone),
        Capsule(joints[f"{side}_elbow"], joints[f"{side}_wrist"], 4.6, 3.4, tone),
        Capsule(joints[f"{side}_wrist"], joints[f"{side}_fingers"], 3.8, 2.6, tone),
    ]


def _outline(arm: Sequence[Capsule]) -> list[Shape]:
    """Return the outline of an arm, which is to be painted behind it and begins at the elbow."""
    first, *others = arm
    return [
        first._replace(
            begin_radius=first.begin_radius - OUTLINE,
            end_radius=first.end_radius + OUTLINE,
            tone="far",
        ),
        *(
            limb._replace(
                begin_radius=limb.begin_radius + OUTLINE,
                end_radius=limb.end_radius + OUTLINE,
                tone="far",
            )
            for limb in others
        ),
    ]


def _leg(body: Body, side: str, tone: Tone) -> list[Shape]:
    joints = body.joints
    foot = body.angles[f"{side}_foot"]
    heel = joints[f"{side}_heel"].moved(foot + 90.0, 3.2)
    ball = joints[f"{side}_ball"].moved(foot + 90.0, 2.6)
    toes = body.angles[f"{side}_toes"]
    tips = joints[f"{side}_tips"].moved(toes + 90.0, 2.0)
    return [
        Capsule(joints[f"{side}_hip"], joints[f"{side}_knee"], 10.0, 6.4, tone),
        Capsule(joints[f"{side}_knee"], joints[f"{side}_ankle"], 6.4, 3.8, tone),
        Capsule(joints[f"{side}_ankle"], heel, 4.0, 3.2, tone),
        Capsule(joints[f"{side}_ankle"], ball, 3.8, 2.6, tone),
        Capsule(heel, ball, 3.2, 2.6, tone),
        Capsule(ball, tips, 2.6, 2.0, tone),
    ]


def _muscle(body: Body, side: str, muscle: Muscle) -> Iterator[Shape]:
    joints = body.joints
    knee, ankle = joints[f"{side}_knee"], joints[f"{side}_ankle"]
    hip = joints[f"{side}_hip"]
    thigh, shin = body.angles[f"{side}_thigh"], body.angles[f"{side}_shin"]
    # Seen from the hip, the back of a leg lies clockwise of its bones, the front anticlockwise.
    match muscle:
        case "calf":
            back = shin - 90.0
            yield Capsule(
                knee.between(ankle, 0.14).moved(back, 1.6),
                knee.between(ankle, 0.6).moved(back, 1.2),
                4.6,
                3.2,
                "glow",
            )
        case "shin":
            front = shin + 90.0
            yield Capsule(
                knee.between(ankle, 0.2).moved(front, 1.8),
                knee.between(ankle, 0.75).moved(front, 1.0),
                3.2,
                2.4,
                "glow",
            )
        case "hamstring":
            back = thigh - 90.0
            yield Capsule(
                hip.between(knee, 0.2).moved(back, 3.4),
                hip.between(knee, 0.88).moved(back, 1.6),
                5.6,
                4.0,
                "glow",
            )
        case "front-thigh":
            front = thigh + 90.0
            yield Capsule(
                hip.between(knee, 0.15).moved(front, 3.6),
                hip.between(knee, 0.85).moved(front, 1.8),
                5.2,
                4.0,
                "glow",
            )
        case "sole":
            foot = body.angles[f"{side}_foot"]
            yield Capsule(
                joints[f"{side}_heel"].moved(foot, 3.0).moved(foot + 90.0, 1.6),
                joints[f"{side}_ball"].moved(foot + 90.0, 1.6),
                1.6,
                1.6,
                "glow",
            )
        case "toes":
            toes = body.angles[f"{side}_toes"]
            yield Capsule(
                joints[f"{side}_ball"].moved(toes + 90.0, 2.2),
                joints[f"{side}_tips"].moved(toes + 90.0, 2.0),
                2.2,
                1.9,
                "glow",
            )
        case _:
            # Nothing here: the calf of the other leg is drawn with that leg.
            return
