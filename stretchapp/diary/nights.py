"""The nights of a diary: what is known of each, counted from noon to noon.

A night goes by the date of its evening, so that it is one night before and after midnight. No
streak is counted anywhere, and a night of which nothing is known is only that. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from stretchapp.base.nights import night_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from stretchapp.diary.cramp_records import CrampRecord
    from stretchapp.diary.session_log import SessionRecord

DONE_SHARE = 0.5
"""Share of its planned time that must have been active for a session to count as done."""

CRAMP_OCCASION = "cramp"
"""Occasion of the routines that treat a cramp; they never count as a stretch."""

NightState = Literal["cramps", "nothing", "unknown"]
"""``nothing``: the person said that there was no cramp. ``unknown``: nobody said anything."""


@dataclass(frozen=True, slots=True)
class Entries:
    """What a diary holds, or the part of it that is looked at.

    Attributes:
        sessions: The sessions, in any order.
        cramps: The cramps, in any order.
        quiet: The nights of which the person said that there was no cramp.
    """

    sessions: Sequence[SessionRecord] = ()
    cramps: Sequence[CrampRecord] = ()
    quiet: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Night:
    """What is known of one night.

    Attributes:
        evening: The date of its evening.
        sessions: How many of its sessions count as done.
        cramps: Its cramps, the earliest first.
        is_quiet: Whether the person said that there was none.
    """

    evening: date
    sessions: int
    cramps: tuple[CrampRecord, ...]
    is_quiet: bool

    @property
    def is_stretched(self) -> bool:
        """Whether a session of it counts."""
        return self.sessions > 0

    @property
    def state(self) -> NightState:
        """What is known of cramps; an entry says more than what was said before it."""
        if self.cramps:
            return "cramps"
        return "nothing" if self.is_quiet else "unknown"

    @property
    def strongest(self) -> int | None:
        """The strength of its strongest cramp, from 0 to 10; None if none is known."""
        return max((it.strength for it in self.cramps if it.strength is not None), default=None)


@dataclass(slots=True)
class _Found:
    sessions: int = 0
    cramps: list[CrampRecord] = field(default_factory=list["CrampRecord"])


def is_done(session: SessionRecord) -> bool:
    """Return whether a session counts as done: at least half of its planned time was active.

    How the session ended does not matter: skipping to the end is not stretching, and closing the
    window after most of it is. The diary and the reminders both use this rule.
    """
    if session.occasion == CRAMP_OCCASION:
        return False
    return session.active_s >= DONE_SHARE * session.planned_s


def nights(entries: Entries, first: date, last: date, zone: tzinfo) -> tuple[Night, ...]:
    """Return every night from ``first`` to ``last``, also those of which nothing is known.

    Args:
        entries: The diary; what belongs to other nights is left out.
        first: The first night.
        last: The last one; if it is before ``first``, there are none.
        zone: Where the person is, for what is noon.
    """
    found: dict[date, _Found] = {}
    for session in entries.sessions:
        if is_done(session):
            found.setdefault(night_of(session.started_at, zone), _Found()).sessions += 1
    for cramp in entries.cramps:
        found.setdefault(night_of(cramp.started_at, zone), _Found()).cramps.append(cramp)
    nothing = _Found()
    all_nights: list[Night] = []
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        evening = date.fromordinal(ordinal)
        of_it = found.get(evening, nothing)
        cramps = tuple(sorted(of_it.cramps, key=lambda cramp: (cramp.started_at, cramp.id)))
        all_nights.append(Night(evening, of_it.sessions, cramps, evening in entries.quiet))
    return tuple(all_nights)


def first_night(entries: Entries, zone: tzinfo) -> date | None:
    """Return the first night of which anything is known, or None."""
    known = set(entries.quiet)
    known.update(night_of(cramp.started_at, zone) for cramp in entries.cramps)
    known.update(night_of(it.started_at, zone) for it in entries.sessions if is_done(it))
    return min(known, default=None)
