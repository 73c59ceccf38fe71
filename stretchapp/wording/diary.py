"""The diary in words: nights, cramps and weeks. Counts only; nothing is said about causes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.i18n import N_, NC_, _, ngettext, pgettext
from stretchapp.base.unseen import shown
from stretchapp.diary.cramp_records import STRONGEST
from stretchapp.wording.dates import (
    date_and_year,
    date_in_words,
    day_in_words,
    time_in_words,
)
from stretchapp.wording.lengths import length_in_words
from stretchapp.wording.numbers import number_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from stretchapp.diary.cramp_records import CrampEntry, CrampRecord
    from stretchapp.diary.nights import Night
    from stretchapp.diary.statistics import RecentStretches, Summary, Week
    from stretchapp.wording.names import Names

MOST_NAMED = 10
"""How many damaged entries are named."""

UNKNOWN = N_("not filled in")
NOTHING_KNOWN = N_("No cramps recorded.")

_SIDES: dict[str, str] = {
    "left": NC_("inside a sentence", "left leg"),
    "right": NC_("inside a sentence", "right leg"),
    "both": NC_("inside a sentence", "both legs"),
}


def recent_stretches_in_words(recent: RecentStretches) -> str:
    """Return how many of the last nights were stretched, such as ``5 of the last 7 nights``."""
    return ngettext(
        "{stretched} of the last {count} night",
        "{stretched} of the last {count} nights",
        recent.nights,
    ).format(stretched=recent.stretched, count=recent.nights)


def cramp_counts_in_words(nights: Sequence[Night]) -> str:
    """Return how many of the nights had cramps, or none, in a sentence or two."""
    cramps = sum(len(night.cramps) for night in nights)
    with_cramps = sum(night.state == "cramps" for night in nights)
    quiet = sum(night.state == "quiet" for night in nights)
    sentences: list[str] = []
    if cramps:
        words = _("{cramps} in {nights}.")
        sentences.append(
            words.format(cramps=count_cramps(cramps), nights=count_nights(with_cramps))
        )
    if quiet:
        sentences.append(_("No cramp in {nights}.").format(nights=count_nights(quiet)))
    return " ".join(sentences) or _(NOTHING_KNOWN)


def count_cramps(count: int) -> str:
    """Return a number of cramps, such as ``2 cramps``."""
    return ngettext("{count} cramp", "{count} cramps", count).format(count=count)


def count_nights(count: int) -> str:
    """Return a number of nights, such as ``2 nights``."""
    return ngettext("{count} night", "{count} nights", count).format(count=count)


def night_in_words(night: Night) -> str:
    """Return what is known about a night: ``Sunday, 22 November 2026: stretched, no cramp``."""
    return _("{date}: {facts}").format(date=day_in_words(night.evening), facts=night_facts(night))


def night_facts(night: Night) -> str:
    """Return what is known about a night without its date: ``stretched, 2 cramps``."""
    facts = [stretched_in_words(night), cramps_in_words(night)]
    return ", ".join(fact for fact in facts if fact) or _("no entry")


def stretched_in_words(night: Night) -> str:
    """Return that the person stretched in a night; empty if not."""
    if not night.is_stretched:
        return ""
    return ngettext("stretched", "stretched {count} times", night.sessions).format(
        count=night.sessions
    )


def cramps_in_words(night: Night) -> str:
    """Return the cramps of a night, such as ``2 cramps, the strongest 7 of 10``."""
    if night.state == "quiet":
        return _("no cramp")
    if night.state == "unknown":
        return ""
    count = len(night.cramps)
    if night.strongest is None:
        return count_cramps(count)
    return ngettext(
        "{count} cramp, strength {strength} of {highest}",
        "{count} cramps, the strongest {strength} of {highest}",
        count,
    ).format(count=count, strength=night.strongest, highest=STRONGEST)


def cramp_in_words(cramp: CrampRecord | CrampEntry, names: Names) -> str:
    """Return a cramp on one line: ``03:10: Calf, left leg, strength 7 of 10, 2 min``."""
    return _("{time}: {facts}").format(
        time=time_in_words(cramp.started_at), facts=cramp_facts(cramp, names)
    )


def cramp_facts(cramp: CrampRecord | CrampEntry, names: Names) -> str:
    """Return a cramp without its time: ``Calf, left leg, strength 7 of 10, 2 min``."""
    facts = [names.place(cramp.muscle) if cramp.muscle else _("Cramp")]
    if cramp.side is not None:
        facts.append(pgettext("inside a sentence", _SIDES[cramp.side]))
    if cramp.strength is not None:
        words = _("strength {strength} of {highest}")
        facts.append(words.format(strength=cramp.strength, highest=STRONGEST))
    if cramp.length_s:
        facts.append(length_in_words(cramp.length_s))
    return ", ".join(facts)


def cramp_details(cramp: CrampRecord, names: Names) -> list[str]:
    """Return everything else that is known about a cramp, in lines."""
    lines: list[str] = []
    helped = [names.exercise(id_) for id_, has_helped in cramp.tried if has_helped]
    tried = [names.exercise(id_) for id_, has_helped in cramp.tried if not has_helped]
    if helped:
        lines.append(_("Helped: {exercises}").format(exercises="; ".join(helped)))
    if tried:
        lines.append(_("Tried: {exercises}").format(exercises="; ".join(tried)))
    if cramp.nothing_helped:
        lines.append(_("Nothing helped"))
    if cramp.triggers:
        # Separated by semicolons because there are commas in the names.
        triggers = "; ".join(map(names.trigger, cramp.triggers))
        lines.append(_("Possible triggers: {triggers}").format(triggers=triggers))
    if cramp.note:
        lines.append(_("Note: {note}").format(note=cramp.note))
    return lines


def left_out_in_words(left_out: Sequence[str]) -> str:
    """Return that entries are damaged, and their names."""
    count = len(left_out)
    names = shown(", ".join(left_out[:MOST_NAMED]))
    if count > MOST_NAMED:
        names = _("{names} and {count} more").format(names=names, count=count - MOST_NAMED)
    return ngettext(
        "{count} entry of the diary is damaged and left out: {names}.",
        "{count} entries of the diary are damaged and left out: {names}.",
        count,
    ).format(count=count, names=names)


def no_longer_quiet(night: date) -> str:
    """Return that a night was said to be without a cramp until a cramp was added to it."""
    return _("You had recorded no cramp for the night of {date}; that entry was removed.").format(
        date=date_in_words(night)
    )


def week_in_words(week: Week) -> str:
    """Return a week: ``Week of 16 November: 2 cramps in 1 night, stretched on 5 of 7 nights``."""
    cramps = _("no cramps recorded")
    if week.cramps:
        cramps = _("{cramps} in {nights}").format(
            cramps=count_cramps(week.cramps), nights=count_nights(week.cramp_nights)
        )
    stretched = _("stretched on {count} of {nights}").format(
        count=week.stretch_nights, nights=count_nights(week.nights)
    )
    facts = [cramps, stretched]
    if week.quiet_nights:
        facts.append(_("no cramp in {nights}").format(nights=count_nights(week.quiet_nights)))
    return _("Week of {date}: {facts}").format(
        date=date_and_year(week.begins), facts=", ".join(facts)
    )


def strength_summary(summary: Summary) -> str:
    """Return how strong the cramps of a summary were; empty if unknown."""
    if summary.mean_strength is None or summary.strongest is None:
        return ""
    return _("{average} on average, the strongest {strongest}, on a scale from 0 to 10").format(
        average=number_in_words(summary.mean_strength), strongest=summary.strongest
    )


def length_summary(summary: Summary) -> str:
    """Return how long the cramps of a summary were; empty if unknown."""
    if summary.mean_length_s is None or summary.longest_s is None:
        return ""
    return _("{average} on average, the longest {longest}").format(
        average=length_in_words(summary.mean_length_s),
        longest=length_in_words(summary.longest_s),
    )


def side_counts_in_words(sides: Sequence[tuple[str, int]]) -> str:
    """Return how many cramps there were on each side, such as ``left leg: 3, right leg: 1``."""
    return ", ".join(
        _("{what}: {count}").format(
            what=pgettext("inside a sentence", _SIDES[side]) if side in _SIDES else _(UNKNOWN),
            count=count,
        )
        for side, count in sides
    )


def place_counts_in_words(places: Sequence[tuple[str, int]], names: Names) -> str:
    """Return how many cramps there were at each place, such as ``Calf: 3, not filled in: 1``."""
    return ", ".join(
        _("{what}: {count}").format(
            what=_(UNKNOWN) if place == "unknown" else names.place(place), count=count
        )
        for place, count in places
    )
