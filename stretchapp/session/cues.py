"""Cues: the sentences and sounds of a session, and when they are due.

Speaking takes time. So the sentences of a segment are placed one after another, the most important
ones first. A sentence that finds no room is left out, and no two sentences overlap.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from stretchapp.base.i18n import _
from stretchapp.session.cue_words import (
    BREATHE,
    HALFWAY,
    HOLD,
    begins_part,
    ending_words,
    needs_hold,
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
"""``voice`` means voice and sounds."""

Sound = Literal["start", "halfway", "end", "change", "count", "finish"]
"""``start`` begins a hold or movement, ``end`` ends it; ``change`` starts something else."""

CueKind = Literal[
    "begin",
    "sound",
    "opening",
    "sentence",
    "hold",
    "countdown",
    "halfway",
    "repetition",
    "next",
    "breathing",
    "ending",
]

SENTENCE_GAP_S = 0.25
"""Shortest silence between two sentences, in seconds."""

SOUND_LENGTH_S = 0.5
"""How long a sentence waits for the sound before it to end, in seconds."""

COUNTDOWN_FROM_S = 15.0
"""Length in seconds from which the last seconds of a segment are counted."""

COUNTDOWN_S = 3
"""How many seconds are counted at the end."""

HELD_AT_LEAST_S = 3.0
"""How much of a hold is left when "Hold." is said, in seconds."""

BREATHE_EVERY_S = 10.0
"""How often the person is reminded to breathe, in seconds."""

REQUESTED = -1
"""The number of a cue that the person requested."""

_TOLERANCES_S: dict[CueKind, float] = {
    # The first sound waits for the window and the sound output to open.
    "begin": 2.0,
    "sound": 0.25,
    "opening": 6.0,
    "sentence": 8.0,
    "hold": 4.0,
    "countdown": 0.3,
    "halfway": 1.5,
    "repetition": 0.4,
    "next": 8.0,
    "breathing": 3.0,
    "ending": 10.0,
}
"""How late a cue may be given, in seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A sentence or a sound.

    Attributes:
        kind: What it is for.
        number: Distinguishes it from other cues of its kind in the segment.
        offset_s: When it is due, in seconds from the start of the segment.
        text: The sentence; empty for a sound.
        sound: The sound; None for a sentence.
        length_s: How long it takes to speak.
    """

    kind: CueKind
    number: int = 0
    offset_s: float
    text: str = ""
    sound: Sound | None = None
    length_s: float = 0.0

    @property
    def end_s(self) -> float:
        """When it ends, in seconds from the start of the segment."""
        return self.offset_s + self.length_s

    @property
    def tolerance_s(self) -> float:
        """How much later it may be given, in seconds."""
        return _TOLERANCES_S[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class CueStyle:
    """The choices of the person about cues.

    Attributes:
        mode: Whether there are sentences and sounds, only sounds, or nothing.
        speech_length_s: Returns how long the voice takes for a sentence, in seconds of the session.
        breathing: Whether there are sentences about breathing.
    """

    mode: CueMode
    speech_length_s: Callable[[str], float]
    breathing: bool = False


def is_in_quiet_hours(now: time, *, quiet_from: time, quiet_until: time) -> bool:
    """Return whether a time of day is in the quiet hours, in which sessions start silent.

    Args:
        now: The time of day.
        quiet_from: When the quiet hours start.
        quiet_until: When they end; equal to ``quiet_from`` if there are none.
    """
    if quiet_from <= quiet_until:
        return quiet_from <= now < quiet_until
    return now >= quiet_from or now < quiet_until


def next_mode(mode: CueMode, *, has_voice: bool) -> CueMode:
    """Return the mode that the key for the cue mode changes to."""
    following: dict[CueMode, CueMode] = {
        # Sessions start silent in the quiet hours; then one key press turns the voice on.
        "silent": "voice" if has_voice else "sounds",
        "voice": "sounds",
        "sounds": "silent",
    }
    return following[mode]


def segment_cues(
    segments: Sequence[Segment], index: int, length_s: float, style: CueStyle
) -> tuple[Cue, ...]:
    """Return the cues of one segment, ordered by time.

    Args:
        segments: The whole plan.
        index: The index of the segment.
        length_s: Its length with added time; 0 for a wait that has no end.
        style: The choices of the person.
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
    placement = _Placement(length_s or math.inf)
    for group in _candidates(segments, index, length_s, style):
        placement.place(group)
    return _in_order([*sounds, *placement.placed])


def requested_cues(text: str, offset_s: float, style: CueStyle) -> tuple[Cue, ...]:
    """Return the cues for a person who asks in the middle of a segment what to do.

    Args:
        text: The sentence for the voice.
        offset_s: The position in the segment, in seconds.
        style: The choices of the person.
    """
    if style.mode == "silent":
        return ()
    if style.mode == "sounds":
        return (Cue(kind="sound", number=REQUESTED, offset_s=offset_s, sound="change"),)
    return (_sentence_cue("opening", offset_s, text, style, REQUESTED),)


def end_cues(active_s: float, style: CueStyle) -> tuple[Cue, ...]:
    """Return the cues at the end of a finished session.

    Args:
        active_s: How long it took in seconds, without pauses.
        style: The choices of the person.
    """
    if style.mode == "silent":
        return ()
    sound = Cue(kind="sound", offset_s=0.0, sound="finish")
    if style.mode == "sounds":
        return (sound,)
    return (sound, _sentence_cue("ending", SOUND_LENGTH_S, ending_words(active_s), style))


