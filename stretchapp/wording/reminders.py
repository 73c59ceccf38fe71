"""Reminders in words: when they are due, when next, and their outcomes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from stretchapp.reminders.rules import EVERY_DAY, AtTimes
from stretchapp.wording.dates import DAY_NAMES, date_in_words
from stretchapp.wording.lengths import minutes_in_words
from stretchapp.wording.lists import joined

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from stretchapp.diary.reminder_store import Outcome
    from stretchapp.reminders.rules import Rule

WORKING_DAYS = frozenset(range(5))
WEEKEND = frozenset({5, 6})

_WEEK = timedelta(days=7)

_OUTCOMES: dict[Outcome, str] = {
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


def spoilt_in_words(numbers: Sequence[int]) -> str:
    """Return that reminders are spoilt, such as ``Reminder 3 is spoilt``."""
    if len(numbers) == 1:
        return f"Reminder {numbers[0]} is spoilt and will not come."
    return f"Reminders {joined([str(number) for number in numbers])} are spoilt and will not come."


def rule_in_words(rule: Rule) -> str:
    """Return when a rule is due, and its title, such as ``Every day at 21:45: In bed``."""
    days = days_in_words(rule.weekdays)
    if isinstance(rule.when, AtTimes):
        times = joined([f"{at:%H:%M}" for at in rule.when.times])
        when = f"{days} at {times}"
        if rule.zone is not None:
            when += f" ({rule.zone})"
    elif rule.when.minutes:
        when = f"{days} {rule.when.minutes} minutes before bed"
    else:
        when = f"{days} at bedtime"
    return f"{when}: {rule.title}"


def notification_text(rule: Rule) -> str:
    """Return what a notification says below its title: the person's own text, or why it comes."""
    when, _, _ = rule_in_words(rule).rpartition(f": {rule.title}")
    return rule.text or f"It is time to stretch. Your reminder: {when[:1].lower()}{when[1:]}."


def days_in_words(weekdays: frozenset[int]) -> str:
    """Return weekdays as the start of a sentence, such as ``Every day`` or ``On Monday``."""
    if weekdays == EVERY_DAY:
        return "Every day"
    if weekdays == WORKING_DAYS:
        return "Monday to Friday"
    if weekdays == WEEKEND:
        return "Saturday and Sunday"
    if not weekdays:
        return "On no day"
    return f"On {joined([DAY_NAMES[day] for day in sorted(weekdays)])}"


def next_due_in_words(at: datetime | None, now: datetime) -> str:
    """Return when a reminder is due next, such as ``Next: today, in 3 h 10 min``.

    Args:
        at: The moment, or None if it is never due.
        now: The present moment, in the zone of the person.
    """
    if at is None:
        return "It does not ring"
    local = at.astimezone(now.tzinfo)
    days = (local.date() - now.date()).days
    if days == 0:
        return f"Next: today, in {minutes_in_words((at - now).total_seconds())}"
    if days == 1:
        return f"Next: tomorrow at {local:%H:%M}"
    if at - now < _WEEK:
        return f"Next: on {DAY_NAMES[local.weekday()]} at {local:%H:%M}"
    return f"Next: on {date_in_words(local.date())} at {local:%H:%M}"


def outcome_in_words(outcome: Outcome, reason: str) -> str:
    """Return the outcome of a due time, such as ``not shown: you had stretched already``."""
    words = _OUTCOMES[outcome]
    if outcome == "started":
        return _STARTED.get(reason, "answered: started")
    if outcome == "dropped":
        return f"{words}: {_REASONS[reason]}"
    return words
