"""The events and the state of the relief of a cramp.

``at_s`` is the cramp clock: seconds that the cramp has lasted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from stretchapp.session.timeline import Segment

Threshold = Literal["long", "very-long"]
"""A duration of the cramp at which a doctor card is shown: 4 and 10 minutes."""

Answer = Literal["eased", "still", "cannot", "none"]

ReliefState = Literal["check", "offer", "doing", "asking", "aftercare", "paused", "ended"]
"""``check``: asks before rubbing whether the leg is swollen. ``offer``: asks before an exercise
whether something is at hand that it needs. ``doing``: an exercise runs. ``asking``: asks after an
exercise whether the cramp has eased. ``aftercare``: the cramp has passed. ``paused``: an urgent
card is being read. ``ended``: the person left, or the aftercare is over."""


@dataclass(frozen=True, slots=True)
class StepStarted:
    """An exercise starts; in a flow that is repeated it may be one that was done before."""

    at_s: float
    stage: str
    exercise: str


@dataclass(frozen=True, slots=True)
class TextChanged:
    """The text on the page has changed: an instruction or a question."""

    at_s: float
    text: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The person answered, or did not in time; ``exercise`` is the exercise that was done.

    Moving on in the aftercare, and answers to a question before an exercise, are not reported.
    """

    at_s: float
    exercise: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class ThresholdReached:
    """The cramp has lasted so long that a doctor card is due; each is reached once."""

    at_s: float
    threshold: Threshold


@dataclass(frozen=True, slots=True)
class Eased:
    """The cramp has passed; its clock stops."""

    at_s: float


@dataclass(frozen=True, slots=True)
class MachineSlept:
    """The machine was suspended for ``gap_s``; no instructions were given during that time."""

    at_s: float
    gap_s: float


@dataclass(frozen=True, slots=True)
class SwellingReported:
    """The leg is swollen or the like: exercises that rub are left out, and its card is due."""

    at_s: float


@dataclass(frozen=True, slots=True)
class Ended:
    """The relief is over: the person left, or the aftercare is over."""

    at_s: float


ReliefEvent = (
    StepStarted
    | TextChanged
    | Answered
    | ThresholdReached
    | Eased
    | MachineSlept
    | SwellingReported
    | Ended
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliefSnapshot:
    """The state of the relief at one moment.

    Attributes:
        state: What is going on.
        flow: The id of the flow.
        stage: The id of the stage; ``aftercare`` once the cramp has passed.
        segment: The current segment, for the figure and the count.
        offset_s: Seconds since the segment started. It continues while asking, and is 0 while a
            question before an exercise is asked.
        text: The text to show; in shipped flows at most 12 words.
        remaining_s: Seconds until the relief moves on by itself (after the pause, if it is
            paused); None if it waits for the person.
        length_s: The whole time of which ``remaining_s`` are left; 0 if it waits for the person.
        counts_up: Whether to count up, because there is no end: at a card, or at the question
            after the machine slept.
        cramp_s: How long the cramp has lasted.
        thresholds: The thresholds that the cramp has reached, in order.
        is_rubbing: Whether the current exercise rubs, so that the warning stays visible.
        is_early: Whether the flow is at its first stage and offers its stage for a cramp
            that is only starting.
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
    thresholds: tuple[Threshold, ...]
    is_rubbing: bool
    is_early: bool
