"""When something will be different, so that nobody has to look before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.session.player import GAP_S
from stretchapp.session.timeline import sentence_times

if TYPE_CHECKING:
    from stretchapp.session.player import Snapshot

SHORTEST_S = 0.02
"""So that a fast session does not keep the machine busy."""

LONGEST_S = GAP_S / 3
"""A session that nobody looks at for longer counts as interrupted."""


def until_next_event_s(shown: Snapshot, speed: float) -> float | None:
    """Return the seconds until a sentence or a segment is due; None if none comes by itself."""
    if shown.state != "running":
        return None
    return _wait_s(shown, speed, [*sentence_times(shown.segment), shown.length_s])


def until_next_picture_s(shown: Snapshot, speed: float) -> float | None:
    """Return the seconds until a picture of the session looks different; None if never."""
    event_s = until_next_event_s(shown, speed)
    if event_s is None:
        return None
    # The countdown changes when a whole number of seconds is left.
    marks_s = [shown.offset_s + (shown.remaining_s % 1 or 1.0)]
    if shown.repetition:
        marks_s.append(shown.repetition * shown.segment.repetition_s)
    return min(event_s, _wait_s(shown, speed, marks_s))


def _wait_s(shown: Snapshot, speed: float, marks_s: list[float]) -> float:
    """Return the seconds on the clock until the first mark in the segment that lies ahead."""
    ahead_s = [mark_s - shown.offset_s for mark_s in marks_s if mark_s > shown.offset_s]
    return min(max(min(ahead_s, default=0.0) / speed, SHORTEST_S), LONGEST_S)
