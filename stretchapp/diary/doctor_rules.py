"""The rules for seeing a doctor that a diary can test: D1 to D6. Pure.

This module finds the rules that apply and the cramps that they are based on; the texts of the
rules are shipped texts. A rule applies only if its cramps reach into the last 30 nights: what was
over long ago is no reason to see a doctor now. It counts only what the person said: a question that
was not answered is no reason.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from stretchapp.base.nights import night_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from stretchapp.diary.cramp_records import CrampRecord

RuleId = Literal["D1", "D2", "D3", "D4", "D5", "D6"]

RECENT_NIGHTS = 30
"""How many nights, including the present one, the cramps of a rule must reach into."""

LOOK_BACK_NIGHTS = 60
"""How many nights are considered: the longest window begins 30 nights before the recent ones."""

D1_CRAMPS = 3
D1_WITHIN = timedelta(hours=24)

D2_NIGHTS_IN_A_ROW = 3

DAYS_OF_A_WEEK = 7
D3_WEEKS_IN_A_ROW = 4
D3_CRAMP_NIGHTS = 4
D3_WITHIN_NIGHTS = 14

D4_D5_CRAMPS = 2
D4_D5_WITHIN_NIGHTS = 30

D6_LENGTH_S = 240.0

UNKNOWN_TRIGGER = "unknown"
PLAIN_TRIGGERS = frozenset(
    {
        # "Not associated with an uncomfortable position during sleep or fatigue" (004:420).
        "awkward-position",
        "tired-legs",
        # Tired from work or sport, also the toes alone (003:175, 004:170, 004:373).
        "hard-exercise",
        "toe-load",
        # "Completely understandable causes": shoes, heels, getting cold (002:19 to 002:24).
        "tight-shoes",
        "high-heels",
        "got-cold",
        # Sauna, cold pool, sudden change: no sign of a disease (004:24).
        "swimming-cold-water",
        "heat",
        "temperature-change",
        # "The problem is solved by replenishing fluid loss" (004:334).
        "sweating",
        "little-water",
    }
)
"""The triggers that explain a cramp: an article calls them understandable, harmless or solved.

Habits such as coffee are not among them: somebody who drinks it daily has it before every cramp.
Neither are stress, illnesses, injuries and medicines, which are reasons to ask a doctor.
"""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that applies, and what it is based on.

    Attributes:
        rule: The id of the rule.
        cramps: The cramps, the earliest first.
        nights: The nights of these cramps in order, each of them once.
    """

    rule: RuleId
    cramps: tuple[CrampRecord, ...]
    nights: tuple[date, ...]


class _Entry(NamedTuple):
    """A cramp with its night, as a number, and its moment, in whole microseconds."""

    night: int
    tick: int
    cramp: CrampRecord


def findings(cramps: Iterable[CrampRecord], now: datetime) -> tuple[Finding, ...]:
    """Return the rules that apply at a moment, in the order of their numbers.

    Args:
        cramps: The cramps in any order; later ones than ``now``, and those from more than
            ``LOOK_BACK_NIGHTS`` ago, are ignored.
        now: The moment, with the wall time of the person.
    """
    tonight = night_of(now)
    oldest = tonight.toordinal() - LOOK_BACK_NIGHTS + 1
    recent = tonight.toordinal() - RECENT_NIGHTS + 1
    entries = [
        entry
        for entry in sorted(
            (_entry(cramp) for cramp in cramps if cramp.started_at <= now),
            key=_in_order,
        )
        if entry.night >= oldest
    ]
    without_reason = [entry for entry in entries if _is_without_reason(entry.cramp)]
    not_helped = [entry for entry in entries if entry.cramp.nothing_helped]
    entries_by_rule: dict[RuleId, Iterable[_Entry]] = {
        "D1": _several_within_a_day(entries, recent),
        "D2": _on(entries, _nights_in_a_row(_nights(entries), recent)),
        "D3": _on(entries, _regular_or_frequent_nights(_nights(entries), recent)),
        "D4": _repeated(without_reason, recent),
        "D5": _repeated(not_helped, recent),
        "D6": (entry for entry in entries if entry.night >= recent and _is_long(entry.cramp)),
    }
    return tuple(
        Finding(
            rule,
            tuple(entry.cramp for entry in reasons),
            tuple(map(date.fromordinal, _nights(reasons))),
        )
        for rule, found in entries_by_rule.items()
        if (reasons := sorted(found, key=_in_order))
    )


