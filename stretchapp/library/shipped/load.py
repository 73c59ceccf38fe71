"""The compiled form of a library: what the YAML files hold, ready to be used at once.

Reading YAML strictly costs more than the first picture on the screen. What is shipped comes with
its compiled form, which knows the checksum of every file that it was made from. Where there are
files of the user's too, what was read is kept in the cache folder, together with a fingerprint of
every file. As soon as one of the files differs, the YAML is read again.
"""

from __future__ import annotations

import json
import os
from dataclasses import is_dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from stretchapp import __version__
from stretchapp.library.relief import models as relief
from stretchapp.library.relief.models import ReliefFlow
from stretchapp.library.routines import models
from stretchapp.library.routines.find_files import existing_files, exists, find_files
from stretchapp.library.routines.models import Exercise, Library, Routine
from stretchapp.library.shipped.checksums import checksums, place_below
from stretchapp.library.shipped.value_json import ValueJson, in_lines

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from stretchapp.base.problems import Problem

_Value = TypeVar("_Value", Exercise, Routine, ReliefFlow)

_NAMES = vars(models) | vars(relief)
_KINDS = [kind for kind in _NAMES.values() if isinstance(kind, type) and is_dataclass(kind)]
_KINDS.remove(Library)

Fingerprint = list[object]


class LibraryFiles:
    """The shipped and the user's files, and what was read from them last."""

    def __init__(
        self, shipped: Path, user: Path, cache: Path, compiled: Path | None = None
    ) -> None:
        """Read nothing yet.

        Args:
            shipped: Folder of the content that comes with the app.
            user: Folder of the user's own files; it may not exist.
            cache: The file that keeps the compiled form of both.
            compiled: The compiled form of the shipped content alone, if there is one.
        """
        self._shipped = shipped
        self._user = user
        self._cache = cache
        self._compiled = compiled
        self._read_for: tuple[FolderState, FolderState] | None = None
        self._library = Library({}, {}, ())

    def load(self) -> Library:
        """Return everything that loads; the files are read only if one has changed since."""
        present = self._look()
        if self._read_for != present:
            shipped, user = present
            self._library = _load(shipped, user, self._cache, self._compiled)
            self._read_for = present
        return self._library

    def is_current(self) -> bool:
        """Return whether the files are as they were when last loaded."""
        return self._read_for == self._look()

    def _look(self) -> tuple[FolderState, FolderState]:
        return look_into(self._shipped), look_into(self._user)


def load_compiled(shipped: Path, user: Path, cache: Path, compiled: Path | None = None) -> Library:
    """Load the shipped and the user's files, from a compiled form where one is up to date.

    Args:
        shipped: Folder of the content that comes with the app.
        user: Folder of the user's own files; it may not exist.
        cache: The file that keeps the compiled form of both; written anew when it is out of date.
            A library with problems is not kept, nor is anything when the file cannot be written.
        compiled: The compiled form of the shipped content alone, if there is one.
    """
    return _load(look_into(shipped), look_into(user), cache, compiled)


def _load(shipped: FolderState, user: FolderState, cache: Path, compiled: Path | None) -> Library:
    if compiled is not None and user.is_empty:
        library = read_shipped(compiled, shipped)
        if library is not None:
            return library
    present = fingerprint(shipped, user)
    kept_for, library = read_compiled(cache)
    if kept_for != present:
        # Imported here: the YAML reader is what the compiled form saves.
        from stretchapp.library.routines.load import load_library

        library = load_library(shipped.folder, user.folder)
        if not library.problems:
            _write(cache, present, library)
    return library


class FolderState(NamedTuple):
    """What can be known of a folder without reading its files.

    Attributes:
        folder: The folder.
        files: Of every routine file its path, and its size and times if it leads anywhere.
        unreadable: What is said of the folders that cannot be looked into.
    """

    folder: Path
    files: list[list[str | int]]
    unreadable: list[str]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it that would have to be read or told."""
        return not self.files and not (self.unreadable and exists(self.folder))


def look_into(folder: Path) -> FolderState:
    """Return the present state of a folder, which may not exist."""
    unreadable: list[Problem] = []
    paths = find_files(folder, unreadable)
    return FolderState(folder, [_stats(path) for path in paths], [*map(str, unreadable)])


def fingerprint(shipped: FolderState, user: FolderState) -> Fingerprint:
    """Return what a compiled form of the user's and the shipped files depends on."""
    # The code that reads them is looked at too: in a checkout it changes without a new version.
    own = [_stats(path) for path in sorted(Path(__file__).parent.parent.rglob("*.py"))]
    return [__version__, own, shipped.files, shipped.unreadable, user.files, user.unreadable]


