"""What holds for every flow, whatever the answers and the ticks are."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stretchapp.library.relief.models import AFTERCARE
from stretchapp.relief.cramp_clock import MAX_TICK_GAP_S, THRESHOLDS
from stretchapp.relief.events import (
    Eased,
    Ended,
    MachineSlept,
    StepStarted,
    TextChanged,
    ThresholdReached,
)
from stretchapp.relief.limits import Limits
from tests.relief.flows import QUESTION, Cramp, flows, limits, toes
from tests.relief.observer import Observer, steps_of

if TYPE_CHECKING:
    from stretchapp.library.relief.models import ReliefFlow
    from stretchapp.relief.events import ReliefEvent, ReliefSnapshot

ANSWERS = ("eased", "still", "cannot")
COMMANDS = (*ANSWERS, "advance", "coming_on", "switch", "pause", "resume")

waits = st.one_of(st.just(0.0), st.floats(0, 10), st.floats(0, MAX_TICK_GAP_S - 0.001))
scripts = st.lists(st.tuples(waits, st.sampled_from(COMMANDS)), max_size=40)
"""Commands, each after a wait that is not a gap."""

sleepy_scripts = st.lists(
    st.tuples(
        st.one_of(waits, st.floats(MAX_TICK_GAP_S + 0.001, 40_000)), st.sampled_from(COMMANDS)
    ),
    max_size=40,
)
uneased_scripts = st.lists(
    st.tuples(waits, st.sampled_from([command for command in COMMANDS if command != "eased"])),
    max_size=40,
)

EASES_WITHIN = 30
"""More answers than any of the flows has stages and exercises."""


def follow(cramp: Cramp, script: list[tuple[float, str]]) -> Cramp:
    for wait_s, command in script:
        cramp.sleep(wait_s)
        cramp.do(command)
    return cramp


@given(flows(), scripts, st.lists(st.floats(0.1, MAX_TICK_GAP_S - 0.1), min_size=1, max_size=9))
def test_the_times_of_ticks_make_no_difference(
    flow: ReliefFlow, script: list[tuple[float, str]], ticks: list[float]
) -> None:
    unticked = follow(Cramp(flow), script)
    ticked = Cramp(flow)
    number = 0
    for wait_s, command in script:
        until_s = ticked.now_s + wait_s
        while ticked.now_s + ticks[number % len(ticks)] < until_s:
            ticked.sleep(ticks[number % len(ticks)])
            ticked.do("advance")
            number += 1
        ticked.now_s = until_s
        ticked.do(command)

    assert ticked.events == unticked.events
    assert ticked.shown == unticked.shown


@given(flows(), st.sampled_from([0.5, 4.0, 64.0]), scripts)
def test_the_speed_makes_no_difference_in_the_time_of_the_cramp(
    flow: ReliefFlow, speed: float, script: list[tuple[float, str]]
) -> None:
    # Powers of 2 and a start at 0, so that nothing is rounded.
    plain = follow(Cramp(flow, start_s=0.0), script)
    fast = Cramp(flow, speed=speed, start_s=0.0)
    for wait_s, command in script:
        until_s = fast.now_s + wait_s / speed
        fast.pass_s(wait_s / speed, MAX_TICK_GAP_S / 2)
        fast.now_s = until_s
        fast.do(command)

    assert [type(event) for event in fast.events] == [type(event) for event in plain.events]
    assert times(fast.events) == pytest.approx(times(plain.events))


def times(events: list[ReliefEvent]) -> list[float]:
    return [event.at_s for event in events]


@given(flow=flows(), script=sleepy_scripts, who=limits, speed=st.sampled_from([1.0, 20.0]))
def test_no_sequence_of_commands_breaks_the_relief(
    flow: ReliefFlow, script: list[tuple[float, str]], who: Limits, *, speed: float
) -> None:
    cramp = Cramp(flow, limits=who, speed=speed)
    assert_possible(cramp.shown)
    for wait_s, command in script:
        before = cramp.shown
        cramp.sleep(wait_s)
        events = cramp.do(command)
        after = cramp.shown

        assert_possible(after)
        assert_in_order(before, events, after)
        slept = any(isinstance(event, MachineSlept) for event in events)
        passed_s = 0.0 if slept else wait_s * speed
        assert after.cramp_s <= before.cramp_s + passed_s + 1e-6
        if before.state == "ended":
            assert (events, after) == ([], before)
        if before.state == "paused" and command != "resume":
            assert after.state == "paused"


def assert_possible(shown: ReliefSnapshot) -> None:
    """Check that a snapshot does not contradict itself and offers something to do."""
    assert shown.text
    assert shown.offset_s >= 0
    assert (shown.remaining_s is None) == (shown.length_s == 0)
    if shown.remaining_s is not None:
        assert 0 <= shown.remaining_s <= shown.length_s
    assert shown.counts_up == (shown.remaining_s is None and shown.state != "ended")
    assert (shown.stage == AFTERCARE) or shown.state != "aftercare"
    assert not (shown.is_early and shown.state in ("aftercare", "ended"))
    if shown.state in ("doing", "aftercare"):
        assert shown.text == shown.segment.text
        assert shown.segment.exercise is not None
    due = [threshold for threshold, length_s in THRESHOLDS if length_s <= shown.cramp_s + 1e-6]
    # A threshold that has passed was reported, apart from rounding errors.
    late = [threshold for threshold, length_s in THRESHOLDS if length_s <= shown.cramp_s - 1e-6]
    assert late == list(shown.thresholds) or due == list(shown.thresholds)


def assert_in_order(
    before: ReliefSnapshot, events: list[ReliefEvent], after: ReliefSnapshot
) -> None:
    """Check that events follow one another between two moments, and that time never goes back."""
    for earlier_s, later_s in pairwise([before.cramp_s, *times(events), after.cramp_s]):
        assert earlier_s <= later_s + 1e-9


@given(flow=flows(), script=sleepy_scripts, who=limits)
def test_the_cramp_can_ease_whatever_was_answered(
    flow: ReliefFlow, script: list[tuple[float, str]], who: Limits
) -> None:
    cramp = follow(Cramp(flow, limits=who), script)
    assume(cramp.shown.state != "ended")
    cramp.do("resume")

    answers = 0
    while cramp.shown.state != "ended":
        answers += 1
        cramp.do("eased")
        assert answers < EASES_WITHIN
    assert any(isinstance(event, Eased) for event in cramp.events)


@given(flow=flows(), script=uneased_scripts, who=limits)
def test_it_never_ends_by_itself_before_it_has_eased(
    flow: ReliefFlow, script: list[tuple[float, str]], who: Limits
) -> None:
    cramp = follow(Cramp(flow, limits=who), script)
    cramp.do("resume")
    cramp.pass_s(400, MAX_TICK_GAP_S)

    assert cramp.shown.state in ("doing", "asking", "check", "offer")
    assert not any(isinstance(event, Ended | Eased) for event in cramp.events)


@given(flow=flows(), script=uneased_scripts, who=limits)
def test_each_threshold_is_reached_once_and_on_time_whatever_is_answered(
    flow: ReliefFlow, script: list[tuple[float, str]], who: Limits
) -> None:
    cramp = follow(Cramp(flow, limits=who), script)
    while cramp.shown.cramp_s < 700:
        cramp.sleep(MAX_TICK_GAP_S)
        cramp.do("advance")

    told = [event for event in cramp.events if isinstance(event, ThresholdReached)]
    assert told == [ThresholdReached(240.0, "long"), ThresholdReached(600.0, "very-long")]


@given(flows(), sleepy_scripts)
def test_a_person_who_must_not_rub_is_never_asked_to(
    flow: ReliefFlow, script: list[tuple[float, str]]
) -> None:
    cramp = follow(Cramp(flow, limits=Limits(rubbing=True)), script)
    cramp.do("resume")
    cramp.pass_s(300, MAX_TICK_GAP_S)

    assert not [exercise for exercise in exercises(cramp.events) if is_rubbing(exercise)]
    assert QUESTION not in [e.text for e in cramp.events if isinstance(e, TextChanged)]


def exercises(events: list[ReliefEvent]) -> list[str]:
    return [event.exercise for event in events if isinstance(event, StepStarted)]


def is_rubbing(exercise: str) -> bool:
    return "rub-" in exercise


@given(flow=flows(), script=sleepy_scripts, who=limits)
def test_nothing_is_asked_for_that_the_person_has_ruled_out(
    flow: ReliefFlow, script: list[tuple[float, str]], who: Limits
) -> None:
    """Nothing rubs without the answer that the leg is not swollen, and nobody stands who cannot."""
    observer = Observer(Cramp(flow, limits=who), who, steps_of(flow, toes()))
    for wait_s, command in script:
        observer.cramp.sleep(wait_s)
        observer.do(command)
    observer.do("resume")
    observer.pass_s(200)
