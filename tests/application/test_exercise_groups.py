"""When an exercise helps, and what it is a part of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from stretchapp.application.exercise_groups import (
    ExerciseUses,
    exercises_by_group,
    groups_of,
    uses_of,
)
from tests.fakes import a_routine, a_step, an_exercise

if TYPE_CHECKING:
    from stretchapp.application.exercise_groups import ExerciseGroup
    from stretchapp.library.models import Library
    from stretchapp.library.routines.models import When

UNUSED = ExerciseUses((), ())


@pytest.mark.parametrize(
    ("times", "position", "groups"),
    [
        (["evening"], "standing", ("evening",)),
        (["bedtime"], "lying", ("evening",)),
        (["morning"], "standing", ("morning",)),
        (["cramp"], "standing", ("cramp",)),
        (["daytime"], "sitting", ("desk",)),
        (["daytime"], "standing", ("other",)),
        (["evening", "cramp", "morning"], "standing", ("cramp", "evening", "morning")),
        ([], "sitting", ("other",)),
    ],
)
def test_an_exercise_helps_when_its_routines_do(
    times: list[When], position: str, groups: tuple[ExerciseGroup, ...]
) -> None:
    routines = tuple(a_routine(when=when) for when in times)

    assert groups_of(an_exercise(position=(position,)), ExerciseUses(routines, ())) == groups


@pytest.mark.parametrize(
    ("category", "group"),
    [
        ("relief", "cramp"),
        ("warmth", "cramp"),
        ("aftercare", "cramp"),
        ("in-water", "cramp"),
        ("morning", "morning"),
        ("stretch", "other"),
    ],
)
def test_what_no_routine_has_goes_by_its_category(category: str, group: ExerciseGroup) -> None:
    assert groups_of(an_exercise(category=("stretch", category)), UNUSED) == (group,)


def test_what_a_relief_flow_offers_helps_in_a_cramp(library: Library) -> None:
    for flow in library.flows.values():
        steps = [step for stage in flow.stages for step in (*stage.steps, *stage.alternatives)]
        offered = [step.exercise for step in (*steps, *flow.aftercare)]
        for exercise in (*offered, *flow.card):
            uses = uses_of(exercise, library)
            assert flow in uses.flows
            assert "cramp" in groups_of(exercise, uses)


def test_the_routines_of_an_exercise_are_those_with_a_step_of_it(library: Library) -> None:
    for exercise in library.exercises.values():
        routines = [it for it in library.routines.values() if exercise in it.exercises]

        assert [*uses_of(exercise, library).routines] == routines


def test_every_exercise_is_in_a_group(library: Library) -> None:
    groups = exercises_by_group(library)

    assert {it.id for members in groups.values() for it in members} == library.exercises.keys()
    assert all(groups.values())


def test_an_exercise_of_ones_own_is_there_too(library: Library) -> None:
    own = an_exercise(id="own", origin="yours")
    lunch = a_routine(a_step(id="own", origin="yours"), when="daytime")
    added = replace(
        library,
        exercises={**library.exercises, "own": own},
        routines={**library.routines, lunch.id: lunch},
    )

    assert own in exercises_by_group(added)["other"]
