"""The words in which people are told about a session, in the window and in the terminal alike."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stretchapp.library.routines.models import Sides
    from stretchapp.session.timeline import Segment, SegmentKind, Side

_SIDES: dict[Side, str] = {
    "left": "Left leg",
    "right": "Right leg",
    "both": "Both legs",
    "affected": "The cramping leg",
}

_SIDES_OF_EXERCISES: dict[Sides, str] = {
    "both": "both legs",
    "each": "one leg, then the other",
    "alternate": "one leg after the other, in turn",
    "affected": "the cramping leg",
}

_HEADINGS: dict[SegmentKind, str] = {
    "get-ready": "Get ready",
    "hold": "Hold",
    "rest": "Rest",
    "change-sides": "Change sides",
    "continuous": "Keep moving",
    "wait": "Take your time",
}

_WORDS = {
    "any": "any position",
    "front-thigh": "front of thigh",
    "hamstring": "back of thigh",
    "massager-optional": "massager, if you have one",
    "none": "nothing",
}

_MINUTE_S = 60
_HOUR_S = 3600

_FORGIVEN_S = 1e-6
"""A count must not stand a second higher because of the last digit of a sum."""


def side_in_words(side: Side | None) -> str:
    """Return which leg it is the turn of, such as ``Left leg``; nothing where it is none."""
    return "" if side is None else _SIDES[side]


def sides_in_words(sides: Sides) -> str:
    """Return which legs do an exercise, such as ``one leg, then the other``."""
    return _SIDES_OF_EXERCISES[sides]


def segment_heading(segment: Segment) -> str:
    """Return what the person does in a segment, such as ``Hold 1 of 2`` or ``10 times``."""
    if segment.kind == "repetitions":
        return "Once" if segment.repetitions == 1 else f"{segment.repetitions} times"
    heading = _HEADINGS[segment.kind]
    if segment.sets > 1:
        return f"{heading} {segment.set_number} of {segment.sets}"
    return heading


def length_in_words(length_s: float) -> str:
    """Return a length to the second, such as ``9 min 50 s``; over an hour to the minute."""
    whole_s = math.floor(length_s + 0.5)
    if whole_s >= _HOUR_S:
        return _hours_in_words(math.floor(whole_s / 60 + 0.5))
    minutes, seconds = divmod(whole_s, 60)
    if not minutes:
        return f"{seconds} s"
    return f"{minutes} min {seconds} s" if seconds else f"{minutes} min"


def minutes_in_words(length_s: float) -> str:
    """Return a length to the next full minute, such as ``10 min`` or ``1 h 5 min``."""
    return _hours_in_words(max(1, math.ceil(length_s / 60)))


def _hours_in_words(minutes: int) -> str:
    hours, minutes = divmod(minutes, 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def countdown(remaining_s: float) -> str:
    """Return the seconds left as they are counted down, such as ``0:07``; ``0:00`` at the end."""
    minutes, seconds = divmod(_whole_seconds(remaining_s), 60)
    return f"{minutes}:{seconds:02d}"


def short_countdown(remaining_s: float) -> str:
    """Return the seconds left as few digits, such as ``7``; from a minute on, as ``countdown``."""
    seconds = _whole_seconds(remaining_s)
    return str(seconds) if seconds < _MINUTE_S else countdown(remaining_s)


def _whole_seconds(remaining_s: float) -> int:
    return math.ceil(max(0.0, remaining_s) - _FORGIVEN_S)


def word(tag: str) -> str:
    """Return the words for a tag of a routine file, such as ``front of thigh``."""
    return _WORDS.get(tag, tag.replace("-", " "))
