"""Conversion of reminder rules and bedtimes between values and the text that the diary stores."""

from __future__ import annotations

from datetime import time

from stretchapp.diary.reminder_store import StoredRule
from stretchapp.reminders.rules import DEFAULT_BEDTIMES, AtTimes, Bedtimes, BeforeBed, Rule


def rule_of(number: int, stored: StoredRule) -> Rule:
    """Return the rule that is stored under a number."""
    before_bed = stored.before_bed
    return Rule(
        id=number,
        when=AtTimes(_times_of(stored.times)) if before_bed is None else BeforeBed(before_bed),
        weekdays=frozenset(map(int, stored.weekdays)),
        routine=stored.routine,
        title=stored.title,
        occasion="evening" if stored.occasion == "evening" else "daytime",
        text=stored.text,
        zone=stored.zone,
        is_on=stored.is_on,
    )


def stored_rule(rule: Rule) -> StoredRule:
    """Return a rule as the diary stores it."""
    when = rule.when
    return StoredRule(
        times=_text_of(when.times) if isinstance(when, AtTimes) else "",
        before_bed=None if isinstance(when, AtTimes) else when.minutes,
        weekdays="".join(map(str, sorted(rule.weekdays))),
        routine=rule.routine,
        title=rule.title,
        occasion=rule.occasion,
        text=rule.text,
        zone=rule.zone,
        is_on=rule.is_on,
    )


def bedtimes_of(text: str) -> Bedtimes:
    """Return stored bedtimes; the default ones if the person has not set any."""
    return Bedtimes(_times_of(text)) if text else DEFAULT_BEDTIMES


def stored_bedtimes(bedtimes: Bedtimes) -> str:
    """Return bedtimes as the diary stores them."""
    return _text_of(bedtimes.by_weekday)


def _times_of(text: str) -> tuple[time, ...]:
    return tuple(map(time.fromisoformat, text.split()))


def _text_of(times: tuple[time, ...]) -> str:
    return " ".join(at.isoformat("minutes") for at in times)
