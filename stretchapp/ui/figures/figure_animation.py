"""What a figure shows at a moment of a session; no Qt is needed for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stretchapp.figure.motion import SETTLE_S, breath, end_of, going_round, held, pose_between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretchapp.figure.motion import Figure, Pose
    from stretchapp.session.timeline import Segment

SETTLE_SHARE = 1 / 3
"""Getting into a position takes no more of its time than this."""

BREATH_STEP = 0.1
"""A chest moves in steps of a millimetre: smaller ones are not seen, and cost as much."""


class Moment(NamedTuple):
    """What is to be seen: a pose, and how far the chest is out, in centimetres."""

    pose: Pose
    breath_cm: float = 0.0


def moment_of(figure: Figure, segment: Segment, offset_s: float) -> Moment:
    """Return what ``figure`` shows ``offset_s`` into ``segment``.

    A hold and a rest settle in it; repetitions go round at their own pace, and other movements at
    that of the figure.
    """
    path = _path(figure, segment)
    settle_s = min(SETTLE_S, segment.length_s * SETTLE_SHARE)
    match segment.kind:
        case "hold":
            return Moment(held(figure, path, offset_s, settle_s), _breath(figure, offset_s))
        case "repetitions":
            return Moment(going_round(figure, path, offset_s, segment.repetition_s))
        case "continuous":
            return Moment(going_round(figure, path, offset_s, figure.cycle_s))
        case "rest" if segment.phase is not None:
            return Moment(held(figure, path, offset_s, settle_s))
        case "rest":
            return Moment(held(figure, (path[-1], figure.ready), offset_s, settle_s))
        case "get-ready" | "change-sides" | "wait":  # pragma: no branch -- there is no other kind
            return Moment(figure.poses[figure.ready])


def still_moment(figure: Figure, segment: Segment) -> Moment:
    """Return what a figure that does not move shows throughout ``segment``: what is to be done."""
    return Moment(end_of(figure, _path(figure, segment)))


def between(first: Moment, second: Moment, share: float) -> Moment:
    """Return what lies ``share`` of the way between two moments, gently begun and ended."""
    if first.pose is second.pose and first.breath_cm == second.breath_cm:
        return second
    eased = share * share * (3.0 - 2.0 * share)
    return Moment(
        pose_between(first.pose, second.pose, eased),
        first.breath_cm + (second.breath_cm - first.breath_cm) * eased,
    )


def _path(figure: Figure, segment: Segment) -> Sequence[str]:
    """Return the poses of a segment; those of the whole exercise if it has none of its own."""
    if segment.phase is None or segment.phase >= len(figure.phases):
        return figure.path
    return figure.phases[segment.phase]


def _breath(figure: Figure, offset_s: float) -> float:
    if figure.view != "body":
        return 0.0
    return round(breath(offset_s) / BREATH_STEP) * BREATH_STEP
