"""The clock of a relief, the cramp's own clock behind it, and the lengths that are too long.

The first one runs from the start to the end and stands still only while the machine sleeps. The
cramp's stands as well from the moment at which it has eased, and goes on if it comes back.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from stretchapp.relief.events import GateReached

if TYPE_CHECKING:
    from stretchapp.relief.events import Gate

MAX_TICK_GAP_S = 30.0
"""Calls further apart than this mean that the machine slept. Longer than a session's: somebody in
pain is not asked anything because of a slow disk."""

GATES: tuple[tuple[Gate, float], ...] = (("long", 240.0), ("very-long", 600.0))
"""The lengths of a cramp at which a doctor card is due."""


class CrampClock:
    """Turns readings of a monotonic clock into the seconds of one relief.

    Attributes:
        gates: The lengths that have been reached, in their order.
    """

    def __init__(self, speed: float) -> None:
        """Let ``speed`` seconds pass in one second."""
        self.gates: tuple[Gate, ...] = ()
        self._speed = speed
        self._anchor_now_s = 0.0
        self._anchor_s = 0.0
        self._last_now_s = 0.0
        # How far the cramp's clock is behind, and what it shows while it stands.
        self._behind_s = 0.0
        self._eased_s: float | None = None

    def start(self, now_s: float) -> None:
        """Begin at 0."""
        self._anchor_now_s = self._last_now_s = now_s

    def advance(self, now_s: float) -> float:
        """Go on to ``now_s`` and return 0, or, after a gap, stand still and return its length."""
        gap_s = now_s - self._last_now_s
        if gap_s > MAX_TICK_GAP_S:
            self._anchor_s = self.last_s
            self._anchor_now_s = self._last_now_s = now_s
            return gap_s
        self._last_now_s = max(now_s, self._last_now_s)
        return 0.0

    @property
    def last_s(self) -> float:
        """What the clock showed when it last went on."""
        return self.read(self._last_now_s)

    def read(self, now_s: float) -> float:
        """Return what the clock shows at ``now_s``; not later than it has gone on."""
        passed_s = max(0.0, min(now_s, self._last_now_s) - self._anchor_now_s)
        return self._anchor_s + passed_s * self._speed

    def cramp_s(self, at_s: float) -> float:
        """Return the length of the cramp at the moment ``at_s`` of this clock."""
        return at_s - self._behind_s if self._eased_s is None else self._eased_s

    def ease(self, at_s: float) -> None:
        """Let the cramp's clock stand."""
        self._eased_s = self.cramp_s(at_s)

    def come_back(self, at_s: float) -> None:
        """Let the cramp's clock go on, if it stands."""
        self._behind_s = at_s - self.cramp_s(at_s)
        self._eased_s = None

    @property
    def next_gate_s(self) -> float:
        """The moment of this clock at which a card is due; infinite if none will be."""
        if self._eased_s is not None or len(self.gates) == len(GATES):
            return math.inf
        return GATES[len(self.gates)][1] + self._behind_s

    def reach_gate(self) -> GateReached:
        """Pass the next gate."""
        gate, length_s = GATES[len(self.gates)]
        self.gates += (gate,)
        return GateReached(length_s, gate)
