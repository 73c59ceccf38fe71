"""The events of a session.

``at_s`` is the time of the session: active seconds since its start. It follows the plan exactly,
however late a tick was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stretchapp.session.timeline import Segment


@dataclass(frozen=True, slots=True)
class SegmentStarted:
    """A segment starts."""

    at_s: float
    segment: Segment


@dataclass(frozen=True, slots=True)
class SentenceShown:
    """The next sentence of instruction is due."""

    at_s: float
    text: str


@dataclass(frozen=True, slots=True)
class RepetitionStarted:
    """A repetition starts; ``number`` counts from 1."""

    at_s: float
    number: int


@dataclass(frozen=True, slots=True)
class Paused:
    """The person paused."""

    at_s: float


@dataclass(frozen=True, slots=True)
class Resumed:
    """The session continues after a pause, a wait or an interruption."""

    at_s: float


@dataclass(frozen=True, slots=True)
class Interrupted:
    """The session was interrupted for ``gap_s`` seconds, for example because the machine slept.

    It waits until the person continues, restarts the part, or ends the session.
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
