"""Dates in words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from stretchapp.wording.dates import (
    date_in_words,
    day_in_words,
    month_in_words,
    nights_in_words,
    time_in_words,
)

DAY = date(2026, 11, 22)


def test_a_date_has_its_month_weekday_or_year() -> None:
    assert date_in_words(DAY) == "22 November"
    assert day_in_words(DAY) == "Sunday, 22 November 2026"
    assert month_in_words(DAY) == "November 2026"


@pytest.mark.parametrize(
    ("nights", "words"),
    [
        (["2026-11-22"], "night of 22 November"),
        (["2026-11-20", "2026-11-21", "2026-11-22"], "nights of 20, 21 and 22 November"),
        (["2026-10-31", "2026-11-01"], "nights of 31 October; 1 November"),
    ],
)
def test_nights_are_listed_by_month(nights: list[str], words: str) -> None:
    assert nights_in_words([date.fromisoformat(night) for night in nights]) == words


def test_a_time_is_that_of_the_place_where_it_was_written_down() -> None:
    moment = datetime(2026, 11, 22, 2, 10, tzinfo=UTC)

    assert time_in_words(moment.astimezone(ZoneInfo("Europe/Berlin"))) == "03:10"
