"""The parser of the command line, and the commands that have few options."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp import __version__
from stretchapp.startup.argument_types import speed
from stretchapp.startup.options.subcommands import Subcommands, add_data_dir

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

RELIEF_PLACES = ("calf", "toes", "thigh", "thigh-back")
"""The ids of the shipped relief flows that ``relief`` starts, the usual one first."""

_USUAL = {
    "command": "window",
    "data_dir": None,
    "quit_after_first_frame": False,
    "background": False,
}
"""What holds where the command line does not say otherwise.

No option has one of these as its default: a command would reset what was given before it.
"""


def read_options(arguments: Sequence[str]) -> argparse.Namespace:
    """Return what the command line asks for.

    The attribute ``command`` of the options names the command. ``subcommand`` names the subcommand
    of ``diary``, ``reminders`` and ``launcher``. Wrong usage ends the program with a sentence and
    exit code 2.

    Args:
        arguments: The words after the name of the program.
    """
    parser = argparse.ArgumentParser(
        prog="stretchapp",
        description="Guided stretching routines, with help for leg cramps at night.",
        allow_abbrev=False,
    )
    add_data_dir(parser)
    _add_trial(parser)
    parser.add_argument(
        "--background",
        action="store_true",
        default=argparse.SUPPRESS,
        help="wait for reminders, and for a window to be asked for, without showing one",
    )
    parser.add_argument("--version", action="version", version=f"stretchapp {__version__}")
    commands = Subcommands(parser, "command", required=False)
    for name in _needed(arguments):
        command = _COMMANDS[name](commands)
        if name in _GROUPS and name in arguments:
            _GROUPS[name](command)
    return parser.parse_args(arguments, argparse.Namespace(**_USUAL))


def _needed(arguments: Sequence[str]) -> Sequence[str]:
    """Return the commands that the parser needs, because preparing all of them takes 4 ms.

    These are the command itself if it comes first, or after ``--data-dir``; none if there is no
    command; otherwise all commands.
    """
    words = arguments[2:] if arguments and arguments[0] == "--data-dir" else arguments
    if words and words[0] not in _COMMANDS:
        return tuple(_COMMANDS)
    return words[:1]


def _add_relief(commands: Subcommands) -> argparse.ArgumentParser:
    relief = commands.add("relief", "straight into quick relief of a cramp")
    relief.add_argument(
        "place",
        nargs="?",
        metavar="PLACE",
        default=RELIEF_PLACES[0],
        help=f"where it cramps: {', '.join(RELIEF_PLACES)}, or the id of a flow of your own",
    )
    _add_trial(relief)
    _add_session_options(relief)
    return relief


def _add_start(commands: Subcommands) -> argparse.ArgumentParser:
    start = commands.add("start", "straight into a routine")
    start.add_argument(
        "routine", nargs="?", metavar="ROUTINE", help="the id of a routine; tonight's if left out"
    )
    start.add_argument("--window", action="store_true", help="only in a window, never here")
    _add_trial(start)
    _add_session_options(start)
    return start


def _add_show(commands: Subcommands) -> argparse.ArgumentParser:
    show = commands.add("show", "look at a routine before it is started")
    show.add_argument("routine", metavar="ROUTINE", help="the id of the routine")
    _add_trial(show)
    return show


def _add_routines(commands: Subcommands) -> argparse.ArgumentParser:
    return commands.add("routines", "the routines that there are", with_json=True)


def _add_exercises(commands: Subcommands) -> argparse.ArgumentParser:
    return commands.add("exercises", "the exercises that there are", with_json=True)


def _add_timeline(commands: Subcommands) -> argparse.ArgumentParser:
    timeline = commands.add("timeline", "the plan of a routine as written", with_json=True)
    timeline.add_argument("routine", metavar="ROUTINE", help="the id of a routine")
    return timeline


def _add_check(commands: Subcommands) -> argparse.ArgumentParser:
    check = commands.add("check", "look for problems in routine files and pose files")
    check.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    return check


def _add_schema(commands: Subcommands) -> argparse.ArgumentParser:
    return commands.add("schema", "the JSON Schema of routine files")


def _add_diary(commands: Subcommands) -> argparse.ArgumentParser:
    return commands.add(
        "diary",
        "your sessions and cramps",
        description="Your sessions and cramps; all of it stays on this machine.",
    )


def _add_reminders(commands: Subcommands) -> argparse.ArgumentParser:
    return commands.add("reminders", "reminders to stretch")


def _add_launcher(commands: Subcommands) -> argparse.ArgumentParser:
    launcher = commands.add("launcher", "the entry in the applications menu")
    actions = Subcommands(launcher, "subcommand", required=True)
    actions.add("add", "write it, with its icons")
    actions.add("remove", "take it away again")
    return launcher


def _add_diagnose(commands: Subcommands) -> argparse.ArgumentParser:
    return commands.add("diagnose", "what this machine offers and what to install", with_json=True)


_COMMANDS: dict[str, Callable[[Subcommands], argparse.ArgumentParser]] = {
    "relief": _add_relief,
    "start": _add_start,
    "show": _add_show,
    "routines": _add_routines,
    "exercises": _add_exercises,
    "timeline": _add_timeline,
    "check": _add_check,
    "schema": _add_schema,
    "diary": _add_diary,
    "reminders": _add_reminders,
    "launcher": _add_launcher,
    "diagnose": _add_diagnose,
}
"""All commands in the order of the help; each function adds one."""


def _add_diary_commands(diary: argparse.ArgumentParser) -> None:
    # Imported here, as below: other commands do not need these options.
    from stretchapp.startup.options.diary import add_diary_commands

    add_diary_commands(diary)


def _add_reminder_commands(reminders: argparse.ArgumentParser) -> None:
    from stretchapp.startup.options.reminders import add_reminder_commands

    add_reminder_commands(reminders)


_GROUPS = {"diary": _add_diary_commands, "reminders": _add_reminder_commands}
"""The commands with many subcommands, and the functions that add these."""


def _add_trial(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--quit-after-first-frame",
        action="store_true",
        default=argparse.SUPPRESS,
        help="end as soon as the first picture is on the screen",
    )


def _add_session_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--speed", type=speed, default=1.0, metavar="N", help="play it N times faster"
    )
    parser.add_argument("--quit-when-done", action="store_true", help="end with the session")
    parser.add_argument("--terminal", action="store_true", help="play it here, without a window")
