"""Commands that open the window, or play a session in the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from stretchapp.base.exit_codes import GOOD
from stretchapp.base.i18n import _
from stretchapp.base.paths import user_paths
from stretchapp.base.plain_text import harmless
from stretchapp.base.problems import UserError
from stretchapp.desktop.instance.request import (
    Request,
    WindowlessInstanceError,
    hand_over,
    socket_path,
)
from stretchapp.desktop.instance.transport import activation_token
from stretchapp.startup.library_access import (
    find_session,
    find_shown,
    library_files,
    print_problems,
    read_library,
)
from stretchapp.startup.options.parser import RELIEF_PLACES
from stretchapp.startup.usage_error import UsageError
from stretchapp.startup.warn import warn

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from stretchapp.library.library_files import LibraryFiles
    from stretchapp.library.models import Library


def open_home(options: argparse.Namespace) -> int:
    """Open the window with its first page, or wait in the background; return the exit code."""
    if options.background:
        from stretchapp.startup.launch import open_background

        paths = user_paths(options.data_dir)
        return open_background(paths, library_files(paths))
    return _open(options, Request(activation=activation_token()))


def start(options: argparse.Namespace) -> int:
    """Start a routine or a single exercise, and return the exit code."""
    if options.terminal:
        return _play(options, options.routine, options.speed)
    files = library_files(user_paths(options.data_dir))
    routine_id: str | None = options.routine
    if routine_id is None:
        # If it does not exist any more, the window says so.
        routine_id = _tonight(options)
    else:
        _check(files, routine_id, find_session)
    request = Request(
        routine=routine_id,
        speed=options.speed,
        quit_when_done=options.quit_when_done,
        activation=activation_token(),
    )
    return _open(options, request, files)


def show(options: argparse.Namespace) -> int:
    """Show a routine or an exercise before it is started, and return the exit code."""
    files = library_files(user_paths(options.data_dir))
    _check(files, options.routine, find_shown)
    request = Request(preview=options.routine, activation=activation_token())
    return _open(options, request, files)


def relieve(options: argparse.Namespace) -> int:
    """Start relief of a cramp, and return the exit code."""
    flow: str = options.place
    files = None
    # The shipped flows exist, and need not be looked up.
    if flow not in RELIEF_PLACES:
        files = library_files(user_paths(options.data_dir))
        _check_flow(files, flow)
    if options.terminal:
        return _play(options, _terminal_relief(flow), options.speed)
    request = Request(
        relief=flow,
        speed=options.speed,
        quit_when_done=options.quit_when_done,
        activation=activation_token(),
    )
    return _open(options, request, files)


def _check(files: LibraryFiles, id_: str, find: Callable[[Library, str], object]) -> None:
    """Refuse a routine or an exercise that ``find`` does not find."""
    library = files.load()
    if id_ not in library.routines and id_ not in library.exercises:
        # It may be a file with problems. The window shows all other problems itself.
        print_problems(library)
    find(library, id_)


def _check_flow(files: LibraryFiles, flow: str) -> None:
    """Refuse a relief flow that does not exist, or that has no place."""
    library = files.load()
    places = library.guided_flows
    if flow not in places:
        # It may be a file with problems.
        print_problems(library)
        message = _("There is no relief for '{place}'. Choose one of: {places}.")
        raise UsageError(message.format(place=flow, places=", ".join(places)))


def _terminal_relief(flow: str) -> str:
    """Return the routine that the terminal plays for a relief flow."""
    # Imported here: a command that is handed over does not need it.
    from stretchapp.application.plain_relief import PLAIN_ROUTINES

    if flow not in PLAIN_ROUTINES:
        known = ", ".join(PLAIN_ROUTINES)
        message = _("There is no relief for '{place}' in the terminal. Choose one of: {places}.")
        raise UsageError(message.format(place=flow, places=known))
    return PLAIN_ROUTINES[flow]


def _open(options: argparse.Namespace, request: Request, files: LibraryFiles | None = None) -> int:
    """Hand the request over to the running instance, or open the window, or use the terminal."""
    paths = user_paths(options.data_dir)
    is_refused: bool = options.is_refused
    try:
        if not is_refused and hand_over(request, socket_path(paths.state)):
            return GOOD
    except UserError as refusal:
        # Help with a cramp does not depend on another process.
        if request.relief is None and not isinstance(refusal, WindowlessInstanceError):
            raise
        is_refused = True
    from stretchapp.startup.launch import open_window
    from stretchapp.startup.no_window import NoWindowError

    is_trial: bool = options.quit_after_first_frame
    try:
        return open_window(
            paths,
            files or library_files(paths),
            request,
            is_alone=is_refused,
            quit_after_first_frame=is_trial,
        )
    except NoWindowError as problem:
        needs_window = request.preview is not None or getattr(options, "window", False)
        if is_trial or needs_window:
            raise
        sentence = _("{problem} Continuing in the terminal.").format(problem=problem)
        warn(sentence)
    routine = request.routine if request.relief is None else _terminal_relief(request.relief)
    return _play(options, routine, request.speed)


def _play(options: argparse.Namespace, routine_id: str | None, speed: float) -> int:
    """Play a routine, or tonight's, in the terminal, and return the exit code.

    Raises:
        UserError: Nothing of the routine is left for the person.
    """
    from stretchapp.application.plain_relief import PLAIN_ROUTINES
    from stretchapp.application.session_run import SessionRun
    from stretchapp.base.clock import SystemClock
    from stretchapp.library.relief.built_in import first_line
    from stretchapp.library.routines.fit_to_person import fit_routine
    from stretchapp.library.routines.single_exercise import named_after_exercise
    from stretchapp.startup.diary_saving import background_saver
    from stretchapp.startup.settings_access import read_settings
    from stretchapp.terminal.screen import play
    from stretchapp.wording.routines import NOTHING_LEFT, changes_in_words

    paths = user_paths(options.data_dir)
    settings = read_settings(paths)
    library = read_library(paths)
    if routine_id in PLAIN_ROUTINES.values() and routine_id not in library.routines:
        # Its file is damaged; help with a cramp must not depend on it.
        print(first_line())
    routine = find_session(library, routine_id or settings.settings.tonight)
    fit = fit_routine(routine, settings.settings, library.exercises)
    for sentence in changes_in_words(fit):
        print(sentence)
    if not fit.routine.steps:
        raise UserError(_(NOTHING_LEFT))
    clock = SystemClock()
    saver = background_saver(paths, clock, _warn)
    wait_s = settings.settings.wait_s
    routine = named_after_exercise(fit.routine)
    return play(SessionRun(routine, clock, saver, "terminal", wait_s=wait_s, speed=speed))


def _tonight(options: argparse.Namespace) -> str:
    from stretchapp.base.settings import SettingsFile

    return SettingsFile(user_paths(options.data_dir).settings).settings.tonight


def _warn(sentence: str) -> None:
    print(harmless(sentence), file=sys.stderr)
