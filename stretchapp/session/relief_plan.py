"""The plan of one step of a relief flow: what is done, for how long, and the words for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stretchapp.library.models import ExerciseStep
from stretchapp.session.timeline import Segment, plan_steps

if TYPE_CHECKING:
    from stretchapp.library.relief import ReliefStep
    from stretchapp.session.timeline import Side


def plan_relief_step(step: ReliefStep) -> tuple[Segment, ...]:
    """Return the segments of ``step``, done once, at once, with one sentence each.

    The words of the step take the place of the exercise's own; in the rest between two holds it
    is the exercise that says what to do. A step without a timing becomes one wait.
    """
    side: Side = "both" if step.exercise.sides == "both" else "affected"
    if step.timing is None:
        return (_card(step, side),)
    steps = [ExerciseStep(step.exercise, step.timing, side, get_ready_s=0.0)]
    return tuple(
        replace(segment, sentences=(_line(step, segment),)) for segment in plan_steps(steps, 0.0)
    )


def _card(step: ReliefStep, side: Side) -> Segment:
    return Segment(
        index=0,
        kind="wait",
        step=0,
        part=0,
        exercise=step.exercise.id,
        name=step.exercise.name,
        side=side,
        start_s=0.0,
        length_s=0.0,
        sentences=step.say[:1],
    )


def _line(step: ReliefStep, segment: Segment) -> str:
    if segment.phase is not None:
        return step.say[segment.phase]
    return segment.text if segment.kind == "rest" else step.say[0]
