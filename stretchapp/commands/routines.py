"""``stretchapp routines``: lists the routines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from stretchapp.library.yaml.durations import format_duration
from stretchapp.wording.routines import routine_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from stretchapp.library.models import Library
    from stretchapp.library.routines.models import Routine


def routine_lines(
    library: Library, expected_s: Callable[[Routine], float], *, as_json: bool
) -> list[str]:
    """Return the routines, one line each or as JSON.

    Args:
        library: The library.
        expected_s: Returns how long a session of a routine would take, with waits and voice.
        as_json: Whether to print JSON, which has the length of the exercises as well.
    """
    routines = library.routines.values()
    if as_json:
        plain = [_plain(routine, expected_s(routine)) for routine in routines]
        return [json.dumps(plain, indent=2)]
    width = max((len(routine.id) for routine in routines), default=0)
    return [
        f"{routine.id:{width}}  {format_duration(expected_s(routine)):>6}  {routine_name(routine)}"
        for routine in routines
    ]


def _plain(routine: Routine, expected_s: float) -> dict[str, object]:
    exercises = routine.exercises
    return {
        "id": routine.id,
        "title": routine.title,
        "purpose": routine.purpose,
        "when": routine.when,
        "total_s": routine.total_s,
        "expected_s": expected_s,
        "steps": len(routine.steps),
        "exercises": [exercise.id for exercise in exercises],
        "body": _tags(exercise.body for exercise in exercises),
        "position": _tags(exercise.position for exercise in exercises),
        "equipment": _tags(exercise.equipment for exercise in exercises),
        "origin": routine.origin,
        "path": routine.path,
    }


def _tags(tags_of_exercises: Iterable[Iterable[str]]) -> list[str]:
    """Return the tags of all exercises, each one once."""
    tags = [tag for tags in tags_of_exercises for tag in tags]
    return [tag for tag in dict.fromkeys(tags) if tag != "none"]
