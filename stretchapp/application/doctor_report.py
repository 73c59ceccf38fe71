"""The report for a doctor: the last weeks of a diary in figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from stretchapp.base.region import region
from stretchapp.diary.doctor_rules import findings
from stretchapp.diary.nights import first_night, last_night, nights
from stretchapp.diary.statistics import help_counts, summary, trigger_counts, week_begins

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from stretchapp.diary.nights import Entries, Night
    from stretchapp.diary.statistics import HelpCounts, Summary, TriggerCounts
    from stretchapp.library.texts.diary import DoctorRule
    from stretchapp.wording.names import Names

WEEKS = 12
"""Longest span of the report, in weeks: it fits on two pages and can be read in minutes."""

DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class ReportedRule:
    """A doctor rule that applies: its title, and the nights that it is based on."""

    title: str
    nights: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorReport:
    """The last weeks of a diary in figures.

    Attributes:
        created_on: The day on which it was created.
        nights: The nights of the report, from a Monday on.
        summary: These nights in figures.
        trigger_counts: The possible triggers of their cramps.
        help_counts: The exercises that were tried, and how often they helped.
        rules: The doctor rules that apply now.
        names: The words for the ids.
    """

    created_on: date
    nights: tuple[Night, ...]
    summary: Summary
    trigger_counts: TriggerCounts
    help_counts: HelpCounts
    rules: tuple[ReportedRule, ...]
    names: Names


def doctor_report(
    entries: Entries, names: Names, rules: Iterable[DoctorRule], now: datetime
) -> DoctorReport:
    """Return the report on the last weeks of a diary.

    Args:
        entries: The diary.
        names: The words for its ids.
        rules: The texts of the doctor rules.
        now: The present moment, with the wall time of the person.
    """
    tonight = last_night(entries, now)
    first = max(
        first_night(entries) or tonight,
        tonight - timedelta(days=DAYS_OF_A_WEEK * (WEEKS - 1)),
    )
    # Whole weeks.
    report_nights = nights(entries, week_begins(first, region().first_weekday), tonight)
    titles = {rule.id: rule.title for rule in rules}
    return DoctorReport(
        created_on=now.date(),
        nights=report_nights,
        summary=summary(report_nights),
        trigger_counts=trigger_counts(report_nights),
        help_counts=help_counts(report_nights),
        rules=tuple(
            ReportedRule(titles.get(finding.rule, finding.rule), finding.nights)
            for finding in findings(entries.cramps, now)
        ),
        names=names,
    )
