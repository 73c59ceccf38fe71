"""Segments of a session in words, for the window and the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stretchapp.session.timeline import Segment, SegmentKind, Side

_SIDES: dict[Side, str] = {
    "left": "Left leg",
    "right": "Right leg",
    "both": "Both legs",
    "affected": "The cramping leg",
}

_HEADINGS: dict[SegmentKind, str] = {
    "get-ready": "Get ready",
    "hold": "Hold",
    "rest": "Rest",
    "change-sides": "Change sides",
    "continuous": "Keep moving",
    "wait": "Take your time",
}


def side_in_words(side: Side | None) -> str:
    """Return the leg that does an exercise, such as ``Left leg``; empty if there is none."""
    return "" if side is None else _SIDES[side]


def segment_heading(segment: Segment) -> str:
    """Return what the person does in a segment, such as ``Hold 1 of 2`` or ``10 times``."""
    if segment.kind == "repetitions":
        return "Once" if segment.repetitions == 1 else f"{segment.repetitions} times"
    heading = _HEADINGS[segment.kind]
    if segment.sets > 1:
        return f"{heading} {segment.set_number} of {segment.sets}"
    return heading


def next_part_in_words(next_part: Segment | None, current: Segment) -> str:
    """Return what comes next, such as ``Next: Wall lean``.

    Args:
        next_part: The first segment of the next part, or None in the last part.
        current: The current segment.
    """
    if next_part is None:
        return "This is the last part."
    if next_part.step == current.step:
        return f"Next: {side_in_words(next_part.side).lower()}"
    return f"Next: {next_part.name}"
