"""From what is written in a file to the values that the app works with.

What one struct cannot say about itself is checked here: exercises that do not exist, lengths over
the limits. Files whose form is wrong are checked as far as they can be understood, so that authors
see every problem at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, TypeVar

from msgspec import UNSET

from stretchapp.base.problems import Problem
from stretchapp.library.routines.file_format import Written, WrittenStep, WrittenTiming
from stretchapp.library.routines.models import (
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
from stretchapp.library.yaml.conversion import convert
from stretchapp.library.yaml.durations import parse_duration

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from msgspec import UnsetType

    from stretchapp.library.routines.file_format import (
        WrittenExercise,
        WrittenInstruction,
        WrittenRoutine,
        WrittenSource,
    )
    from stretchapp.library.routines.models import Origin, Step, Timing
    from stretchapp.library.yaml.strict_text import Node

_W = TypeVar("_W", bound=Written)

MAX_STEP_S = 2 * 3600.0
MAX_ROUTINE_S = 6 * 3600.0


class Rank(IntEnum):
    """Where a file lies; of two with the same id, the one of the higher rank is used."""

    SHIPPED = 0
    USER = 1
    ELSEWHERE = 2


@dataclass(frozen=True, slots=True)
class RoutineFile:
    """A file that is being read.

    Attributes:
        path: Where it is.
        rank: Where it lies.
        root: Its values with their places.
        problems: Every problem found is added to it.
    """

    path: Path
    rank: Rank
    root: Node
    problems: list[Problem]

    @property
    def origin(self) -> Origin:
        """Whether it was shipped or is the user's."""
        return "shipped" if self.rank is Rank.SHIPPED else "yours"

    def tell(self, node: Node, message: str) -> None:
        """Add a problem at the place of ``node``."""
        self.problems.append(Problem(self.path, node.line, node.column, message))

    def has_told(self, node: Node) -> bool:
        """Return whether there is a problem at the place of ``node``."""
        place = (self.path, node.line, node.column)
        return any((it.path, it.line, it.column) == place for it in self.problems)

    def part(self, node: Node, written: type[_W]) -> _W | None:
        """Return a part of the file, if its form is right; what is wrong is told elsewhere."""
        return convert(node, written, self.path, [])


@dataclass(frozen=True, slots=True)
class KnownExercises:
    """What a routine may refer to.

    Attributes:
        usable: Exercises by id.
        broken: Files of exercises that cannot be used, by the ids that they may have.
        shipped: The exercises that come with the app by id, be they replaced or not.
    """

    usable: Mapping[str, Exercise]
    broken: Mapping[str, Path]
    shipped: Mapping[str, Exercise]

    def missing(self, name: str) -> str:
        """Return what to tell where ``name`` stands and no usable exercise has it."""
        # Imported here: only a file with a mistake needs it.
        import difflib

        if name in self.broken:
            return f"the exercise '{name}' cannot be used; mend {self.broken[name]} first"
        near = difflib.get_close_matches(name, self.usable, n=1)
        advice = f"did you mean '{near[0]}'?" if near else "'stretchapp exercises' lists them"
        return f"there is no exercise '{name}'; {advice}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What a routine sets for all its steps."""

    get_ready_s: float
    change_sides_s: float


def exercise_from(written: WrittenExercise, file: RoutineFile) -> Exercise | None:
    """Return the exercise of a file, or None when something in it cannot be."""
    timing = None if written.timing is UNSET else timing_from(written.timing)
    if not _timing_is_good(timing, file):
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
        note=text_from(written.note),
        sources=sources_from(written.sources),
        origin=file.origin,
        path=str(file.path),
    )


def check_exercise(file: RoutineFile) -> None:
    """Tell what else is wrong with an exercise whose form is wrong somewhere."""
    node = file.root.entries.get("timing")
    written = None if node is None else file.part(node, WrittenTiming)
    _timing_is_good(None if written is None else timing_from(written), file)


