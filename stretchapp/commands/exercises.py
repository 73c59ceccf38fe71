"""``stretchapp exercises``: lists the exercises."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from stretchapp.application.exercise_groups import groups_of, uses_of
from stretchapp.base.i18n import NC_, pgettext
from stretchapp.library.routines.models import work_length_s
from stretchapp.library.routines.single_exercise import CHANGE_SIDES_S, routine_of
from stretchapp.library.yaml.durations import format_duration
from stretchapp.wording.exercises import exercise_name

if TYPE_CHECKING:
    from stretchapp.library.models import Library
    from stretchapp.library.routines.models import Exercise, Source

UNTIMED = NC_("length of an exercise", "read")
"""What stands in place of the length of a card."""


def exercise_lines(library: Library, *, as_json: bool) -> list[str]:
    """Return the exercises, one line each or as JSON.

    A line has the id, how long ``stretchapp start`` plays the exercise, and the name.
    """
    exercises = library.exercises.values()
    if as_json:
        return [json.dumps([_plain(exercise, library) for exercise in exercises], indent=2)]
    width = max((len(exercise.id) for exercise in exercises), default=0)
    return [
        f"{exercise.id:{width}}  {_length(exercise):>5}  {exercise_name(exercise)}"
        for exercise in exercises
    ]


def _plain(exercise: Exercise, library: Library) -> dict[str, object]:
    uses = uses_of(exercise, library)
    return {
        "id": exercise.id,
        "title": exercise.name,
        "category": exercise.category,
        "helps": groups_of(exercise, uses),
        "routines": [routine.id for routine in uses.routines],
        "relief": [flow.id for flow in uses.flows],
        "body": exercise.body,
        "position": exercise.position,
        "equipment": exercise.equipment,
        "guided": exercise.guided,
        "sides": exercise.sides,
        "work_s": _work_s(exercise),
        "timing_source": exercise.timing_source,
        "timing_note": exercise.timing_note,
        "note": exercise.note,
        "source": "; ".join(_place(source) for source in exercise.sources),
        "sources": [
            {"document": source.document, "line": source.line, "quote": source.quote}
            for source in exercise.sources
        ],
        "origin": exercise.origin,
        "path": exercise.path,
    }


def _place(source: Source) -> str:
    """Return the document and line of a source, such as ``003:129``."""
    return source.document if source.line is None else f"{source.document}:{source.line}"


def _work_s(exercise: Exercise) -> float | None:
    """Return how long the work of an exercise takes, with changing sides; None if untimed."""
    if exercise.timing is None:
        return None
    one_side_s = work_length_s(exercise.timing)
    return 2 * one_side_s + CHANGE_SIDES_S if exercise.sides == "each" else one_side_s


def _length(exercise: Exercise) -> str:
    routine = routine_of(exercise)
    return (
        pgettext("length of an exercise", UNTIMED)
        if routine is None
        else format_duration(routine.total_s)
    )
