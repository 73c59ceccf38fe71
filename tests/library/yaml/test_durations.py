"""Lengths of time as routine files write them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.library.yaml.durations import (
    ABOVE_ZERO_PATTERN,
    PATTERN,
    format_duration,
    parse_duration,
)

MINUTES = st.integers(0, 999)


@pytest.mark.parametrize(
    ("text", "length_s"),
    [
        ("30s", 30.0),
        ("7.5s", 7.5),
        ("90s", 90.0),
        ("2m", 120.0),
        ("1m30s", 90.0),
        ("1h", 3600.0),
        ("1h30s", 3630.0),
        ("1h2m3.4s", 3723.4),
        ("0:45", 45.0),
        ("1:30", 90.0),
        ("12:05", 725.0),
        ("0s", 0.0),
        ("0:00", 0.0),
    ],
)
def test_a_length_is_written_with_units_or_as_minutes_and_seconds(
    text: str, length_s: float
) -> None:
    assert parse_duration(text) == length_s


@pytest.mark.parametrize(
    "text",
    [
        "",
        "30",
        "s",
        "30 s",
        " 30s",
        "30s ",
        "30s\n",
        "30S",
        "30sec",
        "-30s",
        "1.5m",
        "1,5s",
        "1.25s",
        "30s1m",
        "1:3",
        "1:60",
        ":30",
        "1:2:30",
        "1000:00",
        "٣s",
        "∞s",
    ],
)
def test_everything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        parse_duration(text)


@given(MINUTES, st.integers(0, 59))
def test_what_is_shown_can_be_written(minutes: int, seconds: int) -> None:
    length_s = minutes * 60.0 + seconds

    assert parse_duration(format_duration(length_s)) == length_s


@given(st.integers(0, 99), MINUTES, st.integers(0, 99999))
def test_units_add_up(hours: int, minutes: int, seconds: int) -> None:
    length_s = (hours * 60 + minutes) * 60 + seconds

    assert parse_duration(f"{hours}h{minutes}m{seconds}s") == length_s


@given(st.from_regex(PATTERN))
def test_the_published_pattern_is_what_is_understood(text: str) -> None:
    # In Python, `$` also matches before a final line break; in the pattern of a schema it does not.
    text = text.removesuffix("\n")

    assert parse_duration(text) >= 0


@given(st.one_of(st.from_regex(PATTERN, fullmatch=True), st.text()))
def test_lengths_above_zero_are_those_that_take_time(text: str) -> None:
    takes_time = re.fullmatch(PATTERN, text) is not None and parse_duration(text) > 0

    assert (re.fullmatch(ABOVE_ZERO_PATTERN, text) is not None) == takes_time


@pytest.mark.parametrize(
    ("length_s", "text"),
    [(0.0, "0:00"), (59.9, "0:59"), (60.0, "1:00"), (590.0, "9:50"), (7200.0, "120:00")],
)
def test_a_length_is_shown_in_minutes_and_seconds(length_s: float, text: str) -> None:
    assert format_duration(length_s) == text
