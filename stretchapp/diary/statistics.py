"""Plain counts over the nights of a diary. Pure.

Cramps and stretches stand side by side; nothing here says that one causes the other. Every count
comes with the number of cramps and nights that it is based on.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stretchapp.diary.cramp_records import CrampRecord
    from stretchapp.diary.nights import Night

DAYS_OF_A_WEEK = 7
MONDAY = 0

RECENT_NIGHTS = 7
"""How many nights ``recent_stretches`` counts."""

TRIAL_WEEKS = 6
"""How long people stretched in the trial that the nightly routine follows."""

Span = Literal["six-weeks", "six-months", "all"]

SPAN_WEEKS: dict[Span, int] = {"six-weeks": 6, "six-months": 26}
"""How many weeks a span has, including the present one."""


class RecentStretches(NamedTuple):
    """On how many of the last nights the person stretched, such as 5 of 7."""

    stretched: int
    nights: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Counts over several nights in a row, usually seven.

    Attributes:
        begins: The first night.
        nights: How many of the nights have come.
        cramps: How many cramps there were.
        cramp_nights: On how many nights there was a cramp.
        stretch_nights: On how many nights there was a stretch.
        quiet_nights: On how many nights the person said that there was no cramp.
        mean_strength: The mean strength of the cramps whose strength is known, or None.
    """

    begins: date
    nights: int
    cramps: int
    cramp_nights: int
    stretch_nights: int
    quiet_nights: int
    mean_strength: float | None

    @property
    def unknown_nights(self) -> int:
        """On how many nights nothing was said about cramps."""
        return self.nights - self.cramp_nights - self.quiet_nights


class TriggerCount(NamedTuple):
    """How often one trigger was named: with how many cramps, and on how many nights."""

    trigger: str
    cramps: int
    nights: int


@dataclass(frozen=True, slots=True)
class TriggerCounts:
    """How often each trigger was named.

    Attributes:
        counts: The triggers, the most frequent first.
        cramps: The number of cramps with at least one trigger.
        nights: The number of nights with such a cramp.
        cramps_without: The number of cramps without any trigger.
    """

    counts: tuple[TriggerCount, ...]
    cramps: int
    nights: int
    cramps_without: int


class HelpCount(NamedTuple):
    """How often one exercise helped, and with how many cramps it was tried."""

    exercise: str
    helped: int
    tried: int


@dataclass(frozen=True, slots=True)
class HelpCounts:
    """How often each exercise helped against a cramp.

    Attributes:
        counts: The exercises, the one that helped most often first.
        cramps: The number of cramps with a tried exercise, or of which nothing helped.
        nights: The number of nights with such a cramp.
        nothing_helped: The number of cramps of which the person said that nothing helped.
    """

    counts: tuple[HelpCount, ...]
    cramps: int
    nights: int
    nothing_helped: int


