"""Lengthening of a plan so that the voice has time to speak.

The time to get ready or to change sides, or a wait, may be too short for its sentences. Then it is
made longer: a name spoken after the hold has started does not help a person who faces a wall. An
exercise without time to get ready begins with these sentences, and gets the time for them itself.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from stretchapp.session.cue_words import (
    begins_part,
    opening_words,
    sentences_in_opening,
    upcoming_words,
)
from stretchapp.session.cues import COUNTDOWN_S, SENTENCE_GAP_S, SOUND_LENGTH_S

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stretchapp.session.timeline import Segment


def fit_to_speech(
    segments: Sequence[Segment], speech_length_s: Callable[[str], float]
) -> tuple[Segment, ...]:
    """Return the plan with enough time to speak: to get ready, to change sides, and in waits.

    No segment becomes shorter; order, kinds and parts stay the same. Lengths grow by whole
    seconds.

    Args:
        segments: The plan of the routine.
        speech_length_s: Returns how long the voice takes for a sentence, in seconds.
    """
    fitted: list[Segment] = []
    start_s = 0.0
    for segment in segments:
        moved = replace(segment, start_s=start_s)
        if segment.kind in ("get-ready", "change-sides"):
            moved = _with_time_to_speak(moved, segments, speech_length_s)
        elif segment.kind in ("hold", "continuous") and begins_part(segments, segment.index):
            # When everything is said, half of the exercise is left.
            left_s = moved.length_s / 2
            moved = _with_time_to_speak(moved, segments, speech_length_s, left_s=left_s)
        elif segment.kind == "wait" and segment.length_s > 0:
            moved = _with_time_to_announce(moved, segments, speech_length_s)
        fitted.append(moved)
        start_s += moved.length_s
    return tuple(fitted)


def _with_time_to_announce(
    segment: Segment, segments: Sequence[Segment], speech_length_s: Callable[[str], float]
) -> Segment:
    """Return a wait that is long enough to say what to do, what comes next, and to count down."""
    words = (opening_words(segments, segment.index), upcoming_words(segments, segment.index))
    spoken_s = sum(speech_length_s(text) + SENTENCE_GAP_S for text in words if text)
    needed_s = SOUND_LENGTH_S + spoken_s + COUNTDOWN_S
    return replace(segment, length_s=max(segment.length_s, float(math.ceil(needed_s))))


def _with_time_to_speak(
    segment: Segment,
    segments: Sequence[Segment],
    speech_length_s: Callable[[str], float],
    *,
    left_s: float = 0.0,
) -> Segment:
    """Return a segment that is long enough, with each sentence shown when it is spoken.

    Args:
        segment: The segment.
        segments: The plan.
        speech_length_s: Returns how long the voice takes for a sentence, in seconds.
        left_s: The least time that is left when everything is said, in seconds.
    """
    in_opening = sentences_in_opening(segment)
    at_s = SOUND_LENGTH_S + speech_length_s(opening_words(segments, segment.index)) + SENTENCE_GAP_S
    spoken_at_s: list[float] = []
    for text in segment.sentences[in_opening:]:
        spoken_at_s.append(at_s)
        at_s += speech_length_s(text) + SENTENCE_GAP_S
    # The first sentence is on the page from the start.
    shown_at_s = (0.0, *spoken_at_s[1 - in_opening :])
    missing_s = max(0.0, at_s + left_s - segment.length_s)
    length_s = segment.length_s + math.ceil(missing_s)
    return replace(segment, length_s=length_s, shown_at_s=shown_at_s)
