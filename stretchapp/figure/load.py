"""Loads pose files as figures, and reports every problem in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from stretchapp.base.problems import Problem
from stretchapp.figure.body import Arm, BodyPose, Leg
from stretchapp.figure.feet import FeetPose, FootOfPair
from stretchapp.figure.file_format import (
    ALTERNATIVE_KEYS,
    POSE_FORMS,
    WrittenBodyPose,
    WrittenFeetPose,
    WrittenFigure,
    WrittenFootPose,
)
from stretchapp.figure.foot import STANDING, FootPose, Hand
from stretchapp.figure.geometry import Point
from stretchapp.figure.motion import Figure
from stretchapp.figure.props import Prop
from stretchapp.library.find_files import SUFFIXES, exists
from stretchapp.library.yaml.conversion import convert
from stretchapp.library.yaml.durations import parse_duration
from stretchapp.library.yaml.quoting import listed, quoted
from stretchapp.library.yaml.read_file import read_file
from stretchapp.library.yaml.strict_text import REFUSED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from msgspec import UnsetType

    from stretchapp.figure.file_format import WrittenArm, WrittenFootOfPair, WrittenLeg
    from stretchapp.figure.motion import Pose
    from stretchapp.library.yaml.strict_text import Node

    Written = WrittenBodyPose | WrittenFootPose | WrittenFeetPose


def load_figure(path: Path, problems: list[Problem]) -> Figure | None:
    """Load one pose file.

    Args:
        path: The file, named after its exercise.
        problems: Every problem of the file is added to it.

    Returns:
        None if anything in the file is wrong.
    """
    reading = read_file(path)
    file_problems = reading.problems
    figure = None if reading.root is None else _figure(reading.root, path, file_problems)
    preferred = path.with_suffix(SUFFIXES[0])
    if path.suffix != preferred.suffix and exists(preferred):
        message = (
            f"{quoted(preferred.name)} beside it is used for the same exercise; remove one of them"
        )
        file_problems.append(Problem(path, 1, 1, message))
    problems += sorted(file_problems)
    return None if file_problems else figure


def _figure(root: Node, path: Path, problems: list[Problem]) -> Figure | None:
    """Return the figure of a file, if its form is right; poses that it names may be missing."""
    poses_node = _remove_poses(root, path, problems)
    written = convert(root, WrittenFigure, path, problems)
    if poses_node is None:
        return None
    poses = _poses(poses_node, root.entries.get("view"), path, problems)
    problems += _mistakes(poses_node, root, path)
    if written is None:
        return None
    if written.exercise != path.stem:
        # The app finds a figure by its file name, and would show it beside another exercise.
        node = root.entries["exercise"]
        message = (
            f"'exercise' is {quoted(written.exercise)}, but the file is named {quoted(path.stem)}; "
            f"write 'exercise: {path.stem}' or rename the file"
        )
        problems.append(Problem(path, node.line, node.column, message))
    phases = [] if written.phases is UNSET else written.phases
    props = [] if written.props is UNSET else written.props
    return Figure(
        exercise=written.exercise,
        view=written.view,
        props=tuple(Prop(prop.kind, prop.x, prop.y, prop.length) for prop in props),
        glow=() if written.glow is UNSET else tuple(written.glow),
        poses=poses,
        ready=written.ready,
        path=tuple(written.path),
        phases=tuple(tuple(phase) for phase in phases),
        cycle_s=parse_duration(written.cycle),
        edged_arm=written.edged_arm,
        meanwhile=() if written.meanwhile is UNSET else tuple(written.meanwhile),
    )


def _remove_poses(root: Node, path: Path, problems: list[Problem]) -> Node | None:
    """Remove the poses from the file and return them: their form depends on the rest of it."""
    if not isinstance(root.value, dict):
        return None
    entries = root.value
    if "poses" in entries:
        return entries.pop("poses")
    # Imported here: only a file with a mistake needs it.
    import difflib

    unknown = [key for key in entries if key not in WrittenFigure.__struct_fields__]
    for key in difflib.get_close_matches("poses", unknown, n=1):
        node = entries.pop(key)
        message = f"{quoted(key)} is not a key of the file; did you mean 'poses'?"
        problems.append(Problem(path, node.key_line, node.key_column, message))
        return node
    message = "the file has no 'poses'; add them"
    problems.append(Problem(path, root.line, root.column, message))
    return None


def _poses(node: Node, view: Node | None, path: Path, problems: list[Problem]) -> dict[str, Pose]:
    """Return the poses whose form is right, by name."""
    form = None if view is None else POSE_FORMS.get(view.written)
    if form is None:
        # A problem has already been reported for the view. Without it, poses have no form.
        return {}
    written = {
        name: convert(pose, form, path, problems, f"the pose {quoted(name)}")
        for name, pose in node.entries.items()
    }
    return {name: _pose(pose) for name, pose in written.items() if pose is not None}


def _mistakes(node: Node, root: Node, path: Path) -> Iterator[Problem]:
    """Yield the problems that the forms of the file and of its poses cannot express."""
    if not node.entries:
        if node.value is not REFUSED:
            message = "'poses' has no poses; write the name of one below it"
            yield Problem(path, node.line, node.column, message)
        return
    for name in _used_names(root):
        if name.written not in node.entries:
            names = listed([quoted(name) for name in node.entries])
            message = f"there is no pose {quoted(name.written)}; write {names}, or add it"
            yield Problem(path, name.line, name.column, message)
    for pose in node.entries.values():
        for limb, value in pose.entries.items():
            for key, other in ALTERNATIVE_KEYS:
                second = value.entries.get(other)
                if key in value.entries and second is not None:
                    message = f"{quoted(limb)} cannot have both '{key}' and '{other}'; remove one"
                    yield Problem(path, second.key_line, second.key_column, message)


def _used_names(root: Node) -> Iterator[Node]:
    """Yield every node of the file that names a pose."""
    keys = ("ready", "path", "phases", "meanwhile")
    nodes = [root.entries[key] for key in keys if key in root.entries]
    while nodes:
        node = nodes.pop(0)
        if isinstance(node.value, str):
            yield node
        nodes += node.items


def _pose(written: Written) -> Pose:
    match written:
        case WrittenBodyPose():
            return BodyPose(
                hip=_point(written.hip),
                torso=written.torso,
                head=_value_or_none(written.head),
                near_arm=_arm(written.near_arm),
                far_arm=_arm(written.far_arm),
                near_leg=_leg(written.near_leg),
                far_leg=_leg(written.far_leg),
            )
        case WrittenFootPose():
            hands = [] if written.hands is UNSET else written.hands
            return FootPose(
                ankle=STANDING if written.ankle is UNSET else _point(written.ankle),
                shin=written.shin,
                foot=written.foot,
                toe_base=_value_or_none(written.toe_base),
                toe_tip=_value_or_none(written.toe_tip),
                hands=tuple(Hand(hand.at, hand.points) for hand in hands),
            )
        case WrittenFeetPose():  # pragma: no branch -- there is no other pose
            return FeetPose(left=_foot(written.left), right=_foot(written.right))


def _arm(written: WrittenArm) -> Arm:
    target: Point | str | None = None
    if written.reach is not UNSET:
        target = _point(written.reach)
    if written.hold is not UNSET:
        target = written.hold
    return Arm(
        upper=written.upper, lower=written.lower, hand=_value_or_none(written.hand), target=target
    )


def _leg(written: WrittenLeg) -> Leg:
    return Leg(
        thigh=written.thigh,
        shin=written.shin,
        foot=written.foot,
        toes=_value_or_none(written.toes),
        target=None if written.at is UNSET else _point(written.at),
        touch=written.touch,
    )


def _foot(written: WrittenFootOfPair) -> FootOfPair:
    return FootOfPair(
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


def _value_or_none(value: float | UnsetType) -> float | None:
    return None if value is UNSET else value
