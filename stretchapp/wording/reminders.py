"""Reminders in words: one sentence says when, another when next, a third what became of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from stretchapp.reminders.rules import EVERY_DAY, AtTimes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from stretchapp.reminders.rules import Rule

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WORKING_DAYS = frozenset(range(5))
WEEKEND = frozenset({5, 6})
WEEK = timedelta(days=7)

_OUTCOMES = {
    "waiting": "waits for the session to end",
    "claimed": "did not reach you",
    "shown": "shown",
    "snoozed": "put off",
    "started": "answered",
    "declined": "not that night",
    "dropped": "not shown",
}

_STARTED = {
    "opened": "answered: the preview was opened",
    "unopened": "answered, but the window did not open",
}

_REASONS = {
    "done": "you had stretched already",
    "relief": "a cramp was treated shortly before",
    "late": "the computer was off, asleep, or nobody was logged in",
    "off": "the reminder was switched off",
    "overtaken": "the next one came before it could be shown",
    "paused-tonight": "reminders were paused for the night",
    "paused": "reminders were paused",
    "not-tonight": "you said so, or put it off three times",
}


def rule_in_words(rule: Rule) -> str:
    """Return when and of what a rule reminds, such as ``Every day at 21:45: Evening stretch``."""
    days = days_in_words(rule.weekdays)
    if isinstance(rule.when, AtTimes):
        times = listed([f"{at:%H:%M}" for at in rule.when.times])
        when = f"{days} at {times}"
        if rule.zone is not None:
            when += f" ({rule.zone})"
    elif rule.when.minutes:
        when = f"{days} {rule.when.minutes} minutes before bed"
    else:
        when = f"{days} at bedtime"
    return f"{when}: {rule.title}"


def days_in_words(weekdays: frozenset[int]) -> str:
    """Return days as the beginning of a sentence, such as ``Every day`` or ``On Monday``."""
    if weekdays == EVERY_DAY:
        return "Every day"
    if weekdays == WORKING_DAYS:
        return "Monday to Friday"
    if weekdays == WEEKEND:
        return "Saturday and Sunday"
    if not weekdays:
        return "On no day"
    return f"On {listed([DAY_NAMES[day] for day in sorted(weekdays)])}"


def next_in_words(at: datetime | None, now: datetime) -> str:
    """Return when it is due next, such as ``Next: today, in 3 h 10 min``.

    Args:
        at: The moment, or None if it never comes.
        now: The present moment, in the zone of the person.
    """
    if at is None:
        return "It does not ring"
    local = at.astimezone(now.tzinfo)
    days = (local.date() - now.date()).days
    if days == 0:
        return f"Next: today, in {_length(at - now)}"
    if days == 1:
        return f"Next: tomorrow at {local:%H:%M}"
    if at - now < WEEK:
        return f"Next: on {DAY_NAMES[local.weekday()]} at {local:%H:%M}"
    return f"Next: on {date_in_words(local.date())} at {local:%H:%M}"


def date_in_words(day: date) -> str:
    """Return a date, such as ``3 December``."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def outcome_in_words(outcome: str, reason: str) -> str:
    """Return what became of one time and why, such as ``not shown: you had stretched already``."""
    said = _OUTCOMES[outcome]
    if outcome == "started":
        return _STARTED.get(reason, "answered: started")
    if outcome == "dropped":
        return f"{said}: {_REASONS[reason]}"
    return said


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: ``a, b and c``."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _length(length: timedelta) -> str:
    minutes = max(1, -(-length // timedelta(minutes=1)))
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"
