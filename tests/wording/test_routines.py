"""Routines in words."""

from __future__ import annotations

from stretchapp.library.routines.models import ExerciseStep, Hold, RestStep
from stretchapp.wording.routines import care_for_all, step_care, step_timing
from tests.fakes import a_step


def test_legs_in_turn_rest_only_while_the_other_one_holds() -> None:
    assert step_timing(a_step(Hold(10, 3, 10), "alternate")) == "Hold 10 s, 3 times, legs in turn"
    assert step_timing(a_step(Hold(10, 3, 10), "each")) == (
        "Hold 10 s, 3 times, 10 s rest between, each leg"
    )
    assert step_timing(a_step(Hold(10, 1, 10), "alternate")) == "Hold 10 s, legs in turn"


CALM, MOVE, HOLD = "Breathe slowly.", "Move easily.", "Hold a chair."


def test_what_most_steps_say_of_care_is_told_once() -> None:
    steps = [
        a_step(breathing=CALM, safety=f"{MOVE} {HOLD}"),
        a_step(breathing=CALM, safety=MOVE),
        RestStep(10, "Rest."),
        a_step(breathing="Breathe deeply.", safety=""),
        a_step(breathing=CALM, safety=""),
    ]

    care = care_for_all(steps)
    assert care == f"{CALM} {MOVE}"
    cards = [step_care(step, care) for step in steps if isinstance(step, ExerciseStep)]
    assert cards == [HOLD, "", "Breathe deeply.", ""]


def test_a_single_exercise_says_its_own_care() -> None:
    step = a_step(breathing=CALM, safety=MOVE)

    assert care_for_all([step]) == ""
    assert step_care(step, "") == f"{CALM} {MOVE}"
