"""Relief flows as values: the stages of a cramp, and the stage that each answer leads to.

A flow is for one place that cramps. Each stage has exercises and three answers; all paths end in
the aftercare or lead back to another stage. Lengths are seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stretchapp.library.routines.models import Exercise, Origin, Source, Timing

AFTERCARE = "aftercare"
"""The target of the answers that end the cramp; no stage may have this id."""


@dataclass(frozen=True, slots=True)
class ReliefStep:
    """One exercise of a stage, with lines short enough to be read half asleep.

    Attributes:
        exercise: The exercise.
        timing: Its timing; None for a card, which stays until the user answers.
        say: Lines of at most 12 words: one for each phase if the timing has phases, otherwise one.
        ask: The question about something that one needs for it; "" if nothing is asked.
        stands: Whether one gets up for it.
        rubs: Whether it rubs, so that it is not for a leg that is swollen.
    """

    exercise: Exercise
    timing: Timing | None
    say: tuple[str, ...]
    ask: str
    stands: bool
    rubs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliefStage:
    """The exercises at one point of a cramp, and the stages that the answers lead to.

    Attributes:
        id: The id within the flow.
        steps: The exercises in their order, at least one.
        alternatives: The exercises that "I can't do this" offers first, in their order.
        eased: The stage that "It has eased" leads to, or ``AFTERCARE``.
        still: The stage after the last step, on "Still cramping" or without an answer.
        cannot: The stage that "I can't do this" leads to when no alternative is left.
    """

    id: str
    steps: tuple[ReliefStep, ...]
    alternatives: tuple[ReliefStep, ...]
    eased: str
    still: str
    cannot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliefFlow:
    """First aid for one place that cramps, or, for cramps in water, a card to read.

    Attributes:
        id: The id that commands use.
        title: The place that cramps, for people.
        key: The number key that switches to the flow, 1 to 9; None for a card.
        is_sourced: Whether a document gives this first aid; if not, the authors chose it.
        first: The id of the first stage; "" for a card.
        early: The id of the stage for a cramp that is only coming on, or None.
        stages: In the order of the file; none for a card.
        aftercare: The steps after the cramp has passed.
        card: The exercises of a card, which has neither timer nor answers.
        note: A note for authors.
        sources: The places in documents that it comes from.
        origin: Whether it was shipped or is the user's.
        path: Its file.
    """

    id: str
    title: str
    key: int | None
    is_sourced: bool
    first: str
    early: str | None
    stages: tuple[ReliefStage, ...]
    aftercare: tuple[ReliefStep, ...]
    card: tuple[Exercise, ...]
    note: str
    sources: tuple[Source, ...]
    origin: Origin
    path: str

    def stage(self, stage_id: str) -> ReliefStage:
        """Return the stage with ``stage_id``, which must exist."""
        return next(stage for stage in self.stages if stage.id == stage_id)
