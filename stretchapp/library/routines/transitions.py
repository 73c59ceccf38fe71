"""Changes of position in a routine that leave too little time.

Nobody can go from standing at a wall to lying flat in ten seconds, least of all at bedtime. The
check of routine files warns of such steps; the routine stays usable.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from stretchapp.base.i18n import N_, _
from stretchapp.library.routines.models import ExerciseStep, RestStep
from stretchapp.library.routines.postures import LYING, STANDING, postures, turns_over

if TYPE_CHECKING:
    from stretchapp.library.routines.models import Routine, WaitStep

Shortage = Literal["lie-down", "change-legs", "turn-over"]
"""What there is too little time for: lying down after standing, or changing legs while lying, where
one may have to turn over onto the other side."""

LIE_DOWN_S = 20.0
"""Shortest time to go from standing to lying, in seconds."""

CHANGE_LYING_LEGS_S = 8.0
"""Shortest time to change legs while lying, in seconds."""

TURN_OVER_S = 15.0
"""Shortest time to change legs by turning over onto the other side, in seconds."""

_ADVICE: dict[Shortage, str] = {
    # Translators: {length} is such as "13s".
    "lie-down": N_(
        "{length} is too short to lie down after standing; put a step such as 'wait: Lie down on"
        " your bed.' before this one, or write 'get_ready: 20s' here"
    ),
    # Translators: {length} is such as "10s".
    "turn-over": N_(
        "{length} is too short to turn over onto the other side; write 'change_sides: 15s' in the"
        " routine"
    ),
    # Translators: {length} is such as "5s".
    "change-legs": N_(
        "{length} is too short to change legs while lying; write 'change_sides: 8s' in the routine"
    ),
}


@dataclass(frozen=True, slots=True)
class HastyStep:
    """A step of a routine that leaves too little time for a change of position.

    Attributes:
        step: The index of the step in the routine.
        shortage: What there is too little time for.
        given_s: The time that the routine gives for it, in seconds.
    """

    step: int
    shortage: Shortage
    given_s: float

    @property
    def advice(self) -> str:
        """What is wrong, and what to write instead."""
        # As files write lengths.
        return _(_ADVICE[self.shortage]).format(length=f"{self.given_s:g}s")


def hasty_steps(routine: Routine) -> tuple[HastyStep, ...]:
    """Return the steps of ``routine`` that leave too little time, in order.

    People stay as they are while an exercise allows it. So an exercise that can be done standing
    and lying tells nothing by itself, but between a standing and a lying one it takes no time off
    the change.
    """
    hasty: list[HastyStep] = []
    # The postures that are possible after the step before; nothing is known at the start.
    before: frozenset[str] = frozenset()
    free_s = 0.0
    for index, step in enumerate(routine.steps):
        if not isinstance(step, ExerciseStep):
            free_s += free_time_s(step)
            continue
        free_s += step.get_ready_s
        possible = postures(step.exercise)
        if before == STANDING and possible == LYING and free_s < LIE_DOWN_S:
            hasty.append(HastyStep(index, "lie-down", free_s))
        # With enough time, people may have changed to whatever the exercise allows.
        stays = before if free_s < LIE_DOWN_S else frozenset[str]()
        before = stays if possible is None else stays & possible or possible
        changes_legs = step.sides in ("each", "alternate")
        if changes_legs and turns_over(step.exercise) and routine.change_sides_s < TURN_OVER_S:
            hasty.append(HastyStep(index, "turn-over", routine.change_sides_s))
        elif changes_legs and before == LYING and routine.change_sides_s < CHANGE_LYING_LEGS_S:
            hasty.append(HastyStep(index, "change-legs", routine.change_sides_s))
        free_s = 0.0
    return tuple(hasty)


def free_time_s(step: RestStep | WaitStep) -> float:
    """Return the time for a change of position; a wait leaves as much as the person needs."""
    return step.length_s if isinstance(step, RestStep) else math.inf
