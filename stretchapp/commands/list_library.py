"""``stretchapp routines`` and ``stretchapp exercises``: what there is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from stretchapp.library.routines.models import work_length_s
from stretchapp.library.yaml.durations import format_duration

if TYPE_CHECKING:
    from stretchapp.library.routines.models import Exercise, Library, Routine, Source


def routine_lines(library: Library, *, as_json: bool) -> list[str]:
    """Return the routines, one line each or as JSON."""
    routines = library.routines.values()
    if as_json:
        return [json.dumps([_routine(routine) for routine in routines], indent=2)]
    width = max((len(routine.id) for routine in routines), default=0)
    return [
        f"{routine.id:{width}}  {format_duration(routine.total_s):>6}  {routine.title}"
        f"{_mark(routine)}"
        for routine in routines
    ]


def exercise_lines(library: Library, *, as_json: bool) -> list[str]:
    """Return the exercises, one line each or as JSON."""
    exercises = library.exercises.values()
    if as_json:
        return [json.dumps([_exercise(exercise) for exercise in exercises], indent=2)]
    width = max((len(exercise.id) for exercise in exercises), default=0)
    return [
        f"{exercise.id:{width}}  {_length(exercise):>5}  {exercise.name}{_mark(exercise)}"
        for exercise in exercises
    ]


def tags(routine: Routine, name: str) -> list[str]:
    """Return the words that the exercises of a routine have under ``name``, each one once."""
    words = [word for exercise in routine.exercises for word in getattr(exercise, name)]
    return [word for word in dict.fromkeys(words) if word != "none"]


def _routine(routine: Routine) -> dict[str, object]:
    return {
        "id": routine.id,
        "title": routine.title,
        "purpose": routine.purpose,
        "when": routine.when,
        "total_s": routine.total_s,
        "steps": len(routine.steps),
        "exercises": [exercise.id for exercise in routine.exercises],
        "body": tags(routine, "body"),
        "position": tags(routine, "position"),
        "equipment": tags(routine, "equipment"),
        "origin": routine.origin,
        "path": routine.path,
    }


def _exercise(exercise: Exercise) -> dict[str, object]:
    return {
        "id": exercise.id,
        "title": exercise.name,
        "category": exercise.category,
        "body": exercise.body,
        "position": exercise.position,
        "equipment": exercise.equipment,
        "guided": exercise.guided,
        "sides": exercise.sides,
        "work_s": None if exercise.timing is None else _work_s(exercise),
        "timing_source": exercise.timing_source,
        "source": "; ".join(place(source) for source in exercise.sources),
        "sources": [
            {"document": source.document, "line": source.line, "quote": source.quote}
            for source in exercise.sources
        ],
        "origin": exercise.origin,
        "path": exercise.path,
    }


def place(source: Source) -> str:
    """Return where a source stands, such as ``003:129``."""
    return source.document if source.line is None else f"{source.document}:{source.line}"


def _work_s(exercise: Exercise) -> float:
    assert exercise.timing is not None  # noqa: S101 -- asked by the callers
    once_s = work_length_s(exercise.timing)
    # Changing sides takes 5 seconds unless a routine says otherwise.
    return 2 * once_s + 5 if exercise.sides == "each" else once_s


def _length(exercise: Exercise) -> str:
    return "" if exercise.timing is None else format_duration(_work_s(exercise))


def _mark(item: Routine | Exercise) -> str:
    return "  (yours)" if item.origin == "yours" else ""
