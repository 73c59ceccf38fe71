"""Numbers that people type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.base.typed_numbers import read_minutes, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [("2", 2.0), ("1.5", 1.5), ("1,5", 1.5), (" 0,25 ", 0.25), ("-1,5", -1.5)],
)
def test_a_point_and_a_comma_are_the_same(text: str, number: float) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize("text", ["", ",", "two", "1,2,3", "1.234,5", "nan", "inf", "-inf"])
def test_anything_else_is_no_number(text: str) -> None:
    assert read_number(text) is None


@given(st.floats(0, 10_000))
def test_every_number_is_read_back_with_a_comma(number: float) -> None:
    assert read_number(str(number).replace(".", ",")) == number


@pytest.mark.parametrize(
    ("text", "length_s"),
    [("2", 120.0), ("2,5", 150.0), ("2.5", 150.0), (" 2:30 ", 150.0), ("0", 0.0), ("1:05", 65.0)],
)
def test_a_length_is_in_minutes(text: str, length_s: float) -> None:
    assert read_minutes(text) == length_s


@pytest.mark.parametrize("text", ["", "-1", "1:60", "1:5:0", "1:x", "x", "nan"])
def test_anything_else_is_no_length(text: str) -> None:
    assert read_minutes(text) is None
