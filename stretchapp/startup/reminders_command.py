"""Carries out ``stretchapp reminders``: gives each subcommand what it needs."""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING

from stretchapp.base.clock import SystemClock
from stretchapp.base.paths import user_paths
from stretchapp.desktop.local_zone import local_zone
from stretchapp.startup.settings_access import load_settings, read_settings
from stretchapp.startup.warn import warn

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from datetime import datetime, tzinfo

    from stretchapp.base.paths import Paths
    from stretchapp.commands.reminders import ReminderCommands
    from stretchapp.library.routines.models import Routine
    from stretchapp.reminders.rules import Rule


def reminder_lines(options: argparse.Namespace) -> list[str]:
    """Carry out a subcommand of ``stretchapp reminders``, and return the lines to print.

    Raises:
        UserError: Something does not exist, or cannot be read or written.
    """
    paths = user_paths(options.data_dir)
    if options.subcommand == "fire":
        # Imported here, as all below: this process waits for an hour and must stay small.
        from stretchapp.commands.reminders_fire import fire_lines

        # The notification is in the language of the settings.
        load_settings(paths)
        return fire_lines(options.id, paths, os.environ, is_test=options.test)
    # What cannot be read is told once, whatever reads it again.
    read_settings(paths)
    if options.subcommand == "wait":
        from stretchapp.commands.reminders_wait import wait_lines
        from stretchapp.startup.options.reminders import WAITS

        return wait_lines(
            None if options.waits is None else WAITS[options.waits],
            paths,
            os.environ,
            at_login=not options.not_at_login,
            as_json=options.json,
        )
    return _diary_lines(options, paths)


def _diary_lines(options: argparse.Namespace, paths: Paths) -> list[str]:
    """Carry out a subcommand that reads or changes the reminders in the diary."""
    from stretchapp.commands.reminders import ReminderCommands
    from stretchapp.desktop.reminders.delivery import set_delivery_of

    now = SystemClock().now()
    zone: tzinfo = local_zone(now)
    if options.subcommand == "next" and options.zone is not None:
        zone = options.zone
    set_delivery = functools.partial(set_delivery_of, paths=paths, environ=os.environ)
    commands = ReminderCommands(paths.diary, now, zone, set_delivery, warn)
    subcommands: dict[str, Callable[[], list[str]]] = {
        "list": lambda: commands.list_reminders(as_json=options.json),
        "add": lambda: commands.add(_new_rule(options, paths), as_json=options.json),
        "remove": lambda: commands.remove(None if options.all else options.ids),
        "on": lambda: commands.switch(options.id, is_on=True),
        "off": lambda: commands.switch(options.id, is_on=False),
        "next": lambda: commands.list_coming(
            options.count, _start(options, zone), as_json=options.json
        ),
        "pause": lambda: commands.end_pause() if options.end else commands.pause(options.until),
        "bedtime": lambda: _bedtime(commands, options),
        "history": lambda: commands.history(as_json=options.json),
        "export": lambda: commands.export(options.output),
    }
    return subcommands[options.subcommand]()


def _new_rule(options: argparse.Namespace, paths: Paths) -> Rule:
    from stretchapp.reminders.rules import AtTimes, BeforeBed, Rule, occasion_of

    routine = _routine(options.routine, paths)
    return Rule(
        id=0,
        when=BeforeBed(options.before_bed) if options.at is None else AtTimes(options.at),
        weekdays=options.days,
        routine=routine.id,
        title=routine.title,
        occasion=occasion_of(routine.when),
        text=options.text,
        zone=None if options.zone is None else options.zone.key,
    )


def _start(options: argparse.Namespace, zone: tzinfo) -> datetime | None:
    """Return the moment of ``--from``; without an offset it is a wall time in ``zone``."""
    start: datetime | None = options.start
    return start.replace(tzinfo=zone) if start is not None and start.tzinfo is None else start


def _bedtime(commands: ReminderCommands, options: argparse.Namespace) -> list[str]:
    if options.time is None:
        return commands.list_bedtimes(as_json=options.json)
    return commands.set_bedtime(options.time, options.days, as_json=options.json)


def _routine(routine_id: str | None, paths: Paths) -> Routine:
    """Return a routine by its id; tonight's stretch for None."""
    from stretchapp.base.settings import SettingsFile
    from stretchapp.startup.library_access import find_routine, read_library

    library = read_library(paths)
    return find_routine(library, routine_id or SettingsFile(paths.settings).settings.tonight)