def routine_from(
    written: WrittenRoutine, file: RoutineFile, known: KnownExercises
) -> Routine | None:
    """Return the routine of a file, or None when something in it cannot be."""
    before = len(file.problems)
    pace = Pace(
        get_ready_s=parse_duration(written.get_ready),
        change_sides_s=parse_duration(written.change_sides),
    )
    steps = _steps(written.steps, file, pace, known)
    if len(file.problems) > before:
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
    """Tell what else is wrong with a routine whose form is wrong somewhere."""
    node = file.root.entries.get("steps")
    if node is not None:
        written = [file.part(item, WrittenStep) for item in node.items]
        # How long getting ready takes may be among what is wrong.
        _steps(written, file, Pace(get_ready_s=0.0, change_sides_s=0.0), known)


def _timing_is_good(timing: Timing | None, file: RoutineFile) -> bool:
    entries = file.root.entries
    if timing is not None and work_length_s(timing) > MAX_STEP_S:
        file.tell(entries["timing"], "this exercise takes over 2 hours; shorten it")
        return False
    is_guided = "guided" not in entries or entries["guided"].value is True
    if is_guided and "timing" not in entries:
        message = "a guided exercise has to have a 'timing'; add it, or write 'guided: false'"
        file.tell(file.root, message)
        return False
    return True


def _steps(
    written: Sequence[WrittenStep | None], file: RoutineFile, pace: Pace, known: KnownExercises
) -> tuple[Step, ...]:
    """Return the steps that can be done as written, and tell what is wrong with the others."""
    node = file.root.entries["steps"]
    steps: list[Step] = []
    for step, item in zip(written, node.items, strict=True):
        value = None if step is None else _step(step, item, file, pace, known)
        if value is not None:
            steps.append(value)
    if sum(step_length_s(step, pace.change_sides_s) for step in steps) > MAX_ROUTINE_S:
        file.tell(node, "this routine takes over 6 hours; split it")
    return tuple(steps)


def _step(
    written: WrittenStep, node: Node, file: RoutineFile, pace: Pace, known: KnownExercises
) -> Step | None:
    step: Step | None
    if written.exercise is not UNSET:
        step = _exercise_step(written, node.entries["exercise"], file, pace, known)
    elif written.rest is not UNSET:
        step = RestStep(parse_duration(written.rest), written.text)
    else:
        step = WaitStep(text_from(written.wait))
    if step is not None and step_length_s(step, pace.change_sides_s) > MAX_STEP_S:
        file.tell(node, "this step takes over 2 hours; shorten it")
        return None
    return step


def _exercise_step(
    written: WrittenStep, node: Node, file: RoutineFile, pace: Pace, known: KnownExercises
) -> ExerciseStep | None:
    name = text_from(written.exercise)
    exercise = known.usable.get(name)
    if exercise is None:
        file.tell(node, known.missing(name))
        return None
    timing = exercise.timing if written.timing is UNSET else timing_from(written.timing)
    if timing is None:
        file.tell(node, card_without_timing(exercise))
        return None
    sides = exercise.sides if written.sides is UNSET else written.sides
    if sides == "alternate" and not isinstance(timing, Hold):
        file.tell(node, "legs can alternate only from hold to hold; write 'sides: each'")
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
    """Return what to tell where ``exercise`` stands and has to have a timing."""
    card = f"'{exercise.id}' is a text card without a timing ({exercise.path})"
    return f"{card}; give it one here or leave it out"


def timing_from(written: WrittenTiming) -> Timing:
    """Return the timing that is written."""
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
    """Return the sentences; a plain one is for getting ready if it is the first of several."""
    result: list[Instruction] = []
    for index, sentence in enumerate(written):
        if isinstance(sentence, str):
            first_of_several = index == 0 and len(written) > 1
            result.append(Instruction(sentence, "ready" if first_of_several else "work"))
        else:
            result.append(Instruction(sentence.text, sentence.at))
    return tuple(result)


def sources_from(written: Sequence[WrittenSource]) -> tuple[Source, ...]:
    """Return the sources that are written."""
    return tuple(
        Source(
            document=source.document,
            line=None if source.line is UNSET else source.line,
            quote=None if source.quote is UNSET else source.quote,
        )
        for source in written
    )


def text_from(written: str | UnsetType) -> str:
    """Return the text that is written; "" if there is none."""
    return "" if written is UNSET else written
