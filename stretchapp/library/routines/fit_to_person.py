"""Fitting a routine to the person: exercises to leave out, to replace, or to do with care.

The rules come from the source documents: no rubbing with varicose veins (003:139), and advice to
ask a doctor or midwife where a document says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from stretchapp.library.routines.models import ExerciseStep, Hold
from stretchapp.library.routines.rubbing import rubbing_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stretchapp.base.settings import Settings
    from stretchapp.library.routines.models import Exercise, Routine, Rubbing, Sides, Step

ChangeKind = Literal["left-out", "instead", "care"]

UPRIGHT = frozenset({"standing", "wall"})
NOT_UPRIGHT = frozenset({"sitting", "lying", "in-bed", "any"})


@dataclass(frozen=True, slots=True)
class Change:
    """A difference from the routine as written.

    Attributes:
        kind: Whether a step is left out, replaced, or to be done with care.
        step: The name of the step's exercise.
        text: A sentence with the change and its reason.
    """

    kind: ChangeKind
    step: str
    text: str


@dataclass(frozen=True, slots=True)
class FittedRoutine:
    """A routine that is fitted to a person.

    Attributes:
        routine: The fitted routine; it may have no steps.
        changes: The differences from the routine as written.
        rules: The ids of the doctor rules for the person's health.
        can_sit: Whether some standing exercises can be replaced by sitting or lying ones.
    """

    routine: Routine
    changes: tuple[Change, ...]
    rules: tuple[str, ...]
    can_sit: bool


def fit_routine(
    routine: Routine,
    profile: Settings,
    exercises: Mapping[str, Exercise],
    *,
    sit: bool = False,
) -> FittedRoutine:
    """Fit ``routine`` to ``profile``.

    Args:
        routine: The routine as written.
        profile: The settings about the person's health; other settings are not used.
        exercises: The exercises that may replace a standing one, by id.
        sit: Whether to replace standing exercises by sitting or lying ones where possible.
    """
    steps: list[Step] = []
    changes: list[Change] = []
    for step in routine.steps:
        if not isinstance(step, ExerciseStep):
            steps.append(step)
            continue
        exercise = step.exercise
        rubbing = rubbing_in(exercise)
        if profile.varicose_veins and rubbing == "all":
            changes.append(
                Change("left-out", exercise.name, "Left out: no rubbing with varicose veins.")
            )
            continue
        steadier = exercises.get(exercise.steadier or "")
        if sit and steadier is not None and steadier.timing is not None:
            steps.append(_instead(step, steadier))
            changes.append(
                Change("instead", exercise.name, f"Instead, sitting or lying: {steadier.name}.")
            )
            continue
        steps.append(step)
        changes += _cares(exercise, rubbing, profile)
    return FittedRoutine(
        replace(routine, steps=tuple(steps)),
        tuple(changes),
        _rules(profile),
        can_sit=any(exercise.steadier in exercises for exercise in routine.exercises),
    )


def _cares(exercise: Exercise, rubbing: Rubbing | None, profile: Settings) -> list[Change]:
    positions = set(exercise.position)
    cares: list[Change] = []
    if profile.varicose_veins and rubbing == "part":
        text = "Leave the rubbing out: not with varicose veins."
        cares.append(Change("care", exercise.name, text))
    if profile.unsteady and positions & UPRIGHT and not positions & NOT_UPRIGHT:
        text = "Hold on to something steady all the while."
        cares.append(Change("care", exercise.name, text))
    if profile.no_floor and "lying" in positions and "sitting" not in positions:
        text = "Do this one on your bed instead of the floor."
        cares.append(Change("care", exercise.name, text))
    return cares


def _instead(step: ExerciseStep, steadier: Exercise) -> ExerciseStep:
    """Return a step with the steadier exercise, its timing, and the same legs."""
    assert steadier.timing is not None  # noqa: S101 -- the caller has checked it
    is_own = step.timing != step.exercise.timing
    keeps = is_own and isinstance(step.timing, Hold) and isinstance(steadier.timing, Hold)
    sides: Sides = steadier.sides
    if sides == "affected" and step.sides != "affected":
        sides = "each"
    return replace(
        step,
        exercise=steadier,
        # If the routine sets its own timing for a hold, that also applies to the other hold.
        timing=step.timing if keeps else steadier.timing,
        sides=step.sides if keeps else sides,
    )


def _rules(profile: Settings) -> tuple[str, ...]:
    conditions = (
        ("D8", profile.varicose_veins),
        ("D9", profile.pregnant),
        ("D10", profile.ill),
        ("D13", profile.injured),
    )
    return tuple(rule for rule, applies in conditions if applies)
