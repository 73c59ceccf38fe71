"""Carries out ``stretchapp diary``: checks its options, and gives the command what it needs."""

from __future__ import annotations

import difflib
import functools
import os
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from stretchapp.base.clock import SystemClock
from stretchapp.base.i18n import N_, _
from stretchapp.base.paths import shipped_assets
from stretchapp.base.plain_text import harmless
from stretchapp.base.problems import UserError
from stretchapp.commands.diary import DiaryCommands
from stretchapp.desktop.local_zone import local_zone
from stretchapp.diary.cramp_records import CrampEntry
from stretchapp.library.texts.read_texts import read_diary_texts
from stretchapp.library.texts.text_files import TextFiles
from stretchapp.startup.library_access import library_files, read_library
from stretchapp.startup.usage_error import UsageError
from stretchapp.wording.names import names_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Collection
    from datetime import date, tzinfo
    from pathlib import Path
    from sqlite3 import Connection

    from stretchapp.base.paths import Paths
    from stretchapp.diary.nights import Entries
    from stretchapp.library.texts.diary import DiaryTexts
    from stretchapp.wording.names import Names


def diary_output(options: argparse.Namespace, paths: Paths) -> list[str] | bytes:
    """Carry out a subcommand of ``stretchapp diary``, and return the lines or bytes to print.

    Args:
        options: The options of the command line.
        paths: The user's folders.

    Raises:
        UserError: Something does not exist, or cannot be read or written.
    """
    now = SystemClock().now()
    zone = local_zone(now)
    as_json: bool = options.json
    commands = DiaryCommands(paths.diary, now, zone, functools.partial(_names, paths), _warn)
    subcommands: dict[str, Callable[[], list[str] | bytes]] = {
        "add": lambda: _add(commands, options, paths, now.astimezone(zone)),
        "list": lambda: commands.list_entries(as_json=as_json),
        "advice": lambda: commands.advice(
            None if options.now is None else _in_zone(options.now, zone),
            functools.partial(_texts, paths),
            as_json=as_json,
        ),
        "export": lambda: commands.export(
            options.format,
            options.output,
            functools.partial(_write_pdf, paths=paths),
            as_json=as_json,
        ),
        "import": lambda: commands.import_file(
            options.input,
            functools.partial(_set_timers, paths=paths, zone=zone),
            dry_run=options.dry_run,
            as_json=as_json,
        ),
        "delete": lambda: _delete(paths, now, options),
        "restore": lambda: _restore(commands, options, paths, zone),
    }
    return subcommands[options.subcommand]()


def _add(
    commands: DiaryCommands, options: argparse.Namespace, paths: Paths, now: datetime
) -> list[str]:
    """Add a cramp, or a night without one."""
    at: datetime | date | None = options.at
    if isinstance(at, datetime):
        at = _in_zone(at, now.tzinfo)
    if options.no_cramp:
        _check_quiet_night(options)
        return commands.add_quiet_night(at, as_json=options.json)
    if at is not None and not isinstance(at, datetime):
        message = _("--at {date} needs a time of day too. Example: {date}T03:00")
        raise UsageError(message.format(date=at))
    _check_ids(options, paths)
    return commands.add_cramp(_entry(options, at or now), as_json=options.json)


def _restore(
    commands: DiaryCommands, options: argparse.Namespace, paths: Paths, zone: tzinfo
) -> list[str]:
    """List the copies, or put one in the place of the diary."""
    if options.backup is None:
        return commands.list_copies(as_json=options.json)
    set_timers = functools.partial(_set_timers, paths=paths, zone=zone)
    return commands.restore(options.backup, set_timers, as_json=options.json)


def _delete(paths: Paths, now: datetime, options: argparse.Namespace) -> list[str]:
    """Delete a cramp, damaged entries, or everything."""
    # Imported here: no other command needs it.
    from stretchapp.commands.diary_delete import DiaryDeletion

    deletion = DiaryDeletion(paths.diary, now, functools.partial(_names, paths), _warn)
    if options.damaged:
        return deletion.delete_damaged(confirmed=options.yes, as_json=options.json)
    if options.everything:
        return deletion.delete_everything(confirmed=options.yes, as_json=options.json)
    return deletion.delete_cramp(
        options.cramp, options.data_dir, confirmed=options.yes, as_json=options.json
    )


