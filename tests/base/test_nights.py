"""The night that a moment belongs to; nights last from noon to noon."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.base.nights import earliest_start, night_of, start_of_night
from tests.diary.entries import BERLIN, berlin, moments

NIGHT = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("moment", "night"),
    [
        ("2026-11-21T12:00", "2026-11-21"),
        ("2026-11-21T23:59", "2026-11-21"),
        ("2026-11-22T00:00", "2026-11-21"),
        ("2026-11-22T11:59", "2026-11-21"),
        ("2026-11-22T12:00", "2026-11-22"),
    ],
)
def test_a_night_lasts_from_noon_to_noon(moment: str, night: str) -> None:
    assert night_of(berlin(moment)) == date.fromisoformat(night)


def test_noon_is_that_of_the_place_where_the_moment_was_written_down() -> None:
    moment = datetime(2026, 11, 22, 11, 30, tzinfo=UTC)

    assert night_of(moment) == NIGHT
    assert night_of(moment.astimezone(BERLIN)) == date(2026, 11, 22)


def test_the_night_on_which_the_clocks_are_set_back_has_25_hours() -> None:
    start = start_of_night(date(2026, 10, 24), BERLIN).astimezone(UTC)
    end = start_of_night(date(2026, 10, 25), BERLIN).astimezone(UTC)

    assert end - start == timedelta(hours=25)


@given(moments())
def test_every_moment_lies_between_the_start_of_its_night_and_of_the_next(
    moment: datetime,
) -> None:
    night = night_of(moment.astimezone(BERLIN))

    assert start_of_night(night, BERLIN) <= moment
    assert moment < start_of_night(night + timedelta(days=1), BERLIN)


@given(moments(), st.integers(-23 * 60 - 59, 23 * 60 + 59))
def test_nowhere_on_earth_a_night_begins_before_its_earliest_start(
    moment: datetime, offset_min: int
) -> None:
    local = moment.astimezone(timezone(timedelta(minutes=offset_min)))

    assert earliest_start(night_of(local)) <= moment