def has_new_nights(finding: Finding, dismissed: frozenset[date]) -> bool:
    """Return whether a finding is based on a night that it was not based on when dismissed.

    Args:
        finding: The rule as it applies now.
        dismissed: The nights that it was based on when the person dismissed it; empty if never.
    """
    return not dismissed.issuperset(finding.nights)


def _entry(cramp: CrampRecord) -> _Entry:
    night = night_of(cramp.started_at)
    return _Entry(night.toordinal(), _tick(cramp.started_at), cramp)


def _is_without_reason(cramp: CrampRecord) -> bool:
    """Return whether the person said so: by *Don't know*, or by triggers that explain nothing."""
    if UNKNOWN_TRIGGER in cramp.triggers:
        return True
    return bool(cramp.triggers) and PLAIN_TRIGGERS.isdisjoint(cramp.triggers)


def _in_order(entry: _Entry) -> tuple[int, int]:
    """Sort entries by their moments. After a journey, their nights may be in another order."""
    return entry.tick, entry.cramp.id


def _is_long(cramp: CrampRecord) -> bool:
    return cramp.length_s is not None and cramp.length_s >= D6_LENGTH_S


def _several_within_a_day(entries: Sequence[_Entry], recent: int) -> Iterator[_Entry]:
    ticks = [entry.tick for entry in entries]
    nights = [entry.night for entry in entries]
    crowded = _crowded(ticks, D1_WITHIN // _TICK, D1_CRAMPS, nights, recent)
    return (entries[index] for index in crowded)


def _repeated(entries: Sequence[_Entry], recent: int) -> Iterator[_Entry]:
    by_night = sorted(entries, key=lambda entry: entry.night)
    nights = [entry.night for entry in by_night]
    crowded = _crowded(nights, D4_D5_WITHIN_NIGHTS, D4_D5_CRAMPS, nights, recent)
    return (by_night[index] for index in crowded)


def _nights_in_a_row(nights: Sequence[int], recent: int) -> set[int]:
    """Return the nights of every run of 3 or more that reaches into the recent nights."""
    found: set[int] = set()
    run: list[int] = []
    for night in nights:
        if run and night > run[-1] + 1:
            run = []
        run.append(night)
        if len(run) >= D2_NIGHTS_IN_A_ROW and night >= recent:
            found.update(run)
    return found


def _regular_or_frequent_nights(nights: Sequence[int], recent: int) -> set[int]:
    """Return the nights of 4 weeks in a row with a cramp each, and of 4 or more out of 14."""
    crowded = _crowded(nights, D3_WITHIN_NIGHTS, D3_CRAMP_NIGHTS, nights, recent)
    found = {nights[index] for index in crowded}
    # The first of the four weeks may begin before the first cramp.
    for begins in range(nights[0] - DAYS_OF_A_WEEK + 1, nights[-1] + 1) if nights else ():
        ends = begins + D3_WEEKS_IN_A_ROW * DAYS_OF_A_WEEK
        within = [night for night in nights if begins <= night < ends]
        weeks = {(night - begins) // DAYS_OF_A_WEEK for night in within}
        if len(weeks) == D3_WEEKS_IN_A_ROW and within[-1] >= recent:
            found.update(within)
    return found


def _crowded(
    places: Sequence[int], width: int, least: int, nights: Sequence[int], recent: int
) -> set[int]:
    """Return the indexes of the places that lie in a window with enough places.

    Args:
        places: Points in time, in order.
        width: The width of a window; its end is not part of it.
        least: How many places are enough.
        nights: The night of each place.
        recent: A window must reach into this night or a later one.
    """
    found: set[int] = set()
    for first, place in enumerate(places):
        end = bisect_left(places, place + width)
        if end - first >= least and max(nights[first:end]) >= recent:
            found.update(range(first, end))
    return found


def _nights(entries: Iterable[_Entry]) -> list[int]:
    return sorted({entry.night for entry in entries})


def _on(entries: Iterable[_Entry], nights: AbstractSet[int]) -> Iterator[_Entry]:
    return (entry for entry in entries if entry.night in nights)


def _tick(moment: datetime) -> int:
    return (moment - _EPOCH) // _TICK
