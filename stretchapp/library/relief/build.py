"""Building relief flows from the structs of their files.

This also checks what the structs cannot express: exercises that do not exist, and lines that do not
match the phases of their exercise. ``check_paths`` checks the paths between the stages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from stretchapp.base.i18n import _, ngettext
from stretchapp.library.relief.check_paths import check_paths
from stretchapp.library.relief.file_format import WrittenRelief, WrittenReliefStep, WrittenStage
from stretchapp.library.relief.models import ReliefFlow, ReliefStage, ReliefStep
from stretchapp.library.routines.build import (
    MAX_STEP_S,
    card_without_timing,
    sources_from,
    text_from,
    timing_from,
)
from stretchapp.library.routines.models import Phases, work_length_s
from stretchapp.library.routines.postures import stands
from stretchapp.library.routines.routine_file import Rank
from stretchapp.library.routines.rubbing import rubbing_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretchapp.library.routines.models import Exercise, Timing
    from stretchapp.library.routines.routine_file import KnownExercises, RoutineFile
    from stretchapp.library.yaml.strict_text import Node


def flow_from(
    written: WrittenRelief, file: RoutineFile, known: KnownExercises
) -> ReliefFlow | None:
    """Return the flow of a file, or None, with problems, if it is not valid."""
    before = file.problems.count
    entries = file.root.entries
    stages: list[ReliefStage] = []
    aftercare: tuple[ReliefStep, ...] = ()
    if written.stages is not UNSET and written.aftercare is not UNSET:
        items = entries["stages"].items
        stages += [
            _stage(stage, item, file, known)
            for stage, item in zip(written.stages, items, strict=True)
        ]
        aftercare = _steps(written.aftercare, entries["aftercare"], file, known, may_be_card=True)
        check_paths(file, is_complete=True)
    card = () if written.card is UNSET else _card(entries["card"], file, known)
    if file.problems.count > before:
        return None
    return ReliefFlow(
        id=written.id,
        title=written.title,
        key=None if written.key is UNSET else written.key,
        is_sourced=written.sourced,
        first=text_from(written.first) or (stages[0].id if stages else ""),
        early=None if written.early is UNSET else written.early,
        stages=tuple(stages),
        aftercare=aftercare,
        card=card,
        note=text_from(written.note),
        sources=sources_from(written.sources),
        origin=file.origin,
        path=str(file.path),
    )


def check_flow(file: RoutineFile, known: KnownExercises) -> None:
    """Add the other problems of a flow that could not be converted."""
    entries = file.root.entries
    is_complete = entries.keys() <= set(WrittenRelief.__struct_fields__)
    if "stages" in entries:
        for item in entries["stages"].items:
            for key in ("steps", "alternatives"):
                _check_steps(item.entries.get(key), file, known)
            is_complete = is_complete and file.part(item, WrittenStage) is not None
        check_paths(file, is_complete=is_complete)
    _check_steps(entries.get("aftercare"), file, known, may_be_card=True)
    if "card" in entries:
        _card(entries["card"], file, known)


def _check_steps(
    node: Node | None, file: RoutineFile, known: KnownExercises, *, may_be_card: bool = False
) -> None:
    if node is not None:
        written = [file.part(item, WrittenReliefStep) for item in node.items]
        _steps(written, node, file, known, may_be_card=may_be_card)


def _stage(
    written: WrittenStage, node: Node, file: RoutineFile, known: KnownExercises
) -> ReliefStage:
    alternatives = node.entries.get("alternatives")
    return ReliefStage(
        id=written.id,
        steps=_steps(written.steps, node.entries["steps"], file, known),
        alternatives=(
            () if alternatives is None else _steps(written.alternatives, alternatives, file, known)
        ),
        eased=written.eased,
        still=written.still,
        cannot=written.cannot,
    )


def _steps(
    written: Sequence[WrittenReliefStep | None],
    node: Node,
    file: RoutineFile,
    known: KnownExercises,
    *,
    may_be_card: bool = False,
) -> tuple[ReliefStep, ...]:
    """Return the valid steps, and add the problems of the others."""
    steps: list[ReliefStep] = []
    for step, item in zip(written, node.items, strict=True):
        if step is None:
            _check_exercise(item.entries.get("exercise"), file, known)
            continue
        value = _step(step, item, file, known, may_be_card=may_be_card)
        if value is not None:
            steps.append(value)
    return tuple(steps)


def _check_exercise(node: Node | None, file: RoutineFile, known: KnownExercises) -> None:
    """Add a problem if an exercise does not exist and its value has no problem yet."""
    if node is None or not isinstance(node.value, str) or node.value in known.usable:
        return
    if not file.has_problem_at(node):
        file.add_problem(node, known.missing(node.value, file.problems))


def _step(
    written: WrittenReliefStep,
    node: Node,
    file: RoutineFile,
    known: KnownExercises,
    *,
    may_be_card: bool,
) -> ReliefStep | None:
    exercise = known.usable.get(written.exercise)
    if exercise is None:
        file.add_problem(node.entries["exercise"], known.missing(written.exercise, file.problems))
        return None
    say = (written.say,) if isinstance(written.say, str) else tuple(written.say)
    if written.timing is not UNSET:
        timing = timing_from(written.timing)
    else:
        timing = exercise.timing
        if file.rank is Rank.SHIPPED and not _fits(timing, len(say)):
            # The user's own version of the exercise has other phases. The shipped first aid must
            # still work, so it uses the timing that its lines were written for.
            timing = known.shipped.get(exercise.id, exercise).timing
    if timing is None and not may_be_card:
        file.add_problem(node.entries["exercise"], card_without_timing(exercise))
        return None
    if timing is not None and work_length_s(timing) > MAX_STEP_S:
        file.add_problem(node, _("this step takes over 2 hours; shorten it"))
        return None
    if len(say) != _lines_needed(timing):
        file.add_problem(node.entries["say"], _lines_advice(len(say), timing, exercise))
        return None
    if written.rubs is not UNSET and rubbing_in(exercise) != "part":
        file.add_problem(node.entries["rubs"], _rubs_advice(exercise))
        return None
    return ReliefStep(
        exercise,
        timing,
        say,
        ask=text_from(written.ask),
        stands=stands(exercise) if written.stands is UNSET else written.stands,
        rubs=_rubs(exercise) if written.rubs is UNSET else written.rubs,
    )


def _rubs(exercise: Exercise) -> bool:
    """Return whether an exercise rubs, if a step does not say so itself.

    One that rubs in part counts, because nobody leaves out a part when half asleep. In the
    aftercare it does not: there the part is a massage before a rest, which the lines of a flow
    leave out.
    """
    rubbing = rubbing_in(exercise)
    return rubbing == "all" or (rubbing == "part" and "aftercare" not in exercise.category)


def _rubs_advice(exercise: Exercise) -> str:
    pattern = (
        _("'{exercise}' is all rubbing; leave out 'rubs'")
        if rubbing_in(exercise)
        else _("'{exercise}' has no rubbing in it; leave out 'rubs'")
    )
    return pattern.format(exercise=exercise.id)


def _fits(timing: Timing | None, count: int) -> bool:
    return timing is not None and count == _lines_needed(timing)


def _lines_needed(timing: Timing | None) -> int:
    return len(timing.phases) if isinstance(timing, Phases) else 1


def _lines_advice(count: int, timing: Timing | None, exercise: Exercise) -> str:
    """Return the problem of ``count`` lines, which are too many or too few."""
    needed = _lines_needed(timing)
    if needed == 1:
        pattern = _("'say' has too many lines ({count}); write only one")
    else:
        pattern = ngettext(
            "'say' has {count} line, but '{exercise}' has {needed} phases here; write a list with a"
            " line for each",
            "'say' has {count} lines, but '{exercise}' has {needed} phases here; write a list with"
            " a line for each",
            count,
        )
    return pattern.format(count=count, exercise=exercise.id, needed=needed)


def _card(node: Node, file: RoutineFile, known: KnownExercises) -> tuple[Exercise, ...]:
    card: list[Exercise] = []
    for item in node.items:
        exercise = known.usable.get(item.written)
        if exercise is not None:
            card.append(exercise)
        elif isinstance(item.value, str):
            file.add_problem(item, known.missing(item.written, file.problems))
    return tuple(card)
