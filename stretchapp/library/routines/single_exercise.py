"""A single exercise as a routine of one step, so that it is played as every routine is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stretchapp.library.routines.models import SINGLE_EXERCISE, ExerciseStep, Routine
from stretchapp.library.routines.postures import turns_over
from stretchapp.library.routines.transitions import TURN_OVER_S

if TYPE_CHECKING:
    from stretchapp.library.routines.models import Exercise, Sides

GET_READY_S = 10.0
CHANGE_SIDES_S = 10.0


def routine_of(exercise: Exercise) -> Routine | None:
    """Return a routine that is only ``exercise``; None if it has no timing, as most cards."""
    if exercise.timing is None:
        return None
    return Routine(
        id=exercise.id,
        title=exercise.name,
        purpose="",
        when=SINGLE_EXERCISE,
        change_sides_s=TURN_OVER_S if turns_over(exercise) else CHANGE_SIDES_S,
        steps=(ExerciseStep(exercise, exercise.timing, single_sides(exercise), GET_READY_S),),
        note="",
        sources=(),
        origin=exercise.origin,
        path=exercise.path,
    )


def named_after_exercise(routine: Routine) -> Routine:
    """Return a single exercise that was fitted to a person, with the name of what is done.

    That may be a stand-in; the player and the diary name it, and not what was left out for it.
    """
    if routine.when != SINGLE_EXERCISE or not routine.exercises:
        return routine
    (exercise,) = routine.exercises
    return replace(routine, id=exercise.id, title=exercise.name)


def single_sides(exercise: Exercise) -> Sides:
    """Return the legs that do a single exercise.

    What is for the cramping leg is done on each leg: nobody has said which one cramps, if any.
    """
    return "each" if exercise.sides == "affected" else exercise.sides
