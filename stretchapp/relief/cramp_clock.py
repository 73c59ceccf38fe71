"""The clock of a relief, the clock of its cramp, and the durations at which a cramp is too long.

The relief's clock runs from start to end and stops only while the machine sleeps. The cramp clock
also stops when the cramp eases, and resumes if it returns.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from stretchapp.relief.events import ThresholdReached

if TYPE_CHECKING:
    from stretchapp.relief.events import Threshold

MAX_TICK_GAP_S = 30.0
"""Calls further apart than this mean that the machine slept. It is longer than in a session:
nobody in pain is asked anything because of a slow disk."""

THRESHOLDS: tuple[tuple[Threshold, float], ...] = (("long", 240.0), ("very-long", 600.0))
"""The durations of a cramp, in seconds, at which a doctor card is due."""


class CrampClock:
    """Converts readings of a monotonic clock to the seconds of one relief.

    Attributes:
        thresholds: The thresholds that the cramp has reached, in order.
    """

    def __init__(self, speed: float) -> None:
        """Let ``speed`` seconds of the relief pass in one second."""
        self.thresholds: tuple[Threshold, ...] = ()
        self._speed = speed
        self._anchor_now_s = 0.0
        self._anchor_s = 0.0
        self._last_now_s = 0.0
        # How far the cramp clock is behind, and what it shows while it is stopped.
        self._cramp_delay_s = 0.0
        self._eased_s: float | None = None

    def start(self, now_s: float) -> None:
        """Start at 0."""
        self._anchor_now_s = self._last_now_s = now_s

    def advance(self, now_s: float) -> float:
        """Advance to ``now_s`` and return 0; after a gap, stay where it is and return the gap."""
        gap_s = now_s - self._last_now_s
        if gap_s > MAX_TICK_GAP_S:
            self._anchor_s = self.last_s
            self._anchor_now_s = self._last_now_s = now_s
            return gap_s
        self._last_now_s = max(now_s, self._last_now_s)
        return 0.0

    @property
    def last_s(self) -> float:
        """What the clock showed after the last ``advance``."""
        return self.read(self._last_now_s)

    def read(self, now_s: float) -> float:
        """Return what the clock shows at ``now_s``, or at the last advance if that is earlier."""
        passed_s = max(0.0, min(now_s, self._last_now_s) - self._anchor_now_s)
        return self._anchor_s + passed_s * self._speed

    def cramp_s(self, at_s: float) -> float:
        """Return how long the cramp has lasted at the moment ``at_s`` of this clock."""
        return at_s - self._cramp_delay_s if self._eased_s is None else self._eased_s

    def stop_cramp(self, at_s: float) -> None:
        """Stop the cramp clock."""
        self._eased_s = self.cramp_s(at_s)

    def resume_cramp(self, at_s: float) -> None:
        """Continue the cramp clock, if it is stopped."""
        self._cramp_delay_s = at_s - self.cramp_s(at_s)
        self._eased_s = None

    @property
    def next_threshold_s(self) -> float:
        """The moment of this clock at which a doctor card is due; infinite if none will be."""
        if self._eased_s is not None or len(self.thresholds) == len(THRESHOLDS):
            return math.inf
        return THRESHOLDS[len(self.thresholds)][1] + self._cramp_delay_s

    def reach_threshold(self) -> ThresholdReached:
        """Record that the cramp has reached the next threshold."""
        threshold, duration_s = THRESHOLDS[len(self.thresholds)]
        self.thresholds += (threshold,)
        return ThresholdReached(duration_s, threshold)
