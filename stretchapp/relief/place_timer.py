"""The timer of the current place in a relief flow."""

from __future__ import annotations

import math


class PlaceTimer:
    """How long the relief has been at its current place; it can be paused.

    All times are seconds of the relief's clock.

    Attributes:
        length_s: How long the place lasts; infinite if it waits for the person.
    """

    def __init__(self) -> None:
        """Start at 0, without an end."""
        self.length_s = math.inf
        self._started_s = 0.0
        self._paused_s: float | None = None

    def start(self, at_s: float, length_s: float) -> None:
        """Start a place that lasts ``length_s``."""
        self._started_s = at_s
        self.length_s = length_s

    @property
    def is_paused(self) -> bool:
        """Whether the timer is paused."""
        return self._paused_s is not None

    def pause(self, at_s: float) -> None:
        """Pause the timer."""
        self._paused_s = at_s

    def resume(self, at_s: float) -> None:
        """Continue, if the timer is paused."""
        if self._paused_s is not None:
            self._started_s += at_s - self._paused_s
            self._paused_s = None

    def passed_s(self, at_s: float) -> float:
        """Return how long the place has lasted, without pauses; at most its length."""
        until_s = at_s if self._paused_s is None else self._paused_s
        return min(max(0.0, until_s - self._started_s), self.length_s)

    @property
    def ends_s(self) -> float:
        """When the place ends; infinite if it does not end by itself."""
        return math.inf if self.is_paused else self._started_s + self.length_s
