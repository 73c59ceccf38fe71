"""Builders and Hypothesis strategies for relief flows, and a relief that runs in a test."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from stretchapp.library.relief.models import AFTERCARE, ReliefFlow, ReliefStage, ReliefStep
from stretchapp.library.routines.models import Hold, Phases
from stretchapp.library.texts.relief import ReliefCard, ReliefTexts
from stretchapp.relief.limits import Limits
from stretchapp.relief.relief import Relief
from tests.fakes import an_exercise
from tests.session.plans import START_S, timings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretchapp.library.routines.models import Timing
    from stretchapp.relief.events import ReliefEvent, ReliefSnapshot

QUESTION = "Is the leg swollen?"
GET_UP = "Put a light on, sit up and hold something."

_CARD = ReliefCard("", "", urgent=False, words=(), advice="")
TEXTS = ReliefTexts(
    threshold_cards={},
    urgent=_CARD,
    swelling=_CARD,
    question=QUESTION,
    warning="",
    get_up=GET_UP,
    panic="",
)

ALL = Limits()
"""The limits of a person who can do everything."""

THIRTY_S = Hold(30.0, 1, 5.0)


def a_relief_step(
    name: str,
    timing: Timing | None = THIRTY_S,
    *,
    say: tuple[str, ...] = (),
    ask: str = "",
    stands: bool = False,
    rubs: bool = False,
    **changes: object,
) -> ReliefStep:
    """Return a step with the exercise ``name``; its line is its name unless ``say`` is given."""
    exercise = an_exercise(id=name, name=name.capitalize(), timing=timing, **changes)
    say = say or (f"{name.capitalize()}.",)
    return ReliefStep(exercise, timing, say, ask=ask, stands=stands, rubs=rubs)


def a_rubbing_step(name: str, timing: Timing | None = THIRTY_S) -> ReliefStep:
    """Return a step that rubs."""
    return a_relief_step(name, timing, rubs=True)


def a_standing_step(name: str, timing: Timing | None = THIRTY_S) -> ReliefStep:
    """Return a step for which one gets up."""
    return a_relief_step(name, timing, stands=True)


def a_stage(
    name: str,
    *steps: ReliefStep,
    still: str,
    cannot: str | None = None,
    eased: str = AFTERCARE,
    alternatives: tuple[ReliefStep, ...] = (),
) -> ReliefStage:
    """Return a stage; "I can't do this" leads where "still" does unless ``cannot`` is given."""
    return ReliefStage(
        id=name,
        steps=steps,
        alternatives=alternatives,
        eased=eased,
        still=still,
        cannot=cannot or still,
    )


def a_flow(
    *stages: ReliefStage,
    name: str = "calf",
    early: str | None = None,
    aftercare: tuple[ReliefStep, ...] = (),
) -> ReliefFlow:
    """Return a flow that starts with the first of its stages."""
    return ReliefFlow(
        id=name,
        title=name.capitalize(),
        key=1,
        is_sourced=True,
        first=stages[0].id if stages else "",
        early=early,
        stages=stages,
        aftercare=aftercare,
        card=(),
        note="",
        sources=(),
        origin="shipped",
        path=f"{name}.yaml",
    )


def calf() -> ReliefFlow:
    """Return a flow with an early stage, alternatives, rubbing, and an aftercare with a card."""
    return a_flow(
        a_stage(
            "pull",
            a_relief_step("pull", Hold(15.0, 2, 5.0)),
            alternatives=(a_relief_step("towel"), a_relief_step("bend")),
            still="stand",
            cannot="rub",
        ),
        a_stage("stand", a_relief_step("stand"), a_relief_step("walk"), still="rub"),
        a_stage("rub", a_rubbing_step("rub"), a_rubbing_step("pinch"), still="warm"),
        a_stage("warm", a_relief_step("warm"), still="pull"),
        a_stage("coming-on", a_relief_step("loosen"), still="pull"),
        early="coming-on",
        aftercare=(a_relief_step("raise"), a_relief_step("socks", None)),
    )


def toes() -> ReliefFlow:
    """Return a flow of one stage for another place."""
    return a_flow(a_stage("release", a_relief_step("release"), still="release"), name="toes")


def a_relief(flow: ReliefFlow | None = None, limits: Limits = ALL, *, speed: float = 1.0) -> Relief:
    """Return a relief that has not started; of a cramp in the calf unless a flow is given."""
    return Relief(flow or calf(), limits, question=QUESTION, get_up=GET_UP, speed=speed)


class Cramp:
    """A relief, its clock and its events."""

    def __init__(
        self,
        flow: ReliefFlow | None = None,
        *,
        limits: Limits = ALL,
        speed: float = 1.0,
        start_s: float = START_S,
    ) -> None:
        self.relief = a_relief(flow, limits, speed=speed)
        self.now_s = start_s
        self.events: list[ReliefEvent] = self.relief.start(self.now_s)

    def pass_s(self, length_s: float, tick_s: float = 1.0) -> list[ReliefEvent]:
        """Let time pass with a tick every ``tick_s``."""
        until_s = self.now_s + length_s
        events: list[ReliefEvent] = []
        while self.now_s < until_s:
            self.now_s = min(self.now_s + tick_s, until_s)
            events += self.relief.advance(self.now_s)
        self.events += events
        return events

    def sleep(self, length_s: float) -> None:
        """Let time pass without a tick."""
        self.now_s += length_s

    def do(self, *commands: str) -> list[ReliefEvent]:
        """Give commands at the present moment, and return the events of the last one."""
        events: list[ReliefEvent] = []
        for command in commands:
            if command == "switch":
                events = self.relief.switch(toes(), self.now_s)
            else:
                events = getattr(self.relief, command)(self.now_s)
            self.events += events
        return events

    @property
    def shown(self) -> ReliefSnapshot:
        return self.relief.snapshot(self.now_s)


@st.composite
def flows(draw: st.DrawFn) -> ReliefFlow:
    """Return a flow that a file could have.

    Every answer leads to some stage, and "eased" to the aftercare, sooner or later. Every
    exercise has an id of its own, with what a step does in it: ``rub``, ``warm``, ``stand``,
    ``one-leg`` and ``ask``.
    """
    names = [f"stage-{number}" for number in range(draw(st.integers(1, 5)))]
    stages: list[ReliefStage] = []
    for number, name in enumerate(names):
        some, others = draw(_some_steps(f"{number}-a", 1)), draw(_some_steps(f"{number}-b", 0))
        stages.append(
            a_stage(
                name,
                *some,
                alternatives=others,
                still=draw(st.sampled_from(names)),
                cannot=draw(st.sampled_from(names)),
                eased=draw(st.sampled_from([AFTERCARE, *names[number + 1 :]])),
            )
        )
    return a_flow(
        *stages,
        early=draw(st.none() | st.sampled_from(names)),
        aftercare=draw(_some_steps("after", 0)),
    )


@st.composite
def _some_steps(draw: st.DrawFn, name: str, least: int) -> tuple[ReliefStep, ...]:
    return tuple(draw(_steps(f"{name}-{number}")) for number in range(draw(st.integers(least, 2))))


@st.composite
def _steps(draw: st.DrawFn, name: str) -> ReliefStep:
    timing = draw(st.one_of(timings, st.none()))
    traits = draw(st.sets(st.sampled_from(["rub", "warm", "stand", "one-leg", "ask"]), max_size=2))
    step = a_relief_step(
        "-".join([*sorted(traits), name]),
        timing,
        ask="Is it there?" if "ask" in traits else "",
        stands=bool(traits & {"stand", "one-leg"}),
        rubs="rub" in traits,
        stance="one-leg" if "one-leg" in traits else None,
        category=("warmth",) if "warm" in traits else (),
    )
    if isinstance(timing, Phases):
        step = replace(step, say=tuple(f"Phase {number}." for number in range(len(timing.phases))))
    return step


limits = st.builds(Limits, **{field.name: st.booleans() for field in fields(Limits)})


def all_rubbing(flow: ReliefFlow) -> ReliefFlow:
    """Return ``flow`` with exercises that all rub."""

    def rubbing(steps: Sequence[ReliefStep]) -> tuple[ReliefStep, ...]:
        return tuple(replace(step, rubs=True) for step in steps)

    stages = tuple(
        replace(stage, steps=rubbing(stage.steps), alternatives=rubbing(stage.alternatives))
        for stage in flow.stages
    )
    return replace(flow, stages=stages, aftercare=rubbing(flow.aftercare))
