"""The segments of one step of a relief flow, with the lines to show."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stretchapp.library.routines.models import ExerciseStep
from stretchapp.session.timeline import Segment, plan_steps

if TYPE_CHECKING:
    from stretchapp.library.relief.models import ReliefStep
    from stretchapp.session.timeline import Side


def plan_relief_step(step: ReliefStep) -> tuple[Segment, ...]:
    """Return the segments of ``step``, done once and at once, with one sentence each.

    The lines of the step replace the sentences of the exercise, except in the rest between two
    holds. A step without a timing becomes one wait.
    """
    side: Side = "both" if step.exercise.sides == "both" else "affected"
    if step.timing is None:
        return (_wait(step.exercise.id, step.exercise.name, side, step.say[0]),)
    steps = [ExerciseStep(step.exercise, step.timing, side, get_ready_s=0.0)]
    return tuple(
        replace(segment, sentences=(_line(step, segment),)) for segment in plan_steps(steps, 0.0)
    )


def plan_without_exercise(text: str) -> tuple[Segment, ...]:
    """Return one wait with a text, for a flow in which no exercise is left."""
    return (_wait(None, "", None, text),)


def _wait(exercise: str | None, name: str, side: Side | None, text: str) -> Segment:
    return Segment(
        index=0,
        kind="wait",
        step=0,
        part=0,
        exercise=exercise,
        name=name,
        side=side,
        start_s=0.0,
        length_s=0.0,
        sentences=(text,),
    )


def _line(step: ReliefStep, segment: Segment) -> str:
    if segment.phase is not None:
        return step.say[segment.phase]
    return segment.text if segment.kind == "rest" else step.say[0]
