"""Exercises in words: names, facts, and the headings of their groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.i18n import N_, _
from stretchapp.library.routines.models import work_length_s
from stretchapp.library.routines.single_exercise import routine_of, single_sides
from stretchapp.wording.lengths import length_in_words
from stretchapp.wording.routines import sides_in_words, step_timing, tags_of, yours
from stretchapp.wording.tags import tag_in_words

if TYPE_CHECKING:
    from stretchapp.library.routines.models import Exercise

GROUPS = {
    "cramp": N_("In a cramp"),
    "evening": N_("Evening and bedtime"),
    "morning": N_("In the morning"),
    "desk": N_("At a desk"),
    "other": N_("At other times"),
}
"""The headings of the groups of exercises, in their order."""

TO_READ = N_("to read")


def exercise_name(exercise: Exercise) -> str:
    """Return the name of an exercise, with a mark if it is the user's own."""
    return yours(exercise.name) if exercise.origin == "yours" else exercise.name


def picture_name(exercise: str) -> str:
    """Return what a screen reader says of the picture of an exercise.

    Args:
        exercise: The name of the exercise.
    """
    return _("Picture: {exercise}").format(exercise=exercise)


def exercise_facts(exercise: Exercise) -> str:
    """Return the facts for choosing an exercise: its length, for which legs, and the position."""
    if exercise.timing is None:
        length = _(TO_READ)
    else:
        legs = sides_in_words(single_sides(exercise))
        parts = (length_in_words(work_length_s(exercise.timing)), legs)
        length = ", ".join(part for part in parts if part)
    positions = ", ".join(_tags(exercise, "position"))
    return " · ".join(fact for fact in (length, positions) if fact)


def exercise_timing(exercise: Exercise) -> str:
    """Return how long a single exercise takes, such as ``Hold 20 s, 2 times, each leg``."""
    routine = routine_of(exercise)
    return "" if routine is None else step_timing(routine.steps[0])


def exercise_needs(exercise: Exercise) -> str:
    """Return the position, the parts of the body and the equipment of an exercise."""
    patterns = {
        "position": _("Position: {tags}"),
        "body": _("Body part: {tags}"),
        "equipment": _("You need: {tags}"),
    }
    facts = [
        pattern.format(tags=", ".join(tags))
        for name, pattern in patterns.items()
        if (tags := _tags(exercise, name))
    ]
    return " · ".join(facts)


def exercise_search_text(exercise: Exercise) -> str:
    """Return everything about an exercise that can be found by typing."""
    names = ("body", "position", "equipment", "category")
    tags = [tag for name in names for tag in _tags(exercise, name)]
    steps = [step.text for step in exercise.steps]
    return " ".join((exercise_name(exercise), *tags, *steps))


def _tags(exercise: Exercise, name: str) -> list[str]:
    return [tag_in_words(tag) for tag in tags_of([exercise], name)]
