"""The shipped and the user's routine files, loaded from the cache where they have not changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.base.i18n import language
from stretchapp.base.paths import is_missing
from stretchapp.base.problems import Problem
from stretchapp.library.cache import cached, file_state
from stretchapp.library.find_files import find_files
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
    from collections.abc import Callable, Iterable

    from stretchapp.library.cache import FileState

SOON_READ_BYTES = 64 * 1024
"""Up to this size, all files of the user together are read within a fifth of a second."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the cache stores.

    Attributes:
        library: The library without its problems.
        problems: The values of its problems, with paths as texts.
    """

    library: Library
    problems: tuple[tuple[str, int, int, str, bool], ...]

    @classmethod
    def of(cls, library: Library) -> _Entry:
        """Return what is stored of a library."""
        problems = (
            (str(it.path), it.line, it.column, it.message, it.is_warning) for it in library.problems
        )
        return cls(replace(library, problems=()), tuple(problems))

    def whole(self) -> Library:
        """Return the library with its problems."""
        if not self.problems:
            return self.library
        problems = (
            Problem(Path(path), line, column, message, is_warning)
            for path, line, column, message, is_warning in self.problems
        )
        return replace(self.library, problems=tuple(problems))


_KINDS = (
    _Entry,
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
            self._library = self._cached(state, lambda: self._read(self._user))
            self._loaded_from = state
        return self._library

    def load_soon(self) -> Library:
        """Return the library for relief, which does not wait for what takes its time.

        Large files of the user that have changed since they were last read are not read now, and
        none of the user's are used.
        """
        state = self._state()
        sizes = (it[1] for it in self._file_states(self._user, []) if len(it) > 1)
        if self._loaded_from == state or sum(sizes) <= SOON_READ_BYTES:
            return self.load()
        return self._cached(state, self._shipped_alone, is_stored=False)

    def is_current(self) -> bool:
        """Return whether the files are as they were when last loaded."""
        return self._loaded_from == self._state()

    def _state(self) -> tuple[object, ...]:
        """Return the language, and what can be known of the folders without reading their files."""
        unreadable: list[Problem] = []
        files = self._file_states(self._shipped, unreadable)
        if not is_missing(self._user):
            files += self._file_states(self._user, unreadable)
        return (language(), *files, *map(str, unreadable))

    def _file_states(self, folder: Path, unreadable: list[Problem]) -> list[FileState]:
        return [file_state(path) for path in find_files(folder, unreadable)]

    def _shipped_alone(self) -> Library:
        state = self._file_states(self._shipped, [])
        return self._cached(state, lambda: self._read(None), "shipped")

    def _cached(
        self,
        state: Iterable[object],
        read: Callable[[], Library],
        name: str = "library",
        *,
        is_stored: bool = True,
    ) -> Library:
        entry = cached(
            self._cache / f"{name}.cache",
            _KINDS,
            state,
            lambda: _Entry.of(read()),
            # What could not be read because of the disk is tried again at the next start.
            lambda entry: is_stored and entry.library.is_lasting,
        )
        return entry.whole()

    def _read(self, user: Path | None) -> Library:
        # Imported here: with a cache entry nobody needs the YAML reader.
        from stretchapp.library.load import load_library

        return load_library(self._shipped, user)
