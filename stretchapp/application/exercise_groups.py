"""The exercises by when they help, and the routines and relief flows that have them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stretchapp.library.models import Library
    from stretchapp.library.relief.models import ReliefFlow
    from stretchapp.library.routines.models import Exercise, Routine

ExerciseGroup = Literal["cramp", "evening", "morning", "desk", "other"]

CRAMP_CATEGORIES = frozenset({"relief", "warmth", "aftercare", "in-water"})
EVENING = frozenset({"evening", "bedtime"})


@dataclass(frozen=True, slots=True)
class ExerciseUses:
    """What an exercise is a part of.

    Attributes:
        routines: The routines with a step of it.
        flows: The relief flows that offer it, during a cramp, after it, or on a card.
    """

    routines: tuple[Routine, ...]
    flows: tuple[ReliefFlow, ...]


def uses_of(exercise: Exercise, library: Library) -> ExerciseUses:
    """Return the routines and relief flows that have an exercise."""
    return ExerciseUses(
        tuple(routine for routine in library.routines.values() if exercise.id in _ids(routine)),
        tuple(flow for flow in library.flows.values() if exercise.id in _ids_in_flow(flow)),
    )


def groups_of(exercise: Exercise, uses: ExerciseUses) -> tuple[ExerciseGroup, ...]:
    """Return when an exercise helps; ``other`` only if nothing else is known.

    The rule: in a cramp, if it is meant to relieve one or a flow has it; otherwise at the times of
    day of the routines that have it, where what is done sitting by day is done at a desk.
    """
    times = {routine.when for routine in uses.routines}
    categories = set(exercise.category)
    rules: tuple[tuple[ExerciseGroup, bool], ...] = (
        ("cramp", bool(uses.flows or "cramp" in times or categories & CRAMP_CATEGORIES)),
        ("evening", bool(times & EVENING)),
        ("morning", "morning" in times or "morning" in categories),
        ("desk", "daytime" in times and "sitting" in exercise.position),
    )
    return tuple(group for group, applies in rules if applies) or ("other",)


def exercises_by_group(library: Library) -> Mapping[ExerciseGroup, Sequence[Exercise]]:
    """Return the exercises of each group, in the order of the library; some are in several."""
    groups: dict[ExerciseGroup, list[Exercise]] = {
        "cramp": [],
        "evening": [],
        "morning": [],
        "desk": [],
        "other": [],
    }
    for exercise in library.exercises.values():
        for group in groups_of(exercise, uses_of(exercise, library)):
            groups[group].append(exercise)
    return {group: members for group, members in groups.items() if members}


def _ids(routine: Routine) -> set[str]:
    return {exercise.id for exercise in routine.exercises}


def _ids_in_flow(flow: ReliefFlow) -> set[str]:
    steps = [step for stage in flow.stages for step in (*stage.steps, *stage.alternatives)]
    offered = [step.exercise for step in (*steps, *flow.aftercare)]
    return {exercise.id for exercise in (*offered, *flow.card)}
