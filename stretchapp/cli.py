"""The command line: reads it, hands over to a running window, or does what was asked.

Nothing of Qt, YAML or msgspec is imported before it is known to be needed.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from stretchapp import __version__
from stretchapp.base.paths import shipped_assets, shipped_routines, user_paths
from stretchapp.base.problems import UserError
from stretchapp.desktop.handover import MAX_SPEED, Request, hand_over, is_speed, socket_path
from stretchapp.desktop.handover_client import FLOWS, GOOD, INTERRUPTED, PROBLEMS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from stretchapp.library.compiled import LibraryFiles
    from stretchapp.library.models import Library, Routine

WRONG_USAGE = 2

TERMINAL_RELIEF = {
    "calf": "quick-relief-calf",
    "toes": "quick-relief-toes",
    "thigh": "quick-relief-thigh",
}
"""The routine that the terminal plays for each place that cramps."""


class UsageError(UserError):
    """The command line asks for something that is not there."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says.

    Returns:
        0 when all is good, 1 when problems were found, 2 for wrong usage.
    """
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        # What a terminal cannot show must not end the program.
        reconfigure(errors="replace")
    try:
        options = _parser().parse_args(arguments, argparse.Namespace(**_USUAL))
        return _COMMANDS[options.command](options)
    except UserError as error:
        print(f"stretchapp: {error}", file=sys.stderr)
        return WRONG_USAGE if isinstance(error, UsageError) else PROBLEMS
    except KeyboardInterrupt:
        return INTERRUPTED


_USUAL = {"command": "window", "data_dir": None, "quit_after_first_frame": False}
"""What holds where the command line says nothing else.

No option has these as its own default: that of a command would undo what was said before it.
"""


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
    diary = add("diary", "the sessions that were done")
    diary_commands = diary.add_subparsers(metavar="COMMAND", required=True)
    diary_list = diary_commands.add_parser(
        "list", help="all sessions", parents=[json_too], allow_abbrev=False
    )
    diary_list.set_defaults(command="diary list")
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


def _window(options: argparse.Namespace) -> int:
    return _open(options, Request())


def _start(options: argparse.Namespace) -> int:
    if options.terminal:
        return _play(options, options.routine, options.speed)
    files = _files(options)
    routine_id: str | None = options.routine
    if routine_id is None:
        from stretchapp.base.settings import SettingsFile

        # If it is there no longer, the window says so.
        routine_id = SettingsFile(user_paths(options.data_dir).settings).settings.tonight
    else:
        library = files.load()
        if routine_id not in library.routines:
            # It may be one of those that have problems; the window tells them itself.
            _tell_problems(library)
        _routine(library, routine_id)
    request = Request(
        routine=routine_id, speed=options.speed, quit_when_done=options.quit_when_done
    )
    return _open(options, request, files)


def _relief(options: argparse.Namespace) -> int:
    """Start relief; the shipped flows are there and need not be looked for."""
    flow: str = options.place
    files = None
    if flow not in FLOWS:
        files = _files(options)
        library = files.load()
        places = [it.id for it in library.flows.values() if it.key is not None]
        if flow not in places:
            # It may be one of those that have problems.
            _tell_problems(library)
            raise UsageError(f"there is no relief for '{flow}'; there is: {', '.join(places)}.")
    if options.terminal:
        return _play(options, _terminal_relief(flow), options.speed)
    request = Request(relief=flow, speed=options.speed, quit_when_done=options.quit_when_done)
    return _open(options, request, files)


def _terminal_relief(flow: str) -> str:
    """Return the routine that the terminal plays for a relief flow."""
    if flow not in TERMINAL_RELIEF:
        there = ", ".join(TERMINAL_RELIEF)
        raise UsageError(f"the terminal has no relief for '{flow}'; it has: {there}.")
    return TERMINAL_RELIEF[flow]


def _open(options: argparse.Namespace, request: Request, files: LibraryFiles | None = None) -> int:
    """Pass the request to the window that is open, open one, or go on in the terminal."""
    paths = user_paths(options.data_dir)
    if hand_over(request, socket_path(paths.state)):
        return GOOD
    from stretchapp.launch import NoWindowError, open_window

    is_trial: bool = options.quit_after_first_frame
    try:
        return open_window(
            paths, files or _files(options), request, quit_after_first_frame=is_trial
        )
    except NoWindowError as problem:
        if is_trial:
            raise
        print(f"stretchapp: {problem} Going on in the terminal.", file=sys.stderr)
    routine = request.routine if request.relief is None else _terminal_relief(request.relief)
    return _play(options, routine, request.speed)


def _play(options: argparse.Namespace, routine_id: str | None, speed: float) -> int:
    """Play a routine in the terminal, or tonight's."""
    from stretchapp.base.clock import SystemClock
    from stretchapp.base.settings import SettingsFile
    from stretchapp.diary.sessions import SessionLog
    from stretchapp.diary.store import open_store
    from stretchapp.runner import SessionRunner
    from stretchapp.terminal.screen import play

    paths = user_paths(options.data_dir)
    settings = SettingsFile(paths.settings)
    for problem in settings.problems:
        print(problem, file=sys.stderr)
    routine = _routine(_library_of(options), routine_id or settings.settings.tonight)
    log = SessionLog(open_store(paths.diary))
    return play(SessionRunner(routine, SystemClock(), log, "terminal", speed=speed))


