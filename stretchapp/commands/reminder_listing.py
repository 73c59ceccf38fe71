"""``stretchapp reminders``: list, add, remove, pause, and look ahead."""

from __future__ import annotations

import heapq
import json
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from stretchapp.application.reminders import occasion_of
from stretchapp.reminders.rules import AtTimes, Bedtimes, BeforeBed, Rule
from stretchapp.wording.reminders import (
    DAY_NAMES,
    date_in_words,
    next_in_words,
    outcome_in_words,
    rule_in_words,
)

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator
    from datetime import datetime, tzinfo

    from stretchapp.application.reminders import Reminders
    from stretchapp.diary.reminder_store import DueRecord
    from stretchapp.library.routines.models import Routine


class Coming(NamedTuple):
    """One time to come."""

    at: datetime
    rule: Rule


def list_lines(reminders: Reminders, now: datetime, *, as_json: bool) -> list[str]:
    """Return all reminders, one line each or as JSON."""
    rules = reminders.rules()
    if as_json:
        return [json.dumps([_plain(reminders, rule, now) for rule in rules], indent=2)]
    lines = [f"{rule.id:3}  {_line(reminders, rule, now)}" for rule in rules]
    paused = reminders.paused(now)
    if paused is not None:
        lines.append(f"Paused until the evening of {date_in_words(paused)}.")
    return lines or ["There are no reminders; 'stretchapp reminders add --at 21:45' adds one."]


def add_lines(
    reminders: Reminders, options: argparse.Namespace, routine: Routine, now: datetime
) -> list[str]:
    """Add a reminder of ``routine`` and return it."""
    at_times = options.at is not None
    rule = reminders.add(
        Rule(
            id=0,
            when=AtTimes(options.at) if at_times else BeforeBed(options.before_bed),
            weekdays=options.days,
            routine=routine.id,
            title=routine.title,
            occasion=occasion_of(routine.when),
            text=options.text,
            zone=None if options.zone is None else options.zone.key,
        )
    )
    reminders.begin(rule, now)
    if options.json:
        return [json.dumps(_plain(reminders, rule, now), indent=2)]
    return [f"{rule.id:3}  {_line(reminders, rule, now)}"]


def remove_lines(reminders: Reminders, options: argparse.Namespace) -> list[str]:
    """Remove reminders and return what was done.

    Raises:
        UserError: There is none with one of the numbers; nothing is removed then.
    """
    rules = reminders.rules() if options.all else [reminders.rule(number) for number in options.ids]
    for rule in rules:
        reminders.remove(rule.id)
    return [f"Removed: {rule_in_words(rule)}." for rule in rules] or ["There was none to remove."]


def switch_lines(reminders: Reminders, number: int, now: datetime, *, is_on: bool) -> list[str]:
    """Switch a reminder on or off and return it.

    Raises:
        UserError: There is no such reminder.
    """
    rule = replace(reminders.rule(number), is_on=is_on)
    reminders.change(rule)
    reminders.begin(rule, now)
    return [f"{rule.id:3}  {_line(reminders, rule, now)}"]


def next_lines(reminders: Reminders, options: argparse.Namespace, now: datetime) -> list[str]:
    """Return the times to come, one line each or as JSON.

    Args:
        reminders: The reminders.
        options: How many, and from when on.
        now: The present moment, in the zone that is looked at.
    """
    start: datetime = options.start or now
    if start.tzinfo is None:
        start = start.replace(tzinfo=now.tzinfo)
    found = list(islice(coming(reminders, start), options.count))
    if options.json:
        plain = [
            {
                "at": entry.at.isoformat(),
                "reminder": entry.rule.id,
                "routine": entry.rule.routine,
                "title": entry.rule.title,
            }
            for entry in found
        ]
        return [json.dumps(plain, indent=2)]
    lines = [
        f"{entry.at:%a %Y-%m-%d %H:%M} {entry.at:%Z}  {entry.rule.id:3}  {entry.rule.title}"
        for entry in found
    ]
    return lines or ["Nothing is due."]


def coming(reminders: Reminders, after: datetime) -> Iterator[Coming]:
    """Return the times at which any reminder is due after a moment, the next one first."""
    streams = [_coming(reminders, rule, after) for rule in reminders.rules()]
    return heapq.merge(*streams, key=lambda entry: (entry.at, entry.rule.id))


def pause_lines(reminders: Reminders, options: argparse.Namespace, now: datetime) -> list[str]:
    """Pause the reminders, or end the pause, and return what holds now."""
    if options.end:
        reminders.go_on()
        return ["Reminders are on."]
    if options.until is None:
        reminders.pause_tonight(now)
    else:
        reminders.pause_until(options.until)
    paused = reminders.paused(now)
    if paused is None:
        return ["Reminders are on: the date is not in the future."]
    return [f"No reminders until the evening of {date_in_words(paused)}."]


def bedtime_lines(reminders: Reminders, options: argparse.Namespace, now: datetime) -> list[str]:
    """Set the bedtime of some evenings if one is given, and return all of them."""
    times = list(reminders.bedtimes().by_weekday)
    if options.time is not None:
        for weekday in options.days:
            times[weekday] = options.time
        reminders.set_bedtimes(Bedtimes(tuple(times)))
        reminders.begin_by_bedtime(now)
    if options.json:
        return [json.dumps([f"{at:%H:%M}" for at in times])]
    return [f"{name:9}  {at:%H:%M}" for name, at in zip(DAY_NAMES, times, strict=True)]


def history_lines(records: Iterable[DueRecord], now: datetime, *, as_json: bool) -> list[str]:
    """Return what became of reminders, one line each or as JSON, in the zone of ``now``."""
    zone = now.tzinfo
    if as_json:
        return [json.dumps([_plain_record(record, zone) for record in records], indent=2)]
    lines = [
        f"{record.time.due_at.astimezone(zone):%a %Y-%m-%d %H:%M}  {record.time.title}:"
        f" {outcome_in_words(record.outcome, record.reason)}"
        for record in records
    ]
    return lines or ["Nothing was due in the last 30 days."]


def _coming(reminders: Reminders, rule: Rule, after: datetime) -> Iterator[Coming]:
    return (Coming(at, rule) for at in reminders.coming(rule, after))


def _line(reminders: Reminders, rule: Rule, now: datetime) -> str:
    return f"{rule_in_words(rule)}. {_next(reminders, rule, now)}"


def _next(reminders: Reminders, rule: Rule, now: datetime) -> str:
    at = reminders.next(rule, now)
    return f"{next_in_words(at, now)}." if rule.is_on else "Off."


def _plain(reminders: Reminders, rule: Rule, now: datetime) -> dict[str, object]:
    when = rule.when
    at = reminders.next(rule, now)
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
        "next": None if at is None else at.isoformat(),
    }


def _plain_record(record: DueRecord, zone: tzinfo | None) -> dict[str, object]:
    return {
        "reminder": record.time.reminder,
        "title": record.time.title,
        "due": record.time.due_at.astimezone(zone).isoformat(),
        "outcome": record.outcome,
        "reason": record.reason,
        "changed": record.changed_at.astimezone(zone).isoformat(),
        "snoozes": record.snoozes,
    }
