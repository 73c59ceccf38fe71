"""What of a relief flow is done, for how long, and the words for it.

Half asleep, nobody leaves out the rubbing part of an exercise: what rubs at all counts as rubbing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stretchapp.library.models import ExerciseStep
from stretchapp.library.profile import rubbing_in
from stretchapp.session.timeline import Segment, plan_steps

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stretchapp.library.relief import ReliefFlow, ReliefStage, ReliefStep
    from stretchapp.session.timeline import Side


def rubs(step: ReliefStep) -> bool:
    """Return whether a step rubs, in whole or in part."""
    return rubbing_in(step.exercise) is not None


def usable(steps: Iterable[ReliefStep], *, skips_rubbing: bool) -> list[ReliefStep]:
    """Return the steps that may be done."""
    return [step for step in steps if not (skips_rubbing and rubs(step))]


def stage_with_something(flow: ReliefFlow, stage_id: str, *, skips_rubbing: bool) -> ReliefStage:
    """Return a stage, or the nearest one that its ways lead to, that has a usable exercise.

    "Still cramping" is followed before "I can't do this". Where both lead to nothing, it is the
    first stage of the file that has something; and if none has, the stage itself.
    """

    def has_something(stage: ReliefStage) -> bool:
        return bool(usable((*stage.steps, *stage.alternatives), skips_rubbing=skips_rubbing))

    ways = [stage_id]
    # It grows while it is walked through, by stages that it does not have yet.
    for way in ways:
        stage = flow.stage(way)
        if has_something(stage):
            return stage
        ways += [further for further in (stage.still, stage.cannot) if further not in ways]
    return next(filter(has_something, flow.stages), flow.stage(stage_id))


def plan_relief_step(step: ReliefStep) -> tuple[Segment, ...]:
    """Return the segments of ``step``, done once, at once, with one sentence each.

    The words of the step take the place of the exercise's own; in the rest between two holds it
    is the exercise that says what to do. A step without a timing becomes one wait.
    """
    side: Side = "both" if step.exercise.sides == "both" else "affected"
    if step.timing is None:
        return (_wait(step.exercise.id, step.exercise.name, side, step.say[0]),)
    steps = [ExerciseStep(step.exercise, step.timing, side, get_ready_s=0.0)]
    return tuple(
        replace(segment, sentences=(_line(step, segment),)) for segment in plan_steps(steps, 0.0)
    )


def plan_nothing(text: str) -> tuple[Segment, ...]:
    """Return one wait without an exercise, for a flow of which nothing is left."""
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
