"""The options of ``stretchapp reminders``, and what people may write for times, days and dates."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from stretchapp.reminders.parse_time import parse_time, parse_times
from stretchapp.reminders.rules import EVERY_DAY, MAX_BEFORE_BED_MIN
from stretchapp.wording.reminders import WEEKEND, WORKING_DAYS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import time

    from stretchapp.base.settings import DeliveryChoice

MAX_COUNT = 1000
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WAITS: dict[str, DeliveryChoice] = {"timers": "timers", "background": "resident"}
GROUPS = {"daily": EVERY_DAY, "weekdays": WORKING_DAYS, "weekend": WEEKEND}


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return what was asked for; its attribute ``command`` names it.

    Wrong usage ends the program with a sentence and exit code 2.
    """
    everywhere = argparse.ArgumentParser(add_help=False)
    everywhere.add_argument("--data-dir", type=Path, metavar="DIR", help=argparse.SUPPRESS)
    json_too = argparse.ArgumentParser(add_help=False, parents=[everywhere])
    json_too.add_argument("--json", action="store_true", help="print JSON")
    parser = argparse.ArgumentParser(
        prog="stretchapp reminders",
        description="Reminders to stretch.",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True, dest="command")

    def add(name: str, summary: str, *, with_json: bool = False) -> argparse.ArgumentParser:
        parents = [json_too] if with_json else [everywhere]
        return commands.add_parser(
            name, help=summary, description=summary, parents=parents, allow_abbrev=False
        )

    add("list", "all reminders", with_json=True)
    new = add("add", "add a reminder", with_json=True)
    when = new.add_mutually_exclusive_group(required=True)
    when.add_argument(
        "--at", type=times, metavar="HH:MM,...", help="at a time, or at several of each day"
    )
    when.add_argument(
        "--before-bed", type=minutes, metavar="N", help="so many minutes before my bedtime"
    )
    new.add_argument(
        "--days",
        type=days,
        default=EVERY_DAY,
        metavar="DAYS",
        help="daily, weekdays, weekend, or some of mon,tue,wed,thu,fri,sat,sun",
    )
    new.add_argument("--routine", metavar="ROUTINE", help="tonight's stretch if left out")
    new.add_argument("--text", default="", help="what it says besides")
    new.add_argument("--zone", type=zone, metavar="NAME", help="the zone of its times")
    gone = add("remove", "remove reminders and everything that waits for them")
    which = gone.add_mutually_exclusive_group(required=True)
    which.add_argument("--all", action="store_true", help="every reminder")
    which.add_argument("ids", nargs="*", type=number, default=[], metavar="ID")
    for name, summary in (("on", "switch a reminder on"), ("off", "switch a reminder off")):
        switch = add(name, summary)
        switch.add_argument("id", type=number, metavar="ID")
    coming = add("next", "the coming times, computed, nothing touched", with_json=True)
    coming.add_argument("--count", type=count, default=5, metavar="N", help="how many")
    coming.add_argument(
        "--from", dest="start", type=moment, metavar="ISO", help="from this moment on"
    )
    coming.add_argument("--zone", type=zone, metavar="NAME", help="as if the machine were there")
    firing = add("fire", "ring now if it is due; timers run this")
    firing.add_argument("id", type=number, metavar="ID")
    firing.add_argument("--test", action="store_true", help="ring whether it is due or not")
    pause = add("pause", "no reminders tonight, or until a date")
    until = pause.add_mutually_exclusive_group()
    until.add_argument("--until", type=day, metavar="DATE", help="until this evening")
    until.add_argument("--end", action="store_true", help="end the pause")
    bed = add("bedtime", "show or set the time you go to bed", with_json=True)
    bed.add_argument("time", nargs="?", type=one_time, metavar="HH:MM")
    bed.add_argument("--days", type=days, default=EVERY_DAY, metavar="DAYS", help="which evenings")
    waits = add("wait", "show or choose what waits for them", with_json=True)
    waits.add_argument(
        "waits",
        nargs="?",
        choices=tuple(WAITS),
        help="timers of the system, or stretchapp in the background",
    )
    waits.add_argument(
        "--not-at-login", action="store_true", help="do not start in the background at the login"
    )
    add("history", "what became of the reminders of the last 30 days", with_json=True)
    calendar = add("export", "a calendar file, so that a phone rings too")
    calendar.add_argument("output", type=Path, metavar="FILE.ics")
    return parser.parse_args(arguments)


def one_time(text: str) -> time:
    """Return a time of day."""
    try:
        return parse_time(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def times(text: str) -> tuple[time, ...]:
    """Return times of a day in their order."""
    try:
        return parse_times(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def days(text: str) -> frozenset[int]:
    """Return weekdays written as ``daily``, ``weekdays``, ``weekend`` or ``mon,wed``."""
    if text in GROUPS:
        return GROUPS[text]
    parts = [part.strip().lower()[:3] for part in text.split(",")]
    if not set(parts) <= set(DAYS):
        raise argparse.ArgumentTypeError(
            f"'{text}' are no days: write daily, weekdays, weekend, or some of {','.join(DAYS)}"
        )
    return frozenset(map(DAYS.index, parts))


def minutes(text: str) -> int:
    """Return minutes before bed."""
    if not text.isdecimal() or int(text) > MAX_BEFORE_BED_MIN:
        raise argparse.ArgumentTypeError(
            f"'{text}' is no number of minutes from 0 to {MAX_BEFORE_BED_MIN}"
        )
    return int(text)


def count(text: str) -> int:
    """Return how many times are wanted."""
    if not text.isdecimal() or not 0 < int(text) <= MAX_COUNT:
        raise argparse.ArgumentTypeError(f"'{text}' is no number from 1 to {MAX_COUNT}")
    return int(text)


def number(text: str) -> int:
    """Return the number of a reminder."""
    if not text.isdecimal() or not text.isascii():
        raise argparse.ArgumentTypeError(f"'{text}' is no number of a reminder")
    return int(text)


def zone(text: str) -> ZoneInfo:
    """Return a time zone by its name."""
    try:
        return ZoneInfo(text)
    except (LookupError, OSError, ValueError):
        raise argparse.ArgumentTypeError(
            f"'{text}' is no time zone such as Europe/Berlin"
        ) from None


def moment(text: str) -> datetime:
    """Return a moment; without an offset it is a wall time of the zone that is looked at."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"'{text}' is no moment such as 2026-11-22T18:00"
        ) from None


def day(text: str) -> date:
    """Return a date written as ``2026-11-30``."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no date such as 2026-11-30") from None
