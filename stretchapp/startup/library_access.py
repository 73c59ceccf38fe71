"""The library as the commands read it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from stretchapp.base.paths import shipped_routines
from stretchapp.startup.usage_error import UsageError

if TYPE_CHECKING:
    from stretchapp.base.paths import Paths
    from stretchapp.library.library_files import LibraryFiles
    from stretchapp.library.models import Library
    from stretchapp.library.routines.models import Routine


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
    if routine is not None:
        return routine
    # Imported here: a command that names an existing routine does not need it.
    import difflib

    near = difflib.get_close_matches(routine_id, library.routines, n=1)
    advice = f"did you mean '{near[0]}'?" if near else "'stretchapp routines' lists them."
    raise UsageError(f"there is no routine '{routine_id}'; {advice}")
