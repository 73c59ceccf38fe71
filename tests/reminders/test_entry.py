"""What people write for times of day."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.reminders.entry import later, read_time, read_times
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
    assert read_time(text) == at


@pytest.mark.parametrize(
    "text", ["", "24:00", "21:60", "13 pm", "0 am", "bed", "21:5", "-1", "21:45:00"]
)
def test_what_is_no_time_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no time such as 21:45"):
        read_time(text)


def test_several_times_come_in_their_order_and_each_one_once() -> None:
    assert read_times("19:00, 8:00 and 13; 8") == (time(8), time(13), time(19))


def test_there_may_not_be_too_many() -> None:
    assert len(read_times(",".join(map(str, range(12))))) == 12
    with pytest.raises(ValueError, match="more than 12 times a day"):
        read_times(",".join(map(str, range(13))))


@given(TIMES)
def test_every_time_is_read_as_it_is_written(at: time) -> None:
    assert read_time(f"{at:%H:%M}") == at
    assert read_time(f"{at:%I:%M %p}") == at


@given(TIMES, st.integers(-3000, 3000))
def test_minutes_go_round_the_clock(at: time, minutes: int) -> None:
    assert later(later(at, minutes), -minutes) == at
    assert later(time(23, 50), 20) == time(0, 10)
