"""What relief flows become: stages of a cramp, and where each answer leads.

A flow is for one place that cramps. Each of its stages names exercises and three ways on; all ways
end in the aftercare or lead round again. Lengths are seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stretchapp.library.routines.models import Exercise, Origin, Source, Timing

AFTERCARE = "aftercare"
"""Where a stage leads that ends the cramp; no stage may have this id."""


@dataclass(frozen=True, slots=True)
class ReliefStep:
    """One exercise of a stage, with the words that are read half asleep.

    Attributes:
        exercise: What is done.
        timing: How long; None for a card, which stays until it is answered.
        say: What to do, at most 12 words each: one for each phase of the exercise if it has
            phases, otherwise one for all of it.
    """

    exercise: Exercise
    timing: Timing | None
    say: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliefStage:
    """What is done at one point of a cramp, and where the answers lead.

    Attributes:
        id: Its name within the flow.
        steps: The exercises, one after the other; at least one.
        alternatives: What "I can't do this" offers first, one after the other.
        eased: The stage that "It has eased" leads to, or ``AFTERCARE``.
        still: The stage that "Still cramping" leads to after the last step, and no answer at all.
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
    """First aid for one place that cramps; or, in water, a card to read.

    Attributes:
        id: The name by which commands use it.
        title: The place that cramps, as people see it.
        key: The number key that switches to it, 1 to 9; None for a card.
        is_sourced: Whether a document gives it as first aid; otherwise it was chosen.
        first: The id of the stage that it begins with; "" for a card.
        early: The id of the stage for a cramp that is only coming on, if there is one.
        stages: In the order of the file; none for a card.
        aftercare: What is done once the cramp has passed.
        card: Exercises to be read as a card, without timer and answers.
        note: A note for authors.
        sources: Where it comes from.
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
        """Return the stage with ``stage_id``; every id that the flow names has one."""
        return next(stage for stage in self.stages if stage.id == stage_id)
