"""The library as the commands read it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from stretchapp.base.i18n import _
from stretchapp.base.paths import shipped_routines
from stretchapp.startup.usage_error import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stretchapp.base.paths import Paths
    from stretchapp.library.library_files import LibraryFiles
    from stretchapp.library.models import Library
    from stretchapp.library.routines.models import Exercise, Routine


def library_files(paths: Paths) -> LibraryFiles:
    """Return the shipped routine files and those of the user."""
    # Imported here: a command that is handed over does not need it.
    from stretchapp.library.library_files import LibraryFiles

    return LibraryFiles(shipped_routines(), paths.user_routines, paths.cache)


def read_library(paths: Paths) -> Library:
    """Return every routine, exercise and relief flow without problems, and print the problems."""
    library = library_files(paths).load()
    print_problems(library)
    return library


def print_problems(library: Library) -> None:
    """Print the problems of routine files to standard error."""
    for problem in library.problems:
        print(problem, file=sys.stderr)


def find_routine(library: Library, routine_id: str) -> Routine:
    """Return a routine by its id.

    Raises:
        UsageError: There is none.
    """
    routine = library.routines.get(routine_id)
    if routine is None:
        raise _no_routine(routine_id, library.routines)
    return routine


def find_shown(library: Library, id_: str) -> Routine | Exercise:
    """Return a routine by its id, or else an exercise.

    Raises:
        UsageError: There is neither.
    """
    found = library.routines.get(id_) or library.exercises.get(id_)
    if found is None:
        raise _no_routine(id_, (*library.routines, *library.exercises))
    return found


def find_session(library: Library, id_: str) -> Routine:
    """Return a routine by its id, or else an exercise as a routine of one step.

    Raises:
        UsageError: There is neither, or the exercise has no timing.
    """
    # Imported here: only the commands that start something need it.
    from stretchapp.library.routines.models import Routine
    from stretchapp.library.routines.single_exercise import routine_of

    found = find_shown(library, id_)
    routine = found if isinstance(found, Routine) else routine_of(found)
    if routine is None:
        raise UsageError(
            _(
                "'{exercise}' has no timed steps. To read it, type: stretchapp show {exercise}"
            ).format(exercise=id_)
        )
    return routine


def _no_routine(id_: str, known: Iterable[str]) -> UsageError:
    # Imported here: a command that names something that exists does not need it.
    import difflib

    near = difflib.get_close_matches(id_, known, n=1)
    if near:
        message = _("There is no routine '{routine}'. Did you mean '{near}'?")
        return UsageError(message.format(routine=id_, near=near[0]))
    message = _("There is no routine '{routine}'. To see all, type: stretchapp routines")
    return UsageError(message.format(routine=id_))
