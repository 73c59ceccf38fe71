"""The values of the cramp log: what relief saves, what people add, and an entry as it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

CrampState = Literal["running", "ended"]

CrampSide = Literal["left", "right", "both"]

SIDES: tuple[CrampSide, ...] = ("left", "right", "both")

STRONGEST = 10

LONGEST_S = 24 * 3600.0
"""A cramp is not said to last longer."""

LONGEST_NOTE = 1000
"""In characters."""

EARLIEST_YEAR = 1970
"""The diary counts every night from the first entry on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrampProgress:
    """How far the relief of a cramp has come.

    Attributes:
        state: Whether it still runs.
        muscle: The id of the flow: where it cramps.
        length_s: How long the cramp has lasted, in seconds.
        eased: Whether the person said that it has eased.
        tried: The ids of the exercises that were begun, and whether each has helped.
    """

    state: CrampState
    muscle: str
    length_s: float
    eased: bool
    tried: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class TriedExercise:
    """An exercise that was begun, and whether it was what was done when the cramp eased."""

    id: str
    name: str
    helped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDetails:
    """What an entry says before anybody adds to it, in the words that people see.

    Attributes:
        place: The id of the flow.
        title: The place that cramps, as people see it.
        length_s: How long the cramp has lasted, in seconds.
        eased: Whether it was said that it has eased.
        tried: The exercises in the order in which they were first begun.
    """

    place: str
    title: str
    length_s: float
    eased: bool
    tried: tuple[TriedExercise, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrampDetails:
    """What a person adds to an entry; None leaves what is there.

    Attributes:
        unknown: The names of those of the next three that are not known after all.
        side: Which leg.
        strength: From 0 to 10.
        length_s: How long it lasted, in seconds.
        triggers: The ids of what went before; they take the place of earlier ones.
        helped: The ids of the exercises that helped; all others did not.
        nothing_helped: Whether it is said that nothing did.
        note: Anything else.
    """

    unknown: frozenset[str] = frozenset()
    side: CrampSide | None = None
    strength: int | None = None
    length_s: float | None = None
    triggers: frozenset[str] | None = None
    helped: frozenset[str] | None = None
    nothing_helped: bool | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CrampEntry:
    """All that a person can say of a cramp; None is what is not known.

    Attributes:
        started_at: When the cramp began.
        muscle: The id of a flow: where it cramped.
        side: Which leg.
        strength: From 0 to 10.
        length_s: How long it lasted, in seconds.
        eased: Whether it is said that it has eased.
        nothing_helped: Whether it is said that nothing helped.
        note: Anything else, at most ``LONGEST_NOTE`` characters.
        triggers: The ids of what went before.
        tried: The ids of the exercises that were tried, in their order, and whether each helped.
    """

    started_at: datetime
    muscle: str | None = None
    side: CrampSide | None = None
    strength: int | None = None
    length_s: float | None = None
    eased: bool = False
    nothing_helped: bool = False
    note: str = ""
    triggers: frozenset[str] = frozenset()
    tried: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CrampRecord:
    """One entry as it is kept.

    Attributes:
        id: Its number in the log.
        state: Whether its relief still runs.
        process: The process that leads it; None for an entry made by hand.
        started_at: When the cramp began.
        saved_at: When the entry was last saved by its relief; when the cramp ended, if it was
            made by hand.
        muscle: The id of the flow, or None.
        side: Which leg, or None.
        strength: From 0 to 10, or None.
        length_s: Its length in seconds, or None; the least that it was if it had not eased.
        eased: Whether the person said that it had eased.
        nothing_helped: Whether the person said that nothing helped.
        note: What else was written.
        triggers: The ids of what went before, in the order of the alphabet.
        tried: The ids of the exercises in the order in which they were first begun, and whether
            each helped.
        uid: What it is known by in every copy of the diary.
    """

    id: int
    state: CrampState
    process: int | None
    started_at: datetime
    saved_at: datetime
    muscle: str | None
    side: CrampSide | None
    strength: int | None
    length_s: float | None
    eased: bool
    nothing_helped: bool
    note: str
    triggers: tuple[str, ...]
    tried: tuple[tuple[str, bool], ...]
    uid: str

    @property
    def entry(self) -> CrampEntry:
        """What a person can say of it, to be changed with ``dataclasses.replace``."""
        return CrampEntry(
            started_at=self.started_at,
            muscle=self.muscle,
            side=self.side,
            strength=self.strength,
            length_s=self.length_s,
            eased=self.eased,
            nothing_helped=self.nothing_helped,
            note=self.note,
            triggers=frozenset(self.triggers),
            tried=self.tried,
        )
