"""The frame of a figure's animation at each moment of a session; needs no Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stretchapp.figure.motion import (
    SETTLE_S,
    breath_at,
    key_pose,
    pose_between,
    pose_in_cycle,
    pose_in_hold,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretchapp.figure.motion import Figure, Pose
    from stretchapp.session.timeline import Segment

MAX_SETTLE_SHARE = 1 / 3
"""Moving into a position takes at most this share of the time of its segment."""

BREATH_STEP_CM = 0.1
"""A chest moves in steps of a millimetre: smaller ones cannot be seen, and cost as much."""


class AnimationFrame(NamedTuple):
    """What a figure shows at one moment: a pose, and by how many centimetres the chest is out."""

    pose: Pose
    breath_cm: float = 0.0


def frame_at(figure: Figure, segment: Segment, offset_s: float) -> AnimationFrame:
    """Return what ``figure`` shows ``offset_s`` into ``segment``.

    In a hold and a rest it moves into a position and stays there. Repetitions have their own pace,
    other movements that of the figure.
    """
    path = _path(figure, segment)
    settle_s = min(SETTLE_S, segment.length_s * MAX_SETTLE_SHARE)
    breath_cm = 0.0
    match segment.kind:
        case "hold":
            pose = pose_in_hold(figure, path, offset_s, settle_s)
            breath_cm = _breath_cm(figure, offset_s)
        case "repetitions":
            pose = pose_in_cycle(figure, path, offset_s, segment.repetition_s)
        case "continuous":
            pose = pose_in_cycle(figure, path, offset_s, figure.cycle_s)
        case "rest" if segment.phase is not None:
            pose = pose_in_hold(figure, path, offset_s, settle_s)
        case "rest":
            pose = pose_in_hold(figure, (path[-1], figure.ready), offset_s, settle_s)
        case "get-ready" | "change-sides" | "wait":  # pragma: no branch -- there is no other kind
            pose = figure.poses[figure.ready]
    return AnimationFrame(pose, breath_cm)


def still_frame(figure: Figure, segment: Segment) -> AnimationFrame:
    """Return the one frame of ``segment`` for people who do not want figures to move."""
    return AnimationFrame(key_pose(figure, _path(figure, segment)))


def blend(first: AnimationFrame, second: AnimationFrame, share: float) -> AnimationFrame:
    """Return the frame ``share`` of the way between two frames, with a gentle start and end."""
    if first.pose is second.pose and first.breath_cm == second.breath_cm:
        return second
    eased = share * share * (3.0 - 2.0 * share)
    return AnimationFrame(
        pose_between(first.pose, second.pose, eased),
        first.breath_cm + (second.breath_cm - first.breath_cm) * eased,
    )


def _path(figure: Figure, segment: Segment) -> Sequence[str]:
    """Return the path of the segment's phase, or that of the exercise if the phase has none."""
    if segment.phase is None or segment.phase >= len(figure.phases):
        return figure.path
    return figure.phases[segment.phase]


def _breath_cm(figure: Figure, offset_s: float) -> float:
    if figure.view != "body":
        return 0.0
    return round(breath_at(offset_s) / BREATH_STEP_CM) * BREATH_STEP_CM
