"""The waits and rests of a routine after exercises were left out or replaced."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.library.routines.models import (
    REST_TEXT,
    ExerciseStep,
    RestStep,
    Step,
    WaitStep,
)
from stretchapp.library.routines.transitions import hasty_steps
from stretchapp.library.routines.waits_that_fit import (
    SIT_UP,
    STAND_UP,
    wait_to_lie_down,
    with_waits_that_fit,
)
from tests.fakes import a_routine, a_step


def a_step_done(*position: str, id_: str = "any") -> ExerciseStep:
    """Return a step of an exercise that is done in one of these positions."""
    return a_step(id=id_, position=position)


STAND = a_step_done("standing", id_="stand")
SIT = a_step_done("sitting", id_="sit")
LIE = a_step_done("lying", id_="lie")
EITHER = a_step_done("sitting", "lying", id_="either")
LIE_HERE = WaitStep("Lie down on the sofa.")
BOOKS = WaitStep("Lay two firm books on the floor.")
SHAKE = RestStep(15, "Shake your legs out.")


@pytest.mark.parametrize("steps", [(STAND, LIE_HERE, LIE), (BOOKS, STAND, SHAKE), (SIT, LIE_HERE)])
def test_what_nothing_has_changed_stays(steps: tuple[Step, ...]) -> None:
    assert with_waits_that_fit(steps, steps) == steps


class TestWaits:
    @pytest.mark.parametrize("instead", [None, SIT])
    def test_go_with_the_exercise_that_they_lead_to(self, instead: Step | None) -> None:
        written = (STAND, BOOKS, a_step_done("standing", id_="ledge"), SHAKE, SIT)

        steps = with_waits_that_fit(written, (STAND, BOOKS, instead, SHAKE, SIT))

        assert BOOKS not in steps

    def test_stay_as_long_as_one_such_exercise_is_left(self) -> None:
        presses = [a_step_done("standing", id_=name) for name in ("one", "two")]
        written = (STAND, BOOKS, *presses)

        assert with_waits_that_fit(written, (STAND, BOOKS, None, presses[1])) == (
            STAND,
            BOOKS,
            presses[1],
        )

    def test_without_an_exercise_after_them_stay(self) -> None:
        goodbye = WaitStep("Turn the light out.")

        assert with_waits_that_fit((STAND, SIT, goodbye), (None, SIT, goodbye)) == (SIT, goodbye)


class TestRests:
    def test_go_with_the_exercise_before_them(self) -> None:
        assert with_waits_that_fit((STAND, SHAKE, SIT), (None, SHAKE, SIT)) == (SIT,)

    def test_say_nothing_of_an_exercise_that_is_replaced(self) -> None:
        steps = with_waits_that_fit((STAND, SHAKE, SIT), (EITHER, SHAKE, SIT))

        assert steps == (EITHER, replace(SHAKE, text=REST_TEXT), SIT)

    def test_before_every_exercise_stay(self) -> None:
        assert with_waits_that_fit((SHAKE, STAND, SIT), (SHAKE, None, SIT)) == (SHAKE, SIT)

    def test_are_not_the_end_if_they_were_not(self) -> None:
        assert with_waits_that_fit((SIT, SHAKE, STAND), (SIT, SHAKE, None)) == (SIT,)
        assert with_waits_that_fit((STAND, SIT, SHAKE), (None, SIT, SHAKE)) == (SIT, SHAKE)


class TestLyingDown:
    def test_has_its_wait_where_one_lies_down_now(self) -> None:
        written = (STAND, STAND, LIE_HERE, LIE)

        assert with_waits_that_fit(written, (STAND, LIE, LIE_HERE, LIE)) == (
            STAND,
            LIE_HERE,
            LIE,
            LIE,
        )

    def test_keeps_its_wait_if_only_the_first_exercise_goes(self) -> None:
        other = a_step_done("lying", "in-bed", id_="other")

        steps = with_waits_that_fit((STAND, LIE_HERE, LIE, other), (STAND, LIE_HERE, None, other))

        assert steps == (STAND, LIE_HERE, other)

    def test_needs_no_wait_if_one_begins_lying(self) -> None:
        assert with_waits_that_fit((STAND, LIE_HERE, LIE), (None, LIE_HERE, LIE)) == (LIE,)

    @pytest.mark.parametrize("before", [STAND, SIT])
    def test_has_a_wait_where_there_is_little_time(self, before: Step) -> None:
        assert with_waits_that_fit((before, STAND), (before, LIE)) == (
            before,
            wait_to_lie_down(),
            LIE,
        )

    def test_needs_no_wait_where_there_is_time(self) -> None:
        slow = replace(LIE, get_ready_s=20)

        assert with_waits_that_fit((SIT, STAND), (SIT, slow)) == (SIT, slow)
        assert with_waits_that_fit((SIT, SHAKE, STAND), (SIT, SHAKE, LIE)) == (SIT, SHAKE, LIE)
        anyway = [a_step_done("any", id_=name) for name in ("one", "two")]
        assert with_waits_that_fit((SIT, BOOKS, *anyway), (SIT, BOOKS, LIE, anyway[1])) == (
            SIT,
            BOOKS,
            LIE,
            anyway[1],
        )

    def test_is_not_asked_of_those_who_may_sit(self) -> None:
        assert with_waits_that_fit((SIT, STAND), (SIT, EITHER)) == (SIT, EITHER)

    def test_is_remembered_over_what_is_done_in_any_way(self) -> None:
        anyway = a_step_done("any")

        steps = with_waits_that_fit((SIT, anyway, STAND), (SIT, anyway, LIE))

        assert steps == (SIT, anyway, wait_to_lie_down(), LIE)


@pytest.mark.parametrize(
    ("after", "text"), [(SIT, SIT_UP), (STAND, STAND_UP), (a_step_done("kneeling"), SIT_UP)]
)
def test_getting_up_has_a_wait(after: Step, text: str) -> None:
    assert with_waits_that_fit((LIE, STAND), (LIE, after)) == (LIE, WaitStep(text), after)


def test_getting_up_to_stand_is_not_asked_of_those_who_sit_instead() -> None:
    stand_up = WaitStep("Get up and stand at the wall.")

    steps = with_waits_that_fit((LIE, stand_up, STAND), (LIE, stand_up, SIT))

    assert steps == (LIE, WaitStep(SIT_UP), SIT)


def test_sitting_down_has_a_wait_only_if_it_was_written() -> None:
    sit_here = WaitStep("Sit down on the sofa.")

    assert with_waits_that_fit((STAND, LIE), (STAND, SIT)) == (STAND, SIT)
    assert with_waits_that_fit((STAND, sit_here, SIT, LIE), (STAND, sit_here, SIT, None)) == (
        STAND,
        sit_here,
        SIT,
    )
    assert with_waits_that_fit((STAND, sit_here, SIT), (EITHER, sit_here, SIT)) == (EITHER, SIT)


_STEPS = st.sampled_from([STAND, SIT, LIE, EITHER, a_step_done("any"), LIE_HERE, BOOKS, SHAKE])


@st.composite
def _fitted(draw: st.DrawFn) -> tuple[list[Step], list[Step | None]]:
    """Draw the steps of a routine and what becomes of them; at least one exercise is left."""
    written = [*draw(st.lists(_STEPS, max_size=8)), LIE]
    fitted: list[Step | None] = [
        draw(st.sampled_from([step, None, SIT, LIE])) if isinstance(step, ExerciseStep) else step
        for step in written[:-1]
    ]
    return written, [*fitted, LIE]


@given(_fitted())
def test_the_exercises_are_as_fitted_and_nobody_has_to_hurry(
    case: tuple[list[Step], list[Step | None]],
) -> None:
    written, fitted = case

    steps = with_waits_that_fit(written, fitted)

    exercises = [step for step in steps if isinstance(step, ExerciseStep)]
    assert exercises == [step for step in fitted if isinstance(step, ExerciseStep)]
    assert hasty_steps(a_routine(*steps)) == ()
