"""Parsing of times of day that people type."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.reminders.parse_time import parse_time, parse_times, shift_time
from stretchapp.reminders.rules import MAX_TIMES_PER_DAY
from tests.reminders.rules import TIMES


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("21:45", time(21, 45)),
        (" 21.45 ", time(21, 45)),
        ("2145", time(21, 45)),
        ("21h45", time(21, 45)),
        ("945", time(9, 45)),
        ("9", time(9)),
        ("0:00", time(0)),
        ("9:45 pm", time(21, 45)),
        ("9 PM", time(21)),
        ("9 p.m.", time(21)),
        ("12 am", time(0)),
        ("12:30 am", time(0, 30)),
        ("12 pm", time(12)),
    ],
)
def test_a_time_may_be_written_in_many_ways(text: str, at: time) -> None:
    assert parse_time(text) == at


@pytest.mark.parametrize(
    "text", ["", "24:00", "21:60", "13 pm", "0 am", "bed", "21:5", "-1", "21:45:00"]
)
def test_a_text_that_is_not_a_time_is_quoted_in_the_error(text: str) -> None:
    with pytest.raises(ValueError, match=f"'{text}'"):
        parse_time(text)


def test_several_times_are_sorted_and_each_is_returned_once() -> None:
    assert parse_times("19:00, 8:00 and 13; 8") == (time(8), time(13), time(19))


def test_there_is_a_limit_of_times_per_day() -> None:
    assert len(parse_times(",".join(map(str, range(MAX_TIMES_PER_DAY))))) == MAX_TIMES_PER_DAY
    with pytest.raises(ValueError, match=str(MAX_TIMES_PER_DAY)):
        parse_times(",".join(map(str, range(MAX_TIMES_PER_DAY + 1))))


@given(TIMES)
def test_every_time_can_be_parsed_as_it_is_formatted(at: time) -> None:
    assert parse_time(f"{at:%H:%M}") == at
    assert parse_time(f"{at:%I:%M %p}") == at


@given(TIMES, st.integers(-3000, 3000))
def test_shifting_a_time_goes_round_the_clock(at: time, minutes: int) -> None:
    assert shift_time(shift_time(at, minutes), -minutes) == at
    assert shift_time(time(23, 50), 20) == time(0, 10)