@dataclass(frozen=True, slots=True)
class SixWeeks:
    """Six weeks of stretching, as long as the trial.

    Attributes:
        begins: The first night.
        ends: The last night.
        nights: How many of the nights have come, including the present one; up to 42.
        is_over: Whether the last night is over, so that it is time for a review.
        weeks: The six weeks; future ones have no nights yet.
        total: The same counts over all six weeks.
    """

    begins: date
    ends: date
    nights: int
    is_over: bool
    weeks: tuple[Week, ...]
    total: Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts over all nights of a report.

    Attributes:
        nights: The number of nights.
        stretch_nights: On how many nights there was a stretch.
        cramp_nights: On how many nights there was a cramp.
        quiet_nights: On how many nights the person said that there was no cramp.
        cramps: The number of cramps.
        mean_strength: The mean strength of the cramps whose strength is known, or None.
        strongest: The greatest strength, or None.
        mean_length_s: The mean length, in seconds, of the cramps whose length is known, or None.
        longest_s: The greatest length in seconds, or None.
        sides: The number of cramps by side, ``unknown`` included, the most frequent side first.
        muscles: The same by muscle.
    """

    nights: int
    stretch_nights: int
    cramp_nights: int
    quiet_nights: int
    cramps: int
    mean_strength: float | None
    strongest: int | None
    mean_length_s: float | None
    longest_s: float | None
    sides: tuple[tuple[str, int], ...]
    muscles: tuple[tuple[str, int], ...]


def recent_stretches(nights: Sequence[Night], tonight: date) -> RecentStretches:
    """Return on how many of the last seven nights the person stretched.

    The present night is counted only once it has a stretch; until then the nights before it are.

    Args:
        nights: Nights in any order; a night that is missing was not stretched.
        tonight: The present night.
    """
    stretched = {night.evening for night in nights if night.is_stretched}
    last = tonight if tonight in stretched else tonight - timedelta(days=1)
    recent = (last - timedelta(days=back) for back in range(RECENT_NIGHTS))
    return RecentStretches(sum(night in stretched for night in recent), RECENT_NIGHTS)


def span_begins(span: Span, tonight: date, first: date | None, first_weekday: int = MONDAY) -> date:
    """Return the day on which a span of whole weeks begins.

    Args:
        span: The span; its last week is the present one.
        tonight: The present night.
        first: The first night about which anything is known, or None.
        first_weekday: The day on which weeks begin; 0 is Monday.
    """
    weeks = SPAN_WEEKS.get(span)
    if weeks is not None:
        return week_begins(tonight, first_weekday) - timedelta(weeks=weeks - 1)
    return week_begins(tonight if first is None else min(first, tonight), first_weekday)


def weeks(nights: Iterable[Night], first_weekday: int = MONDAY) -> tuple[Week, ...]:
    """Return the calendar weeks of nights that follow one another.

    Args:
        nights: The nights, the earliest first.
        first_weekday: The day on which weeks begin; 0 is Monday.
    """
    by_begin: dict[date, list[Night]] = {}
    for night in nights:
        by_begin.setdefault(week_begins(night.evening, first_weekday), []).append(night)
    return tuple(_week(begins, of_week, len(of_week)) for begins, of_week in by_begin.items())


def week_begins(day: date, first_weekday: int) -> date:
    """Return the day on which the week of a day begins.

    Args:
        day: The day.
        first_weekday: The day on which weeks begin; 0 is Monday.
    """
    return day - timedelta(days=(day.weekday() - first_weekday) % DAYS_OF_A_WEEK)


def six_weeks(nights: Sequence[Night], begins: date, tonight: date) -> SixWeeks:
    """Return the counts over six weeks that began on a certain night, up to the present one.

    Args:
        nights: Nights in any order; those before and after the six weeks are ignored. A missing
            night counts as one about which nothing is known.
        begins: The first night of the six weeks.
        tonight: The present night; later ones are ignored.
    """
    ends = begins + timedelta(weeks=TRIAL_WEEKS, days=-1)
    total = _counted(nights, begins, ends, tonight)
    return SixWeeks(
        begins,
        ends,
        nights=total.nights,
        is_over=tonight > ends,
        weeks=tuple(
            _counted(nights, start, start + timedelta(days=DAYS_OF_A_WEEK - 1), tonight)
            for start in (begins + timedelta(weeks=number) for number in range(TRIAL_WEEKS))
        ),
        total=total,
    )


def trigger_counts(nights: Iterable[Night]) -> TriggerCounts:
    """Return how often each trigger was named with the cramps of some nights."""
    cramps_by_trigger: Counter[str] = Counter()
    nights_by_trigger: Counter[str] = Counter()
    cramps = cramps_without = nights_with = 0
    for night in nights:
        triggers_of_night: set[str] = set()
        for cramp in night.cramps:
            cramps_by_trigger.update(cramp.triggers)
            triggers_of_night.update(cramp.triggers)
            cramps += bool(cramp.triggers)
            cramps_without += not cramp.triggers
        nights_by_trigger.update(triggers_of_night)
        nights_with += bool(triggers_of_night)
    counts = [
        TriggerCount(trigger, count, nights_by_trigger[trigger])
        for trigger, count in cramps_by_trigger.items()
    ]
    counts.sort(key=lambda row: (-row.cramps, -row.nights, row.trigger))
    return TriggerCounts(tuple(counts), cramps, nights_with, cramps_without)


def help_counts(nights: Iterable[Night]) -> HelpCounts:
    """Return how often each exercise helped with the cramps of some nights."""
    helped: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    cramps = nothing_helped = nights_with = 0
    for night in nights:
        treated = [cramp for cramp in night.cramps if cramp.tried or cramp.nothing_helped]
        for cramp in treated:
            tried.update(exercise for exercise, _ in cramp.tried)
            helped.update(exercise for exercise, has_helped in cramp.tried if has_helped)
            nothing_helped += cramp.nothing_helped
        cramps += len(treated)
        nights_with += bool(treated)
    counts = [HelpCount(exercise, helped[exercise], count) for exercise, count in tried.items()]
    counts.sort(key=lambda row: (-row.helped, row.tried, row.exercise))
    return HelpCounts(tuple(counts), cramps, nights_with, nothing_helped)


def summary(nights: Sequence[Night]) -> Summary:
    """Return the counts over all nights of a report."""
    cramps = [cramp for night in nights for cramp in night.cramps]
    strengths = _strengths(cramps)
    lengths = [cramp.length_s for cramp in cramps if cramp.length_s is not None]
    return Summary(
        nights=len(nights),
        stretch_nights=sum(night.is_stretched for night in nights),
        cramp_nights=sum(night.state == "cramps" for night in nights),
        quiet_nights=sum(night.state == "quiet" for night in nights),
        cramps=len(cramps),
        mean_strength=_mean(strengths),
        strongest=max(strengths, default=None),
        mean_length_s=_mean(lengths),
        longest_s=max(lengths, default=None),
        sides=_by_frequency(cramp.side or "unknown" for cramp in cramps),
        muscles=_by_frequency(cramp.muscle or "unknown" for cramp in cramps),
    )


def _counted(nights: Iterable[Night], first: date, last: date, tonight: date) -> Week:
    """Return the counts from ``first`` to ``last``, or up to the present night."""
    last = min(last, tonight)
    counted = [night for night in nights if first <= night.evening <= last]
    return _week(first, counted, max(0, (last - first).days + 1))


def _week(begins: date, nights: Sequence[Night], count: int) -> Week:
    cramps = [cramp for night in nights for cramp in night.cramps]
    return Week(
        begins=begins,
        nights=count,
        cramps=len(cramps),
        cramp_nights=sum(night.state == "cramps" for night in nights),
        stretch_nights=sum(night.is_stretched for night in nights),
        quiet_nights=sum(night.state == "quiet" for night in nights),
        mean_strength=_mean(_strengths(cramps)),
    )


def _strengths(cramps: Iterable[CrampRecord]) -> list[int]:
    return [cramp.strength for cramp in cramps if cramp.strength is not None]


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _by_frequency(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))