def _stats(path: Path) -> list[str | int]:
    name = os.fspath(path)
    try:
        status = path.stat()
    except OSError:
        return [name]
    # The second time tells of files that were put in place of others with their old time.
    return [name, status.st_size, status.st_mtime_ns, status.st_ctime_ns]


def _write(cache: Path, fingerprint: Fingerprint, library: Library) -> None:
    # Imported here: most starts find the compiled form up to date.
    from stretchapp.base.files import write_atomically

    content = {"fingerprint": fingerprint, **_plain(library)}
    try:
        write_atomically(cache, json.dumps(content).encode())
    except OSError:
        # Without a cache the next start reads the YAML again: slower, nothing else.
        return


def read_compiled(cache: Path) -> tuple[Fingerprint, Library]:
    """Return what is kept and what it was made from; an empty library from nothing if none is."""
    try:
        stored = json.loads(cache.read_bytes())
        return stored["fingerprint"], _library(stored)
    except _UNUSABLE:
        # Missing, cut off, or not ours: it is made anew.
        return [], Library({}, {}, ())


def shipped_form(shipped: Path, library: Library) -> str:
    """Return the compiled form of the shipped content: the same on every machine.

    Args:
        shipped: Its folder.
        library: What was read from there.
    """

    def placed(values: Iterable[_Value]) -> list[_Value]:
        return [replace(value, path=place_below(shipped, value.path)) for value in values]

    inside = Library(
        {exercise.id: exercise for exercise in placed(library.exercises.values())},
        {routine.id: routine for routine in placed(library.routines.values())},
        (),
        {flow.id: flow for flow in placed(library.flows.values())},
    )
    files = checksums(shipped, existing_files(shipped))
    return in_lines({"files": files, **_plain(inside)}, 2)


def read_shipped(compiled: Path, shipped: FolderState) -> Library | None:
    """Return the shipped library from its compiled form.

    Args:
        compiled: The compiled form.
        shipped: The folder it was made from, as it is now.

    Returns:
        None if it cannot be used, or was made from other files than are there.
    """
    try:
        stored = json.loads(compiled.read_bytes())
        paths = [str(path) for path, *_ in shipped.files]
        present = checksums(shipped.folder, paths)
        if shipped.unreadable or None in present.values() or stored["files"] != present:
            return None
        by_place = dict(zip(stored["files"], paths, strict=True))
        for section in _SECTIONS:
            for plain in stored[section]:
                plain["path"] = by_place[plain["path"]]
        return _library(stored)
    except _UNUSABLE:
        return None


_SECTIONS = ("exercises", "routines", "flows")
_UNUSABLE = (AttributeError, KeyError, OSError, RecursionError, TypeError, ValueError)


def _plain(library: Library) -> dict[str, list[dict[str, object]]]:
    values = ValueJson(_KINDS, _NAMES, {Exercise: library.exercises})
    sections = (library.exercises, library.routines, library.flows)
    return {
        name: [values.plain(value) for value in section.values()]
        for name, section in zip(_SECTIONS, sections, strict=True)
    }


def _library(stored: dict[str, Any]) -> Library:
    """Return what the sections of a compiled form hold; raises one of ``_UNUSABLE``."""
    exercises: dict[str, Exercise] = {}
    values = ValueJson(_KINDS, _NAMES, {Exercise: exercises})
    for plain in stored["exercises"]:
        exercise = values.value(Exercise, plain)
        exercises[exercise.id] = exercise
    routines = [values.value(Routine, plain) for plain in stored["routines"]]
    flows = [values.value(ReliefFlow, plain) for plain in stored["flows"]]
    return Library(
        exercises,
        {routine.id: routine for routine in routines},
        (),
        {flow.id: flow for flow in flows},
    )
