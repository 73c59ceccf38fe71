"""From what is written in a file to the values that the app works with.

What one struct cannot say about itself is checked here: exercises that do not exist, lengths and
counts over the limits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from msgspec import UNSET

from stretchapp.base.problems import Problem
from stretchapp.library.durations import parse_duration
from stretchapp.library.models import (
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

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from msgspec import UnsetType

    from stretchapp.library.file_format import (
        WrittenExercise,
        WrittenInstruction,
        WrittenRoutine,
        WrittenSource,
        WrittenStep,
        WrittenTiming,
    )
    from stretchapp.library.models import Origin, Step, Timing
    from stretchapp.library.yaml_text import Node

MAX_STEPS = 500
MAX_STEP_S = 2 * 3600.0
MAX_ROUTINE_S = 6 * 3600.0
DEFAULT_REST = "5s"
DEFAULT_REST_TEXT = "Rest a moment."


@dataclass(frozen=True, slots=True)
class RoutineFile:
    """A file that is being read.

    Attributes:
        path: Where it is.
        origin: Whether it was shipped or is the user's.
        root: Its values with their places.
        problems: Every problem found is added to it.
    """

    path: Path
    origin: Origin
    root: Node
    problems: list[Problem]

    def tell(self, node: Node, message: str) -> None:
        """Add a problem at the place of ``node``."""
        self.problems.append(Problem(self.path, node.line, node.column, message))


@dataclass(frozen=True, slots=True)
class KnownExercises:
    """What a routine may refer to.

    Attributes:
        usable: Exercises by id.
        broken: Files of exercises that could not be read, by the id in them.
    """

    usable: Mapping[str, Exercise]
    broken: Mapping[str, Path]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What a routine sets for all its steps."""

    get_ready_s: float
    change_sides_s: float


def exercise_from(written: WrittenExercise, file: RoutineFile) -> Exercise | None:
    """Return the exercise of a file, or None when something in it cannot be."""
    if written.guided and written.timing is UNSET:
        file.tell(
            file.root, "a guided exercise needs a 'timing'; add it, or write 'guided: false'"
        )
        return None
    timing = None if written.timing is UNSET else _timing(written.timing)
    if timing is not None and work_length_s(timing) > MAX_STEP_S:
        file.tell(_child(file.root, "timing"), "this exercise takes over 2 hours; shorten it")
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
        timing_note=_text(written.timing_note),
        steps=_instructions(written.steps),
        breathing=_text(written.breathing),
        safety=_text(written.safety),
        note=_text(written.note),
        sources=_sources(written.sources),
        origin=file.origin,
        path=str(file.path),
    )


def routine_from(
    written: WrittenRoutine, file: RoutineFile, known: KnownExercises
) -> Routine | None:
    """Return the routine of a file, or None when something in it cannot be."""
    before = len(file.problems)
    pace = Pace(
        get_ready_s=parse_duration(written.get_ready),
        change_sides_s=parse_duration(written.change_sides),
    )
    list_node = _child(file.root, "steps")
    if len(written.steps) > MAX_STEPS:
        file.tell(
            list_node, f"this routine has {len(written.steps)} steps; {MAX_STEPS} are allowed"
        )
        return None
    steps = [
        step_from(step, node, pace, file, known)
        for step, node in zip(written.steps, _items(list_node), strict=True)
    ]
    routine = Routine(
        id=written.id,
        title=written.title,
        purpose=written.purpose,
        when=written.when,
        change_sides_s=pace.change_sides_s,
        steps=tuple(step for step in steps if step is not None),
        note=_text(written.note),
        sources=_sources(written.sources),
        origin=file.origin,
        path=str(file.path),
    )
    if routine.total_s > MAX_ROUTINE_S:
        file.tell(list_node, "this routine takes over 6 hours; split it")
    return routine if len(file.problems) == before else None


def step_from(
    written: WrittenStep, node: Node, pace: Pace, file: RoutineFile, known: KnownExercises
) -> Step | None:
    """Return one step of a routine, or None when it cannot be done as written."""
    if written.rest is not UNSET:
        text = DEFAULT_REST_TEXT if written.text is UNSET else written.text
        step: Step | None = RestStep(parse_duration(written.rest), text)
    elif written.wait is not UNSET:
        step = WaitStep(written.wait)
    else:
        step = _exercise_step(written, node, pace, file, known)
    if step is not None and step_length_s(step, pace.change_sides_s) > MAX_STEP_S:
        file.tell(node, "this step takes over 2 hours; shorten it")
        return None
    return step


def _exercise_step(
    written: WrittenStep, node: Node, pace: Pace, file: RoutineFile, known: KnownExercises
) -> Step | None:
    name = "" if written.exercise is UNSET else written.exercise
    place = _child(node, "exercise")
    exercise = known.usable.get(name)
    if exercise is None:
        file.tell(place, _missing(name, known))
        return None
    timing = exercise.timing if written.timing is UNSET else _timing(written.timing)
    if timing is None:
        file.tell(
            place, f"'{name}' is a text card without a timing; give it one here or leave it out"
        )
        return None
    return ExerciseStep(
        exercise=exercise,
        timing=timing,
        sides=exercise.sides if written.sides is UNSET else written.sides,
        get_ready_s=(
            pace.get_ready_s
            if written.get_ready is UNSET
            else parse_duration(written.get_ready)
        ),
    )


def _timing(written: WrittenTiming) -> Timing:
    if written.hold is not UNSET:
        return Hold(
            hold_s=parse_duration(written.hold),
            times=1 if written.times is UNSET else written.times,
            rest_s=parse_duration(DEFAULT_REST if written.rest is UNSET else written.rest),
        )
    if written.repetitions is not UNSET and written.each is not UNSET:
        return Repetitions(count=written.repetitions, each_s=parse_duration(written.each))
    if written.continuous is not UNSET:
        return Continuous(parse_duration(written.continuous))
    phases = () if written.phases is UNSET else written.phases
    return Phases(
        tuple(Phase(phase.text, parse_duration(phase.length), phase.kind) for phase in phases)
    )


def _instructions(written: Sequence[str | WrittenInstruction]) -> tuple[Instruction, ...]:
    """Return the sentences; a plain one is for getting ready if it is the first of several."""
    result: list[Instruction] = []
    for index, sentence in enumerate(written):
        if isinstance(sentence, str):
            first_of_several = index == 0 and len(written) > 1
            result.append(Instruction(sentence, "ready" if first_of_several else "work"))
        else:
            result.append(Instruction(sentence.text, sentence.at))
    return tuple(result)


def _sources(written: Sequence[WrittenSource]) -> tuple[Source, ...]:
    return tuple(
        Source(
            document=source.document,
            line=None if source.line is UNSET else source.line,
            quote=None if source.quote is UNSET else source.quote,
        )
        for source in written
    )


def _text(written: str | UnsetType) -> str:
    return "" if written is UNSET else written


def _child(node: Node, key: str) -> Node:
    return cast("dict[str, Node]", node.value)[key]


def _items(node: Node) -> list[Node]:
    return cast("list[Node]", node.value)


def _missing(name: str, known: KnownExercises) -> str:
    # Imported here: only a file with a mistake needs it.
    import difflib

    if name in known.broken:
        return f"the exercise '{name}' cannot be used: mend {known.broken[name]} first"
    near = difflib.get_close_matches(name, known.usable, n=1)
    advice = f"did you mean '{near[0]}'?" if near else "see 'stretchapp exercises'"
    return f"there is no exercise '{name}'; {advice}"
