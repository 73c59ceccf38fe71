"""What of a relief flow is done, for how long, and the words for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stretchapp.library.relief.models import AFTERCARE
from stretchapp.library.routines.models import ExerciseStep
from stretchapp.library.routines.rubbing import rubbing_in
from stretchapp.session.timeline import Segment, plan_steps

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stretchapp.library.relief.models import ReliefFlow, ReliefStage, ReliefStep
    from stretchapp.session.timeline import Side


def rubs(step: ReliefStep) -> bool:
    """Return whether a step rubs.

    What rubs in part counts, for half asleep nobody leaves a part out. Not so in the aftercare:
    there it means the rest with a massage before it, which the words of a flow leave out.
    """
    rubbing = rubbing_in(step.exercise)
    return rubbing == "all" or (rubbing == "part" and "aftercare" not in step.exercise.category)


def usable(steps: Iterable[ReliefStep], *, skips_rubbing: bool) -> list[ReliefStep]:
    """Return the steps that may be done."""
    return [step for step in steps if not (skips_rubbing and rubs(step))]


def has_something(stage: ReliefStage, *, skips_rubbing: bool) -> bool:
    """Return whether a stage has an exercise that may be done."""
    return bool(usable((*stage.steps, *stage.alternatives), skips_rubbing=skips_rubbing))


def stage_with_something(flow: ReliefFlow, stage_id: str, *, skips_rubbing: bool) -> ReliefStage:
    """Return a stage, or the nearest one that its ways lead to, that has something.

    "Still cramping" is followed before "I can't do this". Where both lead to nothing, it is the
    first stage of the file that has something; and if none has, the stage itself.
    """
    ways = [stage_id]
    # It grows while it is walked through, by stages that it does not have yet.
    for way in ways:
        stage = flow.stage(way)
        if has_something(stage, skips_rubbing=skips_rubbing):
            return stage
        ways += [further for further in (stage.still, stage.cannot) if further not in ways]
    others = (stage for stage in flow.stages if has_something(stage, skips_rubbing=skips_rubbing))
    return next(others, flow.stage(stage_id))


def way_when_eased(flow: ReliefFlow, stage: ReliefStage, *, skips_rubbing: bool) -> str:
    """Return where "It has eased" leads: to a stage that has something, or to the aftercare.

    A stage that has nothing has eased at once, so that it leads on and not back to the cramp.
    """
    passed: set[str] = set()
    way = stage.eased
    while way != AFTERCARE and way not in passed:
        further = flow.stage(way)
        if has_something(further, skips_rubbing=skips_rubbing):
            return way
        passed.add(way)
        way = further.eased
    return AFTERCARE


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
