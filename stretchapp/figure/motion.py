"""The figure of an exercise, and the pose that it has at each moment of a motion."""

from __future__ import annotations

import functools
import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from stretchapp.figure.body import BodyPose, body_between, pose_body
from stretchapp.figure.body_drawing import body_shapes
from stretchapp.figure.feet import FeetPose, feet_between, pose_feet
from stretchapp.figure.feet_drawing import feet_shapes
from stretchapp.figure.foot import FootPose, foot_between, pose_foot
from stretchapp.figure.foot_drawing import foot_shapes
from stretchapp.figure.props import prop_shapes
from stretchapp.figure.shapes import Bounds, bounds, bounds_around, required_bounds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stretchapp.figure.feet import Viewpoint
    from stretchapp.figure.props import Prop
    from stretchapp.figure.shapes import Muscle, Shape

View = Literal["body", "foot", "feet-above", "feet-behind", "feet-ahead"]
"""The skeleton that is shown, and the viewpoint."""

_VIEWPOINTS: dict[View, Viewpoint] = {"feet-behind": "behind", "feet-ahead": "ahead"}

Pose = BodyPose | FootPose | FeetPose

SETTLE_S = 2.5
"""How long a figure takes to move into a hold, in seconds."""

BREATH_S = 5.0
"""How long one breath takes, in seconds."""

BREATH_CM = 0.7
"""How far the chest rises and falls with each breath, in centimetres."""

MARGIN = 9.0
"""The space around a figure in its picture, in centimetres."""

