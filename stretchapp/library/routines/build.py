"""Building exercises and routines from the structs of their files.

This also checks what the structs cannot express: exercises that do not exist, and lengths over the
limits. A file with a wrong form is checked as far as possible, so that its author sees all problems
at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import UNSET

from stretchapp.base.i18n import _
from stretchapp.base.problems import Problem
from stretchapp.base.unseen import shown
from stretchapp.library.routines.file_format import WrittenStep, WrittenTiming
from stretchapp.library.routines.models import (
    REST_TEXT,
    Continuous,
    Exercise,
    ExerciseStep,
    Hold,
    Instruction,
    Phase,
    Phases,
    Repetitions,
    RestStep,
    Routine,
    Source,
    WaitStep,
    step_length_s,
    work_length_s,
)
from stretchapp.library.routines.transitions import hasty_steps
from stretchapp.library.yaml.durations import parse_duration

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from msgspec import UnsetType

    from stretchapp.library.routines.file_format import (
        WrittenExercise,
        WrittenInstruction,
        WrittenRoutine,
        WrittenSource,
    )
    from stretchapp.library.routines.models import Step, Timing
    from stretchapp.library.routines.routine_file import KnownExercises, RoutineFile
    from stretchapp.library.yaml.strict_text import Node

MAX_STEP_S = 2 * 3600.0
"""Upper limit of one step."""

MAX_ROUTINE_S = 6 * 3600.0
"""Upper limit of a routine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """The times that a routine sets for all its steps."""

    get_ready_s: float
    change_sides_s: float


def exercise_from(written: WrittenExercise, file: RoutineFile) -> Exercise | None:
    """Return the exercise of a file, or None, with a problem, if it is not valid."""
    timing = None if written.timing is UNSET else timing_from(written.timing)
    if not _is_timing_valid(timing, file):
        return None
    return Exercise(
        id=written.id,
        name=written.name,
        category=tuple(written.category),
        body=tuple(written.body),
        position=tuple(written.position),
        equipment=tuple(written.equipment),
        guided=written.guided,
        sides=written.sides,
        timing=timing,
        timing_source=written.timing_source,
        timing_note=text_from(written.timing_note),
        steps=_instructions(written.steps),
        breathing=text_from(written.breathing),
        safety=text_from(written.safety),
        rubbing=None if written.rubbing is UNSET else written.rubbing,
        steadier=None if written.steadier is UNSET else written.steadier,
        stance=None if written.stance is UNSET else written.stance,
        says=tuple(written.says),
        note=text_from(written.note),
        sources=sources_from(written.sources),
        origin=file.origin,
        path=str(file.path),
    )


def check_exercise(file: RoutineFile) -> None:
    """Add the other problems of an exercise that could not be converted."""
    node = file.root.entries.get("timing")
    written = None if node is None else file.part(node, WrittenTiming)
    _is_timing_valid(None if written is None else timing_from(written), file)


def routine_from(
    written: WrittenRoutine, file: RoutineFile, known: KnownExercises
) -> Routine | None:
    """Return the routine of a file, or None, with problems, if it is not valid."""
    before = file.problems.count
    pace = Pace(
        get_ready_s=parse_duration(written.get_ready),
        change_sides_s=parse_duration(written.change_sides),
    )
    steps = _steps(written.steps, file, pace, known)
    if file.problems.count > before:
        return None
    return Routine(
        id=written.id,
        title=written.title,
        purpose=written.purpose,
        when=written.when,
        change_sides_s=pace.change_sides_s,
        steps=steps,
        note=text_from(written.note),
        sources=sources_from(written.sources),
        origin=file.origin,
        path=str(file.path),
    )


def check_routine(file: RoutineFile, known: KnownExercises) -> None:
    """Add the other problems of a routine that could not be converted."""
    node = file.root.entries.get("steps")
    if node is not None:
        written = [file.part(item, WrittenStep) for item in node.items]
        # The times of the routine may be what could not be converted.
        _steps(written, file, Pace(get_ready_s=0.0, change_sides_s=0.0), known)


def warnings_of(routine: Routine, file: RoutineFile) -> Iterator[Problem]:
    """Yield the steps of a routine that can be played, but hardly followed."""
    items = file.root.entries["steps"].items
    for hasty in hasty_steps(routine):
        node = items[hasty.step]
        yield Problem(file.path, node.line, node.column, hasty.advice, is_warning=True)


