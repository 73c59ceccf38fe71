"""The queue of cues that are still to be given in the current segment.

Cues are planned without pauses and late ticks. The queue handles both: it never starts a sentence
while another one is spoken, it drops what is too late, and it repeats a name that a pause cut off.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from stretchapp.session.cues import Cue, CueKind

_MOST_IMPORTANT_FIRST: tuple[CueKind, ...] = (
    "begin",
    "sound",
    "opening",
    "ending",
    "countdown",
    "repetition",
    "halfway",
    "sentence",
    "hold",
    "next",
    "breathing",
)

OVERRUN_S = 0.25
"""How far a sentence that started a little late may reach beyond the end of its segment."""


class CueQueue:
    """The cues of one segment after another.

    All times are seconds of the session. ``offset_s`` is the position in the segment; ``now_s`` is
    a clock that also runs while the session waits.
    """

    def __init__(self) -> None:
        """Start with an empty queue."""
        self._cues: list[Cue] = []
        self._length_s = 0.0
        self._given: set[tuple[CueKind, int]] = set()
        self._speaking: Cue | None = None
        self._speaking_until_s = -math.inf

    def load(self, cues: Iterable[Cue], length_s: float) -> None:
        """Replace the queue by the cues of the segment that starts."""
        self._given.clear()
        self.replan(cues, length_s)

    def replan(self, cues: Iterable[Cue], length_s: float) -> None:
        """Replace the cues that are left in this segment, whose length or style has changed."""
        self._length_s = length_s
        self._cues = [cue for cue in cues if (cue.kind, cue.number) not in self._given]

    def take(
        self, offset_s: float, now_s: float, is_ready: Callable[[str], bool] = lambda _: True
    ) -> list[Cue]:
        """Remove and return the cues to give now: any number of sounds, and at most one sentence.

        Args:
            offset_s: The position in the segment.
            now_s: The reading of the clock.
            is_ready: Returns whether a sentence can be spoken at once. One that cannot stays in
                the queue, and may become too late.
        """
        due = [cue for cue in self._cues if cue.offset_s <= offset_s]
        self._cues = [cue for cue in self._cues if cue.offset_s > offset_s]
        taken: list[Cue] = []
        # Instructions wait for the name that they belong to.
        must_wait = now_s < self._speaking_until_s
        for cue in sorted(due, key=_rank):
            if offset_s - cue.offset_s > cue.tolerance_s or not self._has_room(cue, offset_s):
                continue
            if cue.text and (must_wait or not is_ready(cue.text)):
                self._cues.append(cue)
                must_wait = True
                continue
            taken.append(cue)
            self._given.add((cue.kind, cue.number))
            if cue.text:
                must_wait = True
                self._speaking = cue
                self._speaking_until_s = now_s + cue.length_s
        return taken

    def add_requested(self, cues: Iterable[Cue]) -> None:
        """Add cues that the person requested; a sentence among them replaces the name."""
        requested = tuple(cues)
        if any(cue.text for cue in requested):
            self._cues = [cue for cue in self._cues if cue.kind != "opening"]
        self._cues += requested

    def stop_speaking(self, offset_s: float, now_s: float) -> None:
        """Stop the current sentence; a name that is cut off is put back into the queue."""
        cut_off = self._speaking
        if cut_off is not None and now_s < self._speaking_until_s and cut_off.kind == "opening":
            self._given.discard((cut_off.kind, cut_off.number))
            self._cues.append(replace(cut_off, offset_s=offset_s))
        self._speaking = None
        self._speaking_until_s = -math.inf

    def wait_s(self, offset_s: float, now_s: float) -> float | None:
        """Return the time until the next cue, or None if none is left in this segment."""
        waits = [
            max(cue.offset_s - offset_s, self._speaking_until_s - now_s if cue.text else 0.0, 0.0)
            for cue in self._cues
        ]
        return min(waits, default=None)

    def _has_room(self, cue: Cue, offset_s: float) -> bool:
        """Return whether a cue ends before its segment does, and before a more important one."""
        end_s = offset_s + cue.length_s
        if end_s > self._length_s + OVERRUN_S and cue.text:
            return False
        return not any(
            other.offset_s < end_s and _rank(other) < _rank(cue) and other.text
            for other in self._cues
            if cue.text and offset_s < other.offset_s
        )


def _rank(cue: Cue) -> int:
    return _MOST_IMPORTANT_FIRST.index(cue.kind)
