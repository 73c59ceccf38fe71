"""The shapes of one large foot, its muscles, and the hands on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.figure.foot import HAND
from stretchapp.figure.shapes import Capsule, single_muscles

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from stretchapp.figure.foot import Foot, HandPlace
    from stretchapp.figure.geometry import Point
    from stretchapp.figure.shapes import Muscle, Shape


def foot_shapes(foot: Foot, glow: Collection[Muscle]) -> list[Shape]:
    """Return the shapes of one large foot, the muscles that glow, and the hands, back to front."""
    joints = foot.joints
    shin = foot.angles["shin"]
    back = shin + 90.0
    calf = joints["calf"].moved(back, 6.0)
    below_knee = joints["knee"].between(joints["calf"], 0.4).moved(back, 5.0)
    heel, ball = _raised(foot, "heel", 13.0), _raised(foot, "ball", 9.0)
    shapes: list[Shape] = [
        Capsule(
            joints["knee"].moved(shin, 50.0),
            joints["ankle"],
            24.0,
            12.5,
            "near",
            is_cut_off=True,
        ),
        # The calf: it bulges at the back and runs into the heel.
        Capsule(below_knee.moved(shin, 50.0), below_knee, 21.0, 20.0, "near", is_cut_off=True),
        Capsule(below_knee, calf, 20.0, 19.0, "near"),
        Capsule(calf, joints["ankle"].moved(back, 4.0), 19.0, 9.5, "near"),
        Capsule(joints["ankle"].moved(back, 3.0), heel, 11.0, 13.0, "near"),
        Capsule(joints["ankle"], heel, 14.0, 13.0, "near"),
        Capsule(joints["ankle"], ball, 14.0, 9.0, "near"),
        # The arch: between heel and ball the sole does not reach the ground.
        Capsule(heel, _raised(foot, "arch", 15.0), 13.0, 12.0, "near"),
        Capsule(_raised(foot, "arch", 15.0), ball, 12.0, 9.0, "near"),
        Capsule(ball, _toe(foot, "toe"), 8.0, 6.5, "near"),
        Capsule(_toe(foot, "toe"), _toe(foot, "tips"), 6.5, 5.5, "near"),
    ]
    for muscle in single_muscles(glow):
        shapes += _foot_muscle(foot, muscle)
    for hand in foot.hands:
        fingers = _touched_point(foot, hand.at)
        if hand.moves_to is not None:
            fingers = fingers.between(_touched_point(foot, hand.moves_to), hand.progress)
        shapes += _hand(fingers, hand.points)
    return shapes


def _foot_muscle(foot: Foot, muscle: Muscle) -> Iterator[Shape]:
    joints = foot.joints
    shin = foot.angles["shin"]
    match muscle:
        case "calf":
            # Seen from the ankle, the back of the leg lies anticlockwise of its bones.
            back = shin + 90.0
            yield Capsule(
                joints["knee"].between(joints["ankle"], 0.1).moved(back, 8.0),
                joints["knee"].between(joints["ankle"], 0.6).moved(back, 7.0),
                13.0,
                10.0,
                "glow",
                is_cut_off=True,
            )
        case "shin":
            front = shin - 90.0
            yield Capsule(
                joints["knee"].between(joints["ankle"], 0.1).moved(front, 12.0),
                joints["knee"].between(joints["ankle"], 0.75).moved(front, 8.0),
                9.0,
                7.0,
                "glow",
                is_cut_off=True,
            )
        case "sole":
            yield Capsule(_raised(foot, "heel", 5.0), _raised(foot, "ball", 5.0), 5.0, 4.5, "glow")
        case "toes":
            yield Capsule(_raised(foot, "ball", 7.0), _toe(foot, "toe"), 6.0, 5.4, "glow")
            yield Capsule(_toe(foot, "toe"), _toe(foot, "tips"), 5.4, 4.6, "glow")
        case _:
            # This muscle is not in the picture.
            return


def _raised(foot: Foot, joint: str, height: float) -> Point:
    """Return the point at a height above a point of the sole."""
    return foot.joints[joint].moved(foot.angles["foot"] + 90.0, height)


def _toe(foot: Foot, joint: str) -> Point:
    bone = "toe_base" if joint == "toe" else "toe_tip"
    return foot.joints[joint].moved(foot.angles[bone] + 90.0, 6.0)


def _touched_point(foot: Foot, at: HandPlace) -> Point:
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
        case _:
            return foot.joints[at]


def _hand(fingers: Point, points: float) -> list[Shape]:
    """Return a hand and a piece of its arm, with the tips of the fingers at a point."""
    wrist = fingers.moved(points + 180.0, HAND)
    return [
        Capsule(wrist.moved(points + 180.0, 6 * HAND), wrist, 11.0, 8.0, "far", is_cut_off=True),
        Capsule(
            wrist.moved(points, 8.0),
            wrist.moved(points, 8.0).moved(points + 40.0, 17.0),
            5.0,
            4.0,
            "far",
        ),
        Capsule(wrist, fingers, 9.5, 6.0, "far"),
    ]
