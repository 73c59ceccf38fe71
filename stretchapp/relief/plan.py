"""The segments of one step of a relief flow, with the lines to show."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stretchapp.library.routines.models import ExerciseStep
from stretchapp.session.timeline import Segment, plan_steps

if TYPE_CHECKING:
    from stretchapp.library.relief.models import ReliefStep
    from stretchapp.session.timeline import SegmentKind, Side


GET_UP_S = 10.0
"""How long the line about getting up is shown, in seconds."""


def plan_relief_step(step: ReliefStep, get_up: str | None) -> tuple[Segment, ...]:
    """Return the segments of ``step``, done once and at once, with one sentence each.

    The lines of the step replace the sentences of the exercise, except in the rest between two
    holds. A step without a timing becomes one wait.

    Args:
        step: The step.
        get_up: What is said first, while the person gets up; None if they are up or need not be.
    """
    exercise = step.exercise
    side: Side = "both" if exercise.sides == "both" else "affected"
    if step.timing is None:
        segments = (_segment("wait", step.say[0], exercise.id, exercise.name, side),)
    else:
        steps = [ExerciseStep(exercise, step.timing, side, get_ready_s=0.0)]
        segments = tuple(
            replace(segment, sentences=(_line(step, segment),))
            for segment in plan_steps(steps, 0.0)
        )
    if get_up is None:
        return segments
    return (
        _segment("get-ready", get_up, exercise.id, exercise.name, side, length_s=GET_UP_S),
        *segments,
    )


def plan_without_exercise(text: str) -> tuple[Segment, ...]:
    """Return one wait with a text, for a flow in which no exercise is left."""
    return (_segment("wait", text, None, "", None),)


def _segment(
    kind: SegmentKind,
    text: str,
    exercise: str | None,
    name: str,
    side: Side | None,
    length_s: float = 0.0,
) -> Segment:
    return Segment(
        index=0,
        kind=kind,
        step=0,
        part=0,
        exercise=exercise,
        name=name,
        side=side,
        start_s=0.0,
        length_s=length_s,
        sentences=(text,),
    )


def _line(step: ReliefStep, segment: Segment) -> str:
    if segment.phase is not None:
        return step.say[segment.phase]
    return segment.text if segment.kind == "rest" else step.say[0]
