"""The summary of a relief that is over, for the page that asks about the cramp."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TriedExercise:
    """An exercise that was started, and whether the cramp eased during it."""

    id: str
    name: str
    helped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliefSummary:
    """What is known about a cramp before the person adds anything.

    Attributes:
        place: The id of the relief flow.
        title: The words for the place of the cramp.
        length_s: The length of the cramp, in seconds.
        eased: Whether the person said that the cramp has eased.
        tried: The exercises in the order in which they were first started.
    """

    place: str
    title: str
    length_s: float
    eased: bool
    tried: tuple[TriedExercise, ...]
