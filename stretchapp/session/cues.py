"""Cues: what is said and sounded in a session, and when, as values.

A sentence takes time. So the cues of a segment are placed one after another, the most important
ones first; what finds no room is left out, and no two sentences overlap.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from stretchapp.session.cue_words import (
    BREATHE,
    HALFWAY,
    begins_part,
    ending_words,
    opening_words,
    sentences_in_opening,
    upcoming_words,
)
from stretchapp.session.timeline import HALFWAY_FROM_S, sentence_times

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import time

    from stretchapp.session.timeline import Segment

CueMode = Literal["silent", "sounds", "voice"]
"""``voice`` is voice and sounds."""

Sound = Literal["start", "halfway", "end", "change", "count", "finish"]
"""``start`` begins a hold or movement, ``end`` lets go; ``change`` goes on with something else."""

CueKind = Literal[
    "begin",
    "sound",
    "opening",
    "sentence",
    "countdown",
    "halfway",
    "repetition",
    "next",
    "breathing",
    "ending",
]

SENTENCE_GAP_S = 0.25
"""The least silence between two sentences."""

SOUND_LENGTH_S = 0.5
"""Words wait for so long until the sound before them is over."""

COUNTDOWN_FROM_S = 15.0
"""Shorter segments do without a count of their last seconds."""

COUNTDOWN_S = 3
"""The seconds that are counted at the end."""

BREATHE_EVERY_S = 10.0

REQUESTED = -1
"""The number of a cue that somebody has asked for."""

_TOLERANCES_S: dict[CueKind, float] = {
    # The first sound waits until the window is there and the output is open.
    "begin": 2.0,
    "sound": 0.25,
    "opening": 6.0,
    "sentence": 8.0,
    "countdown": 0.3,
    "halfway": 1.5,
    "repetition": 0.4,
    "next": 8.0,
    "breathing": 3.0,
    "ending": 10.0,
}
"""A cue that is later than this is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Something to say or to sound.

    Attributes:
        kind: What it is for.
        number: Tells it from others of its kind in the segment.
        offset_s: When, in seconds from the start of the segment.
        text: What to say; empty for a sound.
        sound: What to sound; None for words.
        length_s: How long it takes to say.
    """

    kind: CueKind
    number: int = 0
    offset_s: float
    text: str = ""
    sound: Sound | None = None
    length_s: float = 0.0

    @property
    def end_s(self) -> float:
        """When it has been said."""
        return self.offset_s + self.length_s

    @property
    def tolerance_s(self) -> float:
        """How much later it may come."""
        return _TOLERANCES_S[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class CueStyle:
    """How a person wants to be told.

    Attributes:
        mode: Whether anything is said or sounded at all.
        speech_length_s: Returns how long the voice takes for a sentence, in seconds of the session.
        breathing: Whether to be reminded to breathe.
    """

    mode: CueMode
    speech_length_s: Callable[[str], float]
    breathing: bool = False


def is_in_quiet_hours(now: time, *, quiet_from: time, quiet_until: time) -> bool:
    """Return whether a time of day lies in the quiet hours, in which sessions begin silent.

    Args:
        now: The time of day.
        quiet_from: When they begin.
        quiet_until: When they are over; the same as ``quiet_from`` means that there are none.
    """
    if quiet_from <= quiet_until:
        return quiet_from <= now < quiet_until
    return now >= quiet_from or now < quiet_until


def next_mode(mode: CueMode, *, has_voice: bool) -> CueMode:
    """Return the mode that follows when one goes through them."""
    following: dict[CueMode, CueMode] = {
        # At night, when all is silent, the voice is one key away.
        "silent": "voice" if has_voice else "sounds",
        "voice": "sounds",
        "sounds": "silent",
    }
    return following[mode]


def segment_cues(
    segments: Sequence[Segment], index: int, length_s: float, style: CueStyle
) -> tuple[Cue, ...]:
    """Return the cues of one segment in the order of their times.

    Args:
        segments: The whole plan.
        index: Which segment.
        length_s: Its length, added time included; a wait has no end.
        style: How to tell.
    """
    if style.mode == "silent":
        return ()
    segment = segments[index]
    sounds = list(_sounds(segments, index, length_s))
    if style.mode == "sounds":
        counts = _counts(segment, length_s, style)
        ticks = [
            Cue(kind=cue.kind, number=cue.number, offset_s=cue.offset_s, sound="count")
            for group in counts
            for cue in group
        ]
        return _in_order([*sounds, *ticks])
    room = _Room(math.inf if segment.kind == "wait" else length_s)
    for group in _wishes(segments, index, length_s, style):
        room.place(group)
    return _in_order([*sounds, *room.placed])


def requested_cues(text: str, offset_s: float, style: CueStyle) -> tuple[Cue, ...]:
    """Return what somebody hears who asks in the middle of a segment.

    Args:
        text: What a voice says.
        offset_s: The place in the segment, in seconds.
        style: How to tell.
    """
    if style.mode == "silent":
        return ()
    if style.mode == "sounds":
        return (Cue(kind="sound", number=REQUESTED, offset_s=offset_s, sound="change"),)
    return (_said("opening", offset_s, text, style, REQUESTED),)


def end_cues(active_s: float, style: CueStyle) -> tuple[Cue, ...]:
    """Return the cues of the end of a session that was finished.

    Args:
        active_s: How long it took.
        style: How to tell.
    """
    if style.mode == "silent":
        return ()
    sound = Cue(kind="sound", offset_s=0.0, sound="finish")
    if style.mode == "sounds":
        return (sound,)
    return (sound, _said("ending", SOUND_LENGTH_S, ending_words(active_s), style))


def all_sentences(segments: Sequence[Segment], *, breathing: bool = False) -> tuple[str, ...]:
    """Return everything that may be said in a session, each once, in the order of its time."""
    style = CueStyle(mode="voice", speech_length_s=lambda _: 0.0, breathing=breathing)
    said = (
        cue.text
        for segment in segments
        for group in _wishes(segments, segment.index, segment.length_s, style)
        for cue in group
    )
    return tuple(dict.fromkeys(said))


class _Room:
    """The time of one segment, in which sentences are given their places."""

    def __init__(self, length_s: float) -> None:
        self._length_s = length_s
        self._told_until_s = 0.0
        self.placed: list[Cue] = []

    def place(self, group: Sequence[Cue]) -> None:
        """Place the cues of ``group`` together, as soon as they may come; or leave them out."""
        if any(one.end_s > following.offset_s for one, following in pairwise(group)):
            # The voice is slower than the count.
            return
        first = group[0]
        begin_s = first.offset_s
        if first.kind == "sentence":
            # Instructions keep their order.
            begin_s = max(begin_s, self._told_until_s)
        span_s = group[-1].end_s - first.offset_s
        for taken in sorted(self.placed, key=lambda cue: cue.offset_s):
            if (
                begin_s + span_s + SENTENCE_GAP_S > taken.offset_s
                and begin_s < taken.end_s + SENTENCE_GAP_S
            ):
                begin_s = taken.end_s + SENTENCE_GAP_S
        moved_s = begin_s - first.offset_s
        # An instruction is of use until its segment ends, and so is what comes next.
        may_move_s = math.inf if first.kind in ("sentence", "next") else first.tolerance_s
        if moved_s > may_move_s or begin_s + span_s > self._length_s:
            return
        self.placed += [replace(cue, offset_s=cue.offset_s + moved_s) for cue in group]
        if first.kind in ("opening", "sentence"):
            self._told_until_s = begin_s + span_s + SENTENCE_GAP_S


def _wishes(
    segments: Sequence[Segment], index: int, length_s: float, style: CueStyle
) -> Iterator[list[Cue]]:
    """Yield what is to be said if there is room, the most important first."""
    segment = segments[index]
    opens = opening_words(segments, index)
    if opens:
        yield [_said("opening", SOUND_LENGTH_S, opens, style)]
    told = sentences_in_opening(segment)
    times = sentence_times(segment)[told:]
    sentences = [
        [_said("sentence", max(SOUND_LENGTH_S, time_s), text, style, number)]
        for number, (time_s, text) in enumerate(
            zip(times, segment.sentences[told:], strict=False), start=told
        )
    ]
    # To somebody who does not know it yet, what to do matters more than the count of the seconds,
    # and before anything is repeated one must know what it is.
    urgent = 1 if segment.repetitions else None
    if segment.kind in ("hold", "continuous") and not begins_part(segments, index):
        urgent = 0
    yield from sentences[:urgent]
    yield from _counts(segment, length_s, style)
    if _has_halfway(segment, length_s):
        yield [_said("halfway", length_s / 2 + SOUND_LENGTH_S, HALFWAY, style)]
    if urgent is not None:
        yield from sentences[urgent:]
    following = upcoming_words(segments, index)
    if following:
        yield [_said("next", SOUND_LENGTH_S, following, style)]
    if style.breathing and segment.kind in ("hold", "continuous"):
        if segment.breathing:
            yield [_said("breathing", BREATHE_EVERY_S / 2, segment.breathing, style)]
        for number in range(1, math.ceil(length_s / BREATHE_EVERY_S)):
            yield [_said("breathing", number * BREATHE_EVERY_S, BREATHE, style, number)]


def _counts(segment: Segment, length_s: float, style: CueStyle) -> Iterator[list[Cue]]:
    """Yield the count of repetitions, or the last seconds, which belong together."""
    if segment.repetitions:
        # The sound of the beginning is enough for the first one.
        for number in range(1, round(length_s / segment.repetition_s)):
            offset_s = number * segment.repetition_s
            yield [_said("repetition", offset_s, str(number + 1), style, number + 1)]
    elif length_s >= COUNTDOWN_FROM_S:
        seconds = range(COUNTDOWN_S, 0, -1)
        yield [_said("countdown", length_s - left, str(left), style, left) for left in seconds]


def _has_halfway(segment: Segment, length_s: float) -> bool:
    return segment.kind == "hold" and length_s >= HALFWAY_FROM_S


def _sounds(segments: Sequence[Segment], index: int, length_s: float) -> Iterator[Cue]:
    segment = segments[index]
    kind: CueKind = "sound" if index else "begin"
    yield Cue(kind=kind, offset_s=0.0, sound=_first_sound(segments, index))
    if _has_halfway(segment, length_s):
        yield Cue(kind="sound", number=1, offset_s=length_s / 2, sound="halfway")


def _first_sound(segments: Sequence[Segment], index: int) -> Sound:
    segment = segments[index]
    follows_work = index > 0 and segments[index - 1].is_work
    if segment.is_work:
        # From one movement to another nobody lets go.
        return "change" if follows_work and segment.kind != "hold" else "start"
    return "end" if follows_work and segment.kind != "change-sides" else "change"


def _said(kind: CueKind, offset_s: float, text: str, style: CueStyle, number: int = 0) -> Cue:
    length_s = style.speech_length_s(text)
    return Cue(kind=kind, number=number, offset_s=offset_s, text=text, length_s=length_s)


def _in_order(cues: Sequence[Cue]) -> tuple[Cue, ...]:
    return tuple(sorted(cues, key=lambda cue: cue.offset_s))
