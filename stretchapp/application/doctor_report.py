"""What a doctor is shown of a diary: some weeks of it in figures. No Qt, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from stretchapp.base.nights import night_of
from stretchapp.diary.doctor_rules import findings
from stretchapp.diary.nights import first_night, nights
from stretchapp.diary.statistics import help_counts, summary, trigger_counts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime, tzinfo

    from stretchapp.diary.nights import Entries, Night
    from stretchapp.diary.statistics import HelpCounts, Summary, TriggerCounts
    from stretchapp.library.texts.diary import DoctorRule
    from stretchapp.wording.names import Names

WEEKS = 12
"""How far the report goes back at most: what fits on two pages and can be read in minutes."""

DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class HeldRule:
    """A doctor rule that holds: what it is about, and the nights that it rests on."""

    title: str
    nights: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorReport:
    """Some nights of a diary in figures.

    Attributes:
        made_on: The day on which it was made.
        zone: Where the person is.
        nights: Every night that it is about, the first one a Monday.
        summary: Them in figures.
        triggers: What was named with their cramps.
        helps: What was tried, and what helped.
        rules: The doctor rules that hold now.
        names: The words for the ids.
    """

    made_on: date
    zone: tzinfo
    nights: tuple[Night, ...]
    summary: Summary
    triggers: TriggerCounts
    helps: HelpCounts
    rules: tuple[HeldRule, ...]
    names: Names


def doctor_report(
    entries: Entries, names: Names, rules: Iterable[DoctorRule], now: datetime, zone: tzinfo
) -> DoctorReport:
    """Return the report on the last weeks of a diary.

    Args:
        entries: The diary.
        names: The words for its ids.
        rules: The texts of the doctor rules.
        now: The present moment.
        zone: Where the person is.
    """
    tonight = night_of(now, zone)
    first = max(
        first_night(entries, zone) or tonight,
        tonight - timedelta(days=DAYS_OF_A_WEEK * (WEEKS - 1)),
    )
    # Whole weeks, from Monday on.
    known = nights(entries, first - timedelta(days=first.weekday()), tonight, zone)
    titles = {rule.id: rule.title for rule in rules}
    return DoctorReport(
        made_on=now.astimezone(zone).date(),
        zone=zone,
        nights=known,
        summary=summary(known),
        triggers=trigger_counts(known),
        helps=help_counts(known),
        rules=tuple(
            HeldRule(titles.get(it.rule, it.rule), it.nights)
            for it in findings(entries.cramps, now, zone)
        ),
        names=names,
    )
