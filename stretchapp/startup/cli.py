"""The command line: reads it, hands over to a running window, or does what was asked.

Nothing of Qt, YAML or msgspec is imported before it is known to be needed.
"""

from __future__ import annotations

import functools
import os
import sys
from typing import TYPE_CHECKING, NoReturn

from stretchapp.base.exit_codes import GOOD, INTERRUPTED, PROBLEMS, WRONG_USAGE
from stretchapp.base.paths import shipped_assets, shipped_routines, user_paths
from stretchapp.base.problems import UserError
from stretchapp.desktop.instance.request import Request, hand_over, socket_path
from stretchapp.startup.options import FLOWS, read_options

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Collection, Iterable, Sequence
    from datetime import datetime
    from pathlib import Path
    from sqlite3 import Connection

    from stretchapp.diary.nights import Entries
    from stretchapp.library.routines.library_files import LibraryFiles
    from stretchapp.library.routines.models import Library, Routine
    from stretchapp.library.texts.diary import Trigger
    from stretchapp.library.texts.text_files import TextFiles
    from stretchapp.wording.names import Names

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
        options = read_options(arguments)
        return _COMMANDS[options.command](options)
    except UserError as error:
        print(f"stretchapp: {error}", file=sys.stderr)
        return WRONG_USAGE if isinstance(error, UsageError) else PROBLEMS
    except KeyboardInterrupt:
        return INTERRUPTED


def _window(options: argparse.Namespace) -> int:
    if options.background:
        from stretchapp.startup.launch import open_background

        return open_background(user_paths(options.data_dir), _files(options))
    return _open(options, Request())


def _start(options: argparse.Namespace) -> int:
    if options.terminal:
        return _play(options, options.routine, options.speed)
    files = _files(options)
    routine_id: str | None = options.routine
    if routine_id is None:
        # If it is there no longer, the window says so.
        routine_id = _tonight(options)
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


def _show(options: argparse.Namespace) -> int:
    files = _files(options)
    library = files.load()
    if options.routine not in library.routines:
        _tell_problems(library)
    routine = _routine(library, options.routine)
    return _open(options, Request(preview=routine.id), files)


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
    from stretchapp.startup.launch import NoWindowError, open_window

    is_trial: bool = options.quit_after_first_frame
    try:
        return open_window(
            paths, files or _files(options), request, quit_after_first_frame=is_trial
        )
    except NoWindowError as problem:
        is_for_window = request.preview is not None or getattr(options, "window", False)
        if is_trial or is_for_window:
            raise
        print(f"stretchapp: {problem} Going on in the terminal.", file=sys.stderr)
    routine = request.routine if request.relief is None else _terminal_relief(request.relief)
    return _play(options, routine, request.speed)


def _play(options: argparse.Namespace, routine_id: str | None, speed: float) -> int:
    """Play a routine in the terminal, or tonight's."""
    from stretchapp.application.session_run import SessionRun
    from stretchapp.base.clock import SystemClock
    from stretchapp.base.settings import SettingsFile
    from stretchapp.diary.session_log import SessionLog
    from stretchapp.diary.storage.store import open_for_writing
    from stretchapp.terminal.screen import play

    paths = user_paths(options.data_dir)
    settings = SettingsFile(paths.settings)
    for problem in settings.problems:
        print(problem, file=sys.stderr)
    routine = _routine(_library_of(options), routine_id or settings.settings.tonight)
    clock = SystemClock()
    log = SessionLog(open_for_writing(paths.diary, clock.now(), _tell))
    return play(SessionRun(routine, clock, log, "terminal", speed=speed))


def _routines(options: argparse.Namespace) -> int:
    from stretchapp.commands.list_library import routine_lines

    return _print(routine_lines(_library_of(options), as_json=options.json))


def _exercises(options: argparse.Namespace) -> int:
    from stretchapp.commands.list_library import exercise_lines

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

    from stretchapp.library.json_schema import json_schema

    return _print([json.dumps(json_schema(), indent=2)])


