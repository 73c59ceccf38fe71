"""Loads pose files as figures, and reports every problem in them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from msgspec import UNSET

from stretchapp.base.i18n import _
from stretchapp.base.paths import is_missing
from stretchapp.base.unseen import shown
from stretchapp.figure.body import Arm, BodyPose, Leg
from stretchapp.figure.feet import FeetPose, FootOfPair
from stretchapp.figure.file_format import (
    ALTERNATIVE_KEYS,
    MOST_POSES,
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
from stretchapp.library.file_copies import problem_of_name
from stretchapp.library.find_files import SUFFIXES
from stretchapp.library.yaml.conversion import convert
from stretchapp.library.yaml.durations import parse_duration
from stretchapp.library.yaml.near_names import near_name
from stretchapp.library.yaml.quoting import quoted, some_of
from stretchapp.library.yaml.read_file import read_file
from stretchapp.library.yaml.strict_text import REFUSED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from msgspec import UnsetType

    from stretchapp.base.problems import FileProblems, Problem
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
    figure = None if reading.root is None else _figure(reading.root, file_problems)
    preferred = path.with_suffix(SUFFIXES[0])
    if path.suffix != preferred.suffix and not is_missing(preferred):
        pattern = _("{file} beside it is used for the same exercise; remove one of them")
        file_problems.add(1, 1, pattern.format(file=quoted(preferred.name)))
    problems += file_problems.told()
    return None if file_problems.count else figure


def _figure(root: Node, problems: FileProblems) -> Figure | None:
    """Return the figure of a file, if its form is right; poses that it names may be missing."""
    path = problems.path
    poses_node = _remove_poses(root, problems)
    written = convert(root, WrittenFigure, problems)
    if poses_node is None:
        return None
    poses = _poses(poses_node, root.entries.get("view"), problems)
    _check_names(poses_node, root, problems)
    _check_limbs(poses_node, problems)
    if written is None:
        return None
    if written.exercise != path.stem:
        # The app finds a figure by its file name, and would show it beside another exercise.
        node = root.entries["exercise"]
        problems.add(node.line, node.column, _about_name(written.exercise, path))
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


def _about_name(exercise: str, path: Path) -> str:
    """Return the problem of a file that has another name than its exercise."""
    problem = problem_of_name(path)
    original = f"{exercise}{SUFFIXES[0]}"
    if problem is not None and not is_missing(path.with_name(original)):
        return _(problem).format(file=original)
    return _(
        "'exercise' is {exercise}, but the file is named {file}; write 'exercise: {name}' or rename"
        " the file"
    ).format(exercise=quoted(exercise), file=quoted(path.stem), name=shown(path.stem))


def _remove_poses(root: Node, problems: FileProblems) -> Node | None:
    """Remove the poses from the file and return them: their form depends on the rest of it."""
    if not isinstance(root.value, dict):
        return None
    entries = root.value
    if "poses" in entries:
        return entries.pop("poses")
    unknown = [key for key in entries if key not in WrittenFigure.__struct_fields__]
    near = near_name("poses", unknown[:MOST_POSES], problems)
    if near is not None:
        node = entries.pop(near)
        message = _("{key} is not a key of the file; did you mean 'poses'?")
        problems.add(node.key_line, node.key_column, message.format(key=quoted(near)))
        return node
    problems.add(root.line, root.column, _("the file has no 'poses'; add them"))
    return None


def _poses(node: Node, view: Node | None, problems: FileProblems) -> dict[str, Pose]:
    """Return the poses whose form is right, by name."""
    count = len(node.entries)
    if isinstance(node.value, dict) and count > MOST_POSES:
        message = _("'poses' has too many poses ({count}); at most {most} are allowed")
        problems.add(node.line, node.column, message.format(count=count, most=MOST_POSES))
        # Nobody looks at the others.
        node.value = dict(islice(node.value.items(), MOST_POSES))
    form = None if view is None else POSE_FORMS.get(view.written)
    if form is None:
        # A problem has already been reported for the view. Without it, poses have no form.
        return {}
    written = {
        name: convert(pose, form, problems, _("the pose {name}").format(name=quoted(name)))
        for name, pose in node.entries.items()
    }
    return {name: _pose(pose) for name, pose in written.items() if pose is not None}


def _check_names(poses: Node, root: Node, problems: FileProblems) -> None:
    """Add a problem for every pose that is named and is not there."""
    if not poses.entries:
        if poses.value is not REFUSED:
            message = _("'poses' has no poses; write the name of one below it")
            problems.add(poses.line, poses.column, message)
        return
    for name in _used_names(root):
        if name.written not in poses.entries:
            known = some_of(poses.entries)
            message = _("there is no pose {name}; write {names}, or add it").format(
                name=quoted(name.written), names=known
            )
            problems.add(name.line, name.column, message)


def _check_limbs(poses: Node, problems: FileProblems) -> None:
    """Add a problem for every limb that has two keys of which it can have only one."""
    for pose in poses.entries.values():
        for limb, value in pose.entries.items():
            for key, other in ALTERNATIVE_KEYS:
                second = value.entries.get(other)
                if key in value.entries and second is not None:
                    message = _("{what} cannot have both '{first}' and '{second}'; remove one")
                    message = message.format(what=quoted(limb), first=key, second=other)
                    problems.add(second.key_line, second.key_column, message)


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
