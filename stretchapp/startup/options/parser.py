"""The parser of the command line, and the commands that have no subcommands of their own."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp import __version__
from stretchapp.startup.argument_types import folder, speed
from stretchapp.startup.options.subcommands import Subcommands

if TYPE_CHECKING:
    from collections.abc import Sequence

RELIEF_PLACES = ("calf", "toes", "thigh", "thigh-back")
"""The ids of the shipped relief flows that ``relief`` starts, the usual one first."""

_USUAL = {
    "command": "window",
    "data_dir": None,
    "quit_after_first_frame": False,
    "background": False,
}
"""What holds where the command line does not say otherwise.

No option has one of these as its default: a subcommand would reset what was given before it.
"""


def read_options(arguments: Sequence[str]) -> argparse.Namespace:
    """Return what the command line asks for.

    The attribute ``command`` of the options names the command. ``subcommand`` names the subcommand
    of ``diary``, ``reminders`` and ``launcher``. Wrong usage ends the program with a sentence and
    exit code 2.

    Args:
        arguments: The words after the name of the program.
    """
    return _parser(arguments).parse_args(arguments, argparse.Namespace(**_USUAL))


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    everywhere = argparse.ArgumentParser(add_help=False)
    everywhere.add_argument(
        "--data-dir",
        type=folder,
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="keep settings, routines and diary in DIR and touch nothing else",
    )
    with_json = argparse.ArgumentParser(add_help=False, parents=[everywhere])
    with_json.add_argument("--json", action="store_true", help="print JSON")
    window = argparse.ArgumentParser(add_help=False, parents=[everywhere])
    window.add_argument(
        "--quit-after-first-frame",
        action="store_true",
        default=argparse.SUPPRESS,
        help="end as soon as the first picture is on the screen",
    )

    parser = argparse.ArgumentParser(
        prog="stretchapp",
        description="Guided stretching routines, with help for leg cramps at night.",
        parents=[window],
        allow_abbrev=False,
    )
    parser.add_argument(
        "--background",
        action="store_true",
        default=argparse.SUPPRESS,
        help="wait for reminders, and for a window to be asked for, without showing one",
    )
    parser.add_argument("--version", action="version", version=f"stretchapp {__version__}")
    commands = Subcommands(parser, "command", required=False)

    _add_sessions(commands, window)
    commands.add("routines", "the routines that there are", with_json)
    commands.add("exercises", "the exercises that there are", with_json)
    timeline = commands.add("timeline", "the plan of a routine as written", with_json)
    timeline.add_argument("routine", metavar="ROUTINE", help="the id of a routine")
    check = commands.add("check", "look for problems in routine files and pose files", everywhere)
    check.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    commands.add("schema", "the JSON Schema of routine files", everywhere)
    diary = commands.add(
        "diary",
        "your sessions and cramps",
        everywhere,
        "Your sessions and cramps; all of it stays on this machine.",
    )
    reminders = commands.add("reminders", "reminders to stretch", everywhere)
    launcher = commands.add("launcher", "the entry in the applications menu", everywhere)
    actions = Subcommands(launcher, "subcommand", required=True)
    actions.add("add", "write it, with its icons", everywhere)
    actions.add("remove", "take it away again", everywhere)
    commands.add("diagnose", "what this machine offers and what to install", with_json)

    # These have many options, which other commands need not wait for.
    if "diary" in arguments:
        from stretchapp.startup.options.diary import add_diary_commands

        add_diary_commands(diary, with_json)
    if "reminders" in arguments:
        from stretchapp.startup.options.reminders import add_reminder_commands

        add_reminder_commands(reminders, everywhere, with_json)
    return parser


def _add_sessions(commands: Subcommands, window: argparse.ArgumentParser) -> None:
    relief = commands.add("relief", "straight into quick relief of a cramp", window)
    relief.add_argument(
        "place",
        nargs="?",
        metavar="PLACE",
        default=RELIEF_PLACES[0],
        help=f"where it cramps: {', '.join(RELIEF_PLACES)}, or the id of a flow of your own",
    )
    start = commands.add("start", "straight into a routine", window)
    start.add_argument(
        "routine", nargs="?", metavar="ROUTINE", help="the id of a routine; tonight's if left out"
    )
    show = commands.add("show", "look at a routine before it is started", window)
    show.add_argument("routine", metavar="ROUTINE", help="the id of the routine")
    start.add_argument("--window", action="store_true", help="only in a window, never here")
    for command in (start, relief):
        command.add_argument(
            "--speed", type=speed, default=1.0, metavar="N", help="play it N times faster"
        )
        command.add_argument("--quit-when-done", action="store_true", help="end with the session")
        command.add_argument(
            "--terminal", action="store_true", help="play it here, without a window"
        )
