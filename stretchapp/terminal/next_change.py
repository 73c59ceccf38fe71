"""When a session changes next, so that nothing has to be done before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.session.player import MAX_TICK_GAP_S
from stretchapp.session.timeline import sentence_times

if TYPE_CHECKING:
    from stretchapp.session.snapshot import Snapshot

SHORTEST_S = 0.02
"""Shortest wait, in seconds: a fast session must not occupy the processor all the time."""

LONGEST_S = MAX_TICK_GAP_S / 3
"""Longest wait, in seconds: a session without a tick for longer counts as interrupted."""


def until_next_event_s(snapshot: Snapshot, speed: float) -> float | None:
    """Return the seconds until a sentence or segment is due; None if none will be."""
    if snapshot.state != "running":
        return None
    return _wait_s(snapshot, speed, [*sentence_times(snapshot.segment), snapshot.length_s])


def until_next_frame_s(snapshot: Snapshot, speed: float) -> float | None:
    """Return the seconds until the frame of a session changes; None if it does not."""
    event_s = until_next_event_s(snapshot, speed)
    if event_s is None:
        return None
    # The countdown changes when a whole number of seconds is left.
    marks_s = [snapshot.offset_s + (snapshot.remaining_s % 1 or 1.0)]
    if snapshot.repetition:
        marks_s.append(snapshot.repetition * snapshot.segment.repetition_s)
    return min(event_s, _wait_s(snapshot, speed, marks_s))


def _wait_s(snapshot: Snapshot, speed: float, marks_s: list[float]) -> float:
    """Return the seconds on the clock until the next mark in the segment."""
    ahead_s = [mark_s - snapshot.offset_s for mark_s in marks_s if mark_s > snapshot.offset_s]
    return min(max(min(ahead_s, default=0.0) / speed, SHORTEST_S), LONGEST_S)
