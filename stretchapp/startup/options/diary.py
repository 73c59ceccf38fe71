"""The options of ``stretchapp diary``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

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
    diary.description = "Your sessions and cramps; all of it stays on this machine."
    commands = Subcommands(diary, "subcommand", required=True)
    _add_cramp_options(commands.add("add", "add a cramp, or that there was none", with_json=True))
    commands.add(
        "list", "all sessions, cramps and nights without a cramp, the latest first", with_json=True
    )
    advice = commands.add(
        "advice",
        "which rules for seeing a doctor hold, and the nights they rest on",
        with_json=True,
    )
    advice.add_argument(
        "--now", type=moment, metavar="ISO", help="as of this moment; the present one if left out"
    )
    export = commands.add("export", "everything as a file for other programs", with_json=True)
    export.add_argument(
        "--format",
        choices=("csv", "json", "pdf"),
        help="json if nothing says otherwise; pdf is for the doctor",
    )
    export.add_argument("--output", type=Path, metavar="PATH", help="printed if left out")
    import_ = commands.add(
        "import", "add what was exported as JSON and is not there yet", with_json=True
    )
    import_.add_argument("input", type=Path, metavar="FILE.json")
    import_.add_argument("--dry-run", action="store_true", help="only say what would be added")
    restore = commands.add(
        "restore", "put a copy in the place of the diary, which is kept", with_json=True
    )
    restore.add_argument(
        "backup",
        nargs="?",
        metavar="BACKUP",
        help="the name, the number or the path of a copy; without it, the copies are listed",
    )
    delete = commands.add("delete", "delete a cramp, or everything", with_json=True)
    target = delete.add_mutually_exclusive_group(required=True)
    target.add_argument("--cramp", type=entry_number, metavar="ID", help="one cramp, by its number")
    target.add_argument("--spoilt", action="store_true", help="the entries that cannot be read")
    target.add_argument("--everything", action="store_true", help="all there is, and every copy")
    delete.add_argument("--yes", action="store_true", help="do it; else it is only told what goes")


def _add_cramp_options(add: ArgumentParser) -> None:
    add.add_argument(
        "--at", type=moment_or_day, metavar="ISO", help="when it began; now if left out"
    )
    add.add_argument("--muscle", metavar="PLACE", help="where, such as calf, toes or thigh")
    add.add_argument("--side", choices=SIDES, help="which leg")
    add.add_argument(
        "--strength",
        type=number_between(0, STRONGEST),
        metavar="N",
        help=f"how strong, from 0 to {STRONGEST}",
    )
    add.add_argument(
        "--minutes",
        dest="length_s",
        type=cramp_length,
        metavar="N",
        help="how long, such as 2 or 1:30",
    )
    for option, help_ in (("--trigger", "what went before"), ("--tried", "what did not help")):
        add.add_argument(option, action="extend", type=ids, default=[], metavar="ID", help=help_)
    result = add.add_mutually_exclusive_group()
    result.add_argument(
        "--helped", action="extend", type=ids, default=[], metavar="ID", help="what helped"
    )
    result.add_argument("--nothing-helped", action="store_true", help="nothing did")
    add.add_argument("--note", type=note, default="", metavar="TEXT", help="anything else")
    add.add_argument(
        "--no-cramp",
        action="store_true",
        help="there was none in the night of that moment, or of the evening of that date",
    )
