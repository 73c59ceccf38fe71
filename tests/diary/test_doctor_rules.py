"""The doctor rules D1 to D6, held against plain counting and against the days of the clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.base.nights import night_of
from stretchapp.base.paths import shipped_assets
from stretchapp.diary.doctor_rules import (
    LOOK_BACK_NIGHTS,
    PLAIN_TRIGGERS,
    UNKNOWN_TRIGGER,
    findings,
    has_new_nights,
)
from stretchapp.library.texts.load import load_doctor_rules, load_triggers
from tests.diary.entries import BERLIN, a_cramp, berlin, cramps, moments

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from stretchapp.diary.cramp_records import CrampRecord
    from stretchapp.diary.doctor_rules import Finding

NOW = berlin("2026-11-22T12:30")
PLAIN = ("tired-legs",)


def explained(*moments: str) -> list[CrampRecord]:
    """Return cramps with a plain reason, so that they say nothing of D4."""
    return [
        a_cramp(moment, id=number, triggers=PLAIN) for number, moment in enumerate(moments, start=1)
    ]


def holding(cramps: Sequence[CrampRecord], now: datetime = NOW) -> dict[str, Finding]:
    return {finding.rule: finding for finding in findings(cramps, now, BERLIN)}


def test_an_empty_diary_holds_nothing() -> None:
    assert findings([], NOW, BERLIN) == ()


def test_one_short_cramp_with_a_reason_holds_nothing() -> None:
    assert holding(explained("2026-11-22T02:00")) == {}


class TestSeveralADay:
    def test_three_in_24_hours(self) -> None:
        three = explained("2026-11-20T03:00", "2026-11-20T15:00", "2026-11-21T02:59")

        assert holding(three)["D1"].cramps == tuple(three)
        assert holding(three)["D1"].nights == (date(2026, 11, 19), date(2026, 11, 20))

    def test_three_in_24_hours_and_a_moment_are_too_few(self) -> None:
        assert "D1" not in holding(
            explained("2026-11-20T03:00", "2026-11-20T15:00", "2026-11-21T03:00")
        )

    def test_two_are_too_few(self) -> None:
        assert "D1" not in holding(explained("2026-11-20T03:00", "2026-11-20T03:01"))

    def test_24_hours_are_those_of_a_stopwatch_when_the_clocks_are_set_forward(self) -> None:
        """From 3:00 to 3:30 on the next day there are 23 hours and a half."""
        three = explained("2026-03-28T03:00", "2026-03-28T15:00", "2026-03-29T03:30")

        assert "D1" in holding(three, berlin("2026-03-30T12:30"))

    def test_24_hours_are_those_of_a_stopwatch_when_the_clocks_are_set_back(self) -> None:
        """From 2:45 to the second 2:30 of the next night there are 24 hours and three quarters."""
        two = explained("2026-10-24T02:45", "2026-10-24T15:00")
        second = berlin("2026-10-25T02:30").replace(fold=1)
        three = [*two, a_cramp(second.astimezone(UTC), id=3, triggers=PLAIN)]

        assert "D1" not in holding(three, berlin("2026-10-26T12:30"))

    def test_others_are_no_part_of_it(self) -> None:
        three = explained(
            "2026-11-10T03:00", "2026-11-20T03:00", "2026-11-20T04:00", "2026-11-20T05:00"
        )

        assert holding(three)["D1"].cramps == tuple(three[1:])


class TestDaysInARow:
    def test_three(self) -> None:
        three = explained("2026-11-19T23:00", "2026-11-21T03:00", "2026-11-22T11:59")

        assert holding(three)["D2"].nights == (
            date(2026, 11, 19),
            date(2026, 11, 20),
            date(2026, 11, 21),
        )

    def test_one_night_with_cramps_before_and_after_midnight_is_one(self) -> None:
        assert "D2" not in holding(
            explained("2026-11-20T23:00", "2026-11-21T03:00", "2026-11-21T23:00")
        )

    def test_a_night_between_them_breaks_the_row(self) -> None:
        assert "D2" not in holding(
            explained("2026-11-17T23:00", "2026-11-18T23:00", "2026-11-20T23:00")
        )

    @pytest.mark.parametrize("change", ["2026-03-29", "2026-10-25"])
    def test_the_night_on_which_the_clocks_change_is_a_night_like_others(self, change: str) -> None:
        day = date.fromisoformat(change)
        three = explained(*(f"{day + timedelta(days=add)}T01:30" for add in (-1, 0, 1)))

        assert "D2" in holding(three, berlin(f"{day + timedelta(days=2)}T12:30"))


class TestRegularOrOften:
    def test_one_in_each_of_four_weeks(self) -> None:
        weeks = explained(*(f"2026-{day}T03:00" for day in ("10-30", "11-06", "11-13", "11-20")))

        assert holding(weeks)["D3"].cramps == tuple(weeks)

    def test_weeks_may_begin_on_any_day(self) -> None:
        """Seven nights from 24 October on hold the first, the next seven the second."""
        weeks = explained(*(f"2026-{day}T03:00" for day in ("10-31", "11-01", "11-08", "11-15")))

        assert "D3" in holding(weeks)

    def test_a_week_without_one_breaks_it(self) -> None:
        assert "D3" not in holding(
            explained(*(f"2026-{day}T03:00" for day in ("10-30", "11-06", "11-20", "11-21")))
        )

    def test_four_nights_of_fourteen(self) -> None:
        four = explained(*(f"2026-11-{day}T03:00" for day in ("07", "10", "15", "20")))

        assert holding(four)["D3"].cramps == tuple(four)

    def test_four_nights_of_fifteen_are_too_few(self) -> None:
        assert "D3" not in holding(
            explained(*(f"2026-11-{day}T03:00" for day in ("06", "10", "15", "20")))
        )

    def test_four_in_one_night_are_one_night(self) -> None:
        assert "D3" not in holding(explained(*(f"2026-11-20T0{hour}:00" for hour in (1, 2, 3, 4))))


class TestNoReason:
    @pytest.mark.parametrize(
        "triggers", [("unknown",), (), ("caffeine",), ("tired-legs", "unknown")]
    )
    def test_two_in_30_days(self, triggers: tuple[str, ...]) -> None:
        two = [
            a_cramp("2026-10-24T03:00", triggers=triggers),
            a_cramp("2026-11-22T03:00", triggers=triggers),
        ]

        assert holding(two)["D4"].cramps == tuple(two)

    def test_two_in_31_days_are_too_few(self) -> None:
        assert "D4" not in holding([a_cramp("2026-10-23T03:00"), a_cramp("2026-11-22T03:00")])

    @pytest.mark.parametrize("trigger", sorted(PLAIN_TRIGGERS))
    def test_those_with_a_plain_reason_do_not_count(self, trigger: str) -> None:
        triggers = ("caffeine", trigger)

        assert "D4" not in holding(
            [a_cramp("2026-11-21T03:00", triggers=triggers), a_cramp("2026-11-22T03:00")]
        )

    def test_its_triggers_are_among_those_that_are_offered(self) -> None:
        offered = {it.id for it in load_triggers(shipped_assets() / "texts")}

        assert {UNKNOWN_TRIGGER, *PLAIN_TRIGGERS} <= offered


class TestNothingHelps:
    def test_twice_in_30_days(self) -> None:
        two = [
            a_cramp("2026-10-24T03:00", triggers=PLAIN, nothing_helped=True),
            a_cramp("2026-11-22T03:00", triggers=PLAIN, nothing_helped=True),
        ]

        assert list(holding(two)) == ["D5"]
        assert holding(two)["D5"].cramps == tuple(two)

    def test_once_is_too_few(self) -> None:
        assert "D5" not in holding(
            [a_cramp("2026-11-21T03:00"), a_cramp("2026-11-22T03:00", nothing_helped=True)]
        )


class TestVeryLong:
    @pytest.mark.parametrize(("length_s", "holds"), [(239.9, False), (240.0, True), (None, False)])
    def test_four_minutes_or_more(self, length_s: float | None, *, holds: bool) -> None:
        cramp = a_cramp("2026-11-22T03:00", triggers=PLAIN, length_s=length_s)

        assert ("D6" in holding([cramp])) is holds


class TestTime:
    def test_what_is_still_to_come_does_not_count(self) -> None:
        three = explained("2026-11-20T03:00", "2026-11-20T15:00", "2026-11-21T02:59")

        assert "D1" not in holding(three, berlin("2026-11-21T02:58"))
        assert "D1" in holding(three, berlin("2026-11-21T02:59"))

    def test_a_rule_holds_for_30_nights(self) -> None:
        long = [a_cramp("2026-11-01T03:00", triggers=PLAIN, length_s=600.0)]

        assert "D6" in holding(long, berlin("2026-11-30T11:59"))
        assert "D6" not in holding(long, berlin("2026-11-30T12:00"))

    def test_a_moment_counts_wherever_it_was_written_down(self) -> None:
        three = explained("2026-11-20T03:00", "2026-11-20T15:00", "2026-11-21T02:59")
        in_utc = [replace(it, started_at=it.started_at.astimezone(UTC)) for it in three]

        assert holding(in_utc)["D1"].nights == holding(three)["D1"].nights


class TestDismissing:
    def test_it_stays_dismissed_until_there_are_new_nights(self) -> None:
        entries = explained("2026-11-17T03:00", "2026-11-18T03:00", "2026-11-19T03:00")
        dismissed = frozenset(holding(entries)["D2"].nights)
        entries += explained("2026-11-19T04:00")
        assert not has_new_nights(holding(entries)["D2"], dismissed)

        entries += explained("2026-11-20T03:00")
        assert has_new_nights(holding(entries)["D2"], dismissed)

    def test_nights_that_are_over_are_not_new(self) -> None:
        entries = explained("2026-11-17T03:00", "2026-11-18T03:00", "2026-11-19T03:00")
        dismissed = frozenset(holding(entries)["D2"].nights) | {date(2026, 9, 1)}

        assert not has_new_nights(holding(entries)["D2"], dismissed)

    def test_what_was_never_dismissed_is_new(self) -> None:
        entries = explained("2026-11-17T03:00", "2026-11-18T03:00", "2026-11-19T03:00")

        assert has_new_nights(holding(entries)["D2"], frozenset())


def test_every_rule_has_its_words() -> None:
    words = {rule.id for rule in load_doctor_rules(shipped_assets() / "texts")}

    assert {"D1", "D2", "D3", "D4", "D5", "D6"} <= words


class Naive:
    """The rules once more, by trying every window there is."""

    def __init__(self, cramps: Sequence[CrampRecord], now: datetime) -> None:
        tonight = night_of(now, BERLIN)
        night = {it.id: night_of(it.started_at, BERLIN) for it in cramps}
        self._back = {number: (tonight - its).days for number, its in night.items()}
        self._past = [
            it for it in cramps if it.started_at <= now and self._back[it.id] < LOOK_BACK_NIGHTS
        ]
        self.held: dict[str, set[int]] = {}
        self._try()

    def _hold(self, rule: str, cramps: Sequence[CrampRecord]) -> None:
        """Let a rule hold for the cramps of a window, if the latest is recent enough."""
        if min(self._back[it.id] for it in cramps) < 30:
            self.held.setdefault(rule, set()).update(it.id for it in cramps)

    def _window(self, first: int, length: int) -> list[CrampRecord]:
        """Return the cramps of some nights; the first is so many nights ago."""
        return [it for it in self._past if 0 <= first - self._back[it.id] < length]

    def _nights(self, cramps: Sequence[CrampRecord]) -> int:
        return len({self._back[it.id] for it in cramps})

    def _try(self) -> None:
        for three in combinations(self._past, 3):
            moments = [it.started_at.astimezone(UTC) for it in three]
            if max(moments) - min(moments) < timedelta(hours=24):
                self._hold("D1", three)
        for first in set(self._back.values()):
            self._try_runs(first)
        for first in range(LOOK_BACK_NIGHTS + 28):
            self._try_weeks(first)
            self._try_month(first)
        for it in self._past:
            if it.length_s is not None and it.length_s >= 240:
                self._hold("D6", [it])

    def _try_runs(self, first: int) -> None:
        for length in range(3, LOOK_BACK_NIGHTS + 1):
            run = self._window(first, length)
            if self._nights(run) == length:
                self._hold("D2", run)

    def _try_weeks(self, first: int) -> None:
        if all(self._window(first - 7 * number, 7) for number in range(4)):
            self._hold("D3", self._window(first, 28))
        fortnight = self._window(first, 14)
        if self._nights(fortnight) >= 4:
            self._hold("D3", fortnight)

    def _try_month(self, first: int) -> None:
        month = self._window(first, 30)
        no_reason = [
            it
            for it in month
            if "unknown" in it.triggers
            or not {"awkward-position", "tired-legs"}.intersection(it.triggers)
        ]
        if len(no_reason) >= 2:
            self._hold("D4", no_reason)
        not_helped = [it for it in month if it.nothing_helped]
        if len(not_helped) >= 2:
            self._hold("D5", not_helped)


@given(cramps(), moments(days=3))
def test_what_holds_is_what_trying_every_window_finds(
    them: list[CrampRecord], now: datetime
) -> None:
    found = findings(them, now, BERLIN)

    assert {it.rule: {cramp.id for cramp in it.cramps} for it in found} == Naive(them, now).held
    for finding in found:
        in_order = sorted(finding.cramps, key=lambda it: (it.started_at, it.id))
        assert list(finding.cramps) == in_order
        nights = [night_of(it.started_at, BERLIN) for it in in_order]
        assert list(finding.nights) == sorted(set(nights))


@given(cramps(), moments(days=3), st.randoms(use_true_random=False))
def test_the_order_and_what_is_long_past_change_nothing(
    them: list[CrampRecord],
    now: datetime,
    random: Random,
) -> None:
    old = a_cramp(now - timedelta(days=LOOK_BACK_NIGHTS + 1), id=99, length_s=900.0)
    more = [*them, old]
    random.shuffle(more)

    assert findings(more, now, BERLIN) == findings(them, now, BERLIN)
