"""Export of reminders as a calendar file, so that a phone can show them too."""

# icalendar accepts values of any type and leaves its parameters untyped.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar, Event

from stretchapp import __version__
from stretchapp.base.files import write_user_file
from stretchapp.reminders.due import due_times
from stretchapp.reminders.rules import Slot, weekly_slots
from stretchapp.wording.lists import counted

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.application.reminders import Reminders
    from stretchapp.reminders.rules import Rule

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_EVENT_DURATION = timedelta(minutes=10)
"""Calendar events need a duration; most routines take about ten minutes."""


def export_calendar(reminders: Reminders, path: Path, now: datetime) -> str:
    """Write the reminders that are on to a calendar file and return a sentence about it.

    Raises:
        UserError: The file cannot be written.
    """
    rules = [rule for rule in reminders.rules() if rule.is_on and rule.weekdays]
    write_user_file(path, _calendar(reminders, rules, now))
    how_many = counted(len(rules), "reminder")
    return f"Wrote {how_many} to {path}; open the file on your phone to add them there."


def _calendar(reminders: Reminders, rules: list[Rule], now: datetime) -> bytes:
    """Return reminders in the iCalendar format.

    Like the times of the reminders themselves, the times have no zone: a phone that travels shows
    them at the same local time. A rule with a zone of its own keeps it.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//stretchapp//stretchapp {__version__}//EN")
    calendar.add("version", "2.0")
    bedtimes = reminders.bedtimes()
    for rule in rules:
        slots = sorted(weekly_slots(rule, bedtimes), key=lambda slot: (slot.at, slot.weekday))
        for at, same_time in groupby(slots, key=lambda slot: slot.at):
            days = [slot.weekday for slot in same_time]
            calendar.add_component(_event(reminders, rule, [Slot(day, at) for day in days], now))
    return calendar.to_ical()


def _event(reminders: Reminders, rule: Rule, slots: list[Slot], now: datetime) -> Event:
    """Return the event of a rule at one time of its days."""
    zone = reminders.zone_of(rule)
    first = next(due_times(slots, zone, now))
    # The wall time itself, even if the clock skips it on the first day.
    wall = datetime.combine(first.date(), slots[0].at, zone if rule.zone else None)
    event = Event()
    # Every export uses the same id, so that a calendar replaces its event instead of adding one.
    event.add("uid", f"reminder-{rule.id}-{slots[0].at:%H%M}@stretchapp")
    event.add("dtstamp", now)
    event.add("dtstart", wall)
    event.add("duration", _EVENT_DURATION)
    event.add("rrule", {"freq": "weekly", "byday": [_WEEKDAYS[slot.weekday] for slot in slots]})
    event.add("summary", rule.title)
    if rule.text:
        event.add("description", rule.text)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", rule.title)
    alarm.add("trigger", timedelta(0))
    event.add_component(alarm)
    return event