def _routines(options: argparse.Namespace) -> int:
    from stretchapp.commands.listing import routine_lines

    return _print(routine_lines(_library_of(options), as_json=options.json))


def _exercises(options: argparse.Namespace) -> int:
    from stretchapp.commands.listing import exercise_lines

    return _print(exercise_lines(_library_of(options), as_json=options.json))


def _timeline(options: argparse.Namespace) -> int:
    from stretchapp.commands.timeline import timeline_lines

    routine = _routine(_library_of(options), options.routine)
    return _print(timeline_lines(routine, as_json=options.json))


def _check(options: argparse.Namespace) -> int:
    from stretchapp.commands.check import check

    paths = user_paths(options.data_dir)
    poses = (paths.user_poses, shipped_assets() / "poses")
    found = check(options.paths, shipped_routines(), paths.user_routines, poses)
    _print(found.lines)
    return PROBLEMS if found.problems else GOOD


def _schema(_options: argparse.Namespace) -> int:
    import json

    from stretchapp.library.schema import json_schema

    return _print([json.dumps(json_schema(), indent=2)])


def _diary_list(options: argparse.Namespace) -> int:
    from stretchapp.commands.diary import recorded_sessions, session_lines

    records = recorded_sessions(user_paths(options.data_dir).diary)
    return _print(session_lines(records, as_json=options.json))


def _launcher_add(options: argparse.Namespace) -> int:
    from stretchapp.commands.launcher import add_lines

    return _print(add_lines(user_paths(options.data_dir), shipped_assets() / "icons"))


def _launcher_remove(options: argparse.Namespace) -> int:
    from stretchapp.commands.launcher import remove_lines

    return _print(remove_lines(user_paths(options.data_dir), shipped_assets() / "icons"))


def _diagnose(options: argparse.Namespace) -> int:
    from stretchapp.commands.diagnose import diagnose_lines

    return _print(diagnose_lines(user_paths(options.data_dir), as_json=options.json))


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "window": _window,
    "relief": _relief,
    "start": _start,
    "routines": _routines,
    "exercises": _exercises,
    "timeline": _timeline,
    "check": _check,
    "schema": _schema,
    "diary list": _diary_list,
    "diagnose": _diagnose,
    "launcher add": _launcher_add,
    "launcher remove": _launcher_remove,
}


def _library_of(options: argparse.Namespace) -> Library:
    """Return everything that loads; what does not is told without standing in the way."""
    library = _files(options).load()
    _tell_problems(library)
    return library


def _tell_problems(library: Library) -> None:
    for problem in library.problems:
        print(problem, file=sys.stderr)


def _files(options: argparse.Namespace) -> LibraryFiles:
    from stretchapp.launch import library_files

    return library_files(user_paths(options.data_dir))


def _routine(library: Library, routine_id: str) -> Routine:
    if routine_id not in library.routines:
        _no_routine(library, routine_id)
    return library.routines[routine_id]


def _no_routine(library: Library, routine_id: str) -> NoReturn:
    import difflib

    near = difflib.get_close_matches(routine_id, library.routines, n=1)
    advice = f"did you mean '{near[0]}'?" if near else "'stretchapp routines' lists them."
    raise UsageError(f"there is no routine '{routine_id}'; {advice}")


def _print(lines: Iterable[str]) -> int:
    try:
        for line in lines:
            print(line)
        print(end="", flush=True)
    except OSError as error:
        # Python must not write what is left when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if not isinstance(error, BrokenPipeError):
            raise UserError(f"The output cannot be written ({error.strerror}).") from error
        # The reader, such as head, has seen enough.
    return GOOD
