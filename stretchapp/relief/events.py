"""What happens in the relief of a cramp, and how it stands, told as values.

``at_s`` is the clock of the cramp: seconds since it began.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from stretchapp.session.timeline import Segment

Gate = Literal["long", "very-long"]
"""A length of the cramp at which a doctor card is shown: 4 and 10 minutes."""

Answer = Literal["eased", "still", "cannot", "none"]

ReliefState = Literal["check", "doing", "asking", "aftercare", "held", "ended"]
"""``check``: before rubbing, is the leg swollen, warm or red? ``doing``: an exercise runs.
``asking``: it is over, has it eased? ``aftercare``: the cramp has passed. ``held``: the timer
stands still while an urgent card is read. ``ended``: left, or the aftercare is over."""


@dataclass(frozen=True, slots=True)
class StepStarted:
    """An exercise begins; in a flow that comes round again it may be one that was done before."""

    at_s: float
    stage: str
    exercise: str


@dataclass(frozen=True, slots=True)
class LineShown:
    """Other words are on the page: what to do, or a question."""

    at_s: float
    text: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The person answered, or did not in time; ``exercise`` is what was being done.

    Going on within the aftercare, and what is said to the question about swelling, are no answers.
    """

    at_s: float
    exercise: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class GateReached:
    """The cramp has lasted so long that its doctor card is due; each comes once."""

    at_s: float
    gate: Gate


@dataclass(frozen=True, slots=True)
class Eased:
    """The cramp is over; its clock stands from now on."""

    at_s: float


@dataclass(frozen=True, slots=True)
class Woken:
    """The machine slept, or stood still, for ``gap_s`` in which nobody was led."""

    at_s: float
    gap_s: float


@dataclass(frozen=True, slots=True)
class SwellingReported:
    """The leg is swollen, warm or red: nothing rubs it from now on, and its card is due."""

    at_s: float


@dataclass(frozen=True, slots=True)
class Ended:
    """The relief is over: left by the person, or its aftercare has come to its end."""

    at_s: float


ReliefEvent = (
    StepStarted | LineShown | Answered | GateReached | Eased | Woken | SwellingReported | Ended
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliefSnapshot:
    """How the relief stands at one moment.

    Attributes:
        state: What it is at.
        flow: The id of the flow.
        stage: The id of the stage; ``aftercare`` once the cramp has passed.
        segment: What is being done, for the figure and the count.
        offset_s: Seconds since the segment began; while asking it goes on, in a check it is 0.
        text: The words to show, at most 12 of them for shipped flows.
        remaining_s: Seconds until it goes on by itself, once it is let go if it is held; None
            where it never does.
        length_s: Of which ``remaining_s`` are left; 0 where nothing has an end.
        counts_up: Whether the count goes up, because nothing has an end: a card, or the question
            after a sleep.
        cramp_s: The clock of the whole cramp.
        gates: The doctor cards that are due, in the order in which they came.
        is_rubbing: Whether the present exercise rubs, so that the warning stays in sight.
        is_early: Whether the flow is still at its first stage and offers "only coming on?".
    """

    state: ReliefState
    flow: str
    stage: str
    segment: Segment
    offset_s: float
    text: str
    remaining_s: float | None
    length_s: float
    counts_up: bool
    cramp_s: float
    gates: tuple[Gate, ...]
    is_rubbing: bool
    is_early: bool
