"""Reminders in words: when they are due, when next, and their outcomes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from stretchapp.base.i18n import N_, _, ngettext
from stretchapp.reminders.rules import EVERY_DAY, AtTimes
from stretchapp.wording.dates import date_in_words, time_in_words, weekday_name, weekdays_in_order
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
    "waiting": N_("Waiting for the session to end."),
    "claimed": N_("Missed."),
    "shown": N_("Shown, not answered."),
    "snoozed": N_("Postponed."),
    "started": N_("Answered: the session was started."),
    "declined": N_("Answered: not tonight."),
    "dropped": N_("Not shown."),
}

_STARTED = {
    "opened": N_("Answered: the routine was opened."),
    "unopened": N_("Answered, but the window did not open."),
}

_DROPPED = {
    "done": N_("Not shown: you had already stretched."),
    "relief": N_("Not shown: you had treated a cramp shortly before."),
    "late": N_("Not shown: the computer was off, asleep, or nobody was logged in."),
    "off": N_("Not shown: the reminder was turned off."),
    "overtaken": N_("Not shown: the next reminder was due before it could be shown."),
    "paused-tonight": N_("Not shown: reminders were skipped for the night."),
    "paused": N_("Not shown: reminders were paused."),
    "not-tonight": N_("Not shown: you had said “Not tonight”, or postponed it three times."),
}


def damaged_in_words(numbers: Sequence[int]) -> str:
    """Return that reminders are damaged, such as ``Reminder 3 is damaged``."""
    return ngettext(
        "Reminder {numbers} is damaged and will not be shown.",
        "Reminders {numbers} are damaged and will not be shown.",
        len(numbers),
    ).format(numbers=joined([str(number) for number in numbers]))


def rule_in_words(rule: Rule) -> str:
    """Return when a rule is due and its title, such as ``Every day at 21:45: In bed.``."""
    # Translators: {when} is such as "Every day at 21:45", {title} that of a routine.
    return _("{when}: {title}.").format(when=_when(rule), title=rule.title.rstrip("."))


def notification_text(rule: Rule) -> str:
    """Return what a notification says below its title: the person's own text, or why it comes."""
    if rule.text:
        return rule.text
    # Translators: {when} is such as "Every day at 21:45".
    return _("It is time to stretch. Your reminder: {when}.").format(when=_when(rule))


def days_in_words(weekdays: frozenset[int]) -> str:
    """Return weekdays as the start of a sentence, such as ``Every day`` or ``On Monday``."""
    if weekdays == EVERY_DAY:
        return _("Every day")
    if weekdays == WORKING_DAYS:
        return _("Monday to Friday")
    if weekdays == WEEKEND:
        return _("Saturday and Sunday")
    if not weekdays:
        return _("On no day")
    names = [weekday_name(day) for day in weekdays_in_order() if day in weekdays]
    # Translators: {days} is such as "Monday" or "Monday, Tuesday and Friday".
    return _("On {days}").format(days=joined(names))


def next_due_in_words(at: datetime | None, now: datetime) -> str:
    """Return when a reminder is due next, such as ``Next: today, in 3 h 10 min.``.

    Args:
        at: The moment, or None if it is never due.
        now: The present moment, in the zone of the person.
    """
    if at is None:
        return _("Never due.")
    local = at.astimezone(now.tzinfo)
    days = (local.date() - now.date()).days
    time = time_in_words(local)
    if days == 0:
        length = minutes_in_words((at - now).total_seconds())
        return _("Next: today, in {length}.").format(length=length)
    if days == 1:
        return _("Next: tomorrow at {time}.").format(time=time)
    if at - now < _WEEK:
        weekday = weekday_name(local.weekday())
        return _("Next: on {weekday} at {time}.").format(weekday=weekday, time=time)
    return _("Next: on {date} at {time}.").format(date=date_in_words(local.date()), time=time)


def outcome_in_words(outcome: Outcome, reason: str) -> str:
    """Return the outcome of a due time, such as ``Not shown: you had already stretched.``."""
    if outcome == "started" and reason in _STARTED:
        return _(_STARTED[reason])
    if outcome == "dropped":
        return _(_DROPPED[reason])
    return _(_OUTCOMES[outcome])


def _when(rule: Rule) -> str:
    """Return when a rule is due, as the start of a sentence."""
    days = days_in_words(rule.weekdays)
    if isinstance(rule.when, AtTimes):
        times = joined([time_in_words(at) for at in rule.when.times])
        if rule.zone is None:
            return _("{days} at {times}").format(days=days, times=times)
        return _("{days} at {times} ({zone})").format(days=days, times=times, zone=rule.zone)
    if not rule.when.minutes:
        return _("{days} at bedtime").format(days=days)
    return ngettext(
        "{days} {count} minute before bed", "{days} {count} minutes before bed", rule.when.minutes
    ).format(days=days, count=rule.when.minutes)
