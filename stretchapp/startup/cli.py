"""The command line: reads it, and carries out the command.

A command imports what it needs when it is carried out, so that none waits for Qt, YAML or msgspec
without needing them.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from stretchapp.base.exit_codes import GOOD, INTERRUPTED, PROBLEMS, WRONG_USAGE
from stretchapp.base.i18n import _
from stretchapp.base.language import follow_environment
from stretchapp.base.paths import shipped_assets, shipped_routines, user_paths
from stretchapp.base.problems import UserError
from stretchapp.startup import session_commands
from stretchapp.startup.options.parser import read_options
from stretchapp.startup.usage_error import UsageError
from stretchapp.startup.warn import warn

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Sequence

    from stretchapp.base.paths import Paths
    from stretchapp.library.models import Library


def main(arguments: Sequence[str] | None = None, *, is_refused: bool = False) -> int:
    """Carry out the command line.

    Args:
        arguments: The words after the name of the program; None for those of this process.
        is_refused: Whether the running instance did not take the command, so that it is carried out
            without that one.

    Returns:
        The exit code; see ``base.exit_codes``.
    """
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        # A character that the terminal cannot show must not end the program.
        reconfigure(errors="replace")
    follow_environment()
    if "TZ" in os.environ:
        # Imported here: the variable is rarely set.
        from stretchapp.desktop.local_zone import replace_unusable_zone

        problem = replace_unusable_zone(os.environ)
        if problem is not None:
            warn(problem)
    try:
        options = read_options(sys.argv[1:] if arguments is None else arguments)
        options.is_refused = is_refused
        return _COMMANDS[options.command](options)
    except UserError as error:
        # Imported here: most commands find nothing wrong.
        from stretchapp.base.unseen import shown

        # A name of a file or of a routine may hold commands to a terminal.
        sentence = "\n".join(map(shown, str(error).split("\n")))
        print(f"stretchapp: {sentence}", file=sys.stderr)
        return WRONG_USAGE if isinstance(error, UsageError) else PROBLEMS
    except KeyboardInterrupt:
        return INTERRUPTED


def _routines(options: argparse.Namespace) -> int:
    from stretchapp.application.session_plans import SessionPlans
    from stretchapp.base.clock import SystemClock
    from stretchapp.commands.routines import routine_lines
    from stretchapp.desktop.sound.cue_output import SystemCueOutput
    from stretchapp.startup.library_access import read_library
    from stretchapp.startup.settings_access import read_settings

    paths = user_paths(options.data_dir)
    settings = read_settings(paths)
    clock = SystemClock()
    output = SystemCueOutput(clock, settings.settings)
    # Only a window can be asked whether a screen reader runs.
    plans = SessionPlans(settings, clock, lambda: output, lambda: False)
    lines = routine_lines(read_library(paths), plans.expected_s, as_json=options.json)
    output.end()
    return _print(lines)


def _exercises(options: argparse.Namespace) -> int:
    from stretchapp.commands.exercises import exercise_lines

    return _print(exercise_lines(_library(options), as_json=options.json))


def _timeline(options: argparse.Namespace) -> int:
    from stretchapp.commands.timeline import timeline_lines
    from stretchapp.startup.library_access import find_routine

    routine = find_routine(_library(options), options.routine)
    return _print(timeline_lines(routine, as_json=options.json))


def _check(options: argparse.Namespace) -> int:
    from stretchapp.commands.check import check_lines

    paths = _paths(options)
    poses = (paths.user_poses, shipped_assets() / "poses")
    lines, has_problems = check_lines(options.paths, shipped_routines(), paths.user_routines, poses)
    _print(lines)
    return PROBLEMS if has_problems else GOOD


def _schema(_options: argparse.Namespace) -> int:
    import json

    from stretchapp.library.json_schema import json_schema

    return _print([json.dumps(json_schema(), indent=2)])


def _diary(options: argparse.Namespace) -> int:
    from stretchapp.startup.diary_command import diary_output

    return _print(diary_output(options, _paths(options)))


def _reminders(options: argparse.Namespace) -> int:
    from stretchapp.startup.reminders_command import reminder_lines

    return _print(reminder_lines(options))


def _launcher(options: argparse.Namespace) -> int:
    from stretchapp.commands.menu_entry import add_lines, remove_lines

    change = {"add": add_lines, "remove": remove_lines}[options.subcommand]
    return _print(change(_paths(options), shipped_assets() / "icons"))


def _diagnose(options: argparse.Namespace) -> int:
    from stretchapp.commands.diagnose import diagnose_lines

    return _print(diagnose_lines(_paths(options), as_json=options.json))


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "window": session_commands.open_home,
    "relief": session_commands.relieve,
    "start": session_commands.start,
    "show": session_commands.show,
    "routines": _routines,
    "exercises": _exercises,
    "timeline": _timeline,
    "check": _check,
    "schema": _schema,
    "diary": _diary,
    "diagnose": _diagnose,
    "reminders": _reminders,
    "launcher": _launcher,
}


def _paths(options: argparse.Namespace) -> Paths:
    """Return the user's folders, and use the language and the region of the settings in them."""
    from stretchapp.startup.settings_access import load_settings

    paths = user_paths(options.data_dir)
    load_settings(paths)
    return paths


def _library(options: argparse.Namespace) -> Library:
    from stretchapp.startup.library_access import read_library

    return read_library(_paths(options))


def _print(output: Iterable[str] | bytes) -> int:
    """Print lines for people, or the bytes of a file as they are, whatever the locale is."""
    try:
        if isinstance(output, bytes):
            sys.stdout.buffer.write(output if output.endswith(b"\n") else output + b"\n")
        else:
            for line in output:
                print(line)
        sys.stdout.flush()
    except OSError as error:
        # Python must not write the rest of the output when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if not isinstance(error, BrokenPipeError):
            message = _("The output could not be written ({reason}).")
            raise UserError(message.format(reason=error.strerror)) from error
        # The reader, such as head, needs no more.
    return GOOD
