"""Reading pose files into figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from stretchapp.base.problems import Problem
from stretchapp.figure.body import Arm, BodyPose, Leg
from stretchapp.figure.feet import FeetPose, OneOfTwo
from stretchapp.figure.file_format import (
    EITHER_OR,
    POSES,
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

    from stretchapp.figure.file_format import WrittenArm, WrittenLeg, WrittenOneOfTwo
    from stretchapp.figure.motion import Pose
    from stretchapp.library.yaml.strict_text import Node

    Written = WrittenBodyPose | WrittenFootPose | WrittenFeetPose


def load_figure(path: Path, problems: list[Problem]) -> Figure | None:
    """Read one pose file.

    Args:
        path: The file, which bears the name of its exercise.
        problems: Every problem found is added to it.

    Returns:
        The figure, or None when anything in the file is wrong.
    """
    reading = read_file(path)
    found = reading.problems
    figure = None if reading.root is None else _figure(reading.root, path, found)
    used = path.with_suffix(SUFFIXES[0])
    if path.suffix != used.suffix and exists(used):
        message = f"{quoted(used.name)} beside it is used for the same exercise; remove one of them"
        found.append(Problem(path, 1, 1, message))
    problems += sorted(found)
    return None if found else figure


def _figure(root: Node, path: Path, problems: list[Problem]) -> Figure | None:
    """Return the figure of a file, if its form is right; what it names may not be there."""
    node = _taken_out(root, path, problems)
    written = convert(root, WrittenFigure, path, problems)
    if node is None:
        return None
    poses = _poses(node, root.entries.get("view"), path, problems)
    problems += _mistakes(node, root, path)
    if written is None:
        return None
    if written.exercise != path.stem:
        # It is found by the name of its file, and would stand beside another exercise.
        other = root.entries["exercise"]
        message = (
            f"'exercise' is {quoted(written.exercise)}, but the file is named {quoted(path.stem)}; "
            f"write 'exercise: {path.stem}' or rename the file"
        )
        problems.append(Problem(path, other.line, other.column, message))
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


def _taken_out(root: Node, path: Path, problems: list[Problem]) -> Node | None:
    """Return the poses, and take them out of the file: their form depends on the rest of it."""
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
    """Return those poses by name whose form is right."""
    form = None if view is None else POSES.get(view.written)
    if form is None:
        # What stands in a pose cannot be known; that is told already.
        return {}
    written = {
        name: convert(pose, form, path, problems, f"the pose {quoted(name)}")
        for name, pose in node.entries.items()
    }
    return {name: _pose(pose) for name, pose in written.items() if pose is not None}


def _mistakes(node: Node, root: Node, path: Path) -> Iterator[Problem]:
    """Yield what the forms of the file and of its poses cannot say about themselves."""
    if not node.entries:
        if node.value is not REFUSED:
            message = "'poses' has no poses; write the name of one below it"
            yield Problem(path, node.line, node.column, message)
        return
    for used in _names(root):
        if used.written not in node.entries:
            names = listed([quoted(name) for name in node.entries])
            message = f"there is no pose {quoted(used.written)}; write {names}, or add it"
            yield Problem(path, used.line, used.column, message)
    for pose in node.entries.values():
        for limb, value in pose.entries.items():
            for key, other in EITHER_OR:
                second = value.entries.get(other)
                if key in value.entries and second is not None:
                    message = f"{quoted(limb)} cannot have both '{key}' and '{other}'; remove one"
                    yield Problem(path, second.key_line, second.key_column, message)


def _names(root: Node) -> Iterator[Node]:
    """Yield every place where a pose is named."""
    keys = ("ready", "path", "phases", "meanwhile")
    places = [root.entries[key] for key in keys if key in root.entries]
    while places:
        place = places.pop(0)
        if isinstance(place.value, str):
            yield place
        places += place.items


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
            return FootPose(
                ankle=STANDING if written.ankle is UNSET else _point(written.ankle),
                shin=written.shin,
                foot=written.foot,
                toe_base=_set(written.toe_base),
                toe_tip=_set(written.toe_tip),
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
