"""Stand-ins for the machine, and builders of values that say only what a test is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from stretchapp.library.models import (
    Exercise,
    ExerciseStep,
    Hold,
    Instruction,
    Routine,
    Sides,
    Step,
    Timing,
)

AN_EVENING = datetime(2026, 11, 22, 22, 0, tzinfo=UTC)


class FakeClock:
    """A ``stretchapp.base.clock.Clock`` that moves only when it is told to."""

    def __init__(self, now: datetime = AN_EVENING) -> None:
        self._now = now
        # Not 0, so that nobody takes a reading for a length.
        self._monotonic_s = 5000.0

    def monotonic_s(self) -> float:
        """Return the seconds so far."""
        return self._monotonic_s

    def now(self) -> datetime:
        """Return the present moment."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._monotonic_s += seconds
        self._now += timedelta(seconds=seconds)


_EXERCISE = Exercise(
    id="calf-stretch",
    name="Calf stretch",
    category=("stretch",),
    body=("calf",),
    position=("standing", "wall"),
    equipment=("wall",),
    guided=True,
    sides="both",
    timing=Hold(30.0, 1, 5.0),
    timing_source="chosen",
    timing_note="",
    steps=(
        Instruction("Face the wall.", "ready"),
        Instruction("Lean in.", "work"),
    ),
    breathing="",
    safety="",
    rubbing=None,
    steadier=None,
    note="",
    sources=(),
    origin="shipped",
    path="calf-stretch.yaml",
)

_ROUTINE = Routine(
    id="evening",
    title="Evening",
    purpose="Loosens the calves.",
    when="evening",
    change_sides_s=5.0,
    steps=(),
    note="",
    sources=(),
    origin="shipped",
    path="evening.yaml",
)


def an_exercise(**changes: object) -> Exercise:
    """Return an exercise of one hold of 30 seconds, with ``changes``."""
    return replace(_EXERCISE, **changes)


def a_step(
    timing: Timing | None = None,
    sides: Sides = "both",
    get_ready_s: float = 10.0,
    **changes: object,
) -> ExerciseStep:
    """Return a step with an exercise of ``timing`` (a hold of 30 seconds) and ``changes``."""
    exercise = an_exercise(**changes)
    return ExerciseStep(exercise, timing or Hold(30.0, 1, 5.0), sides, get_ready_s)


def a_routine(*steps: Step, **changes: object) -> Routine:
    """Return a routine of ``steps``, by default of one exercise."""
    return replace(_ROUTINE, steps=steps or (a_step(),), **changes)
