"""A plan that leaves a voice the time it needs.

Where the time to get ready, or to change sides, is too short for what is said in it, it is made
longer: a name that comes when the hold has begun is of no use to somebody who faces a wall.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from stretchapp.session.cue_words import opening_words, sentences_in_opening
from stretchapp.session.cues import SENTENCE_GAP_S, SOUND_LENGTH_S

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stretchapp.session.timeline import Segment


def fit_to_speech(
    segments: Sequence[Segment], speech_length_s: Callable[[str], float]
) -> tuple[Segment, ...]:
    """Return the plan with enough time for every sentence of getting ready and changing sides.

    Nothing becomes shorter; order, kinds and parts stay as they are. Lengths that grow do so by
    whole seconds.

    Args:
        segments: The plan as written.
        speech_length_s: Returns how long the voice takes for a sentence, in seconds.
    """
    stretched: list[Segment] = []
    start_s = 0.0
    for segment in segments:
        placed = replace(segment, start_s=start_s)
        if segment.kind in ("get-ready", "change-sides"):
            placed = _with_room(placed, segments, speech_length_s)
        stretched.append(placed)
        start_s += placed.length_s
    return tuple(stretched)


def _with_room(
    segment: Segment, segments: Sequence[Segment], speech_length_s: Callable[[str], float]
) -> Segment:
    """Return a segment that is long enough, with its sentences shown as they are said."""
    told = sentences_in_opening(segment)
    at_s = SOUND_LENGTH_S + speech_length_s(opening_words(segments, segment.index)) + SENTENCE_GAP_S
    said_at_s: list[float] = []
    for text in segment.sentences[told:]:
        said_at_s.append(at_s)
        at_s += speech_length_s(text) + SENTENCE_GAP_S
    # The first sentence stands on the page from the beginning.
    shown_at_s = (0.0, *said_at_s[1 - told :])
    missing_s = max(0.0, at_s - segment.length_s)
    length_s = segment.length_s + math.ceil(missing_s)
    return replace(segment, length_s=length_s, shown_at_s=shown_at_s)