def all_sentences(segments: Sequence[Segment], *, breathing: bool = False) -> tuple[str, ...]:
    """Return every sentence that may be spoken in a session, once, in the order of the session."""
    style = CueStyle(mode="voice", speech_length_s=lambda _: 0.0, breathing=breathing)
    sentences = (
        cue.text
        for segment in segments
        for group in _candidates(segments, segment.index, segment.length_s, style)
        for cue in group
    )
    return tuple(dict.fromkeys(sentences))


class _Placement:
    """Gives sentences their places in the time of one segment.

    Attributes:
        placed: The cues that found a place.
    """

    def __init__(self, length_s: float) -> None:
        self.placed: list[Cue] = []
        self._length_s = length_s
        self._instructions_end_s = 0.0

    def place(self, group: Sequence[Cue]) -> None:
        """Place the cues of ``group`` together as early as possible, or leave all of them out."""
        if any(cue.end_s > following.offset_s for cue, following in pairwise(group)):
            # The voice is slower than the count.
            return
        first = group[0]
        begin_s = first.offset_s
        if first.kind in ("sentence", "hold"):
            # Instructions stay in order, and "Hold." follows the last one.
            begin_s = max(begin_s, self._instructions_end_s)
        span_s = group[-1].end_s - first.offset_s
        for other in sorted(self.placed, key=lambda cue: cue.offset_s):
            begins_before_end = begin_s < other.end_s + SENTENCE_GAP_S
            if begins_before_end and begin_s + span_s + SENTENCE_GAP_S > other.offset_s:
                begin_s = other.end_s + SENTENCE_GAP_S
        delay_s = begin_s - first.offset_s
        # Instructions, and what comes next, are useful until the segment ends.
        max_delay_s = math.inf if first.kind in ("sentence", "next") else first.tolerance_s
        if first.kind == "hold":
            max_delay_s = _last_hold_s(self._length_s) - first.offset_s
        if delay_s > max_delay_s or begin_s + span_s > self._length_s:
            return
        self.placed += [replace(cue, offset_s=cue.offset_s + delay_s) for cue in group]
        if first.kind in ("opening", "sentence"):
            self._instructions_end_s = begin_s + span_s + SENTENCE_GAP_S


def _candidates(
    segments: Sequence[Segment], index: int, length_s: float, style: CueStyle
) -> Iterator[list[Cue]]:
    """Yield groups of sentences to speak if there is room, the most important first."""
    segment = segments[index]
    opening = opening_words(segments, index)
    if opening:
        yield [_sentence_cue("opening", SOUND_LENGTH_S, opening, style)]
    first = sentences_in_opening(segment)
    times = sentence_times(segment)[first:]
    sentences = [
        [_sentence_cue("sentence", max(SOUND_LENGTH_S, time_s), text, style, number)]
        for number, (time_s, text) in enumerate(
            zip(times, segment.sentences[first:], strict=False), start=first
        )
    ]
    # How many instructions are more important than the count: all of them where the exercise is
    # new, none where it is known, and one before repetitions, to know what is repeated.
    urgent = None
    if segment.is_work and not begins_part(segments, index):
        urgent = 1 if segment.repetitions else 0
    yield from sentences[:urgent]
    yield from _counts(segment, length_s, style)
    if _has_halfway(segment, length_s):
        yield [_sentence_cue("halfway", length_s / 2 + SOUND_LENGTH_S, _(HALFWAY), style)]
    if urgent is not None:
        yield from sentences[urgent:]
    if needs_hold(segment):
        yield [_sentence_cue("hold", SOUND_LENGTH_S, _(HOLD), style)]
    upcoming = upcoming_words(segments, index)
    if upcoming:
        yield [_sentence_cue("next", SOUND_LENGTH_S, upcoming, style)]
    if style.breathing and segment.kind in ("hold", "continuous"):
        if segment.breathing:
            yield [_sentence_cue("breathing", BREATHE_EVERY_S / 2, segment.breathing, style)]
        for number in range(1, math.ceil(length_s / BREATHE_EVERY_S)):
            yield [_sentence_cue("breathing", number * BREATHE_EVERY_S, _(BREATHE), style, number)]


def _counts(segment: Segment, length_s: float, style: CueStyle) -> Iterator[list[Cue]]:
    """Yield the count of repetitions, or of the last seconds, which form one group."""
    if segment.repetitions:
        # The first repetition has the start sound and needs no number.
        for number in range(1, round(length_s / segment.repetition_s)):
            offset_s = number * segment.repetition_s
            yield [_sentence_cue("repetition", offset_s, str(number + 1), style, number + 1)]
    elif length_s >= COUNTDOWN_FROM_S:
        yield [
            _sentence_cue("countdown", length_s - left, str(left), style, left)
            for left in range(COUNTDOWN_S, 0, -1)
        ]


def _last_hold_s(length_s: float) -> float:
    """Return until when "Hold." makes sense: not after halfway, and not right before the end."""
    return length_s / 2 if length_s >= HALFWAY_FROM_S else length_s - HELD_AT_LEAST_S


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
        # Between two movements nothing is released.
        return "change" if follows_work and segment.kind != "hold" else "start"
    return "end" if follows_work and segment.kind != "change-sides" else "change"


def _sentence_cue(
    kind: CueKind, offset_s: float, text: str, style: CueStyle, number: int = 0
) -> Cue:
    length_s = style.speech_length_s(text)
    return Cue(kind=kind, number=number, offset_s=offset_s, text=text, length_s=length_s)


def _in_order(cues: Sequence[Cue]) -> tuple[Cue, ...]:
    return tuple(sorted(cues, key=lambda cue: cue.offset_s))
