"""The spoken words of cues, for a person who does not look at the page.

They are short, name the side first and address the person. Instructions come from the routine.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretchapp.session.timeline import Segment, Side

HOLD = "Hold."
HALFWAY = "Halfway."
EASE_OFF = "Ease off."
BREATHE = "Breathe."

_SIDES: dict[Side | None, str] = {
    "left": "Left leg.",
    "right": "Right leg.",
    "affected": "The cramping leg.",
}
"""Spoken names of the sides. Both legs are the usual case and need no word."""

_SAYS_HOLD = re.compile(r"(?<!take )\bhold\b(?! (?:of|on|an?)\b)|\bstay\b", re.IGNORECASE)
"""Finds words for staying in a position; to take hold of a foot is a movement."""


def opening_words(segments: Sequence[Segment], index: int) -> str:
    """Return what is spoken at the start of segment ``index``; empty if nothing is.

    The opening names the side and what to do, before the other sentences of the segment. How many
    of these it includes is returned by ``sentences_in_opening``.
    """
    segment = segments[index]
    ease_off = EASE_OFF if _follows_work(segments, index) else ""
    match segment.kind:
        case "get-ready":
            return _joined(ease_off, _name(segments, index))
        case "change-sides":
            return _joined(segment.text, _SIDES.get(segment.side, ""))
        case "rest" | "wait":
            # The text of a rest between two holds says "ease off" itself.
            return _joined("" if segment.exercise else ease_off, segment.text)
        case "hold" | "repetitions" | "continuous":  # pragma: no branch -- there is no other kind
            # Without time to get ready, the name has not been spoken yet.
            return _joined(ease_off, _name(segments, index)) if begins_part(segments, index) else ""


def needs_hold(segment: Segment) -> bool:
    """Return whether "Hold." is said once the person is in the position.

    It is not if the last sentence of a hold says so itself.
    """
    return segment.kind == "hold" and _SAYS_HOLD.search(segment.sentences[-1]) is None


def begins_part(segments: Sequence[Segment], index: int) -> bool:
    """Return whether segment ``index`` is the first of its part."""
    return not index or segments[index - 1].part != segments[index].part


def sentences_in_opening(segment: Segment) -> int:
    """Return how many of a segment's sentences its opening includes."""
    return int(segment.kind in ("change-sides", "rest", "wait"))


def upcoming_words(segments: Sequence[Segment], index: int) -> str:
    """Return what is spoken about the next exercise in a rest or wait, such as ``Next: ...``."""
    segment = segments[index]
    if segment.exercise is not None or index + 1 == len(segments):
        return ""
    following = segments[index + 1]
    return "" if following.exercise is None else f"Next: {side_and_name(following, lower=True)}"


def ending_words(active_s: float) -> str:
    """Return what is spoken when a session is finished.

    Args:
        active_s: How long it took in seconds, without pauses.
    """
    minutes = math.floor(active_s / 60 + 0.5)
    if not minutes:
        return "Ease off. Well done."
    return f"Ease off. Well done, that was {minutes} minute{'s' if minutes > 1 else ''}."


def side_and_name(segment: Segment, *, lower: bool = False) -> str:
    """Return side and name of an exercise, such as ``Left leg. Wall calf stretch.``."""
    side = _SIDES.get(segment.side, "")
    return _joined(side.lower() if lower else side, f"{segment.name.rstrip('.')}.")


def _name(segments: Sequence[Segment], index: int) -> str:
    segment = segments[index]
    # After a rest or wait it has been announced already; the first one does not come next.
    is_next = index > 0 and segments[index - 1].exercise is not None
    return f"Next: {side_and_name(segment, lower=True)}" if is_next else side_and_name(segment)


def _follows_work(segments: Sequence[Segment], index: int) -> bool:
    return index > 0 and segments[index - 1].is_work


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
