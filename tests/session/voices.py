"""A voice for tests that takes a fixed time for every letter, so that lengths are predictable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from stretchapp.session.cues import CueStyle, segment_cues

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stretchapp.session.cues import Cue, CueMode
    from stretchapp.session.timeline import Segment


def voice(letter_s: float = 0.05) -> Callable[[str], float]:
    """Return a voice that takes ``letter_s`` for every letter."""
    return lambda text: len(text) * letter_s


voices = st.sampled_from([0.01, 0.05, 0.1, 0.4]).map(voice)
"""Fast and slow voices."""

spoken_styles = st.builds(
    CueStyle, mode=st.just("voice"), speech_length_s=voices, breathing=st.booleans()
)
styles = st.builds(
    CueStyle,
    mode=st.sampled_from(["silent", "sounds", "voice"]),
    speech_length_s=voices,
    breathing=st.booleans(),
)


def a_style(
    mode: CueMode = "voice", letter_s: float = 0.05, *, breathing: bool = False
) -> CueStyle:
    """Return a cue style."""
    return CueStyle(mode=mode, speech_length_s=voice(letter_s), breathing=breathing)


def cues(segments: Sequence[Segment], index: int, style: CueStyle | None = None) -> tuple[Cue, ...]:
    """Return the cues of one segment of the plan."""
    return segment_cues(segments, index, segments[index].length_s, style or a_style())


def said(cues: Sequence[Cue]) -> list[str]:
    """Return the sentences of cues."""
    return [cue.text for cue in cues if cue.text]


def sounds(cues: Sequence[Cue]) -> list[tuple[str, float]]:
    """Return the sounds with their times."""
    return [(cue.sound, cue.offset_s) for cue in cues if cue.sound is not None]
