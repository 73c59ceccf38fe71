"""The waits and rests of a routine whose exercises have changed.

A wait such as "Lie down on your bed." belongs to what comes after it, and a rest such as "Shake
your legs out." to what comes before it. When exercises are left out or replaced, some waits and
rests refer to nothing any more, and a wait is needed where one now has to lie down or get up.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from stretchapp.base.i18n import N_, NC_, _, pgettext
from stretchapp.library.routines.models import REST_TEXT, ExerciseStep, RestStep, WaitStep
from stretchapp.library.routines.postures import LYING, STANDING, postures
from stretchapp.library.routines.transitions import LIE_DOWN_S, free_time_s

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from stretchapp.library.routines.models import Step

LIE_DOWN = NC_(
    "routine:evening-stretch:steps.wait", "Lie down on your bed, or on a mat on the floor."
)
SIT_UP = N_("Sit up slowly.")
STAND_UP = N_("Sit up, then stand up slowly. Hold on to something.")


def wait_to_lie_down() -> WaitStep:
    """Return the wait before a person lies down, with the words of a shipped routine."""
    return WaitStep(pgettext("routine:evening-stretch:steps.wait", LIE_DOWN), floor=True)


def with_waits_that_fit(written: Sequence[Step], fitted: Sequence[Step | None]) -> tuple[Step, ...]:
    """Return the steps of a fitted routine with the waits and rests that it needs.

    Args:
        written: The steps of the routine as written.
        fitted: What has become of each of them; None if it is left out.
    """
    moves = _moves(written)
    steps: list[Step] = []
    for index, step in enumerate(fitted):
        match step:
            case ExerciseStep():
                steps.append(step)
            case WaitStep():
                if step in moves or _leads_on(index, written, fitted):
                    steps.append(step)
            case RestStep():
                steps += _rest_that_fits(step, written[:index], fitted[:index])
            case None:
                pass
    while isinstance(steps[-1], RestStep) and isinstance(written[-1], ExerciseStep):
        steps.pop()
    return tuple(_with_waits_to_move(steps, moves))


def _moves(written: Iterable[Step]) -> dict[WaitStep, frozenset[str]]:
    """Return the waits that lead to another position, and that position."""
    moves: dict[WaitStep, frozenset[str]] = {}
    now: frozenset[str] = frozenset()
    waits: list[WaitStep] = []
    for step in written:
        if isinstance(step, WaitStep):
            waits.append(step)
        elif isinstance(step, ExerciseStep):
            possible = postures(step.exercise)
            if possible is not None and _is_change(now, possible):
                moves.update(dict.fromkeys(waits, possible))
            now = _after(now, possible)
            waits = []
    return moves


def _with_waits_to_move(
    steps: Iterable[Step], moves: Mapping[WaitStep, frozenset[str]]
) -> Iterator[Step]:
    """Yield ``steps`` with waits where the position changes, and only there.

    Args:
        steps: The steps, with the waits that lead to another position as written.
        moves: These waits, and the position that they lead to.
    """
    now: frozenset[str] = frozenset()
    waits: list[WaitStep] = []
    free_s = 0.0
    for step in steps:
        if isinstance(step, WaitStep) and step in moves:
            waits.append(step)
        elif isinstance(step, ExerciseStep):
            possible = postures(step.exercise)
            if possible is not None and _is_change(now, possible):
                is_hasty = LYING in (now, possible) and free_s + step.get_ready_s < LIE_DOWN_S
                yield from (
                    [wait for wait in waits if moves[wait] & possible]
                    or [wait for wait, to in moves.items() if to == possible == LYING][:1]
                    or [_way_to(possible)] * is_hasty
                )
            yield step
            now, waits, free_s = _after(now, possible), [], 0.0
        else:
            yield step
            free_s += free_time_s(step)


def _way_to(posture: frozenset[str]) -> WaitStep:
    """Return the wait before a posture."""
    if posture == LYING:
        return wait_to_lie_down()
    return WaitStep(_(STAND_UP if posture == STANDING else SIT_UP))


def _leads_on(index: int, written: Sequence[Step], fitted: Sequence[Step | None]) -> bool:
    """Return whether a wait leads to an exercise that is done as written.

    It leads to the next exercise, and to those after it that are done in the same way with the same
    equipment. A wait without an exercise after it stands for itself.
    """
    following = [it for it in written[index + 1 :] if isinstance(it, ExerciseStep)]
    if not following:
        return True
    first = following[0].exercise
    led_to = takewhile(
        lambda step: (
            (step.exercise.position, step.exercise.equipment) == (first.position, first.equipment)
        ),
        following,
    )
    return any(step in fitted for step in led_to)


def _rest_that_fits(
    rest: RestStep, written: Sequence[Step], fitted: Sequence[Step | None]
) -> list[Step]:
    """Return a rest as it fits what has become of the exercise before it.

    Args:
        rest: The rest as written.
        written: The steps before it as written.
        fitted: What has become of them.
    """
    for as_written, step in zip(reversed(written), reversed(fitted), strict=True):
        if isinstance(as_written, ExerciseStep):
            if step is None:
                return []
            return [rest if step == as_written else replace(rest, text=_(REST_TEXT))]
    return [rest]


def _is_change(now: frozenset[str], possible: frozenset[str]) -> bool:
    """Return whether a known position has to change; nothing is known at the start."""
    return bool(now) and not now & possible


def _after(now: frozenset[str], possible: frozenset[str] | None) -> frozenset[str]:
    return now if possible is None else now & possible or possible
