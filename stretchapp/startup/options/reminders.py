"""The options of ``stretchapp reminders``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.base.i18n import _
from stretchapp.reminders.rules import MAX_BEFORE_BED_MIN
from stretchapp.startup.argument_types import (
    day,
    entry_number,
    moment,
    number_between,
    plain_text,
    time_of_day,
    times_of_day,
    weekdays,
    zone,
)
from stretchapp.startup.options.subcommands import Subcommands

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from stretchapp.base.settings import DeliveryChoice

WAITS: dict[str, DeliveryChoice] = {"timers": "timers", "background": "resident"}
"""What ``reminders wait`` takes, and the setting for each."""

MAX_COUNT = 1000
"""Upper limit of the times that ``reminders next`` lists."""


def add_reminder_commands(reminders: ArgumentParser) -> None:
    """Add the subcommands to the parser of ``stretchapp reminders``."""
    commands = Subcommands(reminders, "subcommand", required=True)
    commands.add("list", _("list all reminders"), with_json=True)
    add = commands.add("add", _("add a reminder"), with_json=True)
    when = add.add_mutually_exclusive_group(required=True)
    when.add_argument(
        "--at", type=times_of_day, metavar="HH:MM,...", help=_("time of day, or several")
    )
    when.add_argument(
        "--before-bed",
        type=number_between(0, MAX_BEFORE_BED_MIN),
        metavar="N",
        help=_("N minutes before your bedtime"),
    )
    add.add_argument(
        "--days",
        type=weekdays,
        default="daily",
        metavar="DAYS",
        help=_("daily, weekdays, weekend, or some of mon,tue,wed,thu,fri,sat,sun (default: daily)"),
    )
    add.add_argument(
        "--routine", metavar="ROUTINE", help=_("id of the routine (default: tonight's stretch)")
    )
    add.add_argument(
        "--text", type=plain_text, default="", help=_("extra text of the notification")
    )
    add.add_argument(
        "--zone",
        type=zone,
        metavar="NAME",
        help=_("time zone of the times (default: that of the computer)"),
    )
    remove = commands.add("remove", _("remove reminders and their timers"))
    which = remove.add_mutually_exclusive_group(required=True)
    which.add_argument("--all", action="store_true", help=_("remove all reminders"))
    which.add_argument("ids", nargs="*", type=entry_number, default=[], metavar="ID")
    for name, summary in (("on", _("turn a reminder on")), ("off", _("turn a reminder off"))):
        switch = commands.add(name, summary)
        switch.add_argument("id", type=entry_number, metavar="ID")
    next_ = commands.add("next", _("show the next times (dry run)"), with_json=True)
    next_.add_argument(
        "--count",
        type=number_between(1, MAX_COUNT),
        default=5,
        metavar="N",
        help=_("how many times to show (default: 5)"),
    )
    next_.add_argument(
        "--from",
        dest="start",
        type=moment,
        metavar="ISO",
        help=_("start at this moment (default: now)"),
    )
    next_.add_argument("--zone", type=zone, metavar="NAME", help=_("compute for this time zone"))
    fire = commands.add("fire", _("show a reminder if it is due (used by the timers)"))
    fire.add_argument("id", type=entry_number, metavar="ID")
    fire.add_argument(
        "--test", action="store_true", help=_("show it as a test, even if it is not due")
    )
    pause = commands.add("pause", _("pause reminders for tonight, or until a date"))
    until = pause.add_mutually_exclusive_group()
    until.add_argument(
        "--until", type=day, metavar="DATE", help=_("pause until the evening of this date")
    )
    until.add_argument("--end", action="store_true", help=_("end the pause"))
    bedtime = commands.add("bedtime", _("show or set your bedtime"), with_json=True)
    bedtime.add_argument("time", nargs="?", type=time_of_day, metavar="HH:MM")
    bedtime.add_argument(
        "--days",
        type=weekdays,
        default="daily",
        metavar="DAYS",
        help=_("evenings to set (default: daily)"),
    )
    wait = commands.add(
        "wait", _("show or choose how reminders work when stretchapp is closed"), with_json=True
    )
    wait.add_argument(
        "waits",
        nargs="?",
        choices=tuple(WAITS),
        help=_("system timers, or stretchapp in the background"),
    )
    wait.add_argument(
        "--not-at-login",
        action="store_true",
        help=_("do not start in the background when you log in"),
    )
    commands.add("history", _("show the reminders of the last 30 days"), with_json=True)
    export = commands.add("export", _("export reminders as a calendar file for your phone"))
    export.add_argument("output", type=Path, metavar="FILE.ics")
