"""``stretchapp reminders``: opens the diary, does what was asked, and keeps the timers right."""

from __future__ import annotations

import os
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from stretchapp.application.reminder_firing import withdraw_shown
from stretchapp.application.reminders import Reminders, diary_on
from stretchapp.base.clock import SystemClock
from stretchapp.commands import reminder_listing
from stretchapp.desktop.instance.process_check import is_alive
from stretchapp.desktop.local_zone import local_zone
from stretchapp.diary.storage.store import empty_store, open_store

if TYPE_CHECKING:
    import argparse
    import sqlite3
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from stretchapp.desktop.notifications.notifier import Notifier
    from stretchapp.desktop.reminders.delivery import Delivery, Wanted
    from stretchapp.library.routines.models import Routine

LOOKING = frozenset({"list", "next", "history", "export"})
"""Commands that write nothing, not even an empty diary."""

CHANGING = frozenset({"add", "remove", "on", "off", "bedtime"})
"""Commands after which the timers may have to be others."""


def reminder_lines(
    options: argparse.Namespace,
    diary: Path,
    set_delivery: Callable[[Wanted], Delivery],
    routine: Callable[[str | None], Routine],
) -> list[str]:
    """Do what was asked and return what to print.

    Args:
        options: What was asked for.
        diary: The diary's file.
        set_delivery: Lets the machine wait for the reminders, and returns who does it.
        routine: Returns a routine by its id, or tonight's.

    Raises:
        UserError: Something is not there, or cannot be read or written.
    """
    now = SystemClock().now()
    zone = local_zone(now)
    if options.command == "next" and options.zone is not None:
        zone = options.zone
    now = now.astimezone(zone)
    is_new = options.command in LOOKING and not diary.exists()
    with closing(empty_store() if is_new else open_store(diary)) as connection:
        reminders = Reminders(diary_on(connection), zone, is_alive)
        lines = _lines(reminders, options, routine, now)
        if options.command in CHANGING:
            problems = _renew(set_delivery, reminders)
            lines += [] if getattr(options, "json", False) else problems
        if options.command not in LOOKING:
            _withdraw(reminders, now)
    return lines


def renew_delivery(
    set_delivery: Callable[[Wanted], Delivery], connection: sqlite3.Connection
) -> list[str]:
    """Let the machine wait for the reminders in a diary; return what stands in the way."""
    reminders = Reminders(diary_on(connection), local_zone(SystemClock().now()), is_alive)
    return _renew(set_delivery, reminders)


def _lines(
    reminders: Reminders,
    options: argparse.Namespace,
    routine: Callable[[str | None], Routine],
    now: datetime,
) -> list[str]:
    commands: dict[str, Callable[[], list[str]]] = {
        "list": lambda: reminder_listing.list_lines(reminders, now, as_json=options.json),
        "add": lambda: reminder_listing.add_lines(
            reminders, options, routine(options.routine), now
        ),
        "remove": lambda: reminder_listing.remove_lines(reminders, options),
        "on": lambda: reminder_listing.switch_lines(reminders, options.id, now, is_on=True),
        "off": lambda: reminder_listing.switch_lines(reminders, options.id, now, is_on=False),
        "next": lambda: reminder_listing.next_lines(reminders, options, now),
        "pause": lambda: reminder_listing.pause_lines(reminders, options, now),
        "bedtime": lambda: reminder_listing.bedtime_lines(reminders, options, now),
        "history": lambda: reminder_listing.history_lines(
            reminders.history(now), now, as_json=options.json
        ),
        "export": lambda: _export(reminders, options.output, now),
    }
    return commands[options.command]()


def _renew(set_delivery: Callable[[Wanted], Delivery], reminders: Reminders) -> list[str]:
    """Let the machine wait for the reminders; return what stands in the way, if it matters."""
    wanted = reminders.timers()
    waits = set_delivery(wanted)
    if not wanted:
        return []
    lines = [waits.no_autostart] if waits.no_autostart else []
    if waits.no_timers:
        lines.append(f"{waits.no_timers} Without timers it rings only while stretchapp runs.")
    return lines


def _withdraw(reminders: Reminders, now: datetime) -> None:
    """Take back what is shown and no longer true, such as a reminder that was removed."""
    # Where nobody shows notifications any more, there is nothing to be withdrawn.
    with suppress(OSError):
        withdraw_shown(reminders, _notifier, now)


def _notifier() -> Notifier:
    # Imported here: hardly ever is something shown that has to go.
    from stretchapp.desktop.notifications.notifier import Notifier

    return Notifier(os.environ)


def _export(reminders: Reminders, output: Path, now: datetime) -> list[str]:
    # Imported here: no other command needs the library behind it.
    from stretchapp.application.ics_export import calendar_file

    return calendar_file(reminders, output, now)
