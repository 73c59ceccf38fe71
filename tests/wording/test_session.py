"""The words for people."""

from __future__ import annotations

import pytest

from stretchapp.library.routines.models import Continuous, Hold, Repetitions, RestStep, WaitStep
from stretchapp.session.timeline import plan
from stretchapp.wording.session import (
    countdown,
    length_in_words,
    minutes_in_words,
    segment_heading,
    short_countdown,
    side_in_words,
    sides_in_words,
    word,
)
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


def test_sides_are_legs() -> None:
    assert side_in_words("left") == "Left leg"
    assert side_in_words("right") == "Right leg"
    assert side_in_words("both") == "Both legs"
    assert side_in_words("affected") == "The cramping leg"
    assert side_in_words(None) == ""
    assert sides_in_words("each") == "one leg, then the other"


@pytest.mark.parametrize(
    ("length_s", "expected"),
    [
        (0, "0 s"),
        (7.5, "8 s"),
        (59.4, "59 s"),
        (59.5, "1 min"),
        (60, "1 min"),
        (590, "9 min 50 s"),
        (3599, "59 min 59 s"),
        (3600, "1 h"),
        (3629, "1 h"),
        (3630, "1 h 1 min"),
        (7500, "2 h 5 min"),
    ],
)
def test_lengths(length_s: float, expected: str) -> None:
    assert length_in_words(length_s) == expected


@pytest.mark.parametrize(
    ("length_s", "expected"),
    [(5, "1 min"), (60, "1 min"), (61, "2 min"), (590, "10 min"), (3900, "1 h 5 min")],
)
def test_minutes(length_s: float, expected: str) -> None:
    assert minutes_in_words(length_s) == expected


@pytest.mark.parametrize(
    ("remaining_s", "expected"),
    [
        (30, "0:30"),
        (29.99, "0:30"),
        (29.0000000001, "0:29"),
        (0.4, "0:01"),
        (0, "0:00"),
        (-1, "0:00"),
        (600, "10:00"),
        (3725, "62:05"),
    ],
)
def test_a_countdown_shows_a_second_until_it_is_over(remaining_s: float, expected: str) -> None:
    assert countdown(remaining_s) == expected


@pytest.mark.parametrize(
    ("remaining_s", "expected"),
    [(65, "1:05"), (60, "1:00"), (59, "59"), (6.5, "7"), (0.4, "1"), (0, "0"), (-1, "0")],
)
def test_a_short_countdown_leaves_out_minutes_that_are_none(
    remaining_s: float, expected: str
) -> None:
    assert short_countdown(remaining_s) == expected


def test_tags_are_words() -> None:
    assert word("front-thigh") == "front of thigh"
    assert word("chair-or-table") == "chair or table"
    assert word("none") == "nothing"
    assert word("towel") == "towel"
