"""Exercises and routines as values. Lengths are seconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from stretchapp.base.i18n import N_

Sides = Literal["both", "each", "alternate", "affected"]
"""``both`` legs at once, ``each`` leg one after the other, legs that ``alternate`` from hold to
hold so that one rests while the other works, or the ``affected`` leg only."""

Rubbing = Literal["all", "part"]
"""Whether an exercise is rubbing and massage altogether, or in part."""

Stance = Literal["one-leg", "bent-forward", "narrow"]
"""How one stands in an exercise that is not safe with poor balance: most of the weight on one leg,
bent forward with the head low, or on a part of the feet only, such as the toes or an edge."""

TimingSource = Literal["document", "partly", "chosen"]
"""Whether a document gives the timing, gives a part of it, or the authors chose it."""

At = Literal["ready", "work", "rest", "again", "change"]
"""The part of an exercise in which an instruction is shown: getting ready, work, the rest between
two holds, the holds after the first one, or changing sides."""

Origin = Literal["shipped", "yours"]

Saying = Literal["hold", "hold-on"]
"""What instructions say themselves: to stay in the position, or to hold on to something."""

When = Literal["evening", "bedtime", "daytime", "morning", "cramp"]
"""What a routine file says that a routine is meant for."""

Occasion = When | Literal["exercise"]
"""What a session is for."""

SINGLE_EXERCISE: Final = "exercise"
"""The occasion of a single exercise that was chosen by itself."""

PhaseKind = Literal["move", "hold", "rest"]

REST_TEXT = N_("Rest a moment.")
"""What is shown in a rest that has no text of its own."""


@dataclass(frozen=True, slots=True)
class Source:
    """A place in a document that an exercise, routine or flow is taken from."""

    document: str
    line: int | None
    quote: str | None


@dataclass(frozen=True, slots=True)
class Instruction:
    """One sentence, and the part of the exercise in which it is shown."""

    text: str
    at: At


@dataclass(frozen=True, slots=True)
class Hold:
    """A position held ``times`` times for ``hold_s``, with ``rest_s`` between."""

    hold_s: float
    times: int
    rest_s: float


@dataclass(frozen=True, slots=True)
class Repetitions:
    """A movement repeated ``count`` times, ``each_s`` long."""

    count: int
    each_s: float


@dataclass(frozen=True, slots=True)
class Continuous:
    """A movement that continues for ``length_s``."""

    length_s: float


@dataclass(frozen=True, slots=True)
class Phase:
    """One of several movements, holds or rests within an exercise."""

    text: str
    length_s: float
    kind: PhaseKind


@dataclass(frozen=True, slots=True)
class Phases:
    """Several movements, holds or rests, one after the other."""

    phases: tuple[Phase, ...]


Timing = Hold | Repetitions | Continuous | Phases


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One exercise or technique."""

    id: str
    name: str
    category: tuple[str, ...]
    body: tuple[str, ...]
    position: tuple[str, ...]
    equipment: tuple[str, ...]
    guided: bool
    sides: Sides
    timing: Timing | None
    timing_source: TimingSource
    timing_note: str
    steps: tuple[Instruction, ...]
    breathing: str
    safety: str
    rubbing: Rubbing | None
    steadier: str | None
    stance: Stance | None
    says: tuple[Saying, ...]
    note: str
    sources: tuple[Source, ...]
    origin: Origin
    path: str


@dataclass(frozen=True, slots=True)
class ExerciseStep:
    """One exercise of a routine, with the timing and the sides that the routine chooses."""

    exercise: Exercise
    timing: Timing
    sides: Sides
    get_ready_s: float


@dataclass(frozen=True, slots=True)
class RestStep:
    """A pause of fixed length between two exercises."""

    length_s: float
    text: str


@dataclass(frozen=True, slots=True)
class WaitStep:
    """A pause for something that the person has to do, such as lying down.

    The settings say after which time it ends by itself, if it does.

    Attributes:
        text: What to do meanwhile.
        floor: Whether the text offers the floor to lie down on.
    """

    text: str
    floor: bool = False


Step = ExerciseStep | RestStep | WaitStep


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """An ordered list of steps that is run as one session."""

    id: str
    title: str
    purpose: str
    when: Occasion
    change_sides_s: float
    steps: tuple[Step, ...]
    note: str
    sources: tuple[Source, ...]
    origin: Origin
    path: str

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises in the order of their first steps, each one once."""
        steps = (step.exercise for step in self.steps if isinstance(step, ExerciseStep))
        return tuple({exercise.id: exercise for exercise in steps}.values())

    @property
    def total_s(self) -> float:
        """The length of the whole routine as written; a wait counts as 0."""
        return sum(step_length_s(step, self.change_sides_s) for step in self.steps)


def work_length_s(timing: Timing) -> float:
    """Return the length of one performance on one side, without getting ready."""
    match timing:
        case Hold():
            return timing.times * timing.hold_s + (timing.times - 1) * timing.rest_s
        case Repetitions():
            return timing.count * timing.each_s
        case Continuous():
            return timing.length_s
        case Phases():  # pragma: no branch -- there is no other timing
            return sum(phase.length_s for phase in timing.phases)


def step_length_s(step: Step, change_sides_s: float) -> float:
    """Return the length of one step of a routine, getting ready and both sides included."""
    match step:
        case ExerciseStep():
            return step.get_ready_s + _sided_length_s(step, change_sides_s)
        case RestStep():
            return step.length_s
        case WaitStep():  # pragma: no branch -- there is no other step
            return 0.0


def _sided_length_s(step: ExerciseStep, change_sides_s: float) -> float:
    work_s = work_length_s(step.timing)
    if step.sides == "each":
        return 2 * work_s + change_sides_s
    if step.sides == "alternate" and isinstance(step.timing, Hold):
        # One leg rests while the other holds, so the only breaks are the changes of sides.
        holds = 2 * step.timing.times
        return holds * step.timing.hold_s + (holds - 1) * change_sides_s
    return work_s