def _diary(options: argparse.Namespace) -> int:
    from stretchapp.commands.diary import DiaryCommand, Means
    from stretchapp.startup.diary_options import parse

    def texts() -> TextFiles:
        from stretchapp.library.texts.text_files import TextFiles

        return TextFiles(shipped_assets() / "texts", user_paths(options.data_dir).cache)

    def triggers() -> Sequence[Trigger]:
        from stretchapp.library.texts.diary import read_diary_texts

        return read_diary_texts(texts()).triggers

    def known(data_dir: Path | None, option: str) -> Collection[str]:
        """Return the names that there are for an option of ``add``."""
        if option == "trigger":
            return [trigger.id for trigger in triggers()]
        options.data_dir = data_dir or options.data_dir
        library = _library_of(options)
        if option in {"tried", "helped"}:
            return library.exercises
        return [flow.id for flow in library.flows.values() if flow.key is not None]

    def set_timers(connection: Connection) -> list[str]:
        from stretchapp.commands.reminders import renew_delivery
        from stretchapp.desktop.reminders.delivery import set_delivery_of

        set_delivery = functools.partial(set_delivery_of, paths=paths, environ=os.environ)
        return renew_delivery(set_delivery, connection)

    def write_pdf(path: Path, entries: Entries, now: datetime) -> None:
        from stretchapp.desktop.qt_start.qt_loading import load_qt

        problem = load_qt(["offscreen"])
        if problem is not None:
            raise UserError(problem)
        from stretchapp.startup.doctor_pdf_command import write_report

        write_report(path, entries, _library_of(options), texts(), now)

    def names() -> Names:
        from stretchapp.wording.names import names_of

        # What is wrong with a routine file is of no interest here.
        library = _files(options).load()
        return names_of(library.flows.values(), library.exercises.values(), triggers())

    wanted = parse(options.rest, known)
    wanted.data_dir = options.data_dir = wanted.data_dir or options.data_dir
    paths = user_paths(options.data_dir)
    means = Means(_tell, set_timers, write_pdf, names)
    return _print(DiaryCommand(wanted, paths.diary, texts(), means).lines())


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _launcher_add(options: argparse.Namespace) -> int:
    from stretchapp.commands.menu_entry import add_lines

    return _print(add_lines(user_paths(options.data_dir), shipped_assets() / "icons"))


def _launcher_remove(options: argparse.Namespace) -> int:
    from stretchapp.commands.menu_entry import remove_lines

    return _print(remove_lines(user_paths(options.data_dir), shipped_assets() / "icons"))


def _reminders(options: argparse.Namespace) -> int:
    from stretchapp.startup.reminder_options import parse

    wanted = parse(options.rest)
    options.data_dir = wanted.data_dir or options.data_dir
    paths = user_paths(options.data_dir)
    if wanted.command == "fire":
        from stretchapp.commands.reminders_fire import fire_lines

        return _print(fire_lines(wanted.id, paths, os.environ, is_test=wanted.test))
    if wanted.command == "wait":
        from stretchapp.commands.reminders_wait import wait_lines

        return _print(wait_lines(wanted, paths, os.environ))
    from stretchapp.commands.reminders import reminder_lines
    from stretchapp.desktop.reminders.delivery import set_delivery_of

    def routine(routine_id: str | None) -> Routine:
        return _routine(_library_of(options), routine_id or _tonight(options))

    set_delivery = functools.partial(set_delivery_of, paths=paths, environ=os.environ)
    return _print(reminder_lines(wanted, paths.diary, set_delivery, routine))


def _diagnose(options: argparse.Namespace) -> int:
    from stretchapp.commands.diagnose import diagnose_lines

    return _print(diagnose_lines(user_paths(options.data_dir), as_json=options.json))


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "window": _window,
    "relief": _relief,
    "start": _start,
    "show": _show,
    "routines": _routines,
    "exercises": _exercises,
    "timeline": _timeline,
    "check": _check,
    "schema": _schema,
    "diary": _diary,
    "diagnose": _diagnose,
    "reminders": _reminders,
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
    from stretchapp.startup.launch import library_files

    return library_files(user_paths(options.data_dir))


def _tonight(options: argparse.Namespace) -> str:
    from stretchapp.base.settings import SettingsFile

    return SettingsFile(user_paths(options.data_dir).settings).settings.tonight


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
