"""Exercises in words."""

from __future__ import annotations

from stretchapp.library.routines.models import Hold
from stretchapp.wording.exercises import (
    TO_READ,
    exercise_facts,
    exercise_name,
    exercise_needs,
    exercise_search_text,
    exercise_timing,
)
from tests.fakes import an_exercise

PULL = an_exercise(
    timing=Hold(15.0, 2, 5.0), sides="affected", position=("any", "in-bed", "sitting")
)


def test_the_facts_are_length_legs_and_position() -> None:
    assert exercise_facts(PULL) == "35 s, each leg · in bed, sitting"
    assert exercise_facts(an_exercise()) == "30 s · standing, wall"
    assert exercise_facts(an_exercise(position=("any",))) == "30 s"


def test_a_card_is_to_be_read() -> None:
    card = an_exercise(timing=None)

    assert exercise_facts(card).startswith(TO_READ)
    assert exercise_timing(card) == ""


def test_the_timing_is_that_of_the_exercise_done_alone() -> None:
    assert exercise_timing(PULL) == "Hold 15 s, 2 times, 5 s rest between, each leg"


def test_what_is_needed_is_named() -> None:
    words = "Position: standing, wall · Body part: calf"

    assert exercise_needs(an_exercise()) == f"{words} · You need: wall"
    assert exercise_needs(an_exercise(equipment=("none",))) == words


def test_ones_own_are_marked() -> None:
    assert exercise_name(an_exercise(origin="yours")) == "Calf stretch (yours)"


def test_everything_that_one_knows_of_it_is_searched() -> None:
    text = exercise_search_text(an_exercise(body=("front-thigh",), category=("massage",)))

    for known in ("Calf stretch", "front of thigh", "standing", "wall", "massage", "Face the wall"):
        assert known in text
