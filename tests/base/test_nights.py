"""The night that a moment belongs to; nights last from noon to noon."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given

from stretchapp.base.nights import night_of, start_of_night
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
    assert night_of(berlin(moment), BERLIN) == date.fromisoformat(night)


def test_noon_is_that_of_the_zone() -> None:
    assert night_of(datetime(2026, 11, 22, 11, 30, tzinfo=UTC), BERLIN) == date(2026, 11, 22)
    assert night_of(datetime(2026, 11, 22, 11, 30, tzinfo=UTC), UTC) == NIGHT


def test_the_night_on_which_the_clocks_are_set_back_has_25_hours() -> None:
    start = start_of_night(date(2026, 10, 24), BERLIN).astimezone(UTC)
    end = start_of_night(date(2026, 10, 25), BERLIN).astimezone(UTC)

    assert end - start == timedelta(hours=25)


@given(moments())
def test_every_moment_lies_between_the_start_of_its_night_and_of_the_next(
    moment: datetime,
) -> None:
    night = night_of(moment, BERLIN)

    assert start_of_night(night, BERLIN) <= moment
    assert moment < start_of_night(night + timedelta(days=1), BERLIN)
