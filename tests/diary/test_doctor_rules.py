"""The doctor rules D1 to D6: examples, clock changes, and a comparison with a naive version."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.base.nights import night_of
from stretchapp.base.paths import shipped_assets
from stretchapp.diary.doctor_rules import (
    LOOK_BACK_NIGHTS,
    PLAIN_TRIGGERS,
    UNKNOWN_TRIGGER,
    RuleId,
    findings,
    has_new_nights,
)
from stretchapp.library.texts.load import load_doctor_rules, load_triggers
from tests.diary.entries import a_cramp, berlin, cramps, moments

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from stretchapp.diary.cramp_records import CrampRecord
    from stretchapp.diary.doctor_rules import Finding

NOW = berlin("2026-11-22T12:30")
PLAIN = ("tired-legs",)
UNKNOWN = (UNKNOWN_TRIGGER,)


def explained(*moments: str) -> list[CrampRecord]:
    """Return cramps with a plain reason, so that they do not count for D4."""
    return [
        a_cramp(moment, id=number, triggers=PLAIN) for number, moment in enumerate(moments, start=1)
    ]


def rules_for(cramps: Sequence[CrampRecord], now: datetime = NOW) -> dict[str, Finding]:
    return {finding.rule: finding for finding in findings(cramps, now)}


def test_no_rule_applies_to_an_empty_diary() -> None:
    assert findings([], NOW) == ()


def test_no_rule_applies_to_one_short_cramp_with_a_reason() -> None:
    assert rules_for(explained("2026-11-22T02:00")) == {}


class TestSeveralWithinADay:
    def test_three_in_24_hours(self) -> None:
        three = explained("2026-11-20T03:00", "2026-11-20T15:00", "2026-11-21T02:59")

        assert rules_for(three)["D1"].cramps == tuple(three)
        assert rules_for(three)["D1"].nights == (date(2026, 11, 19), date(2026, 11, 20))

    def test_three_in_24_hours_and_a_moment_are_too_few(self) -> None:
        assert "D1" not in rules_for(
            explained("2026-11-20T03:00", "2026-11-20T15:00", "2026-11-21T03:00")
        )

    def test_two_are_too_few(self) -> None:
        assert "D1" not in rules_for(explained("2026-11-20T03:00", "2026-11-20T03:01"))

    def test_24_hours_are_elapsed_time_when_the_clocks_are_set_forward(self) -> None:
        """From 3:00 to 3:30 on the next day is 23 and a half hours."""
        three = explained("2026-03-28T03:00", "2026-03-28T15:00", "2026-03-29T03:30")

        assert "D1" in rules_for(three, berlin("2026-03-30T12:30"))

    def test_24_hours_are_elapsed_time_when_the_clocks_are_set_back(self) -> None:
        """From 2:45 to the second 2:30 of the next night is 24 and three quarter hours."""
        two = explained("2026-10-24T02:45", "2026-10-24T15:00")
        second = berlin("2026-10-25T02:30").replace(fold=1)
        three = [*two, a_cramp(second.astimezone(UTC), id=3, triggers=PLAIN)]

        assert "D1" not in rules_for(three, berlin("2026-10-26T12:30"))

    def test_other_cramps_are_not_part_of_the_finding(self) -> None:
        three = explained(
            "2026-11-10T03:00", "2026-11-20T03:00", "2026-11-20T04:00", "2026-11-20T05:00"
        )

        assert rules_for(three)["D1"].cramps == tuple(three[1:])

    def test_the_latest_must_be_on_one_of_the_last_30_nights(self) -> None:
        """Thirty nights ending with that of 22 November begin at noon on 24 October."""
        earlier = explained("2026-10-24T10:00", "2026-10-24T11:00")
        at_noon = [*earlier, a_cramp("2026-10-24T12:00", id=3, triggers=PLAIN)]
        before_noon = [*earlier, a_cramp("2026-10-24T11:59", id=3, triggers=PLAIN)]

        assert rules_for(at_noon)["D1"].cramps == tuple(at_noon)
        assert "D1" not in rules_for(before_noon)


class TestNightsInARow:
    def test_three(self) -> None:
        three = explained("2026-11-19T23:00", "2026-11-21T03:00", "2026-11-22T11:59")

        assert rules_for(three)["D2"].nights == (
            date(2026, 11, 19),
            date(2026, 11, 20),
            date(2026, 11, 21),
        )

    def test_cramps_before_and_after_midnight_are_in_one_night(self) -> None:
        assert "D2" not in rules_for(
            explained("2026-11-20T23:00", "2026-11-21T03:00", "2026-11-21T23:00")
        )

    def test_a_night_without_a_cramp_breaks_the_row(self) -> None:
        assert "D2" not in rules_for(
            explained("2026-11-17T23:00", "2026-11-18T23:00", "2026-11-20T23:00")
        )

    def test_nights_from_more_than_60_nights_ago_are_ignored(self) -> None:
        every_night = [
            a_cramp(NOW - timedelta(days=days), id=100 - days, triggers=PLAIN) for days in range(70)
        ]

        nights = rules_for(every_night)["D2"].nights
        assert (len(nights), nights[-1]) == (60, night_of(NOW))

    @pytest.mark.parametrize("change", ["2026-03-29", "2026-10-25"])
    def test_a_night_on_which_the_clocks_change_counts_like_any_other(self, change: str) -> None:
        day = date.fromisoformat(change)
        three = explained(*(f"{day + timedelta(days=add)}T01:30" for add in (-1, 0, 1)))

        assert "D2" in rules_for(three, berlin(f"{day + timedelta(days=2)}T12:30"))


class TestRegularOrFrequent:
    def test_one_in_each_of_four_weeks(self) -> None:
        weeks = explained(*(f"2026-{day}T03:00" for day in ("10-30", "11-06", "11-13", "11-20")))

        assert rules_for(weeks)["D3"].cramps == tuple(weeks)

    def test_weeks_may_begin_on_any_day(self) -> None:
        """The seven nights from 24 October on have the first cramp, the next seven the second."""
        weeks = explained(*(f"2026-{day}T03:00" for day in ("10-31", "11-01", "11-08", "11-15")))

        assert "D3" in rules_for(weeks)

    def test_a_week_without_a_cramp_breaks_the_row(self) -> None:
        assert "D3" not in rules_for(
            explained(*(f"2026-{day}T03:00" for day in ("10-30", "11-06", "11-20", "11-21")))
        )

    def test_four_nights_of_fourteen(self) -> None:
        four = explained(*(f"2026-11-{day}T03:00" for day in ("07", "10", "15", "20")))

        assert rules_for(four)["D3"].cramps == tuple(four)

    def test_four_nights_of_fifteen_are_too_few(self) -> None:
        assert "D3" not in rules_for(
            explained(*(f"2026-11-{day}T03:00" for day in ("06", "10", "15", "20")))
        )

    def test_four_cramps_in_one_night_are_one_night(self) -> None:
        assert "D3" not in rules_for(
            explained(*(f"2026-11-20T0{hour}:00" for hour in (1, 2, 3, 4)))
        )


class TestNoReason:
    @pytest.mark.parametrize(
        "triggers", [("unknown",), ("caffeine",), ("stress", "sugar"), ("tired-legs", "unknown")]
    )
    def test_two_in_30_days(self, triggers: tuple[str, ...]) -> None:
        two = [
            a_cramp("2026-10-24T03:00", triggers=triggers),
            a_cramp("2026-11-22T03:00", triggers=triggers),
        ]

        assert rules_for(two)["D4"].cramps == tuple(two)

    def test_two_in_31_days_are_too_few(self) -> None:
        assert "D4" not in rules_for(
            [
                a_cramp("2026-10-23T03:00", triggers=UNKNOWN),
                a_cramp("2026-11-22T03:00", triggers=UNKNOWN),
            ]
        )

    def test_a_question_that_was_not_answered_is_no_reason(self) -> None:
        assert "D4" not in rules_for([a_cramp("2026-11-21T03:00"), a_cramp("2026-11-22T03:00")])
        assert "D4" not in rules_for(
            [a_cramp("2026-11-21T03:00"), a_cramp("2026-11-22T03:00", triggers=UNKNOWN)]
        )

    @pytest.mark.parametrize("trigger", sorted(PLAIN_TRIGGERS))
    def test_cramps_with_a_plain_reason_do_not_count(self, trigger: str) -> None:
        triggers = ("caffeine", trigger)

        assert "D4" not in rules_for(
            [
                a_cramp("2026-11-21T03:00", triggers=triggers),
                a_cramp("2026-11-22T03:00", triggers=UNKNOWN),
            ]
        )

    def test_its_triggers_are_offered_to_the_person(self) -> None:
        offered = {trigger.id for trigger in load_triggers(shipped_assets() / "texts")}

        assert {UNKNOWN_TRIGGER, *PLAIN_TRIGGERS} <= offered


class TestNothingHelps:
    def test_twice_in_30_days(self) -> None:
        two = [
            a_cramp("2026-10-24T03:00", triggers=PLAIN, nothing_helped=True),
            a_cramp("2026-11-22T03:00", triggers=PLAIN, nothing_helped=True),
        ]

        assert list(rules_for(two)) == ["D5"]
        assert rules_for(two)["D5"].cramps == tuple(two)

    def test_once_is_too_few(self) -> None:
        assert "D5" not in rules_for(
            [a_cramp("2026-11-21T03:00"), a_cramp("2026-11-22T03:00", nothing_helped=True)]
        )


class TestVeryLong:
    @pytest.mark.parametrize(
        ("length_s", "applies"), [(239.9, False), (240.0, True), (None, False)]
    )
    def test_four_minutes_or_more(self, length_s: float | None, *, applies: bool) -> None:
        cramp = a_cramp("2026-11-22T03:00", triggers=PLAIN, length_s=length_s)

        assert ("D6" in rules_for([cramp])) is applies


class TestTime:
    def test_later_cramps_do_not_count(self) -> None:
        three = explained("2026-11-20T03:00", "2026-11-20T15:00", "2026-11-21T02:59")

        assert "D1" not in rules_for(three, berlin("2026-11-21T02:58"))
        assert "D1" in rules_for(three, berlin("2026-11-21T02:59"))

    @pytest.mark.parametrize(
        ("rule", "cramps"),
        [
            ("D1", explained("2026-11-01T01:00", "2026-11-01T02:00", "2026-11-01T03:00")),
            ("D2", explained("2026-10-30T03:00", "2026-10-31T03:00", "2026-11-01T03:00")),
            (
                "D3",
                explained(*(f"2026-{day}T03:00" for day in ("10-11", "10-18", "10-25", "11-01"))),
            ),
            (
                "D3",
                explained(*(f"2026-{day}T03:00" for day in ("10-22", "10-24", "10-28", "11-01"))),
            ),
            (
                "D4",
                [a_cramp(f"2026-{day}T03:00", triggers=UNKNOWN) for day in ("10-20", "11-01")],
            ),
            (
                "D5",
                [
                    a_cramp(f"2026-{day}T03:00", triggers=PLAIN, nothing_helped=True)
                    for day in ("10-20", "11-01")
                ],
            ),
            ("D6", [a_cramp("2026-11-01T03:00", triggers=PLAIN, length_s=600.0)]),
        ],
    )
    def test_a_rule_applies_until_30_nights_after_its_last_cramp(
        self, rule: str, cramps: list[CrampRecord]
    ) -> None:
        finding = rules_for(cramps, berlin("2026-11-30T11:59"))[rule]
        assert finding.cramps == tuple(cramps)
        assert rule not in rules_for(cramps, berlin("2026-11-30T12:00"))

    def test_a_moment_counts_in_whatever_time_zone_it_was_saved(self) -> None:
        three = explained("2026-11-20T03:00", "2026-11-20T15:00", "2026-11-21T02:59")
        in_utc = [replace(cramp, started_at=cramp.started_at.astimezone(UTC)) for cramp in three]

        assert rules_for(in_utc)["D1"].nights == rules_for(three)["D1"].nights


class TestDismissing:
    def test_a_rule_stays_dismissed_until_there_are_new_nights(self) -> None:
        entries = explained("2026-11-17T03:00", "2026-11-18T03:00", "2026-11-19T03:00")
        dismissed = frozenset(rules_for(entries)["D2"].nights)
        entries += explained("2026-11-19T04:00")
        assert not has_new_nights(rules_for(entries)["D2"], dismissed)

        entries += explained("2026-11-20T03:00")
        assert has_new_nights(rules_for(entries)["D2"], dismissed)

    def test_nights_that_no_longer_count_are_not_new(self) -> None:
        entries = explained("2026-11-17T03:00", "2026-11-18T03:00", "2026-11-19T03:00")
        dismissed = frozenset(rules_for(entries)["D2"].nights) | {date(2026, 9, 1)}

        assert not has_new_nights(rules_for(entries)["D2"], dismissed)

    def test_a_rule_that_was_never_dismissed_has_new_nights(self) -> None:
        entries = explained("2026-11-17T03:00", "2026-11-18T03:00", "2026-11-19T03:00")

        assert has_new_nights(rules_for(entries)["D2"], frozenset())


def test_every_rule_has_a_text() -> None:
    texts = {rule.id for rule in load_doctor_rules(shipped_assets() / "texts")}

    assert set(get_args(RuleId)) <= texts


def test_after_a_journey_a_night_stays_the_one_of_the_place_where_the_cramp_was() -> None:
    nights = ["2026-11-19T03:00", "2026-11-20T03:00", "2026-11-21T03:00"]
    in_auckland = [datetime.fromisoformat(f"{night}+13:00") for night in nights]
    cramps = [
        a_cramp(at, id=number, triggers=PLAIN) for number, at in enumerate(in_auckland, start=1)
    ]

    # In Berlin, these moments are at 15:00 on the days before.
    assert rules_for(cramps)["D2"].nights == tuple(date(2026, 11, day) for day in (18, 19, 20))


class NaiveRules:
    """A second version of the rules, which tries every window."""

    def __init__(self, cramps: Sequence[CrampRecord], now: datetime) -> None:
        tonight = night_of(now)
        self._nights_ago = {
            cramp.id: (tonight - night_of(cramp.started_at)).days for cramp in cramps
        }
        self._past = [
            cramp
            for cramp in cramps
            if cramp.started_at <= now and self._nights_ago[cramp.id] < LOOK_BACK_NIGHTS
        ]
        self.findings: dict[str, set[int]] = {}
        for three in combinations(self._past, 3):
            moments = [cramp.started_at.astimezone(UTC) for cramp in three]
            if max(moments) - min(moments) < timedelta(hours=24):
                self._add("D1", three)
        for first in set(self._nights_ago.values()):
            self._try_runs(first)
        for first in range(LOOK_BACK_NIGHTS + 28):
            self._try_weeks(first)
            self._try_month(first)
        for cramp in self._past:
            if cramp.length_s is not None and cramp.length_s >= 240:
                self._add("D6", [cramp])

    def _add(self, rule: str, cramps: Sequence[CrampRecord]) -> None:
        """Apply a rule to the cramps of a window, if the latest of them is recent enough."""
        if min(self._nights_ago[cramp.id] for cramp in cramps) < 30:
            self.findings.setdefault(rule, set()).update(cramp.id for cramp in cramps)

    def _window(self, first: int, length: int) -> list[CrampRecord]:
        """Return the cramps of ``length`` nights, the first of which is ``first`` nights ago."""
        return [cramp for cramp in self._past if 0 <= first - self._nights_ago[cramp.id] < length]

    def _nights(self, cramps: Sequence[CrampRecord]) -> int:
        return len({self._nights_ago[cramp.id] for cramp in cramps})

    def _try_runs(self, first: int) -> None:
        for length in range(3, LOOK_BACK_NIGHTS + 1):
            run = self._window(first, length)
            if self._nights(run) == length:
                self._add("D2", run)

    def _try_weeks(self, first: int) -> None:
        if all(self._window(first - 7 * number, 7) for number in range(4)):
            self._add("D3", self._window(first, 28))
        fortnight = self._window(first, 14)
        if self._nights(fortnight) >= 4:
            self._add("D3", fortnight)

    def _try_month(self, first: int) -> None:
        month = self._window(first, 30)
        without_reason = [
            cramp
            for cramp in month
            if "unknown" in cramp.triggers
            or (cramp.triggers and not PLAIN_TRIGGERS.intersection(cramp.triggers))
        ]
        if len(without_reason) >= 2:
            self._add("D4", without_reason)
        not_helped = [cramp for cramp in month if cramp.nothing_helped]
        if len(not_helped) >= 2:
            self._add("D5", not_helped)


@given(cramps(), moments(days=3))
def test_the_naive_version_finds_the_same(cramps: list[CrampRecord], now: datetime) -> None:
    found = findings(cramps, now)

    by_rule = {finding.rule: {cramp.id for cramp in finding.cramps} for finding in found}
    assert by_rule == NaiveRules(cramps, now).findings
    for finding in found:
        in_order = sorted(finding.cramps, key=lambda cramp: (cramp.started_at, cramp.id))
        assert list(finding.cramps) == in_order
        nights = [night_of(cramp.started_at) for cramp in in_order]
        assert list(finding.nights) == sorted(set(nights))


@given(cramps(), moments(days=3))
def test_answers_that_were_not_given_are_no_reason(
    cramps: list[CrampRecord], now: datetime
) -> None:
    blank = [
        replace(cramp, triggers=(), nothing_helped=False, length_s=None, strength=None, tried=())
        for cramp in cramps
    ]

    assert {finding.rule for finding in findings(blank, now)} <= {"D1", "D2", "D3"}


@given(cramps(), moments(days=3))
def test_an_entry_without_answers_adds_nothing_to_rules_about_answers(
    cramps: list[CrampRecord], now: datetime
) -> None:
    blank = a_cramp(now - timedelta(hours=1), id=99)

    with_blank = {finding.rule: finding for finding in findings([*cramps, blank], now)}
    without = {finding.rule: finding for finding in findings(cramps, now)}

    for rule in ("D4", "D5", "D6"):
        assert with_blank.get(rule) == without.get(rule)


@given(cramps(), moments(days=3), st.data())
def test_taking_back_an_answer_makes_no_rule_apply_that_asks_for_it(
    cramps: list[CrampRecord], now: datetime, data: st.DataObject
) -> None:
    rules = {
        "D4": {"triggers": ()},
        "D5": {"nothing_helped": False},
        "D6": {"length_s": None},
    }
    before = {finding.rule: finding for finding in findings(cramps, now)}
    for rule, blank in rules.items():
        taken_back = [
            replace(cramp, **blank) if data.draw(st.booleans()) else cramp for cramp in cramps
        ]

        after = {finding.rule: finding for finding in findings(taken_back, now)}

        assert rule not in after or rule in before


@given(cramps(), moments(days=3), st.randoms(use_true_random=False))
def test_the_order_of_cramps_and_old_ones_change_nothing(
    cramps: list[CrampRecord],
    now: datetime,
    random: Random,
) -> None:
    old = a_cramp(now - timedelta(days=LOOK_BACK_NIGHTS + 1), id=99, length_s=900.0)
    more = [*cramps, old]
    random.shuffle(more)

    assert findings(more, now) == findings(cramps, now)
