"""Export of reminders as a calendar file, so that a phone can show them too."""

# icalendar accepts values of any type and leaves its parameters untyped.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from stretchapp import __version__
from stretchapp.application.ics_time_zone import time_zone
from stretchapp.base.files import write_user_file
from stretchapp.base.i18n import ngettext
from stretchapp.base.unseen import shown
from stretchapp.desktop.local_zone import named_zone
from stretchapp.reminders.due import due_times
from stretchapp.reminders.rules import weekly_slots

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.application.reminders import Reminders
    from stretchapp.diary.reminder_store import Revision
    from stretchapp.reminders.rules import Rule, Slot

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
    return ngettext(
        "Exported {count} reminder to {file}. Open the file on your phone to add it there.",
        "Exported {count} reminders to {file}. Open the file on your phone to add them there.",
        len(rules),
    ).format(count=len(rules), file=shown(str(path)))


def _calendar(reminders: Reminders, rules: list[Rule], now: datetime) -> bytes:
    """Return reminders in the iCalendar format.

    Like the times of the reminders themselves, the times have no zone: a phone that travels shows
    them at the same local time. A rule with a zone of its own keeps it.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//stretchapp//stretchapp {__version__}//EN")
    calendar.add("version", "2.0")
    bedtimes, revisions = reminders.bedtimes(), reminders.revisions()
    zones = {
        rule.zone: zone for rule in rules if isinstance(zone := named_zone(rule.zone), ZoneInfo)
    }
    for zone in zones.values():
        calendar.add_component(time_zone(zone, now.year))
    for rule in rules:
        slots = sorted(weekly_slots(rule, bedtimes), key=lambda slot: (slot.at, slot.weekday))
        for place, (_, same_time) in enumerate(groupby(slots, key=lambda slot: slot.at)):
            event = _event(
                rule, list(same_time), zones.get(rule.zone), reminders.zone_of(rule), now
            )
            _add_revision(event, revisions[rule.id], place, now)
            calendar.add_component(event)
    return calendar.to_ical()


def _add_revision(event: Event, revision: Revision, place: int, now: datetime) -> None:
    """Let a calendar replace its older version of an event instead of adding another one.

    Args:
        event: The event.
        revision: The revision of the reminder.
        place: The place of the event's time among the times of the reminder, from 0.
        now: The present moment.
    """
    event.add("uid", f"{revision.uid}-{place}@stretchapp")
    event.add("sequence", revision.changes)
    moment = now.astimezone(UTC)
    event.add("dtstamp", moment)
    event.add("last-modified", moment)


def _event(
    rule: Rule, slots: list[Slot], own_zone: ZoneInfo | None, zone: tzinfo, now: datetime
) -> Event:
    """Return the event of a rule at one time of its days.

    Args:
        rule: The rule.
        slots: Its slots at that time.
        own_zone: The zone that the rule names; None if it follows the zone of its reader.
        zone: The zone in which the rule is due on this machine.
        now: The present moment.
    """
    first = next(due_times(slots, zone, now))
    # The wall time itself, even if the clock skips it on the first day.
    wall = datetime.combine(first.date(), slots[0].at, own_zone)
    event = Event()
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
