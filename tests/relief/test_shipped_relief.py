"""The shipped relief flows, used as people in pain might use them."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import shipped_routines
from stretchapp.library.load import load_library
from stretchapp.library.routines.rubbing import rubbing_in
from stretchapp.relief.agenda import rubs
from stretchapp.relief.events import StepStarted, TextChanged, ThresholdReached
from tests.relief.flows import QUESTION, Cramp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stretchapp.library.relief.models import ReliefFlow, ReliefStep

FLOWS = [flow for flow in load_library(shipped_routines()).flows.values() if flow.stages]

ANSWERS = ("eased", "still", "cannot", "coming_on")

WORDS = 12
"""Longer texts cannot be read half asleep."""


@pytest.fixture(params=FLOWS, ids=lambda flow: flow.id)
def flow(request: pytest.FixtureRequest) -> ReliefFlow:
    return request.param


def steps(flow: ReliefFlow) -> Iterator[ReliefStep]:
    for stage in flow.stages:
        yield from stage.steps
        yield from stage.alternatives
    yield from flow.aftercare


def test_flows_are_shipped() -> None:
    assert {"calf", "toes", "thigh"} <= {flow.id for flow in FLOWS}


@pytest.mark.parametrize("skips", [False, True])
def test_without_answers_there_is_always_something_to_do(flow: ReliefFlow, *, skips: bool) -> None:
    cramp = Cramp(flow, skips_rubbing=skips)
    cramp.pass_s(3600)

    started = [event for event in cramp.events if isinstance(event, StepStarted)]
    assert started[-1].at_s > 3600 - 400
    thresholds = [event.at_s for event in cramp.events if isinstance(event, ThresholdReached)]
    assert thresholds == [240, 600]


@pytest.mark.parametrize("skips", [False, True])
def test_the_cramp_can_ease_after_every_first_answer(flow: ReliefFlow, *, skips: bool) -> None:
    for answers in product(ANSWERS, repeat=5):
        cramp = Cramp(flow, skips_rubbing=skips)
        cramp.do(*answers)
        for _ in range(len(flow.aftercare) + 1):
            cramp.do("eased")

        assert cramp.shown.state == "ended"


def test_every_text_is_short(flow: ReliefFlow) -> None:
    for answer in ("advance", "still", "cannot"):
        cramp = Cramp(flow)
        for _ in range(40):
            cramp.pass_s(45)
            cramp.do(answer)
        cramp.do("eased")
        cramp.pass_s(900)

        shown = {event.text for event in cramp.events if isinstance(event, TextChanged)}
        assert {text for text in shown if len(text.split()) > WORDS} == set()


def test_with_varicose_veins_nothing_rubs_and_swelling_is_not_asked_about(flow: ReliefFlow) -> None:
    rubbing = {step.exercise.id for step in steps(flow) if rubs(step)}
    cramp = Cramp(flow, skips_rubbing=True)
    for answer in ("advance", "still", "cannot") * 20:
        cramp.pass_s(45)
        cramp.do(answer)

    assert rubbing.isdisjoint(e.exercise for e in cramp.events if isinstance(e, StepStarted))
    assert QUESTION not in [event.text for event in cramp.events if isinstance(event, TextChanged)]


def test_the_lines_of_an_aftercare_exercise_leave_out_its_rubbing_part(
    flow: ReliefFlow,
) -> None:
    lenient = [step for step in steps(flow) if rubbing_in(step.exercise) and not rubs(step)]

    said = " ".join(line.lower() for step in lenient for line in step.say)
    assert not [word for word in ("rub", "massage", "knead", "pinch", "pat ") if word in said]