SAMPLES = 5
"""Into how many steps a motion is divided to find the bounds of the picture."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figure:
    """The figure of one exercise: its poses, and how it moves between them.

    Two figures are equal only if they are the same object.

    Attributes:
        exercise: The id of the exercise.
        view: The skeleton that is shown, and the viewpoint.
        props: The props around it, from back to front.
        glow: The muscles that should feel the exercise.
        poses: The poses by name; all of the kind that ``view`` requires.
        ready: The pose for getting ready and resting.
        path: The poses of the exercise: a hold goes through them and stays in the last one, a
            movement repeats them.
        phases: For exercises with phases, the path of each phase.
        cycle_s: How long one repetition takes where the exercise sets no tempo, in seconds.
        edged_arm: Whether the near arm has an outline, to stand out from the leg that it touches.
        meanwhile: For a hold in which something keeps moving, such as a rubbing hand: the poses
            it goes through from the last one of ``path`` and back.
    """

    exercise: str
    view: View
    props: tuple[Prop, ...]
    glow: tuple[Muscle, ...]
    poses: Mapping[str, Pose]
    ready: str
    path: tuple[str, ...]
    phases: tuple[tuple[str, ...], ...]
    cycle_s: float
    edged_arm: bool = False
    meanwhile: tuple[str, ...] = ()


def pose_in_hold(
    figure: Figure, path: Sequence[str], elapsed_s: float, settle_s: float = SETTLE_S
) -> Pose:
    """Return the pose of a figure that goes through ``path`` and then stays in its last pose.

    If something keeps moving in the hold, it repeats every ``cycle_s``.
    """
    if figure.meanwhile and elapsed_s > settle_s and tuple(path) == figure.path:
        cycle = (path[-1], *figure.meanwhile)
        return pose_in_cycle(figure, cycle, elapsed_s - settle_s, figure.cycle_s)
    if len(path) == 1 or elapsed_s >= settle_s:
        return figure.poses[path[-1]]
    return _pose_along(figure, path, max(0.0, elapsed_s / settle_s))


def pose_in_cycle(figure: Figure, path: Sequence[str], elapsed_s: float, period_s: float) -> Pose:
    """Return the pose of a figure that repeats ``path`` every ``period_s``."""
    if len(path) == 1:
        return figure.poses[path[0]]
    share = (max(0.0, elapsed_s) / period_s) % 1.0
    return _pose_in_round(figure, path, share)


def key_pose(figure: Figure, path: Sequence[str] | None = None) -> Pose:
    """Return the most typical pose of ``path``, or of the exercise: its last one that is not ready.

    A hold ends in this pose; a movement turns back from it.
    """
    names = figure.path if path is None else path
    others = (name for name in reversed(names) if name != figure.ready)
    return figure.poses[next(others, figure.ready)]


def breath_at(elapsed_s: float) -> float:
    """Return by how many centimetres the chest has risen ``elapsed_s`` into a hold."""
    return BREATH_CM * math.sin(2 * math.pi * elapsed_s / BREATH_S)


def scene(figure: Figure, pose: Pose, breath_cm: float = 0.0) -> list[Shape]:
    """Return all shapes of a picture, from back to front: the props and the posed figure."""
    return background_shapes(figure) + figure_shapes(figure, pose, breath_cm)


def background_shapes(figure: Figure) -> list[Shape]:
    """Return the shapes of the props around a figure, which never move."""
    return [shape for prop in figure.props for shape in prop_shapes(prop)]


def figure_shapes(figure: Figure, pose: Pose, breath_cm: float = 0.0) -> list[Shape]:
    """Return the shapes of a posed figure without the props, from back to front."""
    match pose:
        case BodyPose():
            body = pose_body(pose)
            return body_shapes(body, figure.glow, breath_cm, edged_arm=figure.edged_arm)
        case FootPose():
            return foot_shapes(pose_foot(pose), figure.glow)
        case FeetPose():  # pragma: no branch -- there is no other pose
            viewpoint = _VIEWPOINTS.get(figure.view, "above")
            return feet_shapes(pose_feet(pose), viewpoint, figure.glow)


@functools.lru_cache(maxsize=128)
def picture_bounds(figure: Figure) -> Bounds:
    """Return the part of the plane that pictures of a figure show, whatever it does.

    Props can be cut off, such as a wall. The ground and a whole chair are always shown.
    """
    left, bottom, right, top = bounds_around(_parts_to_show(figure))
    return Bounds(left - MARGIN, bottom - MARGIN, right + MARGIN, top + MARGIN)


def _parts_to_show(figure: Figure) -> Iterator[Bounds]:
    for first, second in _transitions(figure):
        # One step is enough from a pose to itself: it yields the pose.
        for step in range(1, SAMPLES if first != second else 2):
            pose = pose_between(figure.poses[first], figure.poses[second], step / SAMPLES)
            yield from map(required_bounds, figure_shapes(figure, pose))
    for prop in figure.props:
        match prop.kind:
            case "chair":
                yield from map(bounds, prop_shapes(prop))
            case "chair-legs":
                yield Bounds(prop.x, 0.0, prop.x + prop.length, 0.0)
            case "wall":
                # Only the face of a wall, and some of what lies behind it.
                yield Bounds(prop.x + MARGIN, 0.0, prop.x + MARGIN, 0.0)
            case _:
                pass


def _transitions(figure: Figure) -> set[tuple[str, str]]:
    """Return all pairs of poses between which the figure moves, and each pose with itself."""
    first, last = figure.path[0], figure.path[-1]
    cycles = [figure.path, (last, *figure.meanwhile), (figure.ready, first), (figure.ready, last)]
    before = figure.ready
    for phase in figure.phases:
        cycles += [phase, (before, phase[0])]
        before = phase[-1]
    pairs = (pair for names in cycles for pair in itertools.pairwise((*names, names[0])))
    transitions = {(min(pair), max(pair)) for pair in pairs}
    return transitions | {(name, name) for pair in transitions for name in pair}


def _pose_along(figure: Figure, path: Sequence[str], share: float) -> Pose:
    """Return the pose ``share`` of the way along ``path``; all transitions take equally long."""
    place = share * (len(path) - 1)
    number = int(place)
    first, second = (figure.poses[name] for name in path[number : number + 2])
    return pose_between(first, second, _ease(place - number))


def _pose_in_round(figure: Figure, path: Sequence[str], share: float) -> Pose:
    """Return the pose ``share`` of the way round ``path``; all transitions take equally long.

    The motion is slow where it turns back or rests, and flows through every other pose.
    """
    count = len(path)
    place = share * count
    number = min(int(place), count - 1)
    before, begin, end, after = (path[(number + step) % count] for step in (-1, 0, 1, 2))
    begins_slowly, ends_slowly = before in (begin, end), after in (begin, end)
    eased = _ease(place - number, 0.0 if begins_slowly else 1.0, 0.0 if ends_slowly else 1.0)
    return pose_between(figure.poses[begin], figure.poses[end], eased)


def pose_between(first: Pose, second: Pose, share: float) -> Pose:
    """Return the pose ``share`` of the way between two poses of the same kind."""
    match first, second:
        case BodyPose(), BodyPose():
            return body_between(first, second, share)
        case FootPose(), FootPose():
            return foot_between(first, second, share)
        case FeetPose(), FeetPose():
            return feet_between(first, second, share)
        case _:
            raise TypeError("poses of one figure are of one kind")


def _ease(share: float, begin_speed: float = 0.0, end_speed: float = 0.0) -> float:
    """Return ``share`` with a gentle beginning and end, or with the given speeds there.

    This is the cubic from 0 to 1 with these slopes at its ends.
    """
    bend = 3.0 - 2.0 * begin_speed - end_speed
    return share * (begin_speed + share * (bend + share * (begin_speed + end_speed - 2.0)))
