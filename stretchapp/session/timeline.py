"""The timeline of a routine: a flat plan of segments, each with a start and a length.

The plan follows the routine to the second. A *part* is one unit for the person: one exercise on one
side, with the time to get ready for it. A rest or a wait is a part of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from stretchapp.base.i18n import N_, _, pgettext
from stretchapp.library.routines.models import (
    Continuous,
    ExerciseStep,
    Hold,
    Phases,
    Repetitions,
    RestStep,
    WaitStep,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stretchapp.library.routines.models import At, Exercise, PhaseKind, Routine, Step

SegmentKind = Literal[
    "get-ready", "hold", "rest", "change-sides", "repetitions", "continuous", "wait"
]

Side = Literal["left", "right", "both", "affected"]

WORK_KINDS: frozenset[SegmentKind] = frozenset({"hold", "repetitions", "continuous"})
"""Kinds of segments in which the exercise itself is done."""

HALFWAY_FROM_S = 20.0
"""Length in seconds from which a hold has a halfway signal."""

MIN_SENTENCE_S = 4.0
"""Shortest time in seconds that a sentence is shown, unless its segment is shorter."""

MAX_SENTENCE_S = 8.0
"""Time in seconds after which the next sentence follows; the last one stays."""

_DEFAULT_SENTENCES: dict[At, str] = {
    "ready": N_("Get ready."),
    "rest": N_("Ease off and rest."),
    "change": N_("Change legs."),
}

_PHASE_KINDS: dict[PhaseKind, SegmentKind] = {"move": "continuous", "hold": "hold", "rest": "rest"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A section of the plan during which only the count changes.

    Attributes:
        index: The index of the segment in the plan.
        kind: What the person does.
        step: The index of its step in the routine.
        part: The index of its part.
        exercise: The id of the exercise, or None in a rest or wait between exercises.
        name: The name of the exercise, or of the rest or wait.
        side: The leg that does the exercise, or None without an exercise.
        start_s: When it starts in the plan.
        length_s: How long it lasts; 0 for a wait that lasts until the person continues.
        sentences: The instructions, in order; at least one.
        set_number: The number of this hold of the exercise, from 1; 0 without sets.
        sets: The number of holds of the exercise; 0 without sets.
        repetitions: The number of repetitions; 0 if they are not counted.
        repetition_s: The length of one repetition.
        phase: The index of the phase of the exercise, or None without phases.
        breathing: How to breathe during the exercise; may be empty.
        says_hold: Whether the sentences of the exercise say to hold.
        shown_at_s: When each sentence is shown, in seconds from the start of the segment, if a
            voice speaks them; empty if they share the segment evenly.
    """

    index: int
    kind: SegmentKind
    step: int
    part: int
    exercise: str | None
    name: str
    side: Side | None
    start_s: float
    length_s: float
    sentences: tuple[str, ...]
    set_number: int = 0
    sets: int = 0
    repetitions: int = 0
    repetition_s: float = 0.0
    phase: int | None = None
    breathing: str = ""
    says_hold: bool = False
    shown_at_s: tuple[float, ...] = ()

    @property
    def text(self) -> str:
        """The first sentence."""
        return self.sentences[0]

    @property
    def is_work(self) -> bool:
        """Whether the exercise itself is done in this segment."""
        return self.kind in WORK_KINDS


class _Piece(NamedTuple):
    """A segment without its position in the plan."""

    kind: SegmentKind
    length_s: float
    sentences: tuple[str, ...]
    set_number: int = 0
    sets: int = 0
    repetitions: int = 0
    repetition_s: float = 0.0
    phase: int | None = None


def plan(routine: Routine, wait_s: float = 0.0) -> tuple[Segment, ...]:
    """Return the timeline of ``routine``.

    The lengths of the segments add up to ``routine.total_s`` and ``wait_s`` for each wait. Segments
    of no length, such as 0 seconds to get ready, are left out; only waits may have no length.

    Args:
        routine: The routine.
        wait_s: How long a wait lasts at most; 0 if it lasts until the person continues.
    """
    return plan_steps(routine.steps, routine.change_sides_s, wait_s)


def plan_steps(
    steps: Sequence[Step], change_sides_s: float, wait_s: float = 0.0
) -> tuple[Segment, ...]:
    """Return the timeline of ``steps``.

    Args:
        steps: The steps.
        change_sides_s: The time to change legs.
        wait_s: How long a wait lasts at most; 0 if it lasts until the person continues.
    """
    segments: list[Segment] = []
    part = -1
    start_s = 0.0
    for number, step in enumerate(steps):
        for side, pieces in _parts(step, change_sides_s, wait_s):
            played = [piece for piece in pieces if piece.length_s > 0 or piece.kind == "wait"]
            # Parts are numbered without gaps: a rest of 0 seconds has no number.
            part += bool(played)
            for piece in played:
                exercise = step.exercise if isinstance(step, ExerciseStep) else None
                segments.append(
                    Segment(
                        index=len(segments),
                        step=number,
                        part=part,
                        exercise=exercise.id if exercise else None,
                        name=step_name(step),
                        side=side,
                        start_s=start_s,
                        breathing=_breathing(exercise, piece.kind),
                        says_hold=exercise is not None and "hold" in exercise.says,
                        **piece._asdict(),
                    )
                )
                start_s += piece.length_s
    return tuple(segments)


