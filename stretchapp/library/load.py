"""Loading the library from the folders of the shipped and the user's routine files.

Everything without problems is loaded, and all problems of the other files are collected. A user's
file with the id of a shipped exercise, routine or relief flow replaces that one.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from stretchapp.base.i18n import _
from stretchapp.base.paths import is_missing
from stretchapp.base.unseen import shown
from stretchapp.library.file_copies import (
    extends_name,
    is_named_as,
    problem_of_copy,
    problem_of_name,
)
from stretchapp.library.find_files import find_files, is_folder
from stretchapp.library.json_schema import WRITTEN_KINDS
from stretchapp.library.models import Library
from stretchapp.library.relief.build import check_flow, flow_from
from stretchapp.library.relief.file_format import WrittenRelief
from stretchapp.library.relief.models import ReliefFlow
from stretchapp.library.routines.build import (
    check_exercise,
    check_routine,
    exercise_from,
    routine_from,
    warnings_of,
)
from stretchapp.library.routines.file_format import WrittenExercise, WrittenRoutine
from stretchapp.library.routines.models import Exercise, Routine
from stretchapp.library.routines.routine_file import KnownExercises, Rank, RoutineFile
from stretchapp.library.translation import translate_file
from stretchapp.library.yaml.conversion import convert
from stretchapp.library.yaml.description import described
from stretchapp.library.yaml.quoting import listed
from stretchapp.library.yaml.read_file import read_file
from stretchapp.library.yaml.strict_text import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from stretchapp.base.problems import Problem
    from stretchapp.library.yaml.strict_text import Reading
    from stretchapp.library.yaml.written import Written

_Value = TypeVar("_Value", Exercise, Routine, ReliefFlow)
_W = TypeVar("_W", bound="Written")


class _UnreadFile(NamedTuple):
    """A routine file that has not been read yet."""

    path: Path
    rank: Rank


def load_library(shipped: Path, user: Path | None = None) -> Library:
    """Load the shipped folder and, if it exists, the user's.

    Args:
        shipped: Folder of the content that comes with the app.
        user: Folder of the user's own files; it may not exist.
    """
    problems: list[Problem] = []
    library, _ = _load(_find(shipped, user, problems), problems)
    return library


def check_files(
    paths: Iterable[Path], shipped: Path, user: Path | None = None
) -> tuple[Problem, ...]:
    """Return the problems and warnings of files and folders.

    The files may refer to every exercise of the library.

    Args:
        paths: Files and folders to check; they may lie in the two folders below.
        shipped: Folder of the content that comes with the app.
        user: Folder of the user's own files; it may not exist.
    """
    problems: list[Problem] = []
    # Files are compared by their real paths, so that each is read once.
    others = {os.path.realpath(file.path): file for file in _find(shipped, user, [])}
    checked: dict[str, _UnreadFile] = {}
    for path in paths:
        for file_path in find_files(path, problems) if is_folder(path) else [path]:
            real = os.path.realpath(file_path)
            known = others.pop(real, checked.get(real))
            checked[real] = _UnreadFile(file_path, known.rank if known else Rank.ELSEWHERE)
    library, routines = _load([*others.values(), *checked.values()], problems)
    warnings = (it for routine, file in routines for it in warnings_of(routine, file))
    unchecked = {file.path for file in others.values()}
    found = sorted((*library.problems, *warnings))
    return tuple(problem for problem in found if problem.path not in unchecked)


def _find(shipped: Path, user: Path | None, problems: list[Problem]) -> list[_UnreadFile]:
    files = [_UnreadFile(path, Rank.SHIPPED) for path in find_files(shipped, problems)]
    if user is not None and not is_missing(user):
        files += [_UnreadFile(path, Rank.USER) for path in find_files(user, problems)]
    return files


def _load(
    files: Iterable[_UnreadFile], problems: list[Problem]
) -> tuple[Library, list[tuple[Routine, RoutineFile]]]:
    """Return the library, and all routines that can be used with their files."""
    exercises: list[tuple[Exercise, RoutineFile]] = []
    routine_files: list[tuple[WrittenRoutine | None, RoutineFile]] = []
    flow_files: list[tuple[WrittenRelief | None, RoutineFile]] = []
    ordered = sorted(files, key=lambda file: file.rank)
    readings = [(file, read_file(file.path)) for file in ordered]
    broken = {path.stem: path for (path, _), reading in readings if reading.root is None}
    for file in _without_copies(readings):
        is_usable = not file.problems.count
        kind = _kind(file)
        if kind == "routine":
            routine_files.append((_convert(WrittenRoutine, file, is_usable=is_usable), file))
            continue
        if kind == "relief":
            flow_files.append((_convert(WrittenRelief, file, is_usable=is_usable), file))
            continue
        exercise = _exercise(file, is_usable=is_usable) if kind == "exercise" else None
        if exercise is None:
            broken |= dict.fromkeys(_likely_ids(file), file.path)
        else:
            exercises.append((exercise, file))

    shipped = {exercise.id: exercise for exercise, file in exercises if file.rank is Rank.SHIPPED}
    known = KnownExercises(_values(_by_id(exercises)), broken, shipped)
    routines: list[tuple[Routine, RoutineFile]] = []
    for written, file in routine_files:
        routine = _routine(written, file, known)
        if routine is not None:
            routines.append((routine, file))
    flows: list[tuple[ReliefFlow, RoutineFile]] = []
    for relief, file in flow_files:
        flow = _flow(relief, file, known)
        if flow is not None:
            flows.append((flow, file))
    by_key = _by_key(_by_id(flows).values())
    playable = _values(_by_id(routines))
    problems += (problem for _, reading in readings for problem in reading.problems.told())
    is_lasting = all(reading.is_lasting for _, reading in readings)
    library = Library(known.usable, playable, tuple(sorted(problems)), by_key, is_lasting)
    return library, routines


def _without_copies(readings: Sequence[tuple[_UnreadFile, Reading]]) -> list[RoutineFile]:
    """Return the files that could be read, but for copies of others, which are told.

    Of several files of one folder with the same kind and id, the one that is named as its id is
    used, even if it has problems, and never one that is named as copies of others are: as programs
    name them, or as another one with something added.
    """
    files = [
        RoutineFile(path, rank, reading.root, reading.problems)
        for (path, rank), reading in readings
        if reading.root is not None
    ]
    rivals: dict[tuple[Rank, str, str], list[RoutineFile]] = {}
    for file in files:
        rivals.setdefault((file.rank, _text(file, "kind"), _text(file, "id")), []).append(file)
    # Of a file that is no YAML at all, only the name is known.
    unread = {(rank, path.stem): path for (path, rank), it in readings if it.root is None}
    copies: set[Path] = set()
    for (rank, _kind_of_all, id_), group in rivals.items():
        paths = [file.path for file in group]
        original = unread.get((rank, id_)) or min(
            paths,
            key=lambda path: (
                not is_named_as(path, id_),
                problem_of_name(path) is not None,
                len(path.stem),
            ),
        )
        for file in group:
            is_copy = (
                is_named_as(original, id_)
                or problem_of_name(file.path) is not None
                or extends_name(file.path, original)
            )
            if id_ and is_copy and file.path != original:
                message = problem_of_copy(file.path, original, id_)
                file.add_problem(file.root.entries["id"], message)
                copies.add(file.path)
    return [file for file in files if file.path not in copies]


def _text(file: RoutineFile, key: str) -> str:
    """Return the text at a key of a file, or nothing."""
    node = file.root.entries.get(key)
    return node.value if node is not None and isinstance(node.value, str) else ""


def _kind(file: RoutineFile) -> str | None:
    """Return the kind that a file declares; None, with a problem, if there is none."""
    root = file.root
    if isinstance(root.value, Refused):
        return None
    if not isinstance(root.value, dict):
        file.add_problem(
            root, _("a routine file consists of lines such as 'format: 1'; begin with that one")
        )
        return None
    kinds = listed([f"'kind: {name}'" for name in WRITTEN_KINDS])
    kind = root.entries.get("kind")
    if kind is None:
        pattern = _("the file does not say what it describes; write {kinds}")
        file.add_problem(root, pattern.format(kinds=kinds))
    elif isinstance(kind.value, str) and kind.value in WRITTEN_KINDS:
        return kind.value
    elif not isinstance(kind.value, Refused):
        pattern = _("'kind' is {value}; write {kinds}")
        file.add_problem(kind, pattern.format(value=described(kind), kinds=kinds))
    return None


def _convert(written: type[_W], file: RoutineFile, *, is_usable: bool) -> _W | None:
    """Convert a file and add its problems; return None if it is not usable as a whole."""
    value = convert(file.root, written, file.problems)
    if value is None or not is_usable:
        return None
    return translate_file(value) if file.rank is Rank.SHIPPED else value


def _exercise(file: RoutineFile, *, is_usable: bool) -> Exercise | None:
    written = _convert(WrittenExercise, file, is_usable=is_usable)
    if written is None:
        check_exercise(file)
        return None
    return exercise_from(written, file)


def _routine(
    written: WrittenRoutine | None, file: RoutineFile, known: KnownExercises
) -> Routine | None:
    if written is None:
        check_routine(file, known)
        return None
    return routine_from(written, file, known)


def _flow(
    written: WrittenRelief | None, file: RoutineFile, known: KnownExercises
) -> ReliefFlow | None:
    if written is None:
        check_flow(file, known)
        return None
    return flow_from(written, file, known)


def _likely_ids(file: RoutineFile) -> set[str]:
    """Return the ids by which routines may refer to an exercise file that cannot be used."""
    node = file.root.entries.get("id")
    return {file.path.stem} if node is None else {file.path.stem, node.written}


def _by_id(
    loaded: Sequence[tuple[_Value, RoutineFile]],
) -> dict[str, tuple[_Value, RoutineFile]]:
    """Return the loaded values by id; of two with one id, the one of the higher rank.

    Two of the same rank are a problem of the second one.

    Args:
        loaded: Values with their files, in the order of their ranks.
    """
    chosen: dict[str, tuple[_Value, RoutineFile]] = {}
    for value, file in loaded:
        first = chosen.get(value.id)
        if first is None or first[1].rank < file.rank:
            chosen[value.id] = (value, file)
        else:
            message = problem_of_copy(file.path, first[1].path, value.id)
            file.add_problem(file.root.entries["id"], message)
    return chosen


def _values(chosen: Mapping[str, tuple[_Value, RoutineFile]]) -> dict[str, _Value]:
    return {id_: value for id_, (value, _) in chosen.items()}


def _by_key(chosen: Iterable[tuple[ReliefFlow, RoutineFile]]) -> dict[str, ReliefFlow]:
    """Return the flows by id: first those with a number key, in the order of the keys.

    A number key belongs to one flow: the shipped one, or else the first. Another flow with the
    same key is loaded without a key.
    """
    owners: dict[int, RoutineFile] = {}
    keyless: list[ReliefFlow] = []
    keyed: dict[int, ReliefFlow] = {}
    for flow, file in chosen:
        if flow.key is None:
            keyless.append(flow)
        elif flow.key in owners:
            owner = shown(str(owners[flow.key].path))
            pattern = _("the key {key} already belongs to {file}; choose another or leave it out")
            message = pattern.format(key=flow.key, file=owner)
            file.add_problem(file.root.entries["key"], message)
            keyless.append(replace(flow, key=None))
        else:
            owners[flow.key] = file
            keyed[flow.key] = flow
    return {flow.id: flow for flow in (*(keyed[key] for key in sorted(keyed)), *keyless)}
