"""From posed skeletons to shapes: how thick limbs are, where muscles lie, what is behind what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from stretchapp.figure.feet import BALL, LEG, LENGTH, FeetPose, OneOfTwo, SeenFrom
from stretchapp.figure.foot import HAND as FOOT_HAND
from stretchapp.figure.geometry import Point
from stretchapp.figure.shapes import Limb, Oval

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from stretchapp.figure.body import Body
    from stretchapp.figure.foot import Foot, Grip
    from stretchapp.figure.shapes import Shape, Tone

Muscle = Literal[
    "calf", "hamstring", "front-thigh", "shin", "sole", "toes", "whole-leg", "other-calf"
]
"""What may glow; ``other-calf`` is that of the far leg."""

EDGE = 1.0
"""How wide the edge of an arm is that stands out from the body."""

_GLOWING: dict[Muscle, tuple[Muscle, ...]] = {
    "whole-leg": ("calf", "hamstring", "front-thigh"),
}


def body_shapes(
    body: Body,
    glow: Collection[Muscle],
    breath_cm: float = 0.0,
    *,
    edged_arm: bool = False,
) -> list[Shape]:
    """Return the shapes of a body: the far limbs, the trunk, the near limbs, the muscles.

    Args:
        body: The posed body.
        glow: The muscles that should feel it.
        breath_cm: How far the chest is out.
        edged_arm: Whether the near arm has an edge, to stand out from what it touches.
    """
    joints = body.joints
    far_arm, near_arm = _arm(body, "far", "far"), _arm(body, "near", "near")
    trunk: list[Shape] = [
        Limb(
            joints["hip"],
            joints["neck"].between(joints["hip"], 0.14),
            10.5,
            11.5 + breath_cm,
            "near",
        ),
        Limb(joints["neck"], joints["chin"], 5.0, 4.5, "near"),
        Oval(joints["head"], 12.0, 10.0, body.angles["head"], "near"),
    ]
    glowing = _unfolded(glow)
    other = list(_muscle(body, "far", "calf")) if "other-calf" in glowing else []
    return [
        *far_arm,
        *_leg(body, "far", "far"),
        *other,
        *trunk,
        *_leg(body, "near", "near"),
        *(shape for muscle in glowing for shape in _muscle(body, "near", muscle)),
        *(_edge(near_arm) if edged_arm else ()),
        *near_arm,
    ]


def foot_shapes(foot: Foot, glow: Collection[Muscle]) -> list[Shape]:
    """Return the shapes of one large foot, the muscles that glow, and the hands on it."""
    joints = foot.joints
    shapes: list[Shape] = [
        Limb(joints["knee"], joints["calf"], 26.0, 25.0, "near"),
        Limb(joints["calf"], joints["ankle"], 25.0, 15.0, "near"),
        Limb(joints["ankle"], _raised(foot, "heel", 12.0), 16.0, 13.0, "near"),
        Limb(joints["ankle"], _raised(foot, "ball", 8.0), 17.0, 9.0, "near"),
        Limb(_raised(foot, "heel", 9.0), _raised(foot, "ball", 7.0), 10.0, 8.0, "near"),
        Limb(_raised(foot, "ball", 7.0), _toe(foot, "toe"), 7.5, 6.5, "near"),
        Limb(_toe(foot, "toe"), _toe(foot, "tips"), 6.5, 5.5, "near"),
    ]
    for muscle in _unfolded(glow):
        shapes += _foot_muscle(foot, muscle)
    for hand in foot.hands:
        shapes += _hand(_grip(foot, hand.at), hand.points)
    return shapes


def feet_shapes(feet: FeetPose, seen_from: SeenFrom, glow: Collection[Muscle]) -> list[Shape]:
    """Return the shapes of two feet, seen from above or from behind."""
    shapes: list[Shape] = []
    for foot, outwards in ((feet.left, -1), (feet.right, 1)):
        if seen_from == "above":
            shapes += _foot_from_above(foot, outwards)
        else:
            shapes += _foot_from_behind(foot, outwards, glow)
    return shapes


def _arm(body: Body, side: str, tone: Tone) -> list[Limb]:
    joints = body.joints
    return [
        Limb(joints[f"{side}_shoulder"], joints[f"{side}_elbow"], 6.0, 4.6, tone),
        Limb(joints[f"{side}_elbow"], joints[f"{side}_wrist"], 4.6, 3.4, tone),
        Limb(joints[f"{side}_wrist"], joints[f"{side}_fingers"], 3.8, 2.6, tone),
    ]


def _edge(arm: Sequence[Limb]) -> list[Shape]:
    """Return the edge of an arm, which grows from nothing at the shoulder."""
    first, *others = arm
    return [
        first._replace(
            begin_radius=first.begin_radius - EDGE,
            end_radius=first.end_radius + EDGE,
            tone="far",
        ),
        *(
            limb._replace(
                begin_radius=limb.begin_radius + EDGE,
                end_radius=limb.end_radius + EDGE,
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
        Limb(joints[f"{side}_hip"], joints[f"{side}_knee"], 10.0, 6.4, tone),
        Limb(joints[f"{side}_knee"], joints[f"{side}_ankle"], 6.4, 3.8, tone),
        Limb(joints[f"{side}_ankle"], heel, 4.0, 3.2, tone),
        Limb(joints[f"{side}_ankle"], ball, 3.8, 2.6, tone),
        Limb(heel, ball, 3.2, 2.6, tone),
        Limb(ball, tips, 2.6, 2.0, tone),
    ]


def _muscle(body: Body, side: str, muscle: Muscle) -> Iterator[Shape]:
    joints = body.joints
    knee, ankle = joints[f"{side}_knee"], joints[f"{side}_ankle"]
    hip = joints[f"{side}_hip"]
    thigh, shin = body.angles[f"{side}_thigh"], body.angles[f"{side}_shin"]
    # The back of a leg lies clockwise of it as it hangs down, the front counter-clockwise.
    match muscle:
        case "calf" | "other-calf":
            back = shin - 90.0
            yield Limb(
                knee.between(ankle, 0.14).moved(back, 1.6),
                knee.between(ankle, 0.6).moved(back, 1.2),
                4.6,
                3.2,
                "glow",
            )
        case "shin":
            front = shin + 90.0
            yield Limb(
                knee.between(ankle, 0.2).moved(front, 1.8),
                knee.between(ankle, 0.75).moved(front, 1.0),
                3.2,
                2.4,
                "glow",
            )
        case "hamstring":
            back = thigh - 90.0
            yield Limb(
                hip.between(knee, 0.2).moved(back, 3.4),
                hip.between(knee, 0.88).moved(back, 1.6),
                5.6,
                4.0,
                "glow",
            )
        case "front-thigh":
            front = thigh + 90.0
            yield Limb(
                hip.between(knee, 0.15).moved(front, 3.6),
                hip.between(knee, 0.85).moved(front, 1.8),
                5.2,
                4.0,
                "glow",
            )
        case "sole":
            foot = body.angles[f"{side}_foot"]
            yield Limb(
                joints[f"{side}_heel"].moved(foot, 3.0).moved(foot + 90.0, 1.6),
                joints[f"{side}_ball"].moved(foot + 90.0, 1.6),
                1.6,
                1.6,
                "glow",
            )
        case "toes":
            toes = body.angles[f"{side}_toes"]
            yield Limb(
                joints[f"{side}_ball"].moved(toes + 90.0, 2.2),
                joints[f"{side}_tips"].moved(toes + 90.0, 2.0),
                2.2,
                1.9,
                "glow",
            )
        case "whole-leg":
            return


def _foot_muscle(foot: Foot, muscle: Muscle) -> Iterator[Shape]:
    joints = foot.joints
    shin = foot.angles["shin"]
    match muscle:
        case "calf":
            # Measured upwards, the back of the leg lies counter-clockwise of it.
            back = shin + 90.0
            yield Limb(
                joints["knee"].between(joints["ankle"], 0.1).moved(back, 8.0),
                joints["knee"].between(joints["ankle"], 0.6).moved(back, 7.0),
                15.0,
                11.0,
                "glow",
            )
        case "shin":
            front = shin - 90.0
            yield Limb(
                joints["knee"].between(joints["ankle"], 0.1).moved(front, 12.0),
                joints["knee"].between(joints["ankle"], 0.75).moved(front, 8.0),
                9.0,
                7.0,
                "glow",
            )
        case "sole":
            yield Limb(_raised(foot, "heel", 5.0), _raised(foot, "ball", 5.0), 5.0, 4.5, "glow")
        case "toes":
            yield Limb(_raised(foot, "ball", 7.0), _toe(foot, "toe"), 6.0, 5.4, "glow")
            yield Limb(_toe(foot, "toe"), _toe(foot, "tips"), 5.4, 4.6, "glow")
        case "hamstring" | "front-thigh" | "whole-leg" | "other-calf":
            return


def _raised(foot: Foot, joint: str, height: float) -> Point:
    """Return the middle of the flesh above a point of the sole."""
    return foot.joints[joint].moved(foot.angles["foot"] + 90.0, height)


def _toe(foot: Foot, joint: str) -> Point:
    bone = "toe_base" if joint == "toe" else "toe_tip"
    return foot.joints[joint].moved(foot.angles[bone] + 90.0, 6.0)


def _grip(foot: Foot, at: Grip) -> Point:
    """Return where the fingers of a hand touch the foot."""
    match at:
        case "tips":
            return _toe(foot, "tips")
        case "ball":
            return _raised(foot, "ball", 4.0)
        case "arch":
            return _raised(foot, "arch", 2.0)
        case "heel":
            return _raised(foot, "heel", 8.0)
        case "top" | "ankle" | "calf":
            return foot.joints[at]


def _hand(fingers: Point, points: float) -> list[Shape]:
    """Return a hand and a piece of its arm, whose fingers touch a point."""
    wrist = fingers.moved(points + 180.0, FOOT_HAND)
    return [
        Limb(wrist.moved(points + 180.0, FOOT_HAND), wrist, 10.0, 8.5, "far"),
        Limb(wrist, fingers, 9.5, 6.0, "far"),
    ]


def _foot_from_above(foot: OneOfTwo, outwards: int) -> list[Shape]:
    heel, points = foot.heel, foot.points
    ball = heel.moved(points, BALL)
    shapes: list[Shape] = [
        Limb(heel, heel.moved(points, BALL * 0.45), 17.0, 15.0, "near"),
        Limb(heel.moved(points, BALL * 0.45), ball, 15.0, 20.0, "near"),
    ]
    # The big toe lies inside, the little one outside and further back.
    for number in range(5):
        across = (number - 2) * 8.6 * outwards
        ahead = LENGTH - BALL + (5.0, 6.0, 3.0, -1.0, -7.0)[number]
        root = ball.moved(points, 10.0).moved(points - 90.0, across)
        tip = ball.moved(points, ahead).moved(points - 90.0, across)
        radius = 6.2 if number == 0 else 4.4
        shapes.append(Limb(root, tip, radius, radius - 0.6, "near"))
    return shapes


def _foot_from_behind(foot: OneOfTwo, outwards: int, glow: Collection[Muscle]) -> list[Shape]:
    # Rolled outwards, the sole faces inwards and the body of the foot leans out over its edge.
    lean = 90.0 - foot.roll * outwards
    ground = Point(foot.heel.x, foot.heel.y + foot.lift)
    ankle = ground.moved(lean, 34.0)
    knee = Point(ankle.x, ankle.y + LEG)
    across = lean - 90.0
    inner = ground.moved(lean, 9.0).moved(across, -13.0 * outwards)
    outer = ground.moved(lean, 9.0).moved(across, 15.0 * outwards)
    shapes: list[Shape] = [
        Limb(knee, ankle.between(knee, 0.35), 21.0, 17.0, "near"),
        Limb(ankle.between(knee, 0.35), ankle, 17.0, 11.0, "near"),
        Limb(ankle, ground.moved(lean, 14.0), 13.0, 14.0, "near"),
        Limb(inner, outer, 9.0, 8.0, "near"),
    ]
    if "calf" in glow:
        shapes.append(Limb(knee, ankle.between(knee, 0.45), 13.0, 9.0, "glow"))
    if "sole" in glow:
        shapes.append(Limb(inner, outer, 4.5, 4.0, "glow"))
    return shapes


def _unfolded(glow: Collection[Muscle]) -> list[Muscle]:
    return [part for muscle in glow for part in _GLOWING.get(muscle, (muscle,))]