def step_name(step: Step) -> str:
    """Return the name of the exercise of a step, or of a rest or wait."""
    match step:
        case ExerciseStep():
            return step.exercise.name
        case RestStep():
            return pgettext("a part of a session", "Rest")
        case WaitStep():  # pragma: no branch -- there is no other step
            return _("When you are ready")


def total_s(segments: Sequence[Segment]) -> float:
    """Return the planned length of a timeline."""
    return segments[-1].start_s + segments[-1].length_s if segments else 0.0


def sentence_times(segment: Segment) -> tuple[float, ...]:
    """Return when each sentence of ``segment`` is shown, in seconds from its start.

    The sentences share the segment evenly, but each is shown for at least ``MIN_SENTENCE_S`` and at
    most ``MAX_SENTENCE_S``, so that nobody waits half a minute for the rest of an instruction.
    Sentences that do not fit are left out.
    """
    if segment.shown_at_s:
        return segment.shown_at_s
    count = len(segment.sentences)
    if segment.length_s == 0:
        return (0.0,)
    share_s = min(max(segment.length_s / count, MIN_SENTENCE_S), MAX_SENTENCE_S)
    times = (index * share_s for index in range(count))
    return tuple(time_s for time_s in times if time_s < segment.length_s)


def _parts(
    step: Step, change_sides_s: float, wait_s: float
) -> Iterator[tuple[Side | None, Sequence[_Piece]]]:
    match step:
        case RestStep():
            yield None, [_Piece("rest", step.length_s, (step.text,))]
        case WaitStep():
            yield None, [_Piece("wait", wait_s, (step.text,))]
        case ExerciseStep():  # pragma: no branch -- there is no other step
            work = list(_work(step))
            ready = _Piece("get-ready", step.get_ready_s, _sentences(step.exercise, "ready"))
            begin = (
                [ready, *work] if step.get_ready_s else _with_ready_sentences(step.exercise, work)
            )
            change = _Piece("change-sides", change_sides_s, _sentences(step.exercise, "change"))
            if step.sides == "each":
                yield "left", begin
                yield "right", [change, *work]
            elif step.sides == "alternate":
                yield from _alternating(begin, work, change)
            else:
                yield step.sides, begin


def _alternating(
    begin: Sequence[_Piece], work: Sequence[_Piece], change: _Piece
) -> Iterator[tuple[Side, Sequence[_Piece]]]:
    """Return the holds of both legs in turn: one leg rests while the other holds."""
    holds = [piece for piece in work if piece.kind == "hold"]
    # The left leg begins with the time to get ready, if there is any, and its first hold.
    yield "left", begin[: len(begin) - len(work) + 1]
    yield "right", [change, holds[0]]
    for hold in holds[1:]:
        yield "left", [change, hold]
        yield "right", [change, hold]


def _breathing(exercise: Exercise | None, kind: SegmentKind) -> str:
    return exercise.breathing if exercise is not None and kind in WORK_KINDS else ""


def _with_ready_sentences(exercise: Exercise, work: Sequence[_Piece]) -> list[_Piece]:
    """Return ``work`` with the sentences for getting ready before its own first ones.

    Where there is no time to show them one after another, they are shown together: none of them may
    be left out.
    """
    first, *others = work
    ready = tuple(step.text for step in exercise.steps if step.at == "ready")
    sentences = (*ready, *first.sentences)
    if first.length_s <= (len(sentences) - 1) * MIN_SENTENCE_S:
        sentences = (" ".join(sentences),)
    return [first._replace(sentences=sentences), *others]


def _work(step: ExerciseStep) -> Iterator[_Piece]:
    exercise = step.exercise
    match step.timing:
        case Hold(hold_s, times, rest_s):
            for number in range(1, times + 1):
                sentences = _sentences(exercise, "work" if number == 1 else "again")
                yield _Piece("hold", hold_s, sentences, set_number=number, sets=times)
                if number < times:
                    yield _Piece("rest", rest_s, _sentences(exercise, "rest"))
        case Repetitions(count, each_s):
            yield _Piece(
                "repetitions",
                count * each_s,
                _sentences(exercise, "work"),
                repetitions=count,
                repetition_s=each_s,
            )
        case Continuous(length_s):
            yield _Piece("continuous", length_s, _sentences(exercise, "work"))
        case Phases(phases):  # pragma: no branch -- there is no other timing
            for number, phase in enumerate(phases):
                kind = _PHASE_KINDS[phase.kind]
                yield _Piece(kind, phase.length_s, (phase.text,), phase=number)


def _sentences(exercise: Exercise, at: At) -> tuple[str, ...]:
    """Return the sentences for one moment, or a default where the exercise has none."""
    sentences = tuple(step.text for step in exercise.steps if step.at == at)
    if sentences:
        return sentences
    if at == "again":
        return _sentences(exercise, "work")[-1:]
    if at == "work":
        return (exercise.steps[-1].text,)
    return (_(_DEFAULT_SENTENCES[at]),)
