"""A routine as a flat plan: one segment after the other, each with its place and length.

The plan follows the routine to the second. A *part* is what belongs together for the person: one
exercise on one side, with the time to get ready for it; a rest or a wait is a part of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

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
"""Segments in which the exercise itself is done."""

HALFWAY_FROM_S = 20.0
"""Of a shorter hold nobody is told that half of it is over."""

MIN_SENTENCE_S = 4.0
"""A sentence stays at least this long, unless its segment is shorter."""

MAX_SENTENCE_S = 8.0
"""It is followed by the next one after this long; the last one stays."""

_PHASE_KINDS: dict[PhaseKind, SegmentKind] = {"move": "continuous", "hold": "hold", "rest": "rest"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One stretch of the plan during which nothing changes but the count.

    Attributes:
        index: Its place in the plan, from 0.
        kind: What the person does in it.
        step: The step of the routine that it belongs to, from 0.
        part: The part that it belongs to, from 0.
        exercise: The id of the exercise, or None in a rest or wait between exercises.
        name: The name of the exercise, or what a rest or wait is called.
        side: Which leg, or None where no exercise is done.
        start_s: When it begins in the plan.
        length_s: How long it lasts; 0 for a wait.
        sentences: What to tell the person, one after the other; the first one is always there.
        set_number: Which hold of the exercise this is, from 1; 0 where there are no sets.
        sets: How many holds there are.
        repetitions: How many repetitions it holds; 0 where nothing is counted.
        repetition_s: The length of one repetition.
        phase: Which phase of the exercise this is, from 0, or None where it has no phases.
        breathing: How to breathe while the exercise is done; may be empty.
        shown_at_s: When each sentence appears, where a voice says them one after another; empty
            where they share the segment.
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
    shown_at_s: tuple[float, ...] = ()

    @property
    def text(self) -> str:
        """The first sentence."""
        return self.sentences[0]

    @property
    def is_work(self) -> bool:
        """Whether the exercise itself is done in it."""
        return self.kind in WORK_KINDS


class _Piece(NamedTuple):
    """A segment before it has its place."""

    kind: SegmentKind
    length_s: float
    sentences: tuple[str, ...]
    set_number: int = 0
    sets: int = 0
    repetitions: int = 0
    repetition_s: float = 0.0
    phase: int | None = None


def plan(routine: Routine) -> tuple[Segment, ...]:
    """Return the timeline of ``routine``.

    The lengths of the segments add up to ``routine.total_s``. Segments of no length (a get ready
    of 0 seconds) are left out; only waits have none.
    """
    return plan_steps(routine.steps, routine.change_sides_s)


def plan_steps(steps: Sequence[Step], change_sides_s: float) -> tuple[Segment, ...]:
    """Return the timeline of ``steps``, with ``change_sides_s`` from one leg to the other."""
    segments: list[Segment] = []
    part = -1
    start_s = 0.0
    for number, step in enumerate(steps):
        for side, pieces in _parts(step, change_sides_s):
            played = [piece for piece in pieces if piece.length_s > 0 or piece.kind == "wait"]
            # Parts are numbered without gaps: a rest of 0 seconds is none.
            part += bool(played)
            for piece in played:
                exercise = step.exercise if isinstance(step, ExerciseStep) else None
                segments.append(
                    Segment(
                        index=len(segments),
                        step=number,
                        part=part,
                        exercise=exercise.id if exercise else None,
                        name=exercise.name if exercise else _NAMES[type(step)],
                        side=side,
                        start_s=start_s,
                        breathing=_breathing(exercise, piece.kind),
                        **piece._asdict(),
                    )
                )
                start_s += piece.length_s
    return tuple(segments)


def total_s(segments: Sequence[Segment]) -> float:
    """Return the planned length of a timeline."""
    return segments[-1].start_s + segments[-1].length_s if segments else 0.0


def sentence_times(segment: Segment) -> tuple[float, ...]:
    """Return when each sentence of ``segment`` appears, in seconds from its start.

    The sentences share the segment evenly, but follow one another no sooner than after
    ``MIN_SENTENCE_S`` and no later than after ``MAX_SENTENCE_S``: nobody waits half a minute for
    the second half of an instruction. Those that do not fit are left out.
    """
    if segment.shown_at_s:
        return segment.shown_at_s
    count = len(segment.sentences)
    if segment.length_s == 0:
        return (0.0,)
    share_s = min(max(segment.length_s / count, MIN_SENTENCE_S), MAX_SENTENCE_S)
    times = (index * share_s for index in range(count))
    return tuple(time_s for time_s in times if time_s < segment.length_s)


_NAMES: dict[type[Step], str] = {RestStep: "Rest", WaitStep: "When you are ready"}


def _parts(step: Step, change_sides_s: float) -> Iterator[tuple[Side | None, Sequence[_Piece]]]:
    match step:
        case RestStep():
            yield None, [_Piece("rest", step.length_s, (step.text,))]
        case WaitStep():
            yield None, [_Piece("wait", 0.0, (step.text,))]
        case ExerciseStep():  # pragma: no branch -- there is no other step
            work = list(_work(step))
            ready = _Piece("get-ready", step.get_ready_s, _said(step.exercise, "ready"))
            begin = [ready, *work] if step.get_ready_s else _said_before(step.exercise, work)
            change = _Piece("change-sides", change_sides_s, _said(step.exercise, "change"))
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
    # What goes before the first rest: getting ready, if there is time for it, and a hold.
    yield "left", begin[: len(begin) - len(work) + 1]
    yield "right", [change, holds[0]]
    for hold in holds[1:]:
        yield "left", [change, hold]
        yield "right", [change, hold]


def _breathing(exercise: Exercise | None, kind: SegmentKind) -> str:
    return exercise.breathing if exercise is not None and kind in WORK_KINDS else ""


def _said_before(exercise: Exercise, work: Sequence[_Piece]) -> list[_Piece]:
    """Return ``work`` beginning with the sentences for which there is no time to get ready."""
    first, *others = work
    ready = tuple(step.text for step in exercise.steps if step.at == "ready")
    return [first._replace(sentences=(*ready, *first.sentences)), *others]


def _work(step: ExerciseStep) -> Iterator[_Piece]:
    exercise = step.exercise
    match step.timing:
        case Hold(hold_s, times, rest_s):
            for number in range(1, times + 1):
                said = _said(exercise, "work" if number == 1 else "again")
                yield _Piece("hold", hold_s, said, set_number=number, sets=times)
                if number < times:
                    yield _Piece("rest", rest_s, _said(exercise, "rest"))
        case Repetitions(count, each_s):
            yield _Piece(
                "repetitions",
                count * each_s,
                _said(exercise, "work"),
                repetitions=count,
                repetition_s=each_s,
            )
        case Continuous(length_s):
            yield _Piece("continuous", length_s, _said(exercise, "work"))
        case Phases(phases):  # pragma: no branch -- there is no other timing
            for number, phase in enumerate(phases):
                kind = _PHASE_KINDS[phase.kind]
                yield _Piece(kind, phase.length_s, (phase.text,), phase=number)


_OTHERWISE: dict[At, str] = {
    "ready": "Get ready.",
    "rest": "Ease off and rest.",
    "change": "Change legs.",
}


def _said(exercise: Exercise, at: At) -> tuple[str, ...]:
    """Return the sentences for one moment; where the file gives none, what fits it."""
    sentences = tuple(step.text for step in exercise.steps if step.at == at)
    if sentences:
        return sentences
    if at == "again":
        return _said(exercise, "work")[-1:]
    if at == "work":
        return (exercise.steps[-1].text,)
    return (_OTHERWISE[at],)
