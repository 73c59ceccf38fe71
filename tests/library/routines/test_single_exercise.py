"""A single exercise as a routine of one step."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

import pytest

from stretchapp.base.settings import Settings
from stretchapp.library.routines.fit_to_person import fit_routine
from stretchapp.library.routines.models import SINGLE_EXERCISE, ExerciseStep, Sides
from stretchapp.library.routines.single_exercise import named_after_exercise, routine_of
from stretchapp.library.routines.transitions import hasty_steps
from stretchapp.session.timeline import plan
from tests.fakes import a_routine, an_exercise

if TYPE_CHECKING:
    from stretchapp.library.models import Library


def test_it_is_the_exercise_with_its_own_timing_and_name() -> None:
    exercise = an_exercise()

    routine = routine_of(exercise)

    assert routine is not None
    (step,) = routine.steps
    assert isinstance(step, ExerciseStep)
    assert (step.exercise, step.timing) == (exercise, exercise.timing)
    assert (routine.id, routine.title) == (exercise.id, exercise.name)
    assert routine.when == SINGLE_EXERCISE


@pytest.mark.parametrize("sides", get_args(Sides))
def test_what_is_for_the_cramping_leg_is_done_on_each_leg(sides: Sides) -> None:
    routine = routine_of(an_exercise(sides=sides))

    assert routine is not None
    legs = {segment.side for segment in plan(routine)}
    assert legs == ({"both"} if sides == "both" else {"left", "right"})


def test_what_has_no_timing_cannot_be_played() -> None:
    assert routine_of(an_exercise(guided=False, timing=None)) is None


def test_every_guided_exercise_that_is_shipped_can_be_played(library: Library) -> None:
    routines = {it.id: routine_of(it) for it in library.exercises.values() if it.guided}

    assert all(routine is not None and plan(routine) for routine in routines.values())


def test_a_stand_in_is_played_and_logged_under_its_own_name(library: Library) -> None:
    exercise = library.exercises["front-thigh-stretch"]
    routine = routine_of(exercise)
    assert routine is not None
    fit = fit_routine(routine, Settings(unsteady=True), library.exercises)

    named = named_after_exercise(fit.routine)

    (done,) = named.exercises
    assert done != exercise
    assert (named.id, named.title) == (done.id, done.name)


def test_other_routines_keep_their_names(library: Library) -> None:
    for routine in library.routines.values():
        assert named_after_exercise(routine) is routine
    left_out = replace(a_routine(when=SINGLE_EXERCISE), steps=())
    assert named_after_exercise(left_out) is left_out


def test_who_turns_over_has_time_for_it() -> None:
    routine = routine_of(an_exercise(position=("lying", "on-side"), sides="each"))

    assert routine is not None
    assert hasty_steps(routine) == ()
