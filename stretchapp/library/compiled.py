"""The compiled form of a library: what the YAML files hold, ready to be used at once.

Reading YAML strictly costs more than the first picture on the screen. So what was read is kept in
the cache folder, together with a fingerprint of every file it was read from; as soon as one of
them differs, the YAML is read again.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from stretchapp import __version__
from stretchapp.library import models
from stretchapp.library.folders import existing_files
from stretchapp.library.models import Exercise, Library, Routine

if TYPE_CHECKING:
    from collections.abc import Iterable

_T = TypeVar("_T")

_CLASSES: dict[str, type[Any]] = {
    value.__name__: value
    for value in (
        models.Source,
        models.Instruction,
        models.Hold,
        models.Repetitions,
        models.Continuous,
        models.Phase,
        models.Phases,
        models.Exercise,
        models.ExerciseStep,
        models.RestStep,
        models.WaitStep,
        models.Routine,
    )
}

Fingerprint = list[list[str | int]]


class LibraryFiles:
    """The shipped and the user's files, and what was read from them last."""

    def __init__(self, shipped: Path, user: Path, cache: Path) -> None:
        """Read nothing yet.

        Args:
            shipped: Folder of the content that comes with the app.
            user: Folder of the user's own files; it may not exist.
            cache: The file that keeps the compiled form.
        """
        self._shipped = shipped
        self._user = user
        self._cache = cache
        self._read_for: Fingerprint = []
        self._library = Library({}, {}, ())

    def load(self) -> Library:
        """Return everything that loads; the files are read only if one has changed since."""
        present = fingerprint(self._shipped, self._user)
        if self._read_for != present:
            self._library = load_compiled(self._shipped, self._user, self._cache)
            self._read_for = present
        return self._library

    def is_current(self) -> bool:
        """Return whether the files are as they were when last loaded."""
        return self._read_for == fingerprint(self._shipped, self._user)


def load_compiled(shipped: Path, user: Path, cache: Path) -> Library:
    """Load the shipped and the user's files, from the compiled form where it is up to date.

    Args:
        shipped: Folder of the content that comes with the app.
        user: Folder of the user's own files; it may not exist.
        cache: The file that keeps the compiled form; written anew when it is out of date. A
            library with problems is not kept, nor is anything when the file cannot be written.
    """
    present = fingerprint(shipped, user)
    kept_for, library = read_compiled(cache)
    if kept_for != present:
        # Imported here: the YAML reader is what the compiled form saves.
        from stretchapp.library.loader import load_library

        library = load_library(shipped, user)
        if not library.problems:
            _write(cache, present, library)
    return library


def fingerprint(shipped: Path, user: Path) -> Fingerprint:
    """Return the version, and of every file that was read its path, size and times."""
    own = sorted(Path(__file__).parent.glob("*.py"))
    return [
        [__version__],
        *_stats(own),
        *_stats(existing_files(shipped)),
        *_stats(existing_files(user)),
    ]


def _stats(paths: Iterable[Path]) -> Fingerprint:
    result: Fingerprint = []
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            result.append([str(path)])
        else:
            # The second time tells of files that were put in place of others with their old time.
            times = [status.st_mtime_ns, status.st_ctime_ns]
            result.append([str(path), status.st_size, *times])
    return result


def _write(cache: Path, fingerprint: Fingerprint, library: Library) -> None:
    # Imported here: most starts find the compiled form up to date.
    from stretchapp.base.files import write_atomically

    content = {
        "fingerprint": fingerprint,
        "exercises": list(library.exercises.values()),
        "routines": list(library.routines.values()),
    }
    try:
        write_atomically(cache, json.dumps(content, default=_plain).encode())
    except OSError:
        # Without a cache the next start reads the YAML again: slower, nothing else.
        return


def read_compiled(cache: Path) -> tuple[Fingerprint, Library]:
    """Return what is kept and what it was made from; an empty library from nothing if none is."""
    try:
        stored = json.loads(cache.read_text("utf-8"), object_hook=_Values().value)
        exercises: list[Exercise] = stored["exercises"]
        routines: list[Routine] = stored["routines"]
        library = Library(
            {exercise.id: exercise for exercise in exercises},
            {routine.id: routine for routine in routines},
            (),
        )
        return stored["fingerprint"], library
    except (AttributeError, KeyError, OSError, RecursionError, TypeError, ValueError):
        # Missing, cut off, or not ours: it is made anew.
        return [], Library({}, {}, ())


def _plain(value: object) -> dict[str, object]:
    """Return a value as a mapping; an exercise within a step only by its id."""
    assert is_dataclass(value)  # noqa: S101 -- nothing else is in a library
    plain: dict[str, object] = {"type": type(value).__name__}
    for field in fields(value):
        content: object = getattr(value, field.name)
        if isinstance(value, models.ExerciseStep) and isinstance(content, Exercise):
            content = {"type": "ref", "id": content.id}
        plain[field.name] = content
    return plain


class _Values:
    """Turns mappings back into values; exercises come before the routines that use them."""

    def __init__(self) -> None:
        self._exercises: dict[str, Exercise] = {}

    def value(self, plain: dict[str, Any]) -> object:
        """Return the value of one mapping, whose own members have been turned already."""
        name = plain.pop("type", None)
        if name is None:
            return plain
        if name == "ref":
            return self._exercises[plain["id"]]
        members = {key: _frozen(content) for key, content in plain.items()}
        value: object = _CLASSES[name](**members)
        if isinstance(value, Exercise):
            self._exercises[value.id] = value
        return value


def _frozen(content: _T) -> _T | tuple[object, ...]:
    return tuple(cast("list[object]", content)) if isinstance(content, list) else content
