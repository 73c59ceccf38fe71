"""What holds for every routine, however the player is driven."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stretchapp.library.routines.models import WaitStep
from stretchapp.session.events import Event, Finished, Paused, Resumed, SegmentStarted
from stretchapp.session.player import Player
from stretchapp.session.timeline import plan, total_s
from tests.session.plans import START_S, gaps, plans, play, routines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretchapp.library.routines.models import Routine
    from stretchapp.session.snapshot import Snapshot
    from stretchapp.session.timeline import Segment

COMMANDS = ("advance", "pause", "resume", "restart_part", "next", "back", "more_time")

commands = st.lists(
    st.tuples(
        st.one_of(st.just(0.0), st.floats(0, 2.9), st.floats(3.1, 4000)),
        st.sampled_from(COMMANDS),
    ),
    max_size=40,
)


@given(plans, gaps)
def test_the_times_of_ticks_make_no_difference(
    segments: tuple[Segment, ...], gaps: list[float]
) -> None:
    assert play(segments, gaps) == play(segments)


@given(plans, st.sampled_from([0.5, 3.0, 10.0, 60.0, 1000.0]), gaps)
def test_the_speed_makes_no_difference_in_session_time(
    segments: tuple[Segment, ...], speed: float, gaps: list[float]
) -> None:
    assert play(segments, gaps, speed=speed) == play(segments)


@given(plans)
def test_every_segment_starts_once_at_its_planned_time(segments: tuple[Segment, ...]) -> None:
    events = play(segments)
    started = [event for event in events if isinstance(event, SegmentStarted)]
    assert [event.segment for event in started] == list(segments)
    assert [event.at_s for event in started] == [segment.start_s for segment in segments]
    assert events[-1] == Finished(total_s(segments))


@given(routines, st.floats(0, 1))
def test_a_snapshot_agrees_with_the_plan(routine: Routine, share: float) -> None:
    segments = plan(without_waits(routine))
    assume(segments)
    active_s = share * total_s(segments)
    expected = segments[bisect_right([segment.start_s for segment in segments], active_s) - 1]

    player = Player(segments, speed=1e6)
    player.start(0)
    player.advance(active_s / 1e6)
    shown = player.snapshot(1)

    assert shown.active_s == pytest.approx(active_s)
    assert shown.progress == pytest.approx(share)
    # A moment at which one segment ends and another begins may be shown as either.
    if expected.start_s + 1e-6 < active_s < expected.start_s + expected.length_s - 1e-6:
        assert shown.segment == expected
        assert shown.offset_s == pytest.approx(active_s - expected.start_s)


def without_waits(routine: Routine) -> Routine:
    steps = tuple(step for step in routine.steps if not isinstance(step, WaitStep))
    return replace(routine, steps=steps)


@given(routines, st.lists(st.tuples(st.floats(0, 2.9), st.floats(0, 1e5)), max_size=20))
def test_pauses_do_not_count(routine: Routine, pauses: list[tuple[float, float]]) -> None:
    segments = plan(routine)
    player = Player(segments)
    now_s = START_S
    events = player.start(now_s)
    pending = iter(pauses)
    while not player.snapshot(now_s).is_over:
        events += player.resume(now_s)
        before_s, length_s = next(pending, (1.0, None))
        now_s += before_s
        if length_s is None:
            events += player.advance(now_s)
        else:
            events += player.pause(now_s)
            now_s += length_s

    assert without_pauses(events) == without_pauses(play(segments))


def without_pauses(events: list[Event]) -> list[Event]:
    return [event for event in events if not isinstance(event, Paused | Resumed)]


@given(plans, commands, st.sampled_from([0.5, 1.0, 20.0]))
def test_no_sequence_of_commands_breaks_the_session(
    segments: tuple[Segment, ...], commands: list[tuple[float, str]], speed: float
) -> None:
    player = Player(segments, speed=speed)
    now_s = START_S
    assert_possible(player.snapshot(now_s), segments)
    told = player.start(now_s)
    for wait_s, command in commands:
        before = player.snapshot(now_s)
        now_s += wait_s
        events: list[Event] = getattr(player, command)(now_s)
        after = player.snapshot(now_s)

        assert_possible(after, segments)
        assert_in_order(before, events, after)
        assert after.active_s <= before.active_s + wait_s * speed + 1e-6
        if before.is_over:
            assert (events, after) == ([], before)
        told += events
    last = [event for event in told if isinstance(event, SegmentStarted)][-1]
    assert last.segment == player.snapshot(now_s).segment


def assert_possible(shown: Snapshot, segments: Sequence[Segment]) -> None:
    """Check that a snapshot does not contradict itself or the plan."""
    assert shown.segment == segments[shown.segment.index]
    assert 0 <= shown.offset_s <= shown.length_s
    assert shown.length_s >= shown.segment.length_s
    assert 0 <= shown.remaining_s <= shown.length_s
    assert 0 <= shown.progress <= 1
    assert shown.planned_s == total_s(segments)
    assert shown.sentence in shown.segment.sentences
    assert (shown.repetition > 0) == (shown.segment.repetitions > 0)
    if shown.repetition:
        assert shown.repetition <= round(shown.length_s / shown.segment.repetition_s)
    if not shown.is_over and shown.state != "ready":
        is_wait = shown.segment.kind == "wait"
        has_no_end = is_wait and not shown.length_s
        assert has_no_end <= (shown.state == "waiting") <= is_wait
        assert not (is_wait and shown.state == "paused")
    following = None if shown.next_part is None else shown.next_part.part
    assert following == next(
        (segment.part for segment in segments if segment.part == shown.segment.part + 1), None
    )


def assert_in_order(before: Snapshot, events: list[Event], after: Snapshot) -> None:
    """Check that events follow one another between two moments, and that time never goes back."""
    times = [before.active_s, *(event.at_s for event in events), after.active_s]
    for earlier_s, later_s in pairwise(times):
        assert earlier_s <= later_s + 1e-9


@given(plans, st.integers(0, 8), st.floats(0, 1e4))
def test_a_resumed_session_plays_the_rest(
    segments: tuple[Segment, ...], part: int, active_s: float
) -> None:
    part %= segments[-1].part + 1
    player = Player(segments)
    now_s = START_S

    events = player.start(now_s, part=part, active_s=active_s)
    while not player.snapshot(now_s).is_over:
        if player.snapshot(now_s).state == "waiting":
            events += player.resume(now_s)
        now_s += 1
        events += player.advance(now_s)

    started = [event.segment for event in events if isinstance(event, SegmentStarted)]
    rest = [segment for segment in segments if segment.part >= part]
    assert started == rest
    length_s = sum(segment.length_s for segment in rest)
    assert events[-1].at_s == pytest.approx(active_s + length_s)


@given(plans, st.lists(st.floats(0, 1.5), max_size=30), st.floats(3.1, 1e5))
def test_a_machine_that_slept_is_still_in_the_same_wait(
    segments: tuple[Segment, ...], before_s: list[float], slept_s: float
) -> None:
    player = Player(segments)
    now_s = START_S
    player.start(now_s)
    for gap_s in before_s:
        now_s += gap_s
        player.advance(now_s)
        before = player.snapshot(now_s)
        if before.segment.kind == "wait" and not before.is_over:
            player.advance(now_s + slept_s)
            after = player.snapshot(now_s + slept_s)
            assert after.segment == before.segment
            assert after.state in ("waiting", "interrupted")
            return
