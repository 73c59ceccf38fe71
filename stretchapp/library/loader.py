"""Reading whole folders of routine files: the shipped ones and the user's, together.

Every problem of every file is found, and everything that is not broken is loaded. A user's file
adds to what is shipped; one with the id of a shipped exercise or routine takes its place.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from stretchapp.base.problems import Problem
from stretchapp.library.conversion import convert
from stretchapp.library.file_format import (
    WRITTEN_KINDS,
    WrittenExercise,
    WrittenRoutine,
    WrittenStep,
)
from stretchapp.library.folders import exists, find_files
from stretchapp.library.models import Exercise, Library, Routine
from stretchapp.library.values import (
    KnownExercises,
    Pace,
    RoutineFile,
    exercise_from,
    routine_from,
    step_from,
)
from stretchapp.library.yaml_text import MAX_BYTES, Node, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stretchapp.library.models import Origin

_Loaded = TypeVar("_Loaded", Exercise, Routine)


def load_library(shipped: Path, user: Path | None = None) -> Library:
    """Load the shipped folder and, if it exists, the user's.

    Args:
        shipped: Folder of the content that comes with the app.
        user: Folder of the user's own files; it may not exist.
    """
    problems: list[Problem] = []
    paths: list[tuple[Path, Origin]] = [(path, "shipped") for path in find_files(shipped, problems)]
    if user is not None and exists(user):
        paths += [(path, "yours") for path in find_files(user, problems)]
    return _load(paths, problems)


def check_files(paths: Iterable[Path], shipped: Path) -> tuple[Problem, ...]:
    """Return the problems of files and folders, which may use the shipped exercises.

    Args:
        paths: Files and folders to look at. A folder that is or lies in the shipped one is fine.
        shipped: Folder of the content that comes with the app.
    """
    problems: list[Problem] = []
    named: dict[Path, Origin] = {}
    for path in paths:
        found = find_files(path, problems) if path.is_dir() else [path]
        named |= dict.fromkeys(found, "yours")
    ours: list[Problem] = []
    already = {path.resolve() for path in named}
    beside: list[tuple[Path, Origin]] = [
        (path, "shipped") for path in find_files(shipped, ours) if path.resolve() not in already
    ]
    library = _load(beside + list(named.items()), problems)
    return tuple(problem for problem in library.problems if problem.path not in dict(beside))


def _load(paths: Sequence[tuple[Path, Origin]], problems: list[Problem]) -> Library:
    exercises: list[tuple[Exercise, RoutineFile]] = []
    routine_files: list[tuple[WrittenRoutine | None, RoutineFile]] = []
    broken: dict[str, Path] = {}
    for path, origin in paths:
        root = _read(path, problems)
        if root is None:
            continue
        file = RoutineFile(path, origin, root, problems)
        kind = _kind(file)
        if kind == "exercise":
            written = convert(root, WrittenExercise, path, problems)
            exercise = None if written is None else exercise_from(written, file)
            if exercise is None:
                broken[_id_in(root)] = path
            else:
                exercises.append((exercise, file))
        elif kind == "routine":
            routine_files.append((convert(root, WrittenRoutine, path, problems), file))

    known = KnownExercises(_by_id(exercises), broken)
    routines: list[tuple[Routine, RoutineFile]] = []
    for written, file in routine_files:
        if written is None:
            _check_steps(file, known)
            continue
        routine = routine_from(written, file, known)
        if routine is not None:
            routines.append((routine, file))
    return Library(known.usable, _by_id(routines), tuple(sorted(problems)))


def _check_steps(file: RoutineFile, known: KnownExercises) -> None:
    """Tell what else is wrong with the steps of a routine whose form is wrong somewhere."""
    steps = cast("dict[str, Node]", file.root.value).get("steps")
    items = steps.value if steps is not None else None
    for node in cast("list[Node]", items) if isinstance(items, list) else []:
        # The problems of its form are told already.
        written = convert(node, WrittenStep, file.path, [])
        if written is not None:
            step_from(written, node, Pace(get_ready_s=0.0, change_sides_s=0.0), file, known)


def _id_in(root: Node) -> str:
    node = cast("dict[str, Node]", root.value).get("id")
    return str(node.value) if node is not None else ""


def _read(path: Path, problems: list[Problem]) -> Node | None:
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        problems.append(
            Problem(path, 1, 1, f"this file cannot be read ({reason}); check its name and permissions")
        )
        return None
    reading = read_yaml(content, path)
    problems += reading.problems
    return reading.root


def _kind(file: RoutineFile) -> str | None:
    entries = file.root.value
    if not isinstance(entries, dict):
        file.tell(file.root, "a routine file consists of lines such as 'format: 1'")
        return None
    kind = cast("dict[str, Node]", entries).get("kind")
    known = " or ".join(f"'kind: {name}'" for name in WRITTEN_KINDS)
    if kind is None:
        file.tell(file.root, f"the file does not say what it describes; write {known}")
        return None
    if kind.value not in WRITTEN_KINDS:
        file.tell(kind, f"'{kind.value}' is not a kind of file; write {known}")
        return None
    return str(kind.value)


def _by_id(loaded: Sequence[tuple[_Loaded, RoutineFile]]) -> dict[str, _Loaded]:
    """Return what was loaded by id; a user's file replaces a shipped one, nothing else does."""
    chosen: dict[str, _Loaded] = {}
    for value, file in loaded:
        first = chosen.get(value.id)
        if first is None or (first.origin, value.origin) == ("shipped", "yours"):
            chosen[value.id] = value
        else:
            file.tell(
                cast("dict[str, Node]", file.root.value)["id"],
                f"the id '{value.id}' is already used by {first.path}; choose another",
            )
    return chosen
