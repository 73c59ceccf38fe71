"""Figures in time: from one pose to the next, at the pace of what is being done."""

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
from stretchapp.figure.geometry import Point
from stretchapp.figure.props import prop_shapes
from stretchapp.figure.shapes import Frame, bounds, kept_in_sight

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stretchapp.figure.feet import SeenFrom
    from stretchapp.figure.props import Prop
    from stretchapp.figure.shapes import Muscle, Shape

View = Literal["body", "foot", "feet-above", "feet-behind", "feet-ahead"]

_SEEN_FROM: dict[View, SeenFrom] = {"feet-behind": "behind", "feet-ahead": "ahead"}

Pose = BodyPose | FootPose | FeetPose

SETTLE_S = 2.5
"""How long a figure takes to get into a hold."""

BREATH_S = 5.0
"""One breath of a figure that holds a position."""

BREATH = 0.7
"""How much the chest of a figure rises and falls, in centimetres."""

MARGIN = 9.0
SAMPLES = 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figure:
    """The pictures of one exercise; each is equal only to itself.

    Attributes:
        exercise: The id of the exercise.
        view: Which skeleton is shown, and from where.
        props: The things around it, from back to front.
        glow: The muscles that should feel it.
        poses: By name; all of the kind that ``view`` wants.
        ready: The pose while getting ready and resting.
        path: The poses of the exercise itself: a hold goes through them and stays in the last
            one, a movement goes round.
        phases: For exercises with phases, the path of each phase.
        cycle_s: How long one round takes where the exercise itself sets no tempo.
        edged_arm: Whether the near arm has an edge, to stand out from the leg it touches.
        meanwhile: For a hold in which something moves all the while, such as a rubbing hand: the
            poses it goes through from the last one of ``path`` and back.
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


def held(figure: Figure, path: Sequence[str], elapsed_s: float, settle_s: float = SETTLE_S) -> Pose:
    """Return the pose of a figure that goes through ``path`` and then stays at its end.

    What is done meanwhile in a hold goes round there, once every ``cycle_s``.
    """
    if figure.meanwhile and elapsed_s > settle_s and tuple(path) == figure.path:
        rounds = (path[-1], *figure.meanwhile)
        return going_round(figure, rounds, elapsed_s - settle_s, figure.cycle_s)
    if len(path) == 1 or elapsed_s >= settle_s:
        return figure.poses[path[-1]]
    return _along(figure, path, max(0.0, elapsed_s / settle_s))


def going_round(figure: Figure, path: Sequence[str], elapsed_s: float, period_s: float) -> Pose:
    """Return the pose of a figure that goes round ``path`` once every ``period_s``."""
    if len(path) == 1:
        return figure.poses[path[0]]
    share = (max(0.0, elapsed_s) / period_s) % 1.0
    return _around(figure, path, share)


def end_of(figure: Figure, path: Sequence[str] | None = None) -> Pose:
    """Return the pose that says most about ``path``, or all of it: the last but for the ready one.

    A hold ends in it; a movement comes back from it.
    """
    names = figure.path if path is None else path
    others = (name for name in reversed(names) if name != figure.ready)
    return figure.poses[next(others, figure.ready)]


def breath(elapsed_s: float) -> float:
    """Return how far the chest is out, in centimetres, ``elapsed_s`` into a hold."""
    return BREATH * math.sin(2 * math.pi * elapsed_s / BREATH_S)


def scene(figure: Figure, pose: Pose, breath_cm: float = 0.0) -> list[Shape]:
    """Return everything that is to be drawn, from back to front."""
    return things(figure) + figure_shapes(figure, pose, breath_cm)


def things(figure: Figure) -> list[Shape]:
    """Return the things around a figure; they never move."""
    return [shape for prop in figure.props for shape in prop_shapes(prop)]


def figure_shapes(figure: Figure, pose: Pose, breath_cm: float = 0.0) -> list[Shape]:
    """Return what is to be drawn without the things around it."""
    match pose:
        case BodyPose():
            body = pose_body(pose)
            return body_shapes(body, figure.glow, breath_cm, edged_arm=figure.edged_arm)
        case FootPose():
            return foot_shapes(pose_foot(pose), figure.glow)
        case FeetPose():  # pragma: no branch -- there is no other pose
            seen_from = _SEEN_FROM.get(figure.view, "above")
            return feet_shapes(pose_feet(pose), seen_from, figure.glow)


@functools.lru_cache(maxsize=128)
def frame_of(figure: Figure) -> Frame:
    """Return a frame that holds the figure throughout every one of its motions.

    Things may be cut off by it, as a wall is; the ground is always in it, and a whole chair.
    """
    frame = Frame(Point(math.inf, math.inf), Point(-math.inf, -math.inf))
    for first, second in _stretches(figure):
        # From a pose to itself is a stretch too, and the one that counts the poses themselves.
        for step in range(1, SAMPLES if first != second else 2):
            pose = pose_between(figure.poses[first], figure.poses[second], step / SAMPLES)
            for shape in figure_shapes(figure, pose):
                frame = frame.around(kept_in_sight(shape))
    for prop in figure.props:
        match prop.kind:
            case "chair":
                for shape in prop_shapes(prop):
                    frame = frame.around(bounds(shape))
            case "chair-legs":
                frame = frame.around(Frame(Point(prop.x, 0.0), Point(prop.x + prop.length, 0.0)))
            case "wall":
                # The face of a wall belongs into the picture, whatever is behind it does not.
                face = Point(prop.x + MARGIN, 0.0)
                frame = frame.around(Frame(face, face))
            case _:
                pass
    return Frame(
        Point(frame.low.x - MARGIN, frame.low.y - MARGIN),
        Point(frame.high.x + MARGIN, frame.high.y + MARGIN),
    )


def _stretches(figure: Figure) -> set[tuple[str, str]]:
    """Return every two poses between which the figure moves, and each pose with itself."""
    first, last = figure.path[0], figure.path[-1]
    rounds = [figure.path, (last, *figure.meanwhile), (figure.ready, first), (figure.ready, last)]
    before = figure.ready
    for phase in figure.phases:
        rounds += [phase, (before, phase[0])]
        before = phase[-1]
    pairs = (pair for names in rounds for pair in itertools.pairwise((*names, names[0])))
    stretches = {(min(pair), max(pair)) for pair in pairs}
    return stretches | {(name, name) for pair in stretches for name in pair}


def _along(figure: Figure, path: Sequence[str], share: float) -> Pose:
    """Return the pose ``share`` of the way along ``path``; every stretch takes as long."""
    place = share * (len(path) - 1)
    number = int(place)
    first, second = (figure.poses[name] for name in path[number : number + 2])
    return pose_between(first, second, _eased(place - number))


def _around(figure: Figure, path: Sequence[str], share: float) -> Pose:
    """Return the pose ``share`` of the way round ``path``; every stretch takes as long.

    The motion is gentle where it turns back or rests, and flows through every other pose.
    """
    count = len(path)
    place = share * count
    number = min(int(place), count - 1)
    before, begin, end, after = (path[(number + step) % count] for step in (-1, 0, 1, 2))
    begins_slowly, ends_slowly = before in (begin, end), after in (begin, end)
    eased = _eased(place - number, 0.0 if begins_slowly else 1.0, 0.0 if ends_slowly else 1.0)
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


def _eased(share: float, begin_speed: float = 0.0, end_speed: float = 0.0) -> float:
    """Return ``share`` with a gentle beginning and end, or with the given speeds there.

    This is the cubic from 0 to 1 with these slopes at its ends.
    """
    bend = 3.0 - 2.0 * begin_speed - end_speed
    return share * (begin_speed + share * (bend + share * (begin_speed + end_speed - 2.0)))
