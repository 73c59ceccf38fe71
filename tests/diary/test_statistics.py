"""Plain counts over nights."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.diary.nights import Entries, Night, nights
from stretchapp.diary.statistics import (
    HelpCount,
    Span,
    TriggerCount,
    Week,
    help_counts,
    recent_stretches,
    six_weeks,
    span_begins,
    summary,
    trigger_counts,
    week_begins,
    weeks,
)
from tests.diary.entries import a_cramp, cramps

if TYPE_CHECKING:
    from stretchapp.diary.cramp_records import CrampRecord

TONIGHT = date(2026, 11, 22)  # a Sunday


def back(days: int) -> date:
    return TONIGHT - timedelta(days=days)


def stretched(*days_back: int) -> list[Night]:
    return [Night(back(days), 1, (), is_quiet=False) for days in days_back]


def november(*cramps: CrampRecord) -> list[Night]:
    """Return the nights of November up to tonight, with some cramps."""
    return list(nights(Entries(cramps=cramps), date(2026, 11, 1), TONIGHT))


def year(cramps: list[CrampRecord]) -> tuple[Night, ...]:
    """Return all nights of 2026, with some cramps."""
    return nights(Entries(cramps=cramps), date(2026, 1, 1), date(2026, 12, 31))


class TestRecentStretches:
    def test_five_of_the_last_seven(self) -> None:
        assert recent_stretches(stretched(0, 1, 2, 4, 6, 7, 8), TONIGHT) == (5, 7)

    def test_a_present_night_without_a_stretch_is_not_counted(self) -> None:
        assert recent_stretches(stretched(*range(1, 8)), TONIGHT) == (7, 7)

    def test_an_empty_diary_has_none(self) -> None:
        assert recent_stretches([], TONIGHT) == (0, 7)

    @given(st.sets(st.integers(0, 14)))
    def test_another_stretch_never_lowers_the_count(self, days: set[int]) -> None:
        before = recent_stretches(stretched(*days), TONIGHT)
        after = recent_stretches(stretched(*days, 0), TONIGHT)

        # The count may stay the same: the oldest night makes room for the present one.
        assert before.stretched <= after.stretched <= before.stretched + 1


class TestSpans:
    @pytest.mark.parametrize(
        ("span", "first", "begins"),
        [
            ("six-weeks", None, date(2026, 10, 12)),
            ("six-months", None, date(2026, 5, 25)),
            ("all", None, date(2026, 11, 16)),
            ("all", date(2024, 2, 29), date(2024, 2, 26)),
            ("all", date(2026, 12, 24), date(2026, 11, 16)),
        ],
    )
    def test_they_begin_on_a_monday(self, span: Span, first: date | None, begins: date) -> None:
        assert span_begins(span, TONIGHT, first) == begins
        assert begins.weekday() == 0


class TestWeeks:
    def test_a_week_counts_its_nights_and_cramps(self) -> None:
        entries = Entries(
            cramps=[
                a_cramp("2026-11-10T03:00", strength=4),
                a_cramp("2026-11-10T04:00", strength=7),
                a_cramp("2026-11-11T04:00"),
            ],
            quiet_nights=frozenset({date(2026, 11, 12)}),
        )
        (week,) = weeks(nights(entries, date(2026, 11, 9), date(2026, 11, 15)))

        assert week == Week(
            begins=date(2026, 11, 9),
            nights=7,
            cramps=3,
            cramp_nights=2,
            stretch_nights=0,
            quiet_nights=1,
            mean_strength=5.5,
        )
        assert week.unknown_nights == 4

    def test_a_part_of_a_week_has_fewer_nights(self) -> None:
        parts = weeks(nights(Entries(), date(2026, 11, 14), date(2026, 11, 17)))

        assert [(week.begins.day, week.nights) for week in parts] == [(9, 2), (16, 2)]

    def test_no_nights_make_no_weeks(self) -> None:
        assert weeks([]) == ()

    @given(cramps())
    def test_every_cramp_and_night_is_counted_once(self, cramps: list[CrampRecord]) -> None:
        counted = weeks(year(cramps))

        assert sum(week.cramps for week in counted) == len(cramps)
        assert sum(week.nights for week in counted) == 365
        assert all(
            later.begins - earlier.begins == timedelta(7) for earlier, later in pairwise(counted)
        )


class TestSixWeeks:
    BEGINS = date(2026, 10, 14)

    def test_they_have_42_nights(self) -> None:
        trial = six_weeks([], self.BEGINS, date(2027, 1, 1))

        assert trial.ends == date(2026, 11, 24)
        assert (trial.nights, trial.is_over) == (42, True)
        assert [week.begins for week in trial.weeks] == [
            self.BEGINS + timedelta(weeks=number) for number in range(6)
        ]
        assert [week.nights for week in trial.weeks] == [7] * 6

    def test_they_are_over_after_their_last_night(self) -> None:
        assert not six_weeks([], self.BEGINS, date(2026, 11, 24)).is_over
        assert six_weeks([], self.BEGINS, date(2026, 11, 25)).is_over

    def test_future_weeks_have_no_nights_yet(self) -> None:
        trial = six_weeks([], self.BEGINS, self.BEGINS + timedelta(days=8))

        assert trial.nights == 9
        assert [week.nights for week in trial.weeks] == [7, 2, 0, 0, 0, 0]
        assert trial.total.nights == 9

    def test_nights_outside_of_them_are_ignored(self) -> None:
        trial = six_weeks(stretched(40, 39, 38, 4, 3), self.BEGINS, back(4))

        assert trial.total.stretch_nights == 3
        assert [week.stretch_nights for week in trial.weeks] == [2, 0, 0, 0, 0, 1]


class TestTriggers:
    def test_they_come_with_the_numbers_of_cramps_and_nights(self) -> None:
        counts = trigger_counts(
            november(
                a_cramp("2026-11-09T03:00", triggers=("stress", "heat", "tired-legs")),
                a_cramp("2026-11-09T04:00", triggers=("tired-legs", "caffeine")),
                a_cramp("2026-11-12T04:00", triggers=("caffeine",)),
                a_cramp("2026-11-13T04:00"),
            )
        )

        assert counts.counts == (
            TriggerCount("caffeine", 2, 2),
            TriggerCount("tired-legs", 2, 1),
            TriggerCount("heat", 1, 1),
            TriggerCount("stress", 1, 1),
        )
        assert (counts.cramps, counts.nights, counts.cramps_without) == (3, 2, 1)

    def test_an_empty_diary_has_none(self) -> None:
        counts = trigger_counts([])

        assert (counts.counts, counts.cramps, counts.nights, counts.cramps_without) == ((), 0, 0, 0)


class TestHelp:
    def test_it_comes_with_how_often_it_was_tried(self) -> None:
        counts = help_counts(
            november(
                a_cramp("2026-11-10T03:00", tried=(("pull", False), ("rub", True))),
                a_cramp("2026-11-10T04:00", tried=(("pull", True),)),
                a_cramp("2026-11-12T04:00", tried=(("pull", False),), nothing_helped=True),
                a_cramp("2026-11-13T04:00", nothing_helped=True),
                a_cramp("2026-11-14T04:00"),
            )
        )

        assert counts.counts == (HelpCount("rub", 1, 1), HelpCount("pull", 1, 3))
        assert (counts.cramps, counts.nights, counts.nothing_helped) == (4, 3, 2)

    @given(cramps())
    def test_nothing_helps_more_often_than_it_was_tried(self, cramps: list[CrampRecord]) -> None:
        counts = help_counts(year(cramps))

        assert all(row.helped <= row.tried <= counts.cramps for row in counts.counts)
        assert counts.nights <= counts.cramps


class TestSummary:
    def test_of_no_nights(self) -> None:
        counts = summary([])

        assert (counts.nights, counts.cramps, counts.sides) == (0, 0, ())
        assert (counts.mean_strength, counts.strongest) == (None, None)
        assert (counts.mean_length_s, counts.longest_s) == (None, None)

    def test_of_some_nights(self) -> None:
        counts = summary(
            [
                *november(
                    a_cramp("2026-11-10T03:00", strength=2, length_s=60.0, side="left"),
                    a_cramp("2026-11-10T04:00", strength=8, length_s=180.0, side="left"),
                    a_cramp("2026-11-12T04:00", muscle=None),
                    a_cramp("2026-11-12T05:00", muscle="toes", side="both"),
                    a_cramp("2026-11-12T06:00", muscle="foot", side="both"),
                ),
                Night(date(2026, 11, 23), 2, (), is_quiet=True),
            ]
        )

        assert (counts.nights, counts.cramp_nights, counts.cramps) == (23, 2, 5)
        assert (counts.stretch_nights, counts.quiet_nights) == (1, 1)
        assert (counts.mean_strength, counts.strongest) == (5.0, 8)
        assert (counts.mean_length_s, counts.longest_s) == (120.0, 180.0)
        assert counts.sides == (("both", 2), ("left", 2), ("unknown", 1))
        assert counts.muscles == (("calf", 2), ("foot", 1), ("toes", 1), ("unknown", 1))


def test_a_week_begins_on_the_weekday_that_is_asked_for() -> None:
    days = [date(2026, 11, 16) + timedelta(days=number) for number in range(14)]

    for first_weekday in range(7):
        begins = [week_begins(day, first_weekday) for day in days]

        assert {it.weekday() for it in begins} == {first_weekday}
        assert all(
            timedelta() <= day - it < timedelta(days=7)
            for day, it in zip(days, begins, strict=True)
        )
