"""The options of ``stretchapp diary``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.base.i18n import _
from stretchapp.diary.cramp_records import SIDES, STRONGEST
from stretchapp.startup.argument_types import (
    cramp_length,
    entry_number,
    ids,
    moment,
    moment_or_day,
    note,
    number_between,
)
from stretchapp.startup.options.subcommands import Subcommands

if TYPE_CHECKING:
    from argparse import ArgumentParser


def add_diary_commands(diary: ArgumentParser) -> None:
    """Add the subcommands to the parser of ``stretchapp diary``."""
    diary.description = _(
        "Show and change the diary of your sessions and cramps, on this computer."
    )
    commands = Subcommands(diary, "subcommand", required=True)
    _add_cramp_options(
        commands.add("add", _("add a cramp, or a night without one"), with_json=True)
    )
    commands.add(
        "list",
        _("list all sessions, cramps and nights without a cramp, the latest first"),
        with_json=True,
    )
    advice = commands.add(
        "advice",
        _("show which rules for seeing a doctor apply, and the nights behind them"),
        with_json=True,
    )
    advice.add_argument(
        "--now",
        type=moment,
        metavar=_("DATE-TIME"),
        help=_("the moment to look back from (default: now)"),
    )
    export = commands.add("export", _("export the diary as JSON, CSV or PDF"), with_json=True)
    export.add_argument(
        "--format",
        choices=("csv", "json", "pdf"),
        help=_("csv for spreadsheets, json for a full copy, pdf for a doctor (default: json)"),
    )
    export.add_argument(
        "--output", type=Path, metavar=_("FILE"), help=_("file to write (default: print it)")
    )
    import_ = commands.add(
        "import",
        _("add entries from an exported JSON file that are not there yet"),
        with_json=True,
    )
    import_.add_argument(
        "input", type=Path, metavar=_("FILE.json"), help=_("file that was exported as JSON")
    )
    import_.add_argument("--dry-run", action="store_true", help=_("only show what would be added"))
    restore = commands.add(
        "restore",
        _("replace the diary with a backup; the current diary is saved as a file"),
        with_json=True,
    )
    restore.add_argument(
        "backup",
        nargs="?",
        metavar=_("BACKUP"),
        help=_("name, number or path of a backup (default: list all backups)"),
    )
    delete = commands.add(
        "delete", _("delete a cramp, damaged entries, or everything"), with_json=True
    )
    target = delete.add_mutually_exclusive_group(required=True)
    target.add_argument(
        "--cramp", type=entry_number, metavar=_("NUMBER"), help=_("the cramp with this number")
    )
    target.add_argument("--damaged", action="store_true", help=_("all entries that cannot be read"))
    target.add_argument(
        "--everything", action="store_true", help=_("the whole diary, with all backups")
    )
    delete.add_argument(
        "--yes",
        action="store_true",
        help=_("really delete (without it: only show what would be deleted)"),
    )


def _add_cramp_options(add: ArgumentParser) -> None:
    add.add_argument(
        "--at",
        type=moment_or_day,
        metavar=_("DATE-TIME"),
        help=_("when it began, such as 2026-11-22T03:00 (default: now)"),
    )
    add.add_argument("--muscle", metavar=_("PLACE"), help=_("where it was: calf, toes, thigh …"))
    add.add_argument("--side", choices=SIDES, help=_("which leg"))
    add.add_argument(
        "--strength",
        type=number_between(0, STRONGEST),
        metavar="N",
        help=_("how strong it was, from 0 to {strongest}").format(strongest=STRONGEST),
    )
    add.add_argument(
        "--minutes",
        dest="length_s",
        type=cramp_length,
        metavar="N",
        help=_("how long it lasted, in minutes: 2 or 1:30"),
    )
    for option, help_ in (
        ("--trigger", _("ids of what happened before it")),
        ("--tried", _("ids of exercises that did not help")),
    ):
        add.add_argument(
            option, action="extend", type=ids, default=[], metavar=_("ID,ID"), help=help_
        )
    result = add.add_mutually_exclusive_group()
    result.add_argument(
        "--helped",
        action="extend",
        type=ids,
        default=[],
        metavar=_("ID,ID"),
        help=_("ids of exercises that helped"),
    )
    result.add_argument("--nothing-helped", action="store_true", help=_("nothing helped"))
    add.add_argument(
        "--note", type=note, default="", metavar=_("TEXT"), help=_("anything else to remember")
    )
    add.add_argument(
        "--no-cramp",
        action="store_true",
        help=_("record that there was no cramp in the night of --at"),
    )
