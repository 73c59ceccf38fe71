"""The nights of a diary: what is known about each of them.

A night about which nothing is known is neither good nor bad, and nothing counts streaks. Pure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from stretchapp.base.nights import night_of
from stretchapp.library.routines.models import SINGLE_EXERCISE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from stretchapp.diary.cramp_records import CrampRecord
    from stretchapp.diary.session_log import SessionRecord

DONE_SHARE = 0.5
"""Share of its planned time that must have been active for a session to count as done."""

_GREATEST_LEAD = timedelta(days=2)
"""How many nights the easternmost place may be ahead of the westernmost one."""

NO_STRETCH = frozenset({"cramp", SINGLE_EXERCISE})
"""Occasions of the sessions that never count as the stretch of a night: the treatment of a cramp,
and a single exercise, with which many only try out what a routine asks."""

NightState = Literal["cramps", "quiet", "unknown"]
"""``quiet``: the person said that there was no cramp. ``unknown``: there is no entry."""


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of a diary, or of a part of it.

    Attributes:
        sessions: The sessions, in any order.
        cramps: The cramps, in any order.
        quiet_nights: The nights about which the person said that there was no cramp.
        left_out: The names of entries that are damaged and were left out.
    """

    sessions: Sequence[SessionRecord] = ()
    cramps: Sequence[CrampRecord] = ()
    quiet_nights: frozenset[date] = frozenset()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Night:
    """What is known about one night.

    Attributes:
        evening: The date of its evening.
        sessions: How many of its sessions count as done.
        cramps: Its cramps, the earliest first.
        is_quiet: Whether the person said that there was no cramp.
    """

    evening: date
    sessions: int
    cramps: tuple[CrampRecord, ...]
    is_quiet: bool

    @property
    def is_stretched(self) -> bool:
        """Whether any of its sessions counts as done."""
        return self.sessions > 0

    @property
    def state(self) -> NightState:
        """What is known about cramps; a cramp outweighs an earlier statement of none."""
        if self.cramps:
            return "cramps"
        return "quiet" if self.is_quiet else "unknown"

    @property
    def strongest(self) -> int | None:
        """The strength of its strongest cramp, from 0 to 10; None if no strength is known."""
        strengths = (cramp.strength for cramp in self.cramps if cramp.strength is not None)
        return max(strengths, default=None)


def is_done(session: SessionRecord) -> bool:
    """Return whether a session counts as done: at least half of its planned time was active.

    How the session ended does not matter: skipping to the end is not stretching, and closing the
    window after most of it is. The diary and the reminders both use this rule.
    """
    if session.occasion in NO_STRETCH:
        return False
    return session.active_s >= DONE_SHARE * session.planned_s


def nights(entries: Entries, first: date, last: date) -> tuple[Night, ...]:
    """Return every night from ``first`` to ``last``, including those without any entry.

    Args:
        entries: The diary; entries of other nights are ignored.
        first: The first night.
        last: The last night; if it is before ``first``, there are no nights.
    """
    sessions = Counter(
        night_of(session.started_at) for session in entries.sessions if is_done(session)
    )
    cramps: defaultdict[date, list[CrampRecord]] = defaultdict(list)
    for cramp in sorted(entries.cramps, key=lambda cramp: (cramp.started_at, cramp.id)):
        cramps[night_of(cramp.started_at)].append(cramp)
    evenings = map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
    return tuple(
        Night(
            evening,
            sessions[evening],
            tuple(cramps.get(evening, ())),
            is_quiet=evening in entries.quiet_nights,
        )
        for evening in evenings
    )


def first_night(entries: Entries) -> date | None:
    """Return the first night about which anything is known; None for an empty diary."""
    known = set(entries.quiet_nights)
    known.update(night_of(cramp.started_at) for cramp in entries.cramps)
    known.update(night_of(session.started_at) for session in entries.sessions if is_done(session))
    return min(known, default=None)


def last_night(entries: Entries, now: datetime) -> date:
    """Return the present night, or a later one that has entries.

    Before a journey to the west, the person may have been in a night that has not come here yet.

    Args:
        entries: The diary; entries from after ``now`` are ignored.
        now: The present moment, with the wall time of the person.
    """
    tonight = night_of(now)
    moments = [entry.started_at for entry in (*entries.sessions, *entries.cramps)]
    known = [night_of(moment) for moment in moments if moment <= now]
    latest = tonight + _GREATEST_LEAD
    return max([tonight, *known, *(night for night in entries.quiet_nights if night <= latest)])
