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
    weeks,
)
from tests.diary.entries import BERLIN, a_cramp, cramps

if TYPE_CHECKING:
    from stretchapp.diary.cramp_records import CrampRecord

TONIGHT = date(2026, 11, 22)  # a Sunday


def back(days: int) -> date:
    return TONIGHT - timedelta(days=days)


def stretched(*days_back: int) -> list[Night]:
    return [Night(back(days), 1, (), is_quiet=False) for days in days_back]


def with_cramps(*them: CrampRecord) -> list[Night]:
    first, last = date(2026, 11, 1), TONIGHT
    return list(nights(Entries(cramps=them), first, last, BERLIN))


class TestLately:
    def test_five_of_the_last_seven(self) -> None:
        assert recent_stretches(stretched(0, 1, 2, 4, 6, 7, 8), TONIGHT) == (5, 7)

    def test_a_night_that_is_still_to_come_is_not_counted(self) -> None:
        assert recent_stretches(stretched(*range(1, 8)), TONIGHT) == (7, 7)

    def test_an_empty_diary_has_none(self) -> None:
        assert recent_stretches([], TONIGHT) == (0, 7)

    @given(st.sets(st.integers(0, 30)), st.integers(1, 30))
    def test_one_more_stretch_never_makes_it_less(self, days: set[int], count: int) -> None:
        before = recent_stretches(stretched(*days), TONIGHT, count)
        after = recent_stretches(stretched(*days, 0), TONIGHT, count)

        # The oldest night may make room for the present one.
        assert before.stretched <= after.stretched <= before.stretched + 1
        assert after.stretched <= count


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
    def test_a_week_says_what_its_nights_hold(self) -> None:
        entries = Entries(
            cramps=[
                a_cramp("2026-11-10T03:00", strength=4),
                a_cramp("2026-11-10T04:00", strength=7),
                a_cramp("2026-11-11T04:00"),
            ],
            quiet_nights=frozenset({date(2026, 11, 12)}),
        )
        (week,) = weeks(nights(entries, date(2026, 11, 9), date(2026, 11, 15), BERLIN))

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
        some = weeks(nights(Entries(), date(2026, 11, 14), date(2026, 11, 17), BERLIN))

        assert [(week.begins.day, week.nights) for week in some] == [(9, 2), (16, 2)]

    def test_none_of_no_nights(self) -> None:
        assert weeks([]) == ()

    @given(cramps())
    def test_nothing_is_lost_or_counted_twice(self, them: list[CrampRecord]) -> None:
        all_nights = nights(Entries(cramps=them), date(2026, 1, 1), date(2026, 12, 31), BERLIN)

        counted = weeks(all_nights)

        assert sum(week.cramps for week in counted) == len(them)
        assert sum(week.nights for week in counted) == 365
        assert all(
            later.begins - earlier.begins == timedelta(7) for earlier, later in pairwise(counted)
        )


class TestSixWeeks:
    BEGINS = date(2026, 10, 14)

    def test_they_have_42_nights(self) -> None:
        some = six_weeks([], self.BEGINS, date(2027, 1, 1))

        assert some.ends == date(2026, 11, 24)
        assert (some.nights, some.is_over) == (42, True)
        assert [week.begins for week in some.weeks] == [
            self.BEGINS + timedelta(weeks=number) for number in range(6)
        ]
        assert [week.nights for week in some.weeks] == [7] * 6

    def test_they_are_over_after_their_last_night(self) -> None:
        assert not six_weeks([], self.BEGINS, date(2026, 11, 24)).is_over
        assert six_weeks([], self.BEGINS, date(2026, 11, 25)).is_over

    def test_weeks_to_come_have_no_nights_yet(self) -> None:
        some = six_weeks([], self.BEGINS, self.BEGINS + timedelta(days=8))

        assert some.nights == 9
        assert [week.nights for week in some.weeks] == [7, 2, 0, 0, 0, 0]
        assert some.total.nights == 9

    def test_what_lies_outside_is_left_out(self) -> None:
        some = six_weeks(stretched(40, 39, 38, 4, 3), self.BEGINS, back(4))

        assert some.total.stretch_nights == 3
        assert [week.stretch_nights for week in some.weeks] == [2, 0, 0, 0, 0, 1]


class TestTriggers:
    def test_they_come_with_the_cramps_and_nights_that_they_rest_on(self) -> None:
        counts = trigger_counts(
            with_cramps(
                a_cramp("2026-11-10T03:00", triggers=("caffeine", "tired-legs")),
                a_cramp("2026-11-10T04:00", triggers=("tired-legs",)),
                a_cramp("2026-11-12T04:00", triggers=("caffeine",)),
                a_cramp("2026-11-13T04:00"),
            )
        )

        assert counts.counts == (
            TriggerCount("caffeine", 2, 2),
            TriggerCount("tired-legs", 2, 1),
        )
        assert (counts.cramps, counts.nights, counts.cramps_without) == (3, 2, 1)

    def test_none_of_an_empty_diary(self) -> None:
        counts = trigger_counts([])

        assert (counts.counts, counts.cramps, counts.nights, counts.cramps_without) == ((), 0, 0, 0)


class TestHelp:
    def test_it_comes_with_how_often_it_was_tried(self) -> None:
        counts = help_counts(
            with_cramps(
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
    def test_nothing_helps_more_often_than_it_was_tried(self, them: list[CrampRecord]) -> None:
        some = nights(Entries(cramps=them), date(2026, 1, 1), date(2026, 12, 31), BERLIN)

        counts = help_counts(some)

        assert all(row.helped <= row.tried <= counts.cramps for row in counts.counts)
        assert counts.nights <= counts.cramps


class TestSummary:
    def test_of_nothing(self) -> None:
        figures = summary([])

        assert (figures.nights, figures.cramps, figures.sides) == (0, 0, ())
        assert (figures.mean_strength, figures.strongest) == (None, None)
        assert (figures.mean_length_s, figures.longest_s) == (None, None)

    def test_of_some_nights(self) -> None:
        figures = summary(
            [
                *with_cramps(
                    a_cramp("2026-11-10T03:00", strength=2, length_s=60.0, side="left"),
                    a_cramp("2026-11-10T04:00", strength=8, length_s=180.0, side="left"),
                    a_cramp("2026-11-12T04:00", muscle=None),
                ),
                Night(date(2026, 11, 23), 2, (), is_quiet=True),
            ]
        )

        assert (figures.nights, figures.cramp_nights, figures.cramps) == (23, 2, 3)
        assert (figures.stretch_nights, figures.quiet_nights) == (1, 1)
        assert (figures.mean_strength, figures.strongest) == (5.0, 8)
        assert (figures.mean_length_s, figures.longest_s) == (120.0, 180.0)
        assert figures.sides == (("left", 2), ("unknown", 1))
        assert figures.muscles == (("calf", 2), ("unknown", 1))
