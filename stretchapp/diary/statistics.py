"""Plain counts over the nights of a diary. Pure.

Cramps and stretches stand beside each other; nothing here says that one comes from the other, and
every count comes with the number of cramps and nights that it rests on.
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

LATELY_NIGHTS = 7

TRIAL_WEEKS = 6
"""How long people stretched in the trial that the nightly routine follows."""

Span = Literal["six-weeks", "six-months", "all"]

SPAN_WEEKS: dict[Span, int] = {"six-weeks": 6, "six-months": 26}
"""How many weeks a span has, the present one with them."""


class Lately(NamedTuple):
    """How many of the last nights were stretched, such as 5 of 7."""

    stretched: int
    nights: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What seven nights hold, or as many of them as there have been.

    Attributes:
        begins: Its first night.
        nights: How many of its nights were looked at, up to 7.
        cramps: How many cramps there were.
        cramp_nights: On how many nights.
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
        """On how many nights nobody said anything of cramps."""
        return self.nights - self.cramp_nights - self.quiet_nights


class TriggerCount(NamedTuple):
    """How often one trigger was named: with how many cramps, and on how many nights."""

    trigger: str
    cramps: int
    nights: int


@dataclass(frozen=True, slots=True)
class TriggerCounts:
    """Which triggers go with cramps.

    Attributes:
        counts: The most frequent first.
        cramps: With how many cramps any trigger was named.
        nights: On how many nights.
        unsaid: With how many cramps none was.
    """

    counts: tuple[TriggerCount, ...]
    cramps: int
    nights: int
    unsaid: int


class HelpCount(NamedTuple):
    """How often one exercise helped: with how many cramps, of how many in which it was tried."""

    exercise: str
    helped: int
    tried: int


@dataclass(frozen=True, slots=True)
class HelpCounts:
    """Which first aid helped.

    Attributes:
        counts: What helped most often first.
        cramps: With how many cramps anything was tried, or was said not to help.
        nights: On how many nights.
        nothing_helped: With how many cramps the person said that nothing did.
    """

    counts: tuple[HelpCount, ...]
    cramps: int
    nights: int
    nothing_helped: int


@dataclass(frozen=True, slots=True)
class SixWeeks:
    """Six weeks of stretching, the length of the trial.

    Attributes:
        begins: The first night.
        ends: The last night.
        nights: How many of its nights have come, the present one with them; up to 42.
        is_over: Whether its last night is over: the time for a review.
        weeks: Its six weeks; those to come have no nights yet.
        whole: The six weeks as one.
    """

    begins: date
    ends: date
    nights: int
    is_over: bool
    weeks: tuple[Week, ...]
    whole: Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A span of nights in figures.

    Attributes:
        nights: How many there are.
        stretch_nights: On how many there was a stretch.
        cramp_nights: On how many there was a cramp.
        quiet_nights: On how many the person said that there was none.
        cramps: How many cramps there were.
        mean_strength: The mean strength of those whose strength is known, or None.
        strongest: The greatest strength, or None.
        mean_length_s: The mean length in seconds of those whose length is known, or None.
        longest_s: The greatest length in seconds, or None.
        sides: How many cramps each side had; ``unknown`` is one.
        muscles: How many each muscle had, by its id; ``unknown`` is one.
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


def stretched_lately(nights: Sequence[Night], tonight: date, count: int = LATELY_NIGHTS) -> Lately:
    """Return how many of the last ``count`` nights were stretched.

    The present night is one of them once it is stretched; before that, it is still to come, and
    the nights before it are counted.

    Args:
        nights: Nights in any order; what is not among them was not stretched.
        tonight: The present night.
        count: How many nights to look at.
    """
    stretched = {night.evening for night in nights if night.is_stretched}
    last = tonight if tonight in stretched else tonight - timedelta(days=1)
    looked_at = (last - timedelta(days=back) for back in range(count))
    return Lately(sum(night in stretched for night in looked_at), count)


def span_begins(span: Span, tonight: date, first: date | None) -> date:
    """Return the Monday on which a span of whole weeks begins.

    Args:
        span: How far to look back; the present week is the last one.
        tonight: The present night.
        first: The first night of which anything is known, or None.
    """
    weeks = SPAN_WEEKS.get(span)
    if weeks is not None:
        return _monday(tonight) - timedelta(weeks=weeks - 1)
    return _monday(tonight if first is None else min(first, tonight))


def weeks(nights: Iterable[Night]) -> tuple[Week, ...]:
    """Return the weeks, from Monday on, that nights belong to.

    Args:
        nights: Nights in their order, none left out.
    """
    of_weeks: dict[date, list[Night]] = {}
    for night in nights:
        of_weeks.setdefault(_monday(night.evening), []).append(night)
    return tuple(_week(begins, of_week) for begins, of_week in of_weeks.items())


def six_weeks(nights: Sequence[Night], begins: date, tonight: date) -> SixWeeks:
    """Return six weeks from ``begins`` on, as far as they have come.

    Args:
        nights: Nights in any order; those of other weeks are left out, as are those to come.
        begins: The first night.
        tonight: The present night.
    """
    ends = begins + timedelta(weeks=TRIAL_WEEKS, days=-1)
    # What was not looked at counts as a night all the same once it has come.
    mine = [night for night in nights if begins <= night.evening <= min(ends, tonight)]
    return SixWeeks(
        begins,
        ends,
        nights=_nights_between(begins, min(ends, tonight)),
        is_over=tonight > ends,
        weeks=tuple(
            _part(mine, begins + timedelta(weeks=number), DAYS_OF_A_WEEK, tonight)
            for number in range(TRIAL_WEEKS)
        ),
        whole=_part(mine, begins, TRIAL_WEEKS * DAYS_OF_A_WEEK, tonight),
    )


def trigger_counts(nights: Iterable[Night]) -> TriggerCounts:
    """Return how often each trigger was named with the cramps of some nights."""
    cramps: Counter[str] = Counter()
    nights_of: Counter[str] = Counter()
    said = unsaid = said_nights = 0
    for night in nights:
        of_night: set[str] = set()
        for cramp in night.cramps:
            cramps.update(cramp.triggers)
            of_night.update(cramp.triggers)
            said += bool(cramp.triggers)
            unsaid += not cramp.triggers
        nights_of.update(of_night)
        said_nights += bool(of_night)
    rows = (TriggerCount(it, count, nights_of[it]) for it, count in cramps.items())
    ordered = sorted(rows, key=lambda row: (-row.cramps, -row.nights, row.trigger))
    return TriggerCounts(tuple(ordered), said, said_nights, unsaid)


def help_counts(nights: Iterable[Night]) -> HelpCounts:
    """Return how often each exercise helped with the cramps of some nights."""
    helped: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    cramps = nothing_helped = known_nights = 0
    for night in nights:
        known = [cramp for cramp in night.cramps if cramp.tried or cramp.nothing_helped]
        for cramp in known:
            tried.update(exercise for exercise, _ in cramp.tried)
            helped.update(exercise for exercise, has_helped in cramp.tried if has_helped)
            nothing_helped += cramp.nothing_helped
        cramps += len(known)
        known_nights += bool(known)
    rows = (HelpCount(it, helped[it], count) for it, count in tried.items())
    ordered = sorted(rows, key=lambda row: (-row.helped, row.tried, row.exercise))
    return HelpCounts(tuple(ordered), cramps, known_nights, nothing_helped)


def summary(nights: Sequence[Night]) -> Summary:
    """Return some nights in figures."""
    cramps = [cramp for night in nights for cramp in night.cramps]
    strengths = [cramp.strength for cramp in cramps if cramp.strength is not None]
    lengths = [cramp.length_s for cramp in cramps if cramp.length_s is not None]
    return Summary(
        nights=len(nights),
        stretch_nights=sum(night.is_stretched for night in nights),
        cramp_nights=sum(night.state == "cramps" for night in nights),
        quiet_nights=sum(night.state == "nothing" for night in nights),
        cramps=len(cramps),
        mean_strength=_mean(strengths),
        strongest=max(strengths, default=None),
        mean_length_s=_mean(lengths),
        longest_s=max(lengths, default=None),
        sides=_by_frequency(cramp.side or "unknown" for cramp in cramps),
        muscles=_by_frequency(cramp.muscle or "unknown" for cramp in cramps),
    )


def _part(nights: Iterable[Night], begins: date, length: int, tonight: date) -> Week:
    last = begins + timedelta(days=length - 1)
    mine = [night for night in nights if begins <= night.evening <= last]
    return _week(begins, mine, _nights_between(begins, min(last, tonight)))


def _week(begins: date, nights: Sequence[Night], count: int | None = None) -> Week:
    cramps = [cramp for night in nights for cramp in night.cramps]
    return Week(
        begins=begins,
        nights=len(nights) if count is None else count,
        cramps=len(cramps),
        cramp_nights=sum(night.state == "cramps" for night in nights),
        stretch_nights=sum(night.is_stretched for night in nights),
        quiet_nights=sum(night.state == "nothing" for night in nights),
        mean_strength=_mean(_strengths(cramps)),
    )


def _strengths(cramps: Iterable[CrampRecord]) -> list[int]:
    return [cramp.strength for cramp in cramps if cramp.strength is not None]


def _nights_between(first: date, last: date) -> int:
    return max(0, (last - first).days + 1)


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _by_frequency(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))


def _monday(night: date) -> date:
    return night - timedelta(days=night.weekday())
