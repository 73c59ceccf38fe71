"""Segments of a session in words."""

from __future__ import annotations

from typing import get_args

import pytest

from stretchapp.library.routines.models import Continuous, Hold, Repetitions, RestStep, WaitStep
from stretchapp.session.timeline import Side, plan
from stretchapp.wording.session import next_part_in_words, segment_heading, side_in_words
from tests.fakes import a_routine, a_step


def test_every_kind_of_segment_has_a_heading() -> None:
    routine = a_routine(
        a_step(Hold(20, 2, 5), "each"),
        a_step(Hold(20, 1, 5), get_ready_s=0),
        a_step(Repetitions(10, 4), get_ready_s=0),
        a_step(Repetitions(1, 4), get_ready_s=0),
        a_step(Continuous(20), get_ready_s=0),
        RestStep(10, "Rest."),
        WaitStep("Lie down."),
    )

    assert [segment_heading(segment) for segment in plan(routine)] == [
        "Get ready",
        "Hold 1 of 2",
        "Rest",
        "Hold 2 of 2",
        "Change sides",
        "Hold 1 of 2",
        "Rest",
        "Hold 2 of 2",
        "Hold",
        "10 times",
        "Once",
        "Keep moving",
        "Rest",
        "Take your time",
    ]


@pytest.mark.parametrize("side", get_args(Side))
def test_every_side_has_words(side: Side) -> None:
    assert side_in_words(side)


def test_no_side_has_no_words() -> None:
    assert side_in_words(None) == ""


def test_the_next_part_is_another_side_or_another_exercise() -> None:
    segments = plan(a_routine(a_step(Hold(20, 1, 5), "each"), a_step(Continuous(20), name="Lean")))
    left, right, other = (
        next(segment for segment in segments if segment.part == part) for part in range(3)
    )

    assert next_part_in_words(right, left) == f"Next: {side_in_words('right').lower()}"
    assert next_part_in_words(other, right) == f"Next: {other.name}"
    assert other.name not in next_part_in_words(None, other)
