"""The parser of the command line, and the commands that have few options."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from stretchapp import __version__
from stretchapp.base.i18n import N_, _
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
        description=_("Guided stretching routines, and help with leg cramps at night."),
        allow_abbrev=False,
    )
    add_data_dir(parser)
    _add_trial(parser)
    parser.add_argument(
        "--background",
        action="store_true",
        default=argparse.SUPPRESS,
        help=_("run in the background and wait for reminders"),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"stretchapp {__version__}",
        help=_("show the version and exit"),
    )
    commands = Subcommands(parser, "command", required=False)
    for name in _needed(arguments):
        command = _COMMANDS[name]
        subparser = commands.add(name, _(command.summary), with_json=command.with_json)
        if name in arguments:
            command.add_options(subparser)
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


def _add_relief(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "place",
        nargs="?",
        metavar="PLACE",
        default=RELIEF_PLACES[0],
        help=_("where the cramp is: {places}, or the id of a relief guide of your own").format(
            places=", ".join(RELIEF_PLACES)
        ),
    )
    _add_trial(parser)
    _add_session(parser)


def _add_start(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "routine",
        nargs="?",
        metavar="ROUTINE",
        help=_("the id of a routine or an exercise (default: tonight's stretch)"),
    )
    parser.add_argument("--window", action="store_true", help=_("never fall back to the terminal"))
    _add_trial(parser)
    _add_session(parser)


def _add_show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("routine", metavar="ROUTINE", help=_("the id of a routine or an exercise"))
    _add_trial(parser)


def _add_routine(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("routine", metavar="ROUTINE", help=_("the id of a routine"))


def _add_paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help=_("a file or folder (default: everything that stretchapp reads)"),
    )
    parser.epilog = _(
        "A warning names a step that works but is hard to follow, such as one that leaves too"
        " little time to lie down. The exit code is 1 if there are problems, and 0 if there are"
        " none, or only warnings."
    )


def _add_diary(parser: argparse.ArgumentParser) -> None:
    # Imported here, as below: other commands do not need these options.
    from stretchapp.startup.options.diary import add_diary_commands

    add_diary_commands(parser)


def _add_reminders(parser: argparse.ArgumentParser) -> None:
    from stretchapp.startup.options.reminders import add_reminder_commands

    add_reminder_commands(parser)


def _add_launcher(parser: argparse.ArgumentParser) -> None:
    actions = Subcommands(parser, "subcommand", required=True)
    actions.add("add", _("add stretchapp to the applications menu"))
    actions.add("remove", _("remove stretchapp from the applications menu"))


def _add_trial(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--quit-after-first-frame",
        action="store_true",
        default=argparse.SUPPRESS,
        help=_("quit as soon as the window has been drawn (for tests)"),
    )


def _add_session(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--speed", type=speed, default=1.0, metavar="N", help=_("play the session N times faster")
    )
    parser.add_argument(
        "--quit-when-done", action="store_true", help=_("quit when the session ends")
    )
    parser.add_argument(
        "--terminal",
        action="store_true",
        help=_("play the session in the terminal, without a window"),
    )


class _Command(NamedTuple):
    """A command.

    Attributes:
        summary: One line for the help, marked for translation.
        add_options: Adds its options and arguments to its parser.
        with_json: Whether it can print JSON.
    """

    summary: str
    add_options: Callable[[argparse.ArgumentParser], None] = lambda _parser: None
    with_json: bool = False


_COMMANDS = {
    "relief": _Command(N_("start relief for a cramp at once"), _add_relief),
    "start": _Command(N_("start a routine or an exercise"), _add_start),
    "show": _Command(N_("open a routine or an exercise without starting it"), _add_show),
    "routines": _Command(N_("list all routines"), with_json=True),
    "exercises": _Command(N_("list all exercises"), with_json=True),
    "timeline": _Command(N_("print the timed steps of a routine"), _add_routine, with_json=True),
    "check": _Command(N_("check routine files and pose files for problems"), _add_paths),
    "schema": _Command(N_("print the JSON Schema of routine files")),
    "diary": _Command(N_("show and change the diary of sessions and cramps"), _add_diary),
    "reminders": _Command(N_("show and change reminders"), _add_reminders),
    "launcher": _Command(N_("add or remove the entry in the applications menu"), _add_launcher),
    "diagnose": _Command(
        N_("show what works on this computer and what to install"), with_json=True
    ),
}
"""All commands by name, in the order of the help."""
