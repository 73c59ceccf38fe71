"""What is still to be told in the present segment, and what is being said.

The plan of the cues knows no pauses and no late ticks. The queue does: words are never begun while
others are being said, what comes too late is dropped, and a name that a pause has cut off is said
again.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from stretchapp.session.cues import Cue, CueKind

_IMPORTANT_FIRST: tuple[CueKind, ...] = (
    "begin",
    "sound",
    "opening",
    "ending",
    "countdown",
    "repetition",
    "halfway",
    "sentence",
    "next",
    "breathing",
)

SLACK_S = 0.25
"""Words may reach so far beyond the end of their segment because they came a little late."""


class CueQueue:
    """The cues of one segment after another.

    All times are seconds of the session. ``offset_s`` is the place in the segment; ``now_s`` goes
    on while the session waits.
    """

    def __init__(self) -> None:
        """Begin with nothing to tell."""
        self._cues: list[Cue] = []
        self._length_s = 0.0
        self._given: set[tuple[CueKind, int]] = set()
        self._spoken: Cue | None = None
        self._busy_until_s = -math.inf

    def load(self, cues: Iterable[Cue], length_s: float) -> None:
        """Take over the cues of a segment that begins; those of the one before are forgotten."""
        self._given.clear()
        self.replan(cues, length_s)

    def replan(self, cues: Iterable[Cue], length_s: float) -> None:
        """Take over the cues of the same segment, which has got another length or style."""
        self._length_s = length_s
        self._cues = [cue for cue in cues if (cue.kind, cue.number) not in self._given]

    def take(
        self, offset_s: float, now_s: float, is_ready: Callable[[str], bool] = lambda _: True
    ) -> list[Cue]:
        """Return what is to be sounded and said now: any number of sounds, one sentence at most.

        Args:
            offset_s: The place in the segment.
            now_s: The clock.
            is_ready: Returns whether a sentence can be said at once; if not, it may become late.
        """
        due = [cue for cue in self._cues if cue.offset_s <= offset_s]
        self._cues = [cue for cue in self._cues if cue.offset_s > offset_s]
        taken: list[Cue] = []
        # Instructions do not come before the name that they belong to.
        is_held = now_s < self._busy_until_s
        for cue in sorted(due, key=_rank):
            if offset_s - cue.offset_s > cue.tolerance_s or not self._has_room(cue, offset_s):
                continue
            if cue.text and (is_held or not is_ready(cue.text)):
                self._cues.append(cue)
                is_held = True
                continue
            taken.append(cue)
            self._given.add((cue.kind, cue.number))
            if cue.text:
                is_held = True
                self._spoken = cue
                self._busy_until_s = now_s + cue.length_s
        return taken

    def add_requested(self, cues: Iterable[Cue]) -> None:
        """Tell ``cues`` too, which somebody has asked for; words come instead of a name."""
        asked = tuple(cues)
        if any(cue.text for cue in asked):
            self._cues = [cue for cue in self._cues if cue.kind != "opening"]
        self._cues += asked

    def stop_speaking(self, offset_s: float, now_s: float) -> None:
        """Stop what is being said; a name that was cut off will be said again from its start."""
        cut = self._spoken
        if cut is not None and now_s < self._busy_until_s and cut.kind == "opening":
            self._given.discard((cut.kind, cut.number))
            self._cues.append(replace(cut, offset_s=offset_s))
        self._spoken = None
        self._busy_until_s = -math.inf

    def wait_s(self, offset_s: float, now_s: float) -> float | None:
        """Return how long there is nothing to do; None if nothing is left in this segment."""
        waits = [
            max(cue.offset_s - offset_s, self._busy_until_s - now_s if cue.text else 0.0, 0.0)
            for cue in self._cues
        ]
        return min(waits, default=None)

    def _has_room(self, cue: Cue, offset_s: float) -> bool:
        """Return whether a cue can be told before its segment ends or something better comes."""
        end_s = offset_s + cue.length_s
        if end_s > self._length_s + SLACK_S and cue.text:
            return False
        return not any(
            other.offset_s < end_s and _rank(other) < _rank(cue) and other.text
            for other in self._cues
            if cue.text and offset_s < other.offset_s
        )


def _rank(cue: Cue) -> int:
    return _IMPORTANT_FIRST.index(cue.kind)
