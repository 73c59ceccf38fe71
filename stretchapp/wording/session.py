"""Segments of a session in words, for the window and the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.i18n import N_, NC_, _, ngettext, pgettext

if TYPE_CHECKING:
    from stretchapp.session.timeline import Segment, SegmentKind, Side

_SIDES: dict[Side, str] = {
    "left": N_("Left leg"),
    "right": N_("Right leg"),
    "both": N_("Both legs"),
    "affected": N_("The cramping leg"),
}

_NEXT_SIDES: dict[Side, str] = {
    "left": N_("Next: left leg"),
    "right": N_("Next: right leg"),
    "both": N_("Next: both legs"),
    "affected": N_("Next: the cramping leg"),
}

_HEADINGS: dict[SegmentKind, str] = {
    "get-ready": NC_("heading of a moment", "Get ready"),
    "hold": NC_("heading of a moment", "Hold"),
    "rest": NC_("heading of a moment", "Rest"),
    "change-sides": NC_("heading of a moment", "Change sides"),
    "continuous": NC_("heading of a moment", "Keep moving"),
    "wait": NC_("heading of a moment", "Take your time"),
}


def side_in_words(side: Side | None) -> str:
    """Return the leg that does an exercise, such as ``Left leg``; empty if there is none."""
    return "" if side is None else _(_SIDES[side])


def segment_heading(segment: Segment) -> str:
    """Return what the person does in a segment, such as ``Hold 1 of 2`` or ``10 times``."""
    if segment.kind == "repetitions":
        count = segment.repetitions
        if count == 1:
            return _("Once")
        return ngettext("{count} time", "{count} times", count).format(count=count)
    heading = pgettext("heading of a moment", _HEADINGS[segment.kind])
    if segment.sets > 1:
        # Translators: {heading} is such as "Hold" or "Rest"; it is the {number}th of {count}.
        pattern = _("{heading} {number} of {count}")
        return pattern.format(heading=heading, number=segment.set_number, count=segment.sets)
    return heading


def next_part_in_words(next_part: Segment | None, current: Segment) -> str:
    """Return what comes next, such as ``Next: Wall lean``.

    Args:
        next_part: The first segment of the next part, or None in the last part.
        current: The current segment.
    """
    if next_part is None:
        return _("This is the last part.")
    if next_part.step == current.step and next_part.side is not None:
        return _(_NEXT_SIDES[next_part.side])
    # Translators: {part} is the name of an exercise, or "Rest".
    return _("Next: {part}").format(part=next_part.name)
