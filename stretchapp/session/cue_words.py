"""The spoken words of cues, for a person who does not look at the page.

They are short, name the side first and address the person. Instructions come from the routine.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from stretchapp.base.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretchapp.session.timeline import Segment, Side

HOLD = N_("Hold.")
HALFWAY = N_("Halfway.")
EASE_OFF = N_("Ease off.")
BREATHE = N_("Breathe.")

_SIDES: dict[Side | None, str] = {
    "left": N_("Left leg."),
    "right": N_("Right leg."),
    "affected": N_("The cramping leg."),
}
"""Spoken names of the sides. Both legs are the usual case and need no word."""

_NAMED: dict[Side | None, str] = {
    # Translators: spoken. {exercise} is the name of an exercise.
    "left": N_("Left leg. {exercise}."),
    "right": N_("Right leg. {exercise}."),
    "affected": N_("The cramping leg. {exercise}."),
}

_NEXT: dict[Side | None, str] = {
    # Translators: spoken. {exercise} is the name of an exercise.
    "left": N_("Next: left leg. {exercise}."),
    "right": N_("Next: right leg. {exercise}."),
    "affected": N_("Next: the cramping leg. {exercise}."),
}


def opening_words(segments: Sequence[Segment], index: int) -> str:
    """Return what is spoken at the start of segment ``index``; empty if nothing is.

    The opening names the side and what to do, before the other sentences of the segment. How many
    of these it includes is returned by ``sentences_in_opening``.
    """
    segment = segments[index]
    ease_off = _(EASE_OFF) if _follows_work(segments, index) else ""
    match segment.kind:
        case "get-ready":
            return _joined(ease_off, _name(segments, index))
        case "change-sides":
            side = _SIDES.get(segment.side)
            return _joined(segment.text, "" if side is None else _(side))
        case "rest" | "wait":
            # The text of a rest between two holds says "ease off" itself.
            return _joined("" if segment.exercise else ease_off, segment.text)
        case "hold" | "repetitions" | "continuous":  # pragma: no branch -- there is no other kind
            # Without time to get ready, the name has not been spoken yet.
            return _joined(ease_off, _name(segments, index)) if begins_part(segments, index) else ""


def needs_hold(segment: Segment) -> bool:
    """Return whether "Hold." is said once the person is in the position."""
    return segment.kind == "hold" and not segment.says_hold


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
    return "" if following.exercise is None else _next(following)


def ending_words(active_s: float) -> str:
    """Return what is spoken when a session is finished.

    Args:
        active_s: How long it took in seconds, without pauses.
    """
    minutes = math.floor(active_s / 60 + 0.5)
    if not minutes:
        return _("Ease off. Well done.")
    return ngettext(
        "Ease off. Well done, that was {minutes} minute.",
        "Ease off. Well done, that was {minutes} minutes.",
        minutes,
    ).format(minutes=minutes)


def side_and_name(segment: Segment) -> str:
    """Return side and name of an exercise, such as ``Left leg. Wall calf stretch.``."""
    # Translators: spoken: the name of an exercise as a sentence.
    pattern = _NAMED.get(segment.side, N_("{exercise}."))
    return _(pattern).format(exercise=segment.name.rstrip("."))


def _next(segment: Segment) -> str:
    pattern = _NEXT.get(segment.side, N_("Next: {exercise}."))
    return _(pattern).format(exercise=segment.name.rstrip("."))


def _name(segments: Sequence[Segment], index: int) -> str:
    segment = segments[index]
    # After a rest or wait it has been announced already; the first one does not come next.
    is_next = index > 0 and segments[index - 1].exercise is not None
    return _next(segment) if is_next else side_and_name(segment)


def _follows_work(segments: Sequence[Segment], index: int) -> bool:
    return index > 0 and segments[index - 1].is_work


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
