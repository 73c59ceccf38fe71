"""Fitting a routine to the person, and the sentences about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import shipped_routines
from stretchapp.base.settings import Settings
from stretchapp.library.load import load_library
from stretchapp.library.routines.fit_to_person import Change, FittedRoutine, fit_routine
from stretchapp.library.routines.models import Continuous, ExerciseStep, Hold, WaitStep
from tests.fakes import a_routine, a_step, an_exercise

if TYPE_CHECKING:
    from stretchapp.library.models import Library


NOTHING_SAID = Settings()


@pytest.fixture(scope="module")
def library() -> Library:
    """The shipped library, loaded from YAML."""
    return load_library(shipped_routines())


def fitted(
    library: Library, routine: str, profile: Settings, *, sit: bool = False
) -> FittedRoutine:
    return fit_routine(library.routines[routine], profile, library.exercises, sit=sit)


def names(fit: FittedRoutine) -> list[str]:
    return [step.exercise.id for step in fit.routine.steps if isinstance(step, ExerciseStep)]


def test_without_a_profile_nothing_changes(library: Library) -> None:
    for name, routine in library.routines.items():
        fit = fitted(library, name, NOTHING_SAID)
        assert (fit.routine, fit.changes, fit.rules) == (routine, (), ())


def test_with_varicose_veins_massage_is_left_out_and_the_routine_is_shorter(
    library: Library,
) -> None:
    fit = fitted(library, "toe-and-foot-mobility", Settings(varicose_veins=True))

    assert "calf-foot-massage" not in names(fit)
    assert fit.routine.total_s == 450 - 125 - 10
    assert fit.changes == (
        Change(
            "left-out",
            "Calf and foot self-massage",
            "Left out: no rubbing with varicose veins.",
        ),
    )
    assert fit.rules == ("D8",)


def test_with_varicose_veins_nothing_is_left_of_the_pressure_points(library: Library) -> None:
    fit = fitted(library, "acupressure-calf", Settings(varicose_veins=True))

    assert fit.routine.steps == ()
    assert len(fit.changes) == 3


def test_every_rubbing_exercise_of_the_rule_is_left_out(library: Library) -> None:
    rubbing = {
        "massage-toward-heart",
        "rub-up-and-down",
        "knead-muscle",
        "pinch-muscle",
        "pat-muscle",
        "calf-foot-massage",
        "acupressure-mid-calf",
        "acupressure-calf-top",
        "acupressure-back-of-knee",
    }
    in_part = {
        "seated-toe-grab-and-rub",
        "change-position",
        "rest-and-resettle",
        "in-water-get-out",
    }
    profile = Settings(varicose_veins=True)

    left_out: set[str] = set()
    cared_for: set[str] = set()
    for name, exercise in library.exercises.items():
        step = ExerciseStep(exercise, Continuous(10), "both", 0)
        for change in fit_routine(a_routine(step), profile, {}).changes:
            (left_out if change.kind == "left-out" else cared_for).add(name)
    assert left_out == rubbing
    assert cared_for == in_part


def test_who_is_unsteady_is_told_to_hold_on_only_where_one_has_to_stand(library: Library) -> None:
    fit = fitted(library, "evening-stretch", Settings(unsteady=True))

    assert names(fit) == [exercise.id for exercise in library.routines["evening-stretch"].exercises]
    assert [change.step for change in fit.changes] == [
        "Rise and lower on the toes",
        "Wall lean with small steps back",
        "Bedtime wall stretch – hamstrings",
        "Standing front-thigh stretch",
    ]
    assert {change.kind for change in fit.changes} == {"care"}
    assert fit.can_sit


def test_who_cannot_lie_on_the_floor_is_sent_to_the_bed(library: Library) -> None:
    fit = fitted(library, "evening-stretch", Settings(no_floor=True))

    assert [change.text for change in fit.changes] == [
        "Do this one on your bed instead of the floor."
    ] * 2


def test_sitting_or_lying_instead_keeps_the_legs_and_the_timing_of_the_trial(
    library: Library,
) -> None:
    fit = fitted(library, "trial-nightly", NOTHING_SAID, sit=True)

    assert names(fit) == ["seated-two-hand-calf-stretch", "seated-hamstring-stretch"]
    assert [
        (step.timing, step.sides) for step in fit.routine.steps if isinstance(step, ExerciseStep)
    ] == [(Hold(10, 3, 10), "alternate")] * 2
    assert fit.routine.total_s == library.routines["trial-nightly"].total_s


def test_sitting_instead_takes_the_timing_that_suits_the_other_exercise() -> None:
    seated = an_exercise(id="seated", name="Seated", sides="affected", timing=Hold(20, 2, 5))
    routine = a_routine(a_step(Hold(30, 1, 5), "each", steadier="seated"))

    fit = fit_routine(routine, NOTHING_SAID, {"seated": seated}, sit=True)

    assert fit.routine.steps == (ExerciseStep(seated, Hold(20, 2, 5), "each", 10),)
    assert fit.changes == (Change("instead", "Calf stretch", "Instead, sitting or lying: Seated."),)


def test_sitting_instead_on_the_cramping_leg_stays_on_it() -> None:
    seated = an_exercise(id="seated", name="Seated", sides="affected")
    routine = a_routine(a_step(sides="affected", steadier="seated"))

    fit = fit_routine(routine, NOTHING_SAID, {"seated": seated}, sit=True)

    assert [step.sides for step in fit.routine.steps if isinstance(step, ExerciseStep)] == [
        "affected"
    ]


def test_what_cannot_be_done_sitting_stays() -> None:
    card = an_exercise(id="card", timing=None)
    routine = a_routine(
        a_step(steadier="missing"), a_step(steadier="card"), WaitStep("Wait."), a_step()
    )

    fit = fit_routine(routine, NOTHING_SAID, {"card": card}, sit=True)

    assert fit.routine == routine


def test_pregnancy_and_illness_bring_their_rules() -> None:
    fit = fit_routine(a_routine(), Settings(pregnant=True, ill=True), {})

    assert fit.rules == ("D9", "D10")
    assert not fit.can_sit
