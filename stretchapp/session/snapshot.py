"""A session at one moment: everything that a page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from stretchapp.session.timeline import HALFWAY_FROM_S

if TYPE_CHECKING:
    from stretchapp.session.timeline import Segment

PlayerState = Literal["ready", "running", "paused", "waiting", "interrupted", "finished", "stopped"]
"""``waiting``: in a wait that has no end by itself. A wait that has one is ``running``, until the
person asks for it to be held. ``interrupted``: after a gap, until the person answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Everything a page shows at one moment.

    Attributes:
        state: What the player is doing.
        segment: The current segment; the last one once the session is over.
        offset_s: Seconds since the segment started.
        length_s: Its length, added time included.
        sentence: The sentence of instruction to show.
        repetition: The current repetition, from 1; 0 if repetitions are not counted.
        active_s: Seconds spent in the session, without pauses and waits that have no end.
        planned_s: The length of the whole plan.
        progress: The share of the plan that has been played, from 0 to 1.
        next_part: The first segment of the next part, or None in the last part.
    """

    state: PlayerState
    segment: Segment
    offset_s: float
    length_s: float
    sentence: str
    repetition: int
    active_s: float
    planned_s: float
    progress: float
    next_part: Segment | None

    @property
    def remaining_s(self) -> float:
        """Seconds until the segment ends."""
        return max(0.0, self.length_s - self.offset_s)

    @property
    def is_past_half(self) -> bool:
        """Whether more than half of a hold is over that is long enough for a halfway signal."""
        is_long = self.segment.kind == "hold" and self.length_s >= HALFWAY_FROM_S
        return is_long and self.offset_s >= self.length_s / 2

    @property
    def is_running_wait(self) -> bool:
        """Whether this is a wait that ends by itself, unless the person ends or holds it."""
        return self.state == "running" and self.segment.kind == "wait"

    @property
    def can_be_paused(self) -> bool:
        """Whether the key for pause and continue pauses now; it ends a wait."""
        return self.state == "running" and not self.is_running_wait

    @property
    def is_over(self) -> bool:
        """Whether the session has ended, either way."""
        return self.state in ("finished", "stopped")
