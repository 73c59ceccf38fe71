"""The output of ``stretchapp reminders``, as lines or as values for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.i18n import _
from stretchapp.reminders.rules import AtTimes
from stretchapp.wording.dates import short_weekday_name, time_in_words
from stretchapp.wording.reminders import next_due_in_words, outcome_in_words, rule_in_words

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from stretchapp.diary.reminder_store import DueRecord
    from stretchapp.reminders.rules import Rule


def rule_line(rule: Rule, next_at: datetime | None, now: datetime) -> str:
    """Return a reminder on one line.

    Args:
        rule: The reminder.
        next_at: When it is due next; None if it is never due.
        now: The present moment, in the zone of the person.
    """
    following = next_due_in_words(next_at, now) if rule.is_on else _("Turned off.")
    return f"{rule.id:3}  {rule_in_words(rule)} {following}"


def plain_rule(rule: Rule, next_at: datetime | None) -> dict[str, object]:
    """Return a reminder as a value for JSON.

    Args:
        rule: The reminder.
        next_at: When it is due next; None if it is never due.
    """
    when = rule.when
    return {
        "id": rule.id,
        "at": [f"{at:%H:%M}" for at in when.times] if isinstance(when, AtTimes) else None,
        "before_bed_min": None if isinstance(when, AtTimes) else when.minutes,
        "weekdays": sorted(rule.weekdays),
        "routine": rule.routine,
        "title": rule.title,
        "occasion": rule.occasion,
        "text": rule.text,
        "zone": rule.zone,
        "on": rule.is_on,
        "next": None if next_at is None else next_at.isoformat(),
    }


def coming_line(at: datetime, rule: Rule) -> str:
    """Return a time at which a reminder will be due on one line."""
    return f"{_moment(at)} {at:%Z}  {rule.id:3}  {rule.title}"


def plain_coming(at: datetime, rule: Rule) -> dict[str, object]:
    """Return a time at which a reminder will be due as a value for JSON."""
    return {
        "at": at.isoformat(),
        "reminder": rule.id,
        "routine": rule.routine,
        "title": rule.title,
    }


def record_line(record: DueRecord, zone: tzinfo) -> str:
    """Return one time at which a reminder was due, and its outcome, on one line."""
    outcome = outcome_in_words(record.outcome, record.reason)
    at = record.time.due_at.astimezone(zone)
    return f"{_moment(at)}  {record.time.title}: {outcome}"


def plain_record(record: DueRecord, zone: tzinfo) -> dict[str, object]:
    """Return one time at which a reminder was due, and its outcome, as a value for JSON."""
    return {
        "reminder": record.time.reminder,
        "title": record.time.title,
        "due": record.time.due_at.astimezone(zone).isoformat(),
        "outcome": record.outcome,
        "reason": record.reason,
        "changed": record.changed_at.astimezone(zone).isoformat(),
        "snoozes": record.snoozes,
    }


def _moment(at: datetime) -> str:
    """Return a moment for a column, such as ``Mon 2026-11-30 21:45``."""
    return f"{short_weekday_name(at.weekday())} {at:%Y-%m-%d} {time_in_words(at)}"
