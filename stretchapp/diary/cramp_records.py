"""The values of the cramp log: what relief saves, what the person adds, and a whole entry."""

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
"""The greatest length of a cramp that can be entered, in seconds."""

LONGEST_NOTE = 1000
"""The greatest length of a note, in characters."""

EARLIEST_YEAR = 1970
"""Lower limit of entries: the diary computes every night from its first entry on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrampProgress:
    """The progress of the relief of a cramp.

    Attributes:
        state: Whether relief is still running.
        muscle: The id of the relief flow, which says where the cramp is.
        length_s: The length of the cramp so far, in seconds.
        eased: Whether the person said that the cramp has eased.
        tried: The ids of the exercises that were started, and whether each has helped.
    """

    state: CrampState
    muscle: str
    length_s: float
    eased: bool
    tried: Mapping[str, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrampDetails:
    """What the person adds to an entry; None leaves a value unchanged.

    Attributes:
        unknown: Which of ``side``, ``strength`` and ``length_s`` to clear, because the person does
            not know them.
        side: Which leg.
        strength: From 0 to 10.
        length_s: The length of the cramp, in seconds.
        triggers: The ids of the possible triggers, in place of earlier ones.
        helped: The ids of the exercises that helped; all others did not.
        nothing_helped: Whether the person said that nothing helped.
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
    """Everything that a person can say about a cramp; None means unknown.

    Attributes:
        started_at: When the cramp began.
        muscle: The id of a relief flow, which says where the cramp was.
        side: Which leg.
        strength: From 0 to 10.
        length_s: The length of the cramp, in seconds.
        eased: Whether the person said that the cramp eased.
        nothing_helped: Whether the person said that nothing helped.
        note: Anything else, up to ``LONGEST_NOTE`` characters.
        triggers: The ids of the possible triggers.
        tried: The ids of the exercises that were tried, in order, and whether each helped.
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
    """A cramp in the log.

    Attributes:
        id: Its number in the log.
        state: Whether its relief is still running.
        process: The process that guides through relief; None if the cramp was entered by hand.
        started_at: When the cramp began.
        saved_at: When relief last saved the entry; the end of a cramp that was entered by hand.
        muscle: The id of the relief flow, or None.
        side: Which leg, or None.
        strength: From 0 to 10, or None.
        length_s: The length of the cramp in seconds, or None; its least length if it had not eased.
        eased: Whether the person said that the cramp eased.
        nothing_helped: Whether the person said that nothing helped.
        note: What else the person wrote.
        triggers: The ids of the possible triggers, in alphabetical order.
        tried: The ids of the exercises in the order in which they were first started, and whether
            each helped.
        uid: Identifies the cramp in every copy of the diary.
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
        """The part of the record that a person can change."""
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