def _is_timing_valid(timing: Timing | None, file: RoutineFile) -> bool:
    entries = file.root.entries
    if timing is not None and work_length_s(timing) > MAX_STEP_S:
        file.add_problem(entries["timing"], _("this exercise takes over 2 hours; shorten it"))
        return False
    is_guided = "guided" not in entries or entries["guided"].value is True
    if is_guided and "timing" not in entries:
        message = _("a guided exercise needs a 'timing'; add it, or write 'guided: false'")
        file.add_problem(file.root, message)
        return False
    return True


def _steps(
    written: Sequence[WrittenStep | None], file: RoutineFile, pace: Pace, known: KnownExercises
) -> tuple[Step, ...]:
    """Return the valid steps, and add the problems of the others."""
    node = file.root.entries["steps"]
    steps: list[Step] = []
    for step, item in zip(written, node.items, strict=True):
        value = None if step is None else _step(step, item, file, pace, known)
        if value is not None:
            steps.append(value)
    if sum(step_length_s(step, pace.change_sides_s) for step in steps) > MAX_ROUTINE_S:
        file.add_problem(node, _("this routine takes over 6 hours; split it"))
    return tuple(steps)


def _step(
    written: WrittenStep, node: Node, file: RoutineFile, pace: Pace, known: KnownExercises
) -> Step | None:
    step: Step | None
    if written.exercise is not UNSET:
        step = _exercise_step(written, node.entries["exercise"], file, pace, known)
    elif written.rest is not UNSET:
        text = text_from(written.text) or _(REST_TEXT)
        step = RestStep(parse_duration(written.rest), text)
    else:
        step = WaitStep(text_from(written.wait), written.floor)
    if step is not None and step_length_s(step, pace.change_sides_s) > MAX_STEP_S:
        file.add_problem(node, _("this step takes over 2 hours; shorten it"))
        return None
    return step


def _exercise_step(
    written: WrittenStep, node: Node, file: RoutineFile, pace: Pace, known: KnownExercises
) -> ExerciseStep | None:
    name = text_from(written.exercise)
    exercise = known.usable.get(name)
    if exercise is None:
        file.add_problem(node, known.missing(name, file.problems))
        return None
    timing = exercise.timing if written.timing is UNSET else timing_from(written.timing)
    if timing is None:
        file.add_problem(node, card_without_timing(exercise))
        return None
    sides = exercise.sides if written.sides is UNSET else written.sides
    if sides == "alternate" and not isinstance(timing, Hold):
        message = _("legs can alternate only from hold to hold; write 'sides: each'")
        file.add_problem(node, message)
        return None
    return ExerciseStep(
        exercise=exercise,
        timing=timing,
        sides=sides,
        get_ready_s=(
            pace.get_ready_s if written.get_ready is UNSET else parse_duration(written.get_ready)
        ),
    )


def card_without_timing(exercise: Exercise) -> str:
    """Return the problem of using a text card without a timing as a timed step."""
    return _(
        "'{exercise}' is a text card without a timing ({file}); give it one here or leave it out"
    ).format(exercise=exercise.id, file=shown(exercise.path))


def timing_from(written: WrittenTiming) -> Timing:
    """Return the timing of a struct."""
    if written.hold is not UNSET:
        return Hold(parse_duration(written.hold), written.times, parse_duration(written.rest))
    if written.repetitions is not UNSET and written.each is not UNSET:
        return Repetitions(written.repetitions, parse_duration(written.each))
    if written.continuous is not UNSET:
        return Continuous(parse_duration(written.continuous))
    phases = () if written.phases is UNSET else written.phases
    return Phases(
        tuple(Phase(phase.text, parse_duration(phase.length), phase.kind) for phase in phases)
    )


def _instructions(written: Sequence[str | WrittenInstruction]) -> tuple[Instruction, ...]:
    """Return the instructions; a plain one is for getting ready if it is the first of several."""
    instructions: list[Instruction] = []
    for index, sentence in enumerate(written):
        if isinstance(sentence, str):
            first_of_several = index == 0 and len(written) > 1
            instructions.append(Instruction(sentence, "ready" if first_of_several else "work"))
        else:
            instructions.append(Instruction(sentence.text, sentence.at))
    return tuple(instructions)


def sources_from(written: Sequence[WrittenSource]) -> tuple[Source, ...]:
    """Return the sources of a list of structs."""
    return tuple(
        Source(
            document=source.document,
            line=None if source.line is UNSET else source.line,
            quote=None if source.quote is UNSET else source.quote,
        )
        for source in written
    )


def text_from(written: str | UnsetType) -> str:
    """Return a text; "" if the key is missing."""
    return "" if written is UNSET else written
