"""The shipped and the user's routine files, loaded from the cache where they have not changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.library.cache import cached, file_state
from stretchapp.library.find_files import exists, find_files
from stretchapp.library.models import Library
from stretchapp.library.relief.models import ReliefFlow, ReliefStage, ReliefStep
from stretchapp.library.routines.models import (
    Continuous,
    Exercise,
    ExerciseStep,
    Hold,
    Instruction,
    Phase,
    Phases,
    Repetitions,
    RestStep,
    Routine,
    Source,
    WaitStep,
)

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.base.problems import Problem

_KINDS = (
    Continuous,
    Exercise,
    ExerciseStep,
    Hold,
    Instruction,
    Library,
    Phase,
    Phases,
    ReliefFlow,
    ReliefStage,
    ReliefStep,
    Repetitions,
    RestStep,
    Routine,
    Source,
    WaitStep,
)


class LibraryFiles:
    """The folders of routine files, and the library that was last loaded from them."""

    def __init__(self, shipped: Path, user: Path, cache: Path) -> None:
        """Read nothing yet.

        Args:
            shipped: The folder of the content that comes with the app.
            user: The folder of the user's own files; it may not exist.
            cache: The folder of the cache.
        """
        self._shipped = shipped
        self._user = user
        self._cache = cache
        self._loaded_from: tuple[object, ...] | None = None
        self._library = Library({}, {}, ())

    def load(self) -> Library:
        """Return everything that loads; the files are read only if one has changed since."""
        state = self._state()
        if self._loaded_from != state:
            self._library = cached(
                self._cache / "library.cache",
                _KINDS,
                state,
                self._read,
                lambda library: not library.problems,
            )
            self._loaded_from = state
        return self._library

    def is_current(self) -> bool:
        """Return whether the files are as they were when last loaded."""
        return self._loaded_from == self._state()

    def _state(self) -> tuple[object, ...]:
        """Return what can be known of the folders without reading their files."""
        unreadable: list[Problem] = []
        files = find_files(self._shipped, unreadable)
        if exists(self._user):
            files += find_files(self._user, unreadable)
        return (*map(file_state, files), *map(str, unreadable))

    def _read(self) -> Library:
        # Imported here: with a cache entry nobody needs the YAML reader.
        from stretchapp.library.load import load_library

        return load_library(self._shipped, self._user)
