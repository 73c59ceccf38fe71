"""The timeline of a routine."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from stretchapp.library.routines.models import (
    Continuous,
    Hold,
    Instruction,
    Phase,
    Phases,
    Repetitions,
    RestStep,
    Routine,
    WaitStep,
)
from stretchapp.session.timeline import MIN_SENTENCE_S, Segment, plan, sentence_times, total_s
from tests.fakes import a_routine, a_step
from tests.session.plans import instructions, routines, timings, wait_lengths, wall_calf

if TYPE_CHECKING:
    from stretchapp.library.models import Library
    from stretchapp.library.routines.models import Timing


def outline(routine: Routine) -> list[tuple[str, float, int]]:
    """Return kind, length and part of each segment."""
    return [(segment.kind, segment.length_s, segment.part) for segment in plan(routine)]


def sentences(routine: Routine) -> list[tuple[str, ...]]:
    return [segment.sentences for segment in plan(routine)]


def test_each_leg_is_a_part_of_its_own() -> None:
    segments = plan(wall_calf())

    assert [(segment.kind, segment.side, segment.part) for segment in segments] == [
        ("get-ready", "left", 0),
        ("hold", "left", 0),
        ("change-sides", "right", 1),
        ("hold", "right", 1),
    ]


def test_holds_have_a_rest_between_them_and_none_after_the_last() -> None:
    routine = a_routine(a_step(Hold(20, 3, 5)))

    assert outline(routine)[1:] == [
        ("hold", 20, 0),
        ("rest", 5, 0),
        ("hold", 20, 0),
        ("rest", 5, 0),
        ("hold", 20, 0),
    ]
    assert [(segment.set_number, segment.sets) for segment in plan(routine)[1::2]] == [
        (1, 3),
        (2, 3),
        (3, 3),
    ]


def test_repetitions_are_one_segment_with_their_pace() -> None:
    work = plan(a_routine(a_step(Repetitions(10, 4))))[1]

    assert (work.kind, work.length_s, work.repetitions, work.repetition_s) == (
        "repetitions",
        40,
        10,
        4,
    )
    assert work.is_work


def test_each_phase_has_its_own_sentence() -> None:
    timing = Phases(
        (Phase("Walk.", 15, "move"), Phase("Stay.", 60, "hold"), Phase("Ease off.", 5, "rest"))
    )

    segments = plan(a_routine(a_step(timing)))

    assert [(segment.kind, segment.text) for segment in segments[1:]] == [
        ("continuous", "Walk."),
        ("hold", "Stay."),
        ("rest", "Ease off."),
    ]
    assert [segment.phase for segment in segments] == [None, 0, 1, 2]


def test_rests_and_waits_are_parts_of_their_own() -> None:
    routine = a_routine(
        a_step(Continuous(20)), RestStep(15, "Breathe."), WaitStep("Lie down."), a_step()
    )

    assert outline(routine) == [
        ("get-ready", 10, 0),
        ("continuous", 20, 0),
        ("rest", 15, 1),
        ("wait", 0, 2),
        ("get-ready", 10, 3),
        ("hold", 30, 3),
    ]
    assert [segment.name for segment in plan(routine)[2:4]] == ["Rest", "When you are ready"]
    assert [segment.side for segment in plan(routine)[2:4]] == [None, None]


def test_legs_alternate_from_hold_to_hold() -> None:
    routine = a_routine(a_step(Hold(10, 3, 99), "alternate"), change_sides_s=3)
    segments = plan(routine)

    assert [(segment.kind, segment.side, segment.set_number) for segment in segments] == [
        ("get-ready", "left", 0),
        ("hold", "left", 1),
        ("change-sides", "right", 0),
        ("hold", "right", 1),
        ("change-sides", "left", 0),
        ("hold", "left", 2),
        ("change-sides", "right", 0),
        ("hold", "right", 2),
        ("change-sides", "left", 0),
        ("hold", "left", 3),
        ("change-sides", "right", 0),
        ("hold", "right", 3),
    ]
    assert total_s(segments) == routine.total_s == 10 + 6 * 10 + 5 * 3


def test_segments_without_length_are_left_out() -> None:
    routine = a_routine(RestStep(0, "None."), a_step(sides="each", get_ready_s=0), change_sides_s=0)

    assert outline(routine) == [("hold", 30, 0), ("hold", 30, 1)]


def test_sentences_belong_to_their_moment() -> None:
    steps = (
        Instruction("Stand.", "ready"),
        Instruction("Lean in.", "work"),
        Instruction("Hold.", "work"),
        Instruction("Ease off.", "rest"),
        Instruction("Lean in again.", "again"),
        Instruction("Other foot.", "change"),
    )

    assert sentences(a_routine(a_step(Hold(20, 2, 5), "each", steps=steps))) == [
        ("Stand.",),
        ("Lean in.", "Hold."),
        ("Ease off.",),
        ("Lean in again.",),
        ("Other foot.",),
        ("Lean in.", "Hold."),
        ("Ease off.",),
        ("Lean in again.",),
    ]


def test_moments_without_a_sentence_get_a_default() -> None:
    one = (Instruction("Lean in.", "work"),)

    assert sentences(a_routine(a_step(Hold(20, 2, 5), "each", steps=one)))[:5] == [
        ("Get ready.",),
        ("Lean in.",),
        ("Ease off and rest.",),
        ("Lean in.",),
        ("Change legs.",),
    ]


def test_without_time_to_get_ready_its_sentences_come_at_the_start_of_the_work() -> None:
    steps = (Instruction("Stand.", "ready"), Instruction("Lean in.", "work"))
    step = a_step(Hold(20, 2, 5), "each", steps=steps, get_ready_s=0)

    assert sentences(a_routine(step)) == [
        ("Stand.", "Lean in."),
        ("Ease off and rest.",),
        ("Lean in.",),
        ("Change legs.",),
        ("Lean in.",),
        ("Ease off and rest.",),
        ("Lean in.",),
    ]


def test_without_a_sentence_for_the_work_the_last_one_is_used() -> None:
    steps = (Instruction("Stand.", "ready"), Instruction("Lean in.", "ready"))

    assert sentences(a_routine(a_step(steps=steps)))[1] == ("Lean in.",)


@pytest.mark.parametrize(
    ("length_s", "count", "expected"),
    [
        (30, 1, (0,)),
        (18, 3, (0, 6, 12)),
        (60, 3, (0, 8, 16)),
        (10, 2, (0, 5)),
        (10, 4, (0, 4, 8)),
        (3, 2, (0,)),
        (4, 2, (0,)),
    ],
)
def test_sentences_share_the_time_of_their_segment(
    length_s: float, count: int, expected: tuple[float, ...]
) -> None:
    steps = tuple(Instruction(f"Sentence {number}.", "work") for number in range(count))
    segment = plan(a_routine(a_step(Hold(length_s, 1, 0), steps=steps)))[1]

    assert sentence_times(segment) == expected


def test_an_empty_timeline_has_no_length() -> None:
    assert total_s(()) == 0


@given(routines, wait_lengths)
def test_the_segments_add_up_to_the_routine_and_its_waits(routine: Routine, wait_s: float) -> None:
    segments = plan(routine, wait_s)

    waits = sum(isinstance(step, WaitStep) for step in routine.steps)
    length_s = routine.total_s + waits * wait_s
    assert sum(segment.length_s for segment in segments) == pytest.approx(length_s)
    assert total_s(segments) == pytest.approx(length_s)


@given(routines, wait_lengths)
def test_segments_follow_one_another(routine: Routine, wait_s: float) -> None:
    segments = plan(routine, wait_s)

    assert [segment.index for segment in segments] == list(range(len(segments)))
    assert segments[0].start_s == 0
    for before, after in pairwise(segments):
        assert after.start_s == before.start_s + before.length_s
    assert all(
        segment.length_s == wait_s if segment.kind == "wait" else segment.length_s > 0
        for segment in segments
    )


@given(routines)
def test_parts_are_numbered_without_gaps_and_belong_to_one_step(routine: Routine) -> None:
    segments = plan(routine)

    parts = [segment.part for segment in segments]
    assert parts == sorted(parts)
    assert set(parts) == set(range(parts[-1] + 1))
    assert len({(segment.part, segment.step, segment.side) for segment in segments}) == len(
        set(parts)
    )


@given(routines)
def test_every_sentence_is_shown_long_enough_or_not_at_all(routine: Routine) -> None:
    for segment in plan(routine):
        times = sentence_times(segment)
        assert times[0] == 0
        assert_spaced(segment, times)


def assert_spaced(segment: Segment, times: tuple[float, ...]) -> None:
    assert len(times) <= len(segment.sentences)
    for before, after in pairwise(times):
        assert after - before >= MIN_SENTENCE_S - 1e-9
    assert segment.kind == "wait" or times[-1] < segment.length_s


def test_every_shipped_routine_has_the_length_in_its_file(library: Library) -> None:
    for routine in library.routines.values():
        assert total_s(plan(routine)) == pytest.approx(routine.total_s)


@given(timings, instructions)
def test_without_time_to_get_ready_nothing_that_one_must_know_is_left_out(
    timing: Timing, instructions: tuple[Instruction, ...]
) -> None:
    first = plan(a_routine(a_step(timing, get_ready_s=0, steps=instructions)))[0]

    shown = " ".join(first.sentences[: len(sentence_times(first))])
    for instruction in instructions:
        assert instruction.at != "ready" or instruction.text in shown
    assert first.sentences[-1] in shown


def test_sentences_without_time_to_show_them_one_by_one_are_shown_together() -> None:
    steps = tuple(Instruction(text, "ready") for text in ("Sit down.", "Take your foot."))
    work = Instruction("Pull.", "work")
    routine = a_routine(a_step(Hold(8, 1, 0), get_ready_s=0, steps=(*steps, work)))

    assert plan(routine)[0].sentences == ("Sit down. Take your foot. Pull.",)
