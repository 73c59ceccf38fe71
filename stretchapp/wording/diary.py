"""The diary in sentences: a night, a cramp, a week. Counts only; nothing is said of causes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.wording.reminders import DAY_NAMES, MONTHS, date_in_words
from stretchapp.wording.session import length_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime, tzinfo

    from stretchapp.diary.cramp_records import CrampEntry, CrampRecord
    from stretchapp.diary.nights import Night
    from stretchapp.diary.statistics import RecentStretches, Summary, Week
    from stretchapp.wording.names import Names

STRONGEST = 10

_SIDES = {"left": "left leg", "right": "right leg", "both": "both legs"}


def day_in_words(day: date) -> str:
    """Return a day such as ``Sunday, 22 November 2026``."""
    return f"{DAY_NAMES[day.weekday()]}, {date_in_words(day)} {day.year}"


def month_in_words(month: date) -> str:
    """Return a month such as ``November 2026``."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def counted(count: int, one: str, many: str = "") -> str:
    """Return a number of things, such as ``1 night`` or ``2 nights``."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"


def recent_stretches_in_words(lately: RecentStretches) -> str:
    """Return how many of the last nights were stretched, such as ``5 of the last 7 nights``."""
    return f"{lately.stretched} of the last {lately.nights} nights"


def known_in_words(nights: Sequence[Night]) -> str:
    """Return what is known of the cramps of some nights, in a sentence or two."""
    cramps = sum(len(night.cramps) for night in nights)
    with_cramps = sum(night.state == "cramps" for night in nights)
    quiet = sum(night.state == "quiet" for night in nights)
    said: list[str] = []
    if cramps:
        said.append(f"{counted(cramps, 'cramp')} in {counted(with_cramps, 'night')}.")
    if quiet:
        said.append(f"No cramp in {counted(quiet, 'night')}.")
    return " ".join(said) or "Nothing was written down of cramps."


def strength_in_words(strength: int) -> str:
    """Return a strength such as ``7 of 10``."""
    return f"{strength} of {STRONGEST}"


def night_in_words(night: Night) -> str:
    """Return what is known of a night: ``Sunday, 22 November 2026: stretched, no cramp``."""
    return f"{day_in_words(night.evening)}: {facts_of(night)}"


def facts_of(night: Night) -> str:
    """Return what is known of a night without its date: ``stretched, 2 cramps``."""
    facts = [stretched_in_words(night), cramps_in_words(night)]
    return ", ".join(fact for fact in facts if fact) or "nothing written down"


def stretched_in_words(night: Night) -> str:
    """Return whether a night was stretched; nothing where it was not."""
    if not night.is_stretched:
        return ""
    return "stretched" if night.sessions == 1 else f"stretched {night.sessions} times"


def cramps_in_words(night: Night) -> str:
    """Return the cramps of a night, such as ``2 cramps, the strongest 7 of 10``."""
    if night.state == "quiet":
        return "no cramp"
    if night.state == "unknown":
        return ""
    count = counted(len(night.cramps), "cramp")
    if night.strongest is None:
        return count
    which = "strength" if len(night.cramps) == 1 else "the strongest"
    return f"{count}, {which} {strength_in_words(night.strongest)}"


def moment_in_words(moment: datetime, zone: tzinfo) -> str:
    """Return a time of day such as ``03:10``."""
    return f"{moment.astimezone(zone):%H:%M}"


def cramp_in_words(cramp: CrampRecord | CrampEntry, zone: tzinfo, names: Names) -> str:
    """Return a cramp in a line: ``03:10: calf, left leg, strength 7 of 10, 2 min``."""
    return f"{moment_in_words(cramp.started_at, zone)}: {cramp_facts(cramp, names)}"


def cramp_facts(cramp: CrampRecord | CrampEntry, names: Names) -> str:
    """Return a cramp without its moment: ``calf, left leg, strength 7 of 10, 2 min``."""
    facts = [names.place(cramp.muscle).lower() if cramp.muscle else "cramp"]
    if cramp.side is not None:
        facts.append(_SIDES[cramp.side])
    if cramp.strength is not None:
        facts.append(f"strength {strength_in_words(cramp.strength)}")
    if cramp.length_s:
        facts.append(length_in_words(cramp.length_s))
    return ", ".join(facts)


def details_of(cramp: CrampRecord, names: Names) -> list[str]:
    """Return all else that is known of a cramp, in lines."""
    lines: list[str] = []
    helped = [names.exercise(it) for it, has_helped in cramp.tried if has_helped]
    tried = [names.exercise(it) for it, has_helped in cramp.tried if not has_helped]
    if helped:
        lines.append(f"Helped: {'; '.join(helped)}")
    if tried:
        lines.append(f"Tried: {'; '.join(tried)}")
    if cramp.nothing_helped:
        lines.append("Nothing helped")
    if cramp.triggers:
        # There are commas in the names.
        lines.append(f"Went before: {'; '.join(names.trigger(it) for it in cramp.triggers)}")
    if cramp.note:
        lines.append(f"Note: {cramp.note}")
    return lines


def week_in_words(week: Week) -> str:
    """Return a week: ``Week of 16 November: 2 cramps in 1 night, stretched on 5 of 7 nights``."""
    facts = [
        f"{counted(week.cramps, 'cramp')} in {counted(week.cramp_nights, 'night')}"
        if week.cramps
        else "no cramp written down",
        f"stretched on {week.stretch_nights} of {counted(week.nights, 'night')}",
    ]
    if week.quiet_nights:
        facts.append(f"no cramp in {counted(week.quiet_nights, 'night')}")
    return f"Week of {date_in_words(week.begins)} {week.begins.year}: {', '.join(facts)}"


def strengths_in_words(summary: Summary) -> str:
    """Return how strong the cramps of a summary were; nothing where that is not known."""
    if summary.mean_strength is None or summary.strongest is None:
        return ""
    return f"{summary.mean_strength:.1f} on average, the strongest {summary.strongest}, of 0 to 10"


def lengths_in_words(summary: Summary) -> str:
    """Return how long the cramps of a summary were; nothing where that is not known."""
    if summary.mean_length_s is None or summary.longest_s is None:
        return ""
    return (
        f"{length_in_words(summary.mean_length_s)} on average,"
        f" the longest {length_in_words(summary.longest_s)}"
    )


def sides_in_words(sides: Sequence[tuple[str, int]]) -> str:
    """Return how many cramps each side had, such as ``left leg 3, right leg 1``."""
    return ", ".join(f"{_SIDES.get(side, 'not said')} {count}" for side, count in sides)


def places_in_words(places: Sequence[tuple[str, int]], names: Names) -> str:
    """Return how many cramps each place had, such as ``calf 3, not said 1``."""
    return ", ".join(
        f"{'not said' if place == 'unknown' else names.place(place).lower()} {count}"
        for place, count in places
    )


def nights_listed(nights: Sequence[date]) -> str:
    """Return nights by their evenings, such as ``nights of 20, 21 and 22 November``."""
    by_month: dict[tuple[int, int], list[date]] = {}
    for night in nights:
        by_month.setdefault((night.year, night.month), []).append(night)
    parts = [
        f"{_listed([str(night.day) for night in of_month])} {MONTHS[month - 1]}"
        for (_, month), of_month in by_month.items()
    ]
    # With commas inside of them, months are set apart by more.
    return f"{'night' if len(nights) == 1 else 'nights'} of {'; '.join(parts)}"


def _listed(words: Sequence[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last
