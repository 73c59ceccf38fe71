"""The options of the command line: what may be written, and what is said of it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp import __version__
from stretchapp.desktop.instance.request import MAX_SPEED, is_speed

if TYPE_CHECKING:
    from collections.abc import Sequence

FLOWS = ("calf", "toes", "thigh", "thigh-back")
"""The ids of the shipped relief flows that can be started, the usual one first."""

PASSED_ON = {"diary": "your sessions and cramps", "reminders": "reminders to stretch"}
"""Commands that read their own options where they are carried out: no other start needs them."""

_USUAL = {
    "command": "window",
    "data_dir": None,
    "quit_after_first_frame": False,
    "background": False,
}
"""What holds where the command line says nothing else.

No option has these as its own default: that of a command would undo what was said before it.
"""


def read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return what the command line asks for; its attribute ``command`` names it.

    Wrong usage ends the program with a sentence and exit code 2.

    Args:
        arguments: The words after the name of the program; None takes those of this process.
    """
    parser = _parser()
    options, rest = parser.parse_known_args(arguments, argparse.Namespace(**_USUAL))
    if options.command in PASSED_ON:
        options.rest = rest
    elif rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    return options


def _parser() -> argparse.ArgumentParser:
    everywhere = argparse.ArgumentParser(add_help=False)
    everywhere.add_argument(
        "--data-dir",
        type=_folder,
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="keep settings, routines and diary in DIR and touch nothing else",
    )
    json_too = argparse.ArgumentParser(add_help=False, parents=[everywhere])
    json_too.add_argument("--json", action="store_true", help="print JSON")
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
    commands = parser.add_subparsers(metavar="COMMAND")

    def add(
        name: str, summary: str, parent: argparse.ArgumentParser = everywhere
    ) -> argparse.ArgumentParser:
        command = commands.add_parser(
            name, help=summary, description=summary, parents=[parent], allow_abbrev=False
        )
        command.set_defaults(command=name)
        return command

    relief = add("relief", "straight into quick relief of a cramp", window)
    relief.add_argument(
        "place",
        nargs="?",
        metavar="PLACE",
        default=FLOWS[0],
        help=f"where it cramps: {', '.join(FLOWS)}, or the id of a flow of your own",
    )
    start = add("start", "straight into a routine", window)
    start.add_argument(
        "routine", nargs="?", metavar="ROUTINE", help="the id of a routine; tonight's if left out"
    )
    show = add("show", "look at a routine before it is started", window)
    show.add_argument("routine", metavar="ROUTINE", help="the id of the routine")
    start.add_argument("--window", action="store_true", help="only in a window, never here")
    for command in (start, relief):
        command.add_argument(
            "--speed", type=_speed, default=1.0, metavar="N", help="play it N times faster"
        )
        command.add_argument("--quit-when-done", action="store_true", help="end with the session")
        command.add_argument(
            "--terminal", action="store_true", help="play it here, without a window"
        )
    add("routines", "the routines that there are", json_too)
    add("exercises", "the exercises that there are", json_too)
    timeline = add("timeline", "the plan of a routine as written", json_too)
    timeline.add_argument("routine", metavar="ROUTINE", help="the id of a routine")
    check = add("check", "look for problems in routine files and pose files")
    check.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    add("schema", "the JSON Schema of routine files")
    for name, summary in PASSED_ON.items():
        command = commands.add_parser(name, help=summary, add_help=False)
        command.set_defaults(command=name)
    launcher = add("launcher", "the entry in the applications menu")
    launcher_commands = launcher.add_subparsers(metavar="COMMAND", required=True)
    for name, summary in (("add", "write it, with its icons"), ("remove", "take it away again")):
        command = launcher_commands.add_parser(
            name, help=summary, description=summary, parents=[everywhere], allow_abbrev=False
        )
        command.set_defaults(command=f"launcher {name}")
    add("diagnose", "what this machine offers and what to install", json_too)
    return parser


def _folder(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("the name of the folder is empty")
    return Path(text)


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not is_speed(speed):
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from above 0 to {MAX_SPEED:g}")
    return speed
