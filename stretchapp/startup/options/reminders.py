"""The options of ``stretchapp reminders``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

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
    commands.add("list", "all reminders", with_json=True)
    add = commands.add("add", "add a reminder", with_json=True)
    when = add.add_mutually_exclusive_group(required=True)
    when.add_argument(
        "--at", type=times_of_day, metavar="HH:MM,...", help="at a time, or at several of each day"
    )
    when.add_argument(
        "--before-bed",
        type=number_between(0, MAX_BEFORE_BED_MIN),
        metavar="N",
        help="so many minutes before my bedtime",
    )
    add.add_argument(
        "--days",
        type=weekdays,
        default="daily",
        metavar="DAYS",
        help="daily, weekdays, weekend, or some of mon,tue,wed,thu,fri,sat,sun",
    )
    add.add_argument("--routine", metavar="ROUTINE", help="tonight's stretch if left out")
    add.add_argument("--text", type=plain_text, default="", help="what it says besides")
    add.add_argument("--zone", type=zone, metavar="NAME", help="the zone of its times")
    remove = commands.add("remove", "remove reminders and everything that waits for them")
    which = remove.add_mutually_exclusive_group(required=True)
    which.add_argument("--all", action="store_true", help="every reminder")
    which.add_argument("ids", nargs="*", type=entry_number, default=[], metavar="ID")
    for name, summary in (("on", "switch a reminder on"), ("off", "switch a reminder off")):
        switch = commands.add(name, summary)
        switch.add_argument("id", type=entry_number, metavar="ID")
    next_ = commands.add("next", "the coming times, computed, nothing touched", with_json=True)
    next_.add_argument(
        "--count", type=number_between(1, MAX_COUNT), default=5, metavar="N", help="how many"
    )
    next_.add_argument(
        "--from", dest="start", type=moment, metavar="ISO", help="from this moment on"
    )
    next_.add_argument("--zone", type=zone, metavar="NAME", help="as if the machine were there")
    fire = commands.add("fire", "ring now if it is due; timers run this")
    fire.add_argument("id", type=entry_number, metavar="ID")
    fire.add_argument("--test", action="store_true", help="ring whether it is due or not")
    pause = commands.add("pause", "no reminders tonight, or until a date")
    until = pause.add_mutually_exclusive_group()
    until.add_argument("--until", type=day, metavar="DATE", help="until this evening")
    until.add_argument("--end", action="store_true", help="end the pause")
    bedtime = commands.add("bedtime", "show or set the time you go to bed", with_json=True)
    bedtime.add_argument("time", nargs="?", type=time_of_day, metavar="HH:MM")
    bedtime.add_argument(
        "--days", type=weekdays, default="daily", metavar="DAYS", help="which evenings"
    )
    wait = commands.add("wait", "show or choose what waits for them", with_json=True)
    wait.add_argument(
        "waits",
        nargs="?",
        choices=tuple(WAITS),
        help="timers of the system, or stretchapp in the background",
    )
    wait.add_argument(
        "--not-at-login", action="store_true", help="do not start in the background at the login"
    )
    commands.add("history", "what became of the reminders of the last 30 days", with_json=True)
    export = commands.add("export", "a calendar file, so that a phone rings too")
    export.add_argument("output", type=Path, metavar="FILE.ics")
