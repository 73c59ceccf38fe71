"""Reading pose files into figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from msgspec import UNSET

from stretchapp.base.problems import Problem
from stretchapp.figure.body import Arm, BodyPose, Leg
from stretchapp.figure.feet import FeetPose, OneOfTwo
from stretchapp.figure.file_format import (
    POSES,
    WrittenBodyPose,
    WrittenFeetPose,
    WrittenFigure,
    WrittenFootPose,
)
from stretchapp.figure.foot import FootPose, Hand
from stretchapp.figure.geometry import Point
from stretchapp.figure.motion import Figure
from stretchapp.figure.props import Prop
from stretchapp.library.conversion import convert
from stretchapp.library.durations import parse_duration
from stretchapp.library.yaml_text import Node, read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from msgspec import UnsetType

    from stretchapp.figure.file_format import WrittenArm, WrittenLeg, WrittenOneOfTwo
    from stretchapp.figure.motion import Pose

    Written = WrittenBodyPose | WrittenFootPose | WrittenFeetPose


def load_figure(path: Path, problems: list[Problem]) -> Figure | None:
    """Read one pose file.

    Args:
        path: The file.
        problems: Every problem found is added to it.

    Returns:
        The figure, or None when anything in the file is wrong.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        problems.append(Problem(path, 1, 1, f"this file cannot be read ({reason})"))
        return None
    before = len(problems)
    reading = read_yaml(content, path)
    problems += reading.problems
    root = reading.root
    if root is None:
        return None
    poses = _taken_out(root, "poses")
    written = convert(root, WrittenFigure, path, problems)
    if written is None:
        return None
    if poses is None or not isinstance(poses.value, dict):
        problems.append(Problem(path, root.line, root.column, "the file has no 'poses'; add them"))
        return None
    named = {
        name: convert(node, POSES[written.view], path, problems)
        for name, node in cast("dict[str, Node]", poses.value).items()
    }
    phases = [] if written.phases is UNSET else written.phases
    for name in (written.ready, *written.path, *(name for phase in phases for name in phase)):
        if name not in named:
            message = f"there is no pose '{name}'; it may be {', '.join(named)}"
            problems.append(Problem(path, root.line, root.column, message))
    if len(problems) > before:
        return None
    return Figure(
        exercise=written.exercise,
        view=written.view,
        props=()
        if written.props is UNSET
        else tuple(Prop(it.kind, it.x, it.y, it.length) for it in written.props),
        glow=() if written.glow is UNSET else tuple(written.glow),
        poses={name: _pose(pose) for name, pose in named.items() if pose is not None},
        ready=written.ready,
        path=tuple(written.path),
        phases=tuple(tuple(phase) for phase in phases),
        cycle_s=parse_duration(written.cycle),
        edged_arm=written.edged_arm,
    )


def _taken_out(root: Node, key: str) -> Node | None:
    """Return what stands under ``key``, and take it out: its form depends on the rest."""
    if not isinstance(root.value, dict):
        return None
    return cast("dict[str, Node]", root.value).pop(key, None)


def _pose(written: Written) -> Pose:
    match written:
        case WrittenBodyPose():
            return BodyPose(
                hip=_point(written.hip),
                torso=written.torso,
                head=_set(written.head),
                near_arm=_arm(written.near_arm),
                far_arm=_arm(written.far_arm),
                near_leg=_leg(written.near_leg),
                far_leg=_leg(written.far_leg),
            )
        case WrittenFootPose():
            hands = [] if written.hands is UNSET else written.hands
            rest = FootPose()
            return FootPose(
                ankle=rest.ankle if written.ankle is UNSET else _point(written.ankle),
                shin=written.shin,
                foot=written.foot,
                toe_base=_set(written.toe_base),
                toe_tip=_set(written.toe_tip),
                hands=tuple(Hand(hand.at, hand.points) for hand in hands),
            )
        case WrittenFeetPose():
            return FeetPose(left=_foot(written.left), right=_foot(written.right))


def _arm(written: WrittenArm) -> Arm:
    target: Point | str | None = None
    if written.reach is not UNSET:
        target = _point(written.reach)
    if written.hold is not UNSET:
        target = written.hold
    return Arm(upper=written.upper, lower=written.lower, hand=_set(written.hand), target=target)


def _leg(written: WrittenLeg) -> Leg:
    return Leg(
        thigh=written.thigh,
        shin=written.shin,
        foot=written.foot,
        toes=_set(written.toes),
        target=None if written.at is UNSET else _point(written.at),
        touch=written.touch,
    )


def _foot(written: WrittenOneOfTwo) -> OneOfTwo:
    return OneOfTwo(
        heel=_point(written.heel),
        points=written.points,
        roll=written.roll,
        lift=written.lift,
        bend=written.bend,
        spread=written.spread,
        curl=written.curl,
    )


def _point(place: list[float]) -> Point:
    return Point(float(place[0]), float(place[1]))


def _set(value: float | UnsetType) -> float | None:
    return None if value is UNSET else value
