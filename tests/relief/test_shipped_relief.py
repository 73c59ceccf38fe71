"""The shipped relief flows, used as people in pain might use them."""

from __future__ import annotations

import copy
from dataclasses import astuple, fields
from itertools import product
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import shipped_assets, shipped_routines
from stretchapp.library.load import load_library
from stretchapp.library.routines.rubbing import rubbing_in
from stretchapp.library.texts.load import load_relief_texts
from stretchapp.relief.events import StepStarted, ThresholdReached
from stretchapp.relief.limits import Limits
from tests.relief.flows import Cramp
from tests.relief.observer import Observer, steps_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stretchapp.library.relief.models import ReliefFlow, ReliefStep

FLOWS = [flow for flow in load_library(shipped_routines()).flows.values() if flow.stages]

ANSWERS = ("eased", "still", "cannot", "coming_on")

WORDS = 12
"""Longer texts cannot be read half asleep."""

LIMITS = [
    Limits(),
    *(Limits(**{field.name: True}) for field in fields(Limits)),
    Limits(**{field.name: True for field in fields(Limits)}),
]
"""Nothing is left out, each thing by itself, and everything."""


@pytest.fixture(params=FLOWS, ids=lambda flow: flow.id)
def flow(request: pytest.FixtureRequest) -> ReliefFlow:
    return request.param


@pytest.fixture(params=LIMITS, ids=lambda it: f"without-{sum(astuple(it))}-{hash(it) % 1000}")
def limits(request: pytest.FixtureRequest) -> Limits:
    return request.param


def steps(flow: ReliefFlow) -> Iterator[ReliefStep]:
    for stage in flow.stages:
        yield from stage.steps
        yield from stage.alternatives
    yield from flow.aftercare


def test_flows_are_shipped() -> None:
    assert {"calf", "toes", "thigh"} <= {flow.id for flow in FLOWS}


def test_without_answers_there_is_always_something_to_do(flow: ReliefFlow, limits: Limits) -> None:
    cramp = Cramp(flow, limits=limits)
    cramp.pass_s(3600)

    started = [event for event in cramp.events if isinstance(event, StepStarted)]
    assert started[-1].at_s > 3600 - 400
    thresholds = [event.at_s for event in cramp.events if isinstance(event, ThresholdReached)]
    assert thresholds == [240, 600]


def test_the_cramp_can_ease_after_every_first_answer(flow: ReliefFlow, limits: Limits) -> None:
    for answers in product(ANSWERS, repeat=4):
        cramp = Cramp(flow, limits=limits)
        cramp.do(*answers)
        for _ in range(len(flow.aftercare) + 1):
            cramp.do("eased")

        assert cramp.shown.state == "ended"


def test_every_text_is_short(flow: ReliefFlow) -> None:
    rests = [it.text for step in steps(flow) for it in step.exercise.steps if it.at == "rest"]
    texts = load_relief_texts(shipped_assets() / "texts")

    said = [line for step in steps(flow) for line in (*step.say, step.ask)]
    shown = (*said, *rests, texts.question, texts.get_up, texts.warning)
    assert [text for text in shown if len(text.split()) > WORDS] == []


def test_every_stage_that_makes_one_stand_offers_something_else_without_a_question(
    flow: ReliefFlow,
) -> None:
    for stage in flow.stages:
        if any(step.stands for step in stage.steps):
            others = [step for step in stage.alternatives if not (step.stands or step.rubs)]
            assert [step for step in others if not step.ask], stage.id


class TestWhateverIsAnswered:
    """Every state of a flow that any answers lead to, with and without each limit."""

    def test_there_is_something_to_do_that_the_person_has_not_ruled_out(
        self, flow: ReliefFlow, limits: Limits
    ) -> None:
        for observer in states(flow, limits):
            # The observer checks what is ruled out.
            assert observer.cramp.shown.segment.exercise is not None

    def test_with_poor_balance_nobody_has_to_get_up(self, flow: ReliefFlow) -> None:
        for observer in states(flow, Limits(unsafe_stances=True)):
            assert observer.step is None or not observer.step.stands


MOVES = ("eased", "still", "cannot", "coming_on", "wait")


def states(flow: ReliefFlow, limits: Limits) -> Iterator[Observer]:
    """Yield a relief in every state that any answers lead to; times make no difference."""
    first = Observer(Cramp(flow, limits=limits), limits, steps_of(flow))
    seen = {state_of(first)}
    waiting = [first]
    while waiting:
        observer = waiting.pop()
        yield observer
        for move in MOVES:
            further = copied(observer, flow)
            make(move, further)
            state = state_of(further)
            if state not in seen and further.cramp.shown.state != "ended":
                seen.add(state)
                waiting.append(further)


def make(move: str, observer: Observer) -> None:
    """Give an answer, or wait without one until something else is to do or is asked."""
    if move != "wait":
        observer.do(move)
    else:
        before = place_of(observer)
        while place_of(observer) == before and observer.cramp.shown.remaining_s is not None:
            observer.pass_s(observer.cramp.shown.remaining_s)
    observer.cramp.events.clear()


def place_of(observer: Observer) -> tuple[object, ...]:
    shown = observer.cramp.shown
    return shown.state, shown.stage, shown.segment.exercise


def copied(observer: Observer, flow: ReliefFlow) -> Observer:
    """Return a copy that shares what never changes."""
    memo: dict[int, object] = {id(flow): flow, id(flow.stages): flow.stages}
    memo |= {id(it): it for it in (*flow.stages, *steps(flow))}
    return copy.deepcopy(observer, memo)


def state_of(observer: Observer) -> tuple[object, ...]:
    """Return everything that may make a difference to what follows, but for times."""
    relief: dict[str, object] = vars(observer.cramp.relief)
    agenda: dict[str, object] = vars(relief["_agenda"])
    kept = [value for name, value in relief.items() if name not in TIMES]
    return (observer.said, *map(comparable, (*kept, *agenda.values())))


TIMES = {"_agenda", "_clock", "_offset_s", "_segments", "_timer"}


def comparable(value: object) -> object:
    """Return a value to compare; what never changes in a flow is compared by its identity."""
    match value:
        case list():
            return tuple(map(id, value))  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
        case set():
            return frozenset(value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
        case str() | bool() | int() | Limits() | None:
            return value
        case _:
            return id(value)


def test_a_step_that_does_not_rub_leaves_the_rubbing_of_its_exercise_out_of_its_lines(
    flow: ReliefFlow,
) -> None:
    lenient = [step for step in steps(flow) if rubbing_in(step.exercise) and not step.rubs]

    said = " ".join(line.lower() for step in lenient for line in step.say)
    assert not [word for word in ("rub", "massage", "knead", "pinch", "pat ") if word in said]
