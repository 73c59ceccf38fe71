"""Changes of position for which a routine leaves too little time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.commands.check import check_lines
from stretchapp.library.load import check_files, load_library
from stretchapp.library.routines.models import ExerciseStep, RestStep, Step, WaitStep
from stretchapp.library.routines.transitions import LIE_DOWN_S, HastyStep, hasty_steps
from tests.fakes import a_routine, a_step
from tests.library.files import changed, exercise, routine, write

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.library.routines.models import Sides

WAIT = WaitStep("Lie down on your bed.")


def step(*position: str, get_ready_s: float = 10, sides: Sides = "both") -> ExerciseStep:
    """Return a step of an exercise that is done in one of these positions."""
    usual = a_step(sides=sides)
    return replace(
        usual, exercise=replace(usual.exercise, position=position), get_ready_s=get_ready_s
    )


def lying_down(*steps: Step) -> list[tuple[int, float]]:
    """Return the steps with too little time to lie down, each with the time that it gives."""
    found = hasty_steps(a_routine(*steps))
    return [(it.step, it.given_s) for it in found if it.shortage == "lie-down"]


class TestLyingDown:
    @pytest.mark.parametrize("standing", [("standing",), ("wall",), ("standing", "wall")])
    @pytest.mark.parametrize(
        "lying", [("lying",), ("in-bed",), ("lying", "in-bed"), ("lying", "wall")]
    )
    def test_after_standing_takes_20_seconds(
        self, standing: tuple[str, ...], lying: tuple[str, ...]
    ) -> None:
        assert lying_down(step(*standing), step(*lying, get_ready_s=19)) == [(1, 19)]
        assert lying_down(step(*standing), step(*lying, get_ready_s=20)) == []

    def test_is_free_after_a_wait(self) -> None:
        assert lying_down(step("standing"), WAIT, step("lying", get_ready_s=0)) == []

    def test_has_the_time_of_the_rests_before_it(self) -> None:
        rest = RestStep(9, "Rest.")

        assert lying_down(step("standing"), rest, step("lying")) == [(2, 19)]
        assert lying_down(step("standing"), rest, rest, step("lying")) == []

    @pytest.mark.parametrize("first", [(), ("standing",)])
    def test_of_the_first_exercise_takes_no_time(self, first: tuple[str, ...]) -> None:
        steps = [step("lying"), *([step(*first, get_ready_s=0)] if first else [])]

        assert lying_down(*steps) == []

    @pytest.mark.parametrize(
        "between", [("sitting",), ("sitting", "in-bed"), ("sitting", "lying"), ("kneeling",)]
    )
    def test_from_another_posture_takes_no_more_than_usual(self, between: tuple[str, ...]) -> None:
        assert lying_down(step("standing"), step(*between), step("lying")) == []

    @pytest.mark.parametrize("either", [("standing", "sitting"), ("any",), ("standing", "lying")])
    def test_is_not_asked_of_those_who_need_not_stand(self, either: tuple[str, ...]) -> None:
        assert lying_down(step(*either), step("lying", get_ready_s=0)) == []
        assert lying_down(step("standing"), step(*either, get_ready_s=0)) == []

    @pytest.mark.parametrize("between", [("any",), ("standing", "sitting"), ("standing", "lying")])
    def test_is_not_made_easier_by_an_exercise_that_leaves_people_standing(
        self, between: tuple[str, ...]
    ) -> None:
        steps = (step("standing"), step(*between), step("lying"))

        assert lying_down(*steps) == [(2, 10)]
        assert lying_down(step("standing"), WAIT, *steps[1:]) == []
        assert lying_down(*steps[:2], WAIT, steps[2]) == []


@pytest.mark.parametrize("sides", ["each", "alternate"])
@pytest.mark.parametrize(
    ("position", "is_lying"),
    [("lying", True), ("in-bed", True), ("sitting", False), ("wall", False), ("any", False)],
)
def test_changing_legs_while_lying_takes_8_seconds(
    position: str, sides: Sides, *, is_lying: bool
) -> None:
    found = hasty_steps(replace(a_routine(step(position, sides=sides)), change_sides_s=7))

    assert found == ((HastyStep(0, "change-legs", 7),) if is_lying else ())
    assert not hasty_steps(replace(a_routine(step(position, sides=sides)), change_sides_s=8))
    assert not hasty_steps(replace(a_routine(step(position)), change_sides_s=7))


def test_turning_over_takes_15_seconds() -> None:
    on_side = step("lying", "in-bed", "on-side", sides="each")

    found = hasty_steps(replace(a_routine(on_side), change_sides_s=14))
    assert found == (HastyStep(0, "turn-over", 14),)
    assert "15s" in found[0].advice
    assert not hasty_steps(replace(a_routine(on_side), change_sides_s=15))
    assert not hasty_steps(a_routine(step("lying", "on-side")))


def test_changing_legs_is_hasty_too_where_one_lies_from_the_step_before() -> None:
    hasty = replace(
        a_routine(step("lying"), step("lying", "sitting", sides="each")), change_sides_s=5
    )

    assert [found.step for found in hasty_steps(hasty)] == [1]


_POSITIONS = ("standing", "wall", "sitting", "lying", "in-bed", "any", "kneeling")


@st.composite
def _exercises(draw: st.DrawFn) -> ExerciseStep:
    """Draw a step of an exercise with any positions and any time to get ready."""
    position = draw(st.lists(st.sampled_from(_POSITIONS), min_size=1, max_size=3, unique=True))
    return step(*position, get_ready_s=draw(st.integers(0, 30)))


_STEPS = st.lists(
    st.one_of(
        _exercises(), st.just(WAIT), st.builds(RestStep, st.integers(1, 30), st.just("Rest."))
    ),
    min_size=1,
    max_size=8,
)


@given(_STEPS)
def test_what_the_advice_says_mends_every_step(steps: list[Step]) -> None:
    hasty = dict(lying_down(*steps))

    waits = [it for index, step in enumerate(steps) for it in ([WAIT] * (index in hasty), [step])]
    longer = [
        replace(step, get_ready_s=20) if isinstance(step, ExerciseStep) and index in hasty else step
        for index, step in enumerate(steps)
    ]

    assert all(time_s < LIE_DOWN_S for time_s in hasty.values())
    assert lying_down(*(step for group in waits for step in group)) == []
    assert lying_down(*longer) == []


@given(_STEPS)
def test_nobody_who_lies_down_has_stood_right_before(steps: list[Step]) -> None:
    """A plain pair is found in every routine, whatever stands around it."""
    pair = [step("standing"), step("lying", get_ready_s=5)]

    assert (len(steps) + 1, 5) in lying_down(*steps, *pair, *steps)


class TestCheck:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        lying = changed(exercise("lie"), "[standing]", "[lying]")
        hasty = routine("hasty", "exercise: calf-stretch", "exercise: lie")
        write(tmp_path, calf_stretch=exercise("calf-stretch"), lie=lying, hasty=hasty)
        return tmp_path

    def test_warns_at_the_steps(self, folder: Path) -> None:
        warnings = check_files([folder / "hasty.yaml"], folder)

        assert [(it.line, it.column, it.is_warning) for it in warnings] == [(8, 5, True)] * 2
        assert {it.message for it in warnings} == {
            HastyStep(1, "lie-down", 10).advice,
            HastyStep(1, "change-legs", 5).advice,
        }
        assert f"{folder / 'hasty.yaml'}:8:5: warning: " in str(warnings[0])

    def test_finds_no_problem_where_there_are_only_warnings(self, folder: Path) -> None:
        lines, has_problems = check_lines([folder / "hasty.yaml"], folder, folder / "none", [])

        assert (len(lines), has_problems) == (2, False)

    def test_finds_problems_beside_warnings(self, folder: Path) -> None:
        write(folder, broken=routine("broken", "rest: soon"))

        lines, has_problems = check_lines([folder], folder, folder / "none", [])

        assert (len(lines), has_problems) == (3, True)

    def test_leaves_the_routine_usable(self, folder: Path) -> None:
        library = load_library(folder)

        assert "hasty" in library.routines
        assert library.problems == ()
