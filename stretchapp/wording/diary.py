"""The diary in words: nights, cramps and weeks. Counts only; nothing is said about causes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.unseen import shown
from stretchapp.diary.cramp_records import SIDES, STRONGEST
from stretchapp.wording.dates import (
    date_and_year,
    date_in_words,
    day_in_words,
    time_in_words,
)
from stretchapp.wording.lengths import length_in_words
from stretchapp.wording.lists import counted
from stretchapp.wording.session import side_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from stretchapp.diary.cramp_records import CrampEntry, CrampRecord
    from stretchapp.diary.nights import Night
    from stretchapp.diary.statistics import RecentStretches, Summary, Week
    from stretchapp.wording.names import Names

MOST_NAMED = 10
"""How many spoilt entries are named."""

NOTHING_KNOWN = "Nothing was written down of cramps."

_SIDES: dict[str, str] = {side: side_in_words(side).lower() for side in SIDES}


def recent_stretches_in_words(recent: RecentStretches) -> str:
    """Return how many of the last nights were stretched, such as ``5 of the last 7 nights``."""
    return f"{recent.stretched} of the last {recent.nights} nights"


def cramp_counts_in_words(nights: Sequence[Night]) -> str:
    """Return how many of the nights had cramps, or none, in a sentence or two."""
    cramps = sum(len(night.cramps) for night in nights)
    with_cramps = sum(night.state == "cramps" for night in nights)
    quiet = sum(night.state == "quiet" for night in nights)
    sentences: list[str] = []
    if cramps:
        sentences.append(f"{counted(cramps, 'cramp')} in {counted(with_cramps, 'night')}.")
    if quiet:
        sentences.append(f"No cramp in {counted(quiet, 'night')}.")
    return " ".join(sentences) or NOTHING_KNOWN


def night_in_words(night: Night) -> str:
    """Return what is known about a night: ``Sunday, 22 November 2026: stretched, no cramp``."""
    return f"{day_in_words(night.evening)}: {night_facts(night)}"


def night_facts(night: Night) -> str:
    """Return what is known about a night without its date: ``stretched, 2 cramps``."""
    facts = [stretched_in_words(night), cramps_in_words(night)]
    return ", ".join(fact for fact in facts if fact) or "nothing written down"


def stretched_in_words(night: Night) -> str:
    """Return that the person stretched in a night; empty if not."""
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
    return f"{count}, {which} {_strength_in_words(night.strongest)}"


def cramp_in_words(cramp: CrampRecord | CrampEntry, names: Names) -> str:
    """Return a cramp on one line: ``03:10: calf, left leg, strength 7 of 10, 2 min``."""
    return f"{time_in_words(cramp.started_at)}: {cramp_facts(cramp, names)}"


def cramp_facts(cramp: CrampRecord | CrampEntry, names: Names) -> str:
    """Return a cramp without its time: ``calf, left leg, strength 7 of 10, 2 min``."""
    facts = [names.place(cramp.muscle).lower() if cramp.muscle else "cramp"]
    if cramp.side is not None:
        facts.append(_SIDES[cramp.side])
    if cramp.strength is not None:
        facts.append(f"strength {_strength_in_words(cramp.strength)}")
    if cramp.length_s:
        facts.append(length_in_words(cramp.length_s))
    return ", ".join(facts)


def cramp_details(cramp: CrampRecord, names: Names) -> list[str]:
    """Return everything else that is known about a cramp, in lines."""
    lines: list[str] = []
    helped = [names.exercise(id_) for id_, has_helped in cramp.tried if has_helped]
    tried = [names.exercise(id_) for id_, has_helped in cramp.tried if not has_helped]
    if helped:
        lines.append(f"Helped: {'; '.join(helped)}")
    if tried:
        lines.append(f"Tried: {'; '.join(tried)}")
    if cramp.nothing_helped:
        lines.append("Nothing helped")
    if cramp.triggers:
        # Separated by semicolons because there are commas in the names.
        lines.append(f"Went before: {'; '.join(map(names.trigger, cramp.triggers))}")
    if cramp.note:
        lines.append(f"Note: {cramp.note}")
    return lines


def left_out_in_words(left_out: Sequence[str]) -> str:
    """Return that entries are spoilt, such as ``1 entry of the diary is spoilt and left out``."""
    names = ", ".join(left_out[:MOST_NAMED])
    if len(left_out) > MOST_NAMED:
        names += f" and {len(left_out) - MOST_NAMED} more"
    count = "1 entry" if len(left_out) == 1 else f"{len(left_out)} entries"
    verb = "is" if len(left_out) == 1 else "are"
    return f"{count} of the diary {verb} spoilt and left out: {shown(names)}."


def no_longer_quiet(night: date) -> str:
    """Return that a night was said to be without a cramp until a cramp was added to it."""
    return (
        f"You had said that there was no cramp in the night of {date_in_words(night)}; that is"
        " taken back."
    )


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
    return f"Week of {date_and_year(week.begins)}: {', '.join(facts)}"


def strength_summary(summary: Summary) -> str:
    """Return how strong the cramps of a summary were; empty if unknown."""
    if summary.mean_strength is None or summary.strongest is None:
        return ""
    return f"{summary.mean_strength:.1f} on average, the strongest {summary.strongest}, of 0 to 10"


def length_summary(summary: Summary) -> str:
    """Return how long the cramps of a summary were; empty if unknown."""
    if summary.mean_length_s is None or summary.longest_s is None:
        return ""
    return (
        f"{length_in_words(summary.mean_length_s)} on average,"
        f" the longest {length_in_words(summary.longest_s)}"
    )


def side_counts_in_words(sides: Sequence[tuple[str, int]]) -> str:
    """Return how many cramps there were on each side, such as ``left leg 3, right leg 1``."""
    return ", ".join(f"{_SIDES.get(side, 'not said')} {count}" for side, count in sides)


def place_counts_in_words(places: Sequence[tuple[str, int]], names: Names) -> str:
    """Return how many cramps there were at each place, such as ``calf 3, not said 1``."""
    return ", ".join(
        f"{'not said' if place == 'unknown' else names.place(place).lower()} {count}"
        for place, count in places
    )


def _strength_in_words(strength: int) -> str:
    return f"{strength} of {STRONGEST}"