def _check_quiet_night(options: argparse.Namespace) -> None:
    """Refuse a night without a cramp that has details of a cramp."""
    values = (options.muscle, options.side, options.strength, options.length_s)
    lists = (options.trigger, options.tried, options.helped)
    has_values = any(value is not None for value in values)
    if has_values or any(lists) or options.nothing_helped or options.note:
        raise UsageError(_("--no-cramp can only be used with --at."))


def _check_ids(options: argparse.Namespace, paths: Paths) -> None:
    """Refuse ids that do not exist; nothing is read without an id to look up."""
    if options.trigger:
        known = [trigger.id for trigger in _texts(paths).triggers]
        _check(N_("There is no trigger '{id}'."), options.trigger, known)
    places = [] if options.muscle is None else [options.muscle]
    exercises = [*options.tried, *options.helped]
    if places or exercises:
        library = read_library(paths)
        _check(N_("There is no place '{id}'."), places, library.guided_flows)
        _check(N_("There is no exercise '{id}'."), exercises, library.exercises)


def _check(problem: str, ids: Collection[str], known: Collection[str]) -> None:
    """Refuse ids that do not exist.

    Args:
        problem: What is wrong with an id, marked for translation.
        ids: The ids.
        known: Those that exist.
    """
    for id_ in ids:
        if id_ not in known:
            near = difflib.get_close_matches(id_, known, n=1)
            advice = (
                _("Did you mean '{other}'?").format(other=near[0])
                if near
                else _("Choose one of: {ids}.").format(ids=", ".join(known))
            )
            raise UsageError(f"{_(problem).format(id=id_)} {advice}")


def _entry(options: argparse.Namespace, started_at: datetime) -> CrampEntry:
    return CrampEntry(
        started_at=started_at,
        muscle=options.muscle,
        side=options.side,
        strength=options.strength,
        length_s=options.length_s,
        nothing_helped=options.nothing_helped,
        note=options.note,
        triggers=frozenset(options.trigger),
        tried=tuple(
            (exercise, exercise in options.helped)
            for exercise in dict.fromkeys([*options.tried, *options.helped])
        ),
    )


def _in_zone(moment: datetime, zone: tzinfo | None) -> datetime:
    """Return a moment; without an offset it is a wall time in ``zone``."""
    if moment.tzinfo is not None:
        return moment
    # A wall time that the clock skips becomes the time after the change.
    return moment.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


def _texts(paths: Paths) -> DiaryTexts:
    return read_diary_texts(TextFiles(shipped_assets() / "texts", paths.cache))


def _names(paths: Paths) -> Names:
    # Problems of routine files do not matter here.
    library = library_files(paths).load()
    try:
        triggers = _texts(paths).triggers
    except UserError as error:
        # Triggers are then named by their ids; the diary itself is as it was.
        _warn(str(error))
        triggers = ()
    return names_of(library.flows.values(), library.exercises.values(), triggers)


def _write_pdf(output: Path, entries: Entries, now: datetime, *, paths: Paths) -> None:
    """Write the pages for the doctor without a window, but with Qt's PDF writer."""
    from stretchapp.desktop.qt_start.qt_loading import load_qt

    problem = load_qt(["offscreen"])
    if problem is not None:
        raise UserError(problem)
    # Imported here: these need Qt.
    from stretchapp.application.doctor_report import doctor_report
    from stretchapp.ui.diary.doctor_pdf import write_without_window

    report = doctor_report(entries, _names(paths), _texts(paths).rules, now)
    write_without_window(output, report)


def _set_timers(connection: Connection, *, paths: Paths, zone: tzinfo) -> list[str]:
    """Let the reminders of a diary be delivered, and return what prevents it."""
    # Imported here: only an import adds reminders.
    from stretchapp.application.reminders import Reminders
    from stretchapp.commands.reminders import renew_delivery
    from stretchapp.desktop.instance.process_check import is_alive
    from stretchapp.desktop.reminders.delivery import set_delivery_of

    reminders = Reminders(connection, zone, is_alive)
    set_delivery = functools.partial(set_delivery_of, paths=paths, environ=os.environ)
    return renew_delivery(reminders, set_delivery)


def _warn(sentence: str) -> None:
    print(harmless(sentence), file=sys.stderr)
