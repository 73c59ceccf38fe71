"""The rules for seeing a doctor that a diary can test: D1 to D6. Pure.

The texts of the rules lie with the shipped texts; here is only what holds, and the cramps that it
rests on. A rule holds while what it is about reaches into the last 30 nights: what was over long
ago is no reason to go now.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from stretchapp.base.nights import night_of, start_of_night

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import date, tzinfo

    from stretchapp.diary.cramp_records import CrampRecord

RuleId = Literal["D1", "D2", "D3", "D4", "D5", "D6"]

RECENT_NIGHTS = 30
"""A rule is about something that happened on these, the present one with them."""

LOOK_BACK_NIGHTS = 60
"""What lies before these is not looked at: the longest window begins 30 nights before."""

SEVERAL = 3
SEVERAL_WITHIN = timedelta(hours=24)
NIGHTS_IN_A_ROW = 3
WEEKS_RUNNING = 4
WEEK = 7
OFTEN = 4
OFTEN_NIGHTS = 14
REPEATED = 2
REPEATED_NIGHTS = 30
LONG_S = 240.0

UNKNOWN_TRIGGER = "unknown"
PLAIN_TRIGGERS = frozenset({"awkward-position", "tired-legs"})
"""An entry that names none of them has no obvious reason."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that holds, and what it rests on.

    Attributes:
        rule: The id of the rule.
        cramps: The entries, the earliest first.
        nights: The nights of these entries, in their order, each one once.
    """

    rule: RuleId
    cramps: tuple[CrampRecord, ...]
    nights: tuple[date, ...]


class _Entry(NamedTuple):
    """A cramp with its place in time: its night, and its moment in whole microseconds."""

    night: int
    tick: int
    cramp: CrampRecord


def findings(cramps: Iterable[CrampRecord], now: datetime, zone: tzinfo) -> tuple[Finding, ...]:
    """Return the rules that hold at a moment, in the order of their numbers.

    Args:
        cramps: The entries, in any order; what began after ``now``, or more than
            ``LOOK_BACK_NIGHTS`` ago, changes nothing.
        now: The moment.
        zone: Where the person is, for what is noon.
    """
    tonight = night_of(now, zone)
    entries = sorted(
        (
            _Entry(night_of(cramp.started_at, zone).toordinal(), _tick(cramp.started_at), cramp)
            for cramp in cramps
            if cramp.started_at <= now
        ),
        key=lambda entry: (entry.tick, entry.cramp.id),
    )
    oldest = tonight.toordinal() - LOOK_BACK_NIGHTS + 1
    entries = [entry for entry in entries if entry.night >= oldest]
    recent = tonight.toordinal() - RECENT_NIGHTS + 1
    recent_tick = _tick(start_of_night(tonight - timedelta(days=RECENT_NIGHTS - 1), zone))
    no_reason = [entry for entry in entries if _has_no_reason(entry.cramp)]
    not_helped = [entry for entry in entries if entry.cramp.nothing_helped]
    held: dict[RuleId, Iterable[_Entry]] = {
        "D1": _several_a_day(entries, recent_tick),
        "D2": _on(entries, _in_a_row(_nights(entries), recent)),
        "D3": _on(entries, _regular_or_often(_nights(entries), recent)),
        "D4": _repeated(no_reason, recent),
        "D5": _repeated(not_helped, recent),
        "D6": (entry for entry in entries if entry.night >= recent and _is_long(entry.cramp)),
    }
    return tuple(
        Finding(
            rule,
            tuple(entry.cramp for entry in reasons),
            tuple(dict.fromkeys(night_of(entry.cramp.started_at, zone) for entry in reasons)),
        )
        for rule, found in held.items()
        if (reasons := tuple(found))
    )


def has_new_nights(finding: Finding, dismissed: frozenset[date]) -> bool:
    """Return whether a finding rests on a night that it did not rest on when it was dismissed.

    Args:
        finding: What holds now.
        dismissed: The nights that it rested on then; empty if it never was.
    """
    return not dismissed.issuperset(finding.nights)


def _has_no_reason(cramp: CrampRecord) -> bool:
    return UNKNOWN_TRIGGER in cramp.triggers or PLAIN_TRIGGERS.isdisjoint(cramp.triggers)


def _is_long(cramp: CrampRecord) -> bool:
    return cramp.length_s is not None and cramp.length_s >= LONG_S


def _several_a_day(entries: Sequence[_Entry], recent_tick: int) -> Iterator[_Entry]:
    ticks = [entry.tick for entry in entries]
    crowded = _crowded(ticks, SEVERAL_WITHIN // _TICK, SEVERAL, recent_tick)
    return (entries[number] for number in sorted(crowded))


def _repeated(entries: Sequence[_Entry], recent: int) -> Iterator[_Entry]:
    crowded = _crowded([entry.night for entry in entries], REPEATED_NIGHTS, REPEATED, recent)
    return (entries[number] for number in sorted(crowded))


def _in_a_row(nights: Sequence[int], recent: int) -> set[int]:
    """Return the nights of every run of at least 3 that reaches into the recent ones."""
    found: set[int] = set()
    run: list[int] = []
    for night in nights:
        if run and night > run[-1] + 1:
            run = []
        run.append(night)
        if len(run) >= NIGHTS_IN_A_ROW and night >= recent:
            found.update(run)
    return found


def _regular_or_often(nights: Sequence[int], recent: int) -> set[int]:
    """Return the nights of 4 weeks running with a cramp each, and of 14 nights with 4 or more."""
    found = {nights[number] for number in _crowded(nights, OFTEN_NIGHTS, OFTEN, recent)}
    # The first of the four weeks may begin before the first cramp.
    for begins in range(nights[0] - WEEK + 1, nights[-1] + 1) if nights else ():
        within = [it for it in nights if begins <= it < begins + WEEKS_RUNNING * WEEK]
        hit = {(night - begins) // WEEK for night in within}
        if len(hit) == WEEKS_RUNNING and within[-1] >= recent:
            found.update(within)
    return found


def _crowded(places: Sequence[int], width: int, least: int, recent: int) -> set[int]:
    """Return the numbers of the places that lie in a window with enough of them.

    Args:
        places: In their order.
        width: How wide a window is; its end does not belong to it.
        least: How many places are enough.
        recent: The last place of a window is not before this.
    """
    found: set[int] = set()
    for first, place in enumerate(places):
        end = bisect_left(places, place + width)
        if end - first >= least and places[end - 1] >= recent:
            found.update(range(first, end))
    return found


def _nights(entries: Iterable[_Entry]) -> list[int]:
    return sorted({entry.night for entry in entries})


def _on(entries: Iterable[_Entry], nights: AbstractSet[int]) -> Iterator[_Entry]:
    return (entry for entry in entries if entry.night in nights)


def _tick(moment: datetime) -> int:
    return (moment - _EPOCH) // _TICK
