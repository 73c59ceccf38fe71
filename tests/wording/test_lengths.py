"""Lengths of time in words and as countdowns."""

from __future__ import annotations

import pytest

from stretchapp.wording.lengths import (
    countdown,
    length_in_words,
    minutes_in_words,
    short_countdown,
)


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
def test_a_length_is_rounded_to_the_second_or_to_the_minute_from_an_hour_on(
    length_s: float, expected: str
) -> None:
    assert length_in_words(length_s) == expected


@pytest.mark.parametrize(
    ("length_s", "expected"),
    [(5, "1 min"), (89, "1 min"), (90, "2 min"), (615, "10 min"), (3900, "1 h 5 min")],
)
def test_minutes_are_the_nearest_and_at_least_one(length_s: float, expected: str) -> None:
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
def test_a_countdown_reaches_zero_only_at_the_end(remaining_s: float, expected: str) -> None:
    assert countdown(remaining_s) == expected


@pytest.mark.parametrize(
    ("remaining_s", "expected"),
    [(65, "1:05"), (60, "1:00"), (59, "59"), (6.5, "7"), (0.4, "1"), (0, "0"), (-1, "0")],
)
def test_a_short_countdown_has_no_minutes_below_one(remaining_s: float, expected: str) -> None:
    assert short_countdown(remaining_s) == expected
