"""The types of command-line arguments."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from stretchapp.startup.argument_types import (
    cramp_length,
    day,
    entry_number,
    folder,
    ids,
    moment,
    moment_or_day,
    note,
    number_between,
    speed,
    time_of_day,
    times_of_day,
    weekdays,
    zone,
)

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [
        (folder, "data", Path("data")),
        (speed, "2.5", 2.5),
        (speed, "2,5", 2.5),
        (entry_number, "999999999", 999_999_999),
        (number_between(0, 10), "0", 0),
        (number_between(0, 10), "10", 10),
        (cramp_length, "2", 120.0),
        (cramp_length, "0.5", 30.0),
        (cramp_length, "1,5", 90.0),
        (cramp_length, "1:30", 90.0),
        (cramp_length, "1440", 86_400.0),
        (note, "x" * 1000, "x" * 1000),
        (ids, "heat, stress,", ["heat", "stress"]),
        (moment, "2026-11-22T03:00Z", datetime(2026, 11, 22, 3, tzinfo=UTC)),
        (moment, "2026-11-22T03:00", datetime(2026, 11, 22, 3)),  # noqa: DTZ001 -- a wall time
        (day, "2026-11-30", date(2026, 11, 30)),
        (moment_or_day, "2026-11-30", date(2026, 11, 30)),
        (moment_or_day, "2026-11-30T03:00Z", datetime(2026, 11, 30, 3, tzinfo=UTC)),
        (time_of_day, "9:45 pm", time(21, 45)),
        (times_of_day, "19:00,8:00", (time(8), time(19))),
        (weekdays, "daily", frozenset(range(7))),
        (weekdays, "weekdays", frozenset(range(5))),
        (weekdays, "weekend", frozenset({5, 6})),
        (weekdays, "sun, Monday", frozenset({0, 6})),
        (zone, "Europe/Berlin", ZoneInfo("Europe/Berlin")),
    ],
)
def test_a_valid_text_becomes_a_value(
    type_: Callable[[str], object], text: str, value: object
) -> None:
    assert type_(text) == value


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        (folder, ""),
        *((speed, text) for text in ("0", "-1", "1000.1", "nan", "inf", "fast", "")),
        *((entry_number, text) for text in ("", "-1", "1.5", "x", "²", "१", "1" * 10)),
        *((number_between(1, 9), text) for text in ("0", "10", "-1", "²", "")),
        *(
            (cramp_length, text)
            for text in ("", "nan", "inf", "-1", "1:xx", "1441", "24:00:00", "1:60", "1,5,5")
        ),
        (note, "x" * 1001),
        *((moment, text) for text in ("", "last night", "2026-13-01T00:00")),
        *((day, f"{year}-01-01") for year in ("0001", "3000", "9999")),
        *((moment_or_day, f"{year}-01-01") for year in ("0001", "3000", "9999")),
        *((moment, year + "-01-01T00:00") for year in ("0001", "9999")),
        *((day, text) for text in ("", "tomorrow", "2026-11-30T03:00")),
        *((moment_or_day, text) for text in ("", "last night")),
        *((time_of_day, text) for text in ("", "25:00", "13 pm")),
        *((times_of_day, text) for text in ("", "8:00,25:00", ",".join(["8:00"] * 2 + ["x"]))),
        *((weekdays, text) for text in ("", "someday", "mon,someday")),
        *((zone, text) for text in ("", "Mars", "../etc/passwd")),
    ],
)
def test_an_invalid_text_is_refused(type_: Callable[[str], object], text: str) -> None:
    with pytest.raises(ArgumentTypeError):
        type_(text)
