"""Reminders as a calendar file, so that a phone can ring too."""

# icalendar takes any value, and does not say of which type it is.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar, Event

from stretchapp import __version__
from stretchapp.base.files import write_atomically
from stretchapp.base.problems import UserError
from stretchapp.reminders.due import due_times
from stretchapp.reminders.rules import Slot, weekly_slots

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.application.reminders import Reminders
    from stretchapp.reminders.rules import Rule

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LENGTH = timedelta(minutes=10)
"""An entry has to have a length; most routines take about as long."""


def calendar_file(reminders: Reminders, path: Path, now: datetime) -> list[str]:
    """Write the reminders that are on to a calendar file and return what was done.

    Raises:
        UserError: It cannot be written.
    """
    rules = [rule for rule in reminders.rules() if rule.is_on and rule.weekdays]
    try:
        write_atomically(path, calendar_text(reminders, rules, now))
    except OSError as error:
        raise UserError(f"{path} cannot be written ({error.strerror}).") from error
    how_many = "1 reminder" if len(rules) == 1 else f"{len(rules)} reminders"
    return [f"Wrote {how_many} to {path}; open the file on your phone to add them there."]


def calendar_text(reminders: Reminders, rules: list[Rule], now: datetime) -> bytes:
    """Return reminders as a calendar.

    Their times are wall times without a zone, as those of the reminders are: a phone that travels
    rings at the same hour. A rule with a zone of its own keeps it.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//stretchapp//stretchapp {__version__}//EN")
    calendar.add("version", "2.0")
    bedtimes = reminders.bedtimes()
    for rule in rules:
        found = sorted(weekly_slots(rule, bedtimes), key=lambda slot: (slot.at, slot.weekday))
        for at, same_time in groupby(found, key=lambda slot: slot.at):
            days = [slot.weekday for slot in same_time]
            calendar.add_component(_event(reminders, rule, [Slot(day, at) for day in days], now))
    return calendar.to_ical()


def _event(reminders: Reminders, rule: Rule, places: list[Slot], now: datetime) -> Event:
    """Return the entry of a rule at one time of its days."""
    zone = reminders.zone_of(rule)
    first = next(due_times(places, zone, now))
    # The wall time itself, even if the clock skips it on the first day.
    wall = datetime.combine(first.date(), places[0].at, zone if rule.zone else None)
    event = Event()
    # The same each time it is exported, so that a calendar replaces what it has.
    event.add("uid", f"reminder-{rule.id}-{places[0].at:%H%M}@stretchapp")
    event.add("dtstamp", now)
    event.add("dtstart", wall)
    event.add("duration", LENGTH)
    event.add("rrule", {"freq": "weekly", "byday": [WEEKDAYS[slot.weekday] for slot in places]})
    event.add("summary", rule.title)
    if rule.text:
        event.add("description", rule.text)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", rule.title)
    alarm.add("trigger", timedelta(0))
    event.add_component(alarm)
    return event
