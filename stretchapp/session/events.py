"""What happens in a session, told as values.

``at_s`` is the session's own time: active seconds since it began, exact to the plan whatever the
ticks did.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stretchapp.session.timeline import Segment


@dataclass(frozen=True, slots=True)
class SegmentStarted:
    """A segment begins."""

    at_s: float
    segment: Segment


@dataclass(frozen=True, slots=True)
class SentenceShown:
    """The next sentence of instruction is due."""

    at_s: float
    text: str


@dataclass(frozen=True, slots=True)
class RepetitionStarted:
    """A repetition begins; ``number`` counts from 1."""

    at_s: float
    number: int


@dataclass(frozen=True, slots=True)
class Paused:
    """The person paused."""

    at_s: float


@dataclass(frozen=True, slots=True)
class Resumed:
    """The session goes on after a pause, a wait or an interruption."""

    at_s: float


@dataclass(frozen=True, slots=True)
class Interrupted:
    """The session stood still without having been asked to: the machine slept, say.

    It waits for the person to go on, start the part again, or end.
    """

    at_s: float
    gap_s: float


@dataclass(frozen=True, slots=True)
class Finished:
    """The last segment is over."""

    at_s: float


@dataclass(frozen=True, slots=True)
class Stopped:
    """The person ended the session before its end."""

    at_s: float


Event = (
    SegmentStarted
    | SentenceShown
    | RepetitionStarted
    | Paused
    | Resumed
    | Interrupted
    | Finished
    | Stopped
)
