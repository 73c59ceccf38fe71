"""What is done about a reminder that is due."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from stretchapp.reminders.decision import (
    GRACE_PERIOD,
    MAX_SNOOZES,
    SNOOZE,
    Decision,
    DecisionInput,
    DoneSession,
    can_snooze,
    decide,
)
from tests.reminders.rules import a_rule

BERLIN = ZoneInfo("Europe/Berlin")
DUE = datetime(2026, 11, 22, 21, 45, tzinfo=BERLIN)
TONIGHT = date(2026, 11, 22)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
FIRE = Decision("fire", "due")

DAYTIME_RULE = a_rule(routine="acupressure-calf", occasion="daytime")


def inputs(now: datetime = DUE, **values: Any) -> DecisionInput:  # noqa: ANN401 -- of many types
    """Return the input of a decision made at ``now`` in Berlin."""
    return DecisionInput(now=now, zone=BERLIN, **values)


def evening_session(ended_at: datetime, routine: str = "evening-stretch") -> DoneSession:
    return DoneSession(routine, "evening", ended_at)


def test_a_reminder_fires_when_it_is_due() -> None:
    assert decide(a_rule(), DUE, inputs()) == FIRE


class TestLateness:
    def test_it_still_fires_an_hour_late(self) -> None:
        assert decide(a_rule(), DUE, inputs(DUE + GRACE_PERIOD)) == FIRE

    def test_it_is_dropped_after_the_grace_period(self) -> None:
        late = inputs(DUE + GRACE_PERIOD + timedelta(seconds=1))
        assert decide(a_rule(), DUE, late) == Decision("drop", "late")

    def test_it_is_never_shown_at_breakfast(self) -> None:
        breakfast = inputs(DUE.replace(day=23, hour=7))
        assert decide(a_rule(), DUE, breakfast) == Decision("drop", "late")

    def test_a_snoozed_reminder_has_its_grace_period_from_the_end_of_the_snooze(self) -> None:
        now = DUE + SNOOZE + GRACE_PERIOD
        assert decide(a_rule(), DUE, inputs(now, snoozes=1)) == FIRE
        later = inputs(now + MINUTE, snoozes=1)
        assert decide(a_rule(), DUE, later) == Decision("drop", "late")


class TestRunningSession:
    def test_it_waits_while_a_session_runs(self) -> None:
        decision = decide(a_rule(), DUE, inputs(is_session_running=True))
        assert decision == Decision("wait", "session-runs")

    def test_it_does_not_wait_for_ever(self) -> None:
        decision = decide(a_rule(), DUE, inputs(DUE + 2 * HOUR, is_session_running=True))
        assert decision == Decision("drop", "late")


class TestDoneSessions:
    def test_it_is_dropped_when_the_stretch_was_done_tonight(self) -> None:
        done = [evening_session(DUE - 2 * HOUR)]
        assert decide(a_rule(), DUE, inputs(done=done)) == Decision("drop", "done")

    def test_another_evening_routine_counts_as_well(self) -> None:
        done = [evening_session(DUE - HOUR, "in-bed")]
        assert decide(a_rule(), DUE, inputs(done=done)) == Decision("drop", "done")

    def test_a_session_before_noon_belongs_to_the_night_before(self) -> None:
        done = [evening_session(DUE.replace(hour=11, minute=59))]
        assert decide(a_rule(), DUE, inputs(done=done)) == FIRE

    def test_a_daytime_session_does_not_count_for_the_evening(self) -> None:
        done = [DoneSession("seated-desk", "daytime", DUE - HOUR)]
        assert decide(a_rule(), DUE, inputs(done=done)) == FIRE

    def test_a_session_before_midnight_counts_for_a_reminder_after_midnight(self) -> None:
        due = DUE.replace(day=23, hour=0, minute=15)
        done = [evening_session(DUE)]
        assert decide(a_rule(), due, inputs(due, done=done)) == Decision("drop", "done")

    def test_a_session_in_another_zone_counts_for_the_night_there_as_in_the_diary(self) -> None:
        # 12:30 in Berlin, but still the morning after the night before where it was recorded.
        recorded_at = datetime(2026, 11, 22, 6, 30, tzinfo=ZoneInfo("America/New_York"))
        assert decide(a_rule(), DUE, inputs(done=[evening_session(recorded_at)])) == FIRE
        # 11:30 in Berlin, but the evening of the same date.
        recorded_at = datetime(2026, 11, 22, 23, 30, tzinfo=ZoneInfo("Pacific/Auckland"))
        decision = decide(a_rule(), DUE, inputs(done=[evening_session(recorded_at)]))
        assert decision == Decision("drop", "done")

    def test_a_reminder_with_a_zone_of_its_own_counts_by_the_night_here_too(self) -> None:
        due = DUE.astimezone(ZoneInfo("America/New_York"))
        done = [evening_session(DUE.replace(hour=13))]
        assert decide(a_rule(), due, inputs(due, done=done)) == Decision("drop", "done")

    def test_only_its_own_routine_shortly_before_counts_for_a_daytime_reminder(self) -> None:
        own = DoneSession("acupressure-calf", "daytime", DUE - HOUR)
        other = DoneSession("seated-desk", "daytime", DUE - HOUR)
        earlier = DoneSession("acupressure-calf", "daytime", DUE - 3 * HOUR)
        assert decide(DAYTIME_RULE, DUE, inputs(done=[own])) == Decision("drop", "done")
        assert decide(DAYTIME_RULE, DUE, inputs(done=[other, earlier])) == FIRE

    def test_a_session_after_the_reminder_was_due_counts_too(self) -> None:
        done = [DoneSession("acupressure-calf", "daytime", DUE + 10 * MINUTE)]
        decision = decide(DAYTIME_RULE, DUE, inputs(DUE + 20 * MINUTE, done=done))
        assert decision == Decision("drop", "done")

    def test_a_session_dated_in_the_future_does_not_count(self) -> None:
        done = [evening_session(DUE + HOUR)]
        assert decide(a_rule(), DUE, inputs(done=done)) == FIRE


def test_it_is_dropped_within_two_hours_of_relief() -> None:
    just_within = inputs(relief_at=DUE - 2 * HOUR + MINUTE)
    assert decide(a_rule(), DUE, just_within) == Decision("drop", "relief")
    assert decide(a_rule(), DUE, inputs(relief_at=DUE - 2 * HOUR)) == FIRE
    assert decide(a_rule(), DUE, inputs(relief_at=DUE + HOUR)) == FIRE


def test_a_rule_that_is_off_does_nothing() -> None:
    assert decide(a_rule(is_on=False), DUE, inputs()) == Decision("drop", "off")


def test_a_pause_for_tonight_ends_at_noon() -> None:
    assert decide(a_rule(), DUE, inputs(paused_night=TONIGHT)) == Decision("drop", "paused-tonight")
    after_midnight = DUE.replace(day=23, hour=0, minute=30)
    decision = decide(a_rule(), after_midnight, inputs(after_midnight, paused_night=TONIGHT))
    assert decision == Decision("drop", "paused-tonight")
    tomorrow = DUE.replace(day=23)
    assert decide(a_rule(), tomorrow, inputs(tomorrow, paused_night=TONIGHT)) == FIRE


def test_a_pause_until_a_date_ends_with_the_evening_of_that_date() -> None:
    until = date(2026, 11, 23)
    assert decide(a_rule(), DUE, inputs(paused_until=until)) == Decision("drop", "paused")
    tomorrow = DUE.replace(day=23)
    assert decide(a_rule(), tomorrow, inputs(tomorrow, paused_until=until)) == FIRE


def test_a_declined_reminder_is_dropped() -> None:
    declined = inputs(DUE + MINUTE, is_declined=True)
    assert decide(a_rule(), DUE, declined) == Decision("drop", "not-tonight")


def test_a_reminder_can_be_snoozed_three_times() -> None:
    assert [can_snooze(snoozes) for snoozes in range(5)] == [True, True, True, False, False]


MOMENTS = st.floats(-48, 48).map(lambda hours: DUE + hours * HOUR)
INPUTS = st.builds(
    DecisionInput,
    now=MOMENTS,
    zone=st.just(BERLIN),
    is_session_running=st.booleans(),
    relief_at=st.none() | MOMENTS,
    paused_night=st.none() | st.just(TONIGHT),
    paused_until=st.none() | st.dates(date(2026, 11, 20), date(2026, 11, 25)),
    is_declined=st.booleans(),
    snoozes=st.integers(0, MAX_SNOOZES),
)


@given(INPUTS)
def test_nothing_ever_fires_late_or_during_a_session(values: DecisionInput) -> None:
    if decide(a_rule(), DUE, values).action == "fire":
        assert not values.is_session_running
        assert not values.is_declined
        assert values.now - DUE <= GRACE_PERIOD + MAX_SNOOZES * SNOOZE


@given(INPUTS)
def test_each_action_has_its_own_reasons(values: DecisionInput) -> None:
    decision = decide(a_rule(), DUE, values)
    assert (decision.action == "wait") == (decision.reason == "session-runs")
    assert (decision.action == "fire") == (decision.reason == "due")
