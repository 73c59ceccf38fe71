"""What is done about a reminder that is due."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from stretchapp.reminders.decision import (
    GRACE,
    MAX_SNOOZES,
    SNOOZE,
    Decision,
    Done,
    Situation,
    can_snooze,
    decide,
    night_of,
)
from tests.reminders.rules import a_rule

BERLIN = ZoneInfo("Europe/Berlin")
DUE = datetime(2026, 11, 22, 21, 45, tzinfo=BERLIN)
TONIGHT = date(2026, 11, 22)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
FIRE = Decision("fire", "due")


def evening(at: datetime, routine: str = "evening-stretch") -> Done:
    return Done(routine, "evening", at)


def test_a_reminder_fires_when_it_is_due() -> None:
    assert decide(a_rule(), DUE, Situation(now=DUE)) == FIRE


def test_it_still_fires_an_hour_late() -> None:
    assert decide(a_rule(), DUE, Situation(now=DUE + GRACE)) == FIRE


def test_it_is_dropped_when_it_is_later_than_that() -> None:
    late = Situation(now=DUE + GRACE + timedelta(seconds=1))
    assert decide(a_rule(), DUE, late) == Decision("drop", "late")


def test_it_is_never_told_at_breakfast() -> None:
    breakfast = Situation(now=DUE.replace(day=23, hour=7))
    assert decide(a_rule(), DUE, breakfast) == Decision("drop", "late")


def test_it_waits_while_a_session_runs() -> None:
    situation = Situation(now=DUE, is_session_running=True)
    assert decide(a_rule(), DUE, situation) == Decision("wait", "session-runs")


def test_it_does_not_wait_for_ever() -> None:
    situation = Situation(now=DUE + 2 * HOUR, is_session_running=True)
    assert decide(a_rule(), DUE, situation) == Decision("drop", "late")


def test_it_is_dropped_when_the_stretch_was_done_tonight() -> None:
    situation = Situation(now=DUE, done=[evening(DUE - 2 * HOUR)])
    assert decide(a_rule(), DUE, situation) == Decision("drop", "done")


def test_another_stretch_of_the_evening_counts_as_well() -> None:
    situation = Situation(now=DUE, done=[evening(DUE - HOUR, "in-bed")])
    assert decide(a_rule(), DUE, situation) == Decision("drop", "done")


def test_what_was_done_before_noon_belongs_to_the_night_before() -> None:
    situation = Situation(now=DUE, done=[evening(DUE.replace(hour=11, minute=59))])
    assert decide(a_rule(), DUE, situation) == FIRE


def test_a_stretch_of_the_day_does_not_count_for_the_evening() -> None:
    done = Done("seated-desk", "daytime", DUE - HOUR)
    assert decide(a_rule(), DUE, Situation(now=DUE, done=[done])) == FIRE


def test_a_night_is_one_night_before_and_after_midnight() -> None:
    due = DUE.replace(day=23, hour=0, minute=15)
    situation = Situation(now=due, done=[evening(DUE)])
    assert decide(a_rule(), due, situation) == Decision("drop", "done")


def test_a_session_in_another_zone_counts_by_the_night_here() -> None:
    # 12:30 in Berlin, although it was still morning where the session was recorded.
    done = evening(datetime(2026, 11, 22, 6, 30, tzinfo=ZoneInfo("America/New_York")))
    situation = Situation(now=DUE, done=[done])
    assert decide(a_rule(), DUE, situation) == Decision("drop", "done")


def test_a_reminder_of_the_day_is_done_only_by_its_own_routine_shortly_before() -> None:
    rule = a_rule(routine="acupressure-calf", occasion="daytime")
    own = Done("acupressure-calf", "daytime", DUE - HOUR)
    other = Done("seated-desk", "daytime", DUE - HOUR)
    earlier = Done("acupressure-calf", "daytime", DUE - 3 * HOUR)
    assert decide(rule, DUE, Situation(now=DUE, done=[own])) == Decision("drop", "done")
    assert decide(rule, DUE, Situation(now=DUE, done=[other, earlier])) == FIRE


def test_what_was_done_after_the_reminder_was_due_counts_too() -> None:
    rule = a_rule(routine="acupressure-calf", occasion="daytime")
    done = Done("acupressure-calf", "daytime", DUE + 10 * MINUTE)
    situation = Situation(now=DUE + 20 * MINUTE, done=[done])
    assert decide(rule, DUE, situation) == Decision("drop", "done")


def test_a_session_in_time_to_come_is_none() -> None:
    situation = Situation(now=DUE, done=[evening(DUE + HOUR)])
    assert decide(a_rule(), DUE, situation) == FIRE


def test_it_is_dropped_within_two_hours_of_relief() -> None:
    just_within = Situation(now=DUE, relief_at=DUE - 2 * HOUR + MINUTE)
    assert decide(a_rule(), DUE, just_within) == Decision("drop", "relief")
    assert decide(a_rule(), DUE, Situation(now=DUE, relief_at=DUE - 2 * HOUR)) == FIRE
    assert decide(a_rule(), DUE, Situation(now=DUE, relief_at=DUE + HOUR)) == FIRE


def test_a_rule_that_is_off_does_nothing() -> None:
    assert decide(a_rule(is_on=False), DUE, Situation(now=DUE)) == Decision("drop", "off")


def test_a_pause_for_tonight_ends_at_noon() -> None:
    situation = Situation(now=DUE, paused_night=TONIGHT)
    assert decide(a_rule(), DUE, situation) == Decision("drop", "paused-tonight")
    after_midnight = DUE.replace(day=23, hour=0, minute=30)
    paused = Situation(now=after_midnight, paused_night=TONIGHT)
    assert decide(a_rule(), after_midnight, paused) == Decision("drop", "paused-tonight")
    tomorrow = DUE.replace(day=23)
    assert decide(a_rule(), tomorrow, Situation(now=tomorrow, paused_night=TONIGHT)) == FIRE


def test_a_holiday_lasts_until_the_evening_of_its_date() -> None:
    back = date(2026, 11, 23)
    assert decide(a_rule(), DUE, Situation(now=DUE, paused_until=back)) == Decision(
        "drop", "paused"
    )
    tomorrow = DUE.replace(day=23)
    assert decide(a_rule(), tomorrow, Situation(now=tomorrow, paused_until=back)) == FIRE


def test_not_tonight_is_heard() -> None:
    situation = Situation(now=DUE + MINUTE, is_declined=True)
    assert decide(a_rule(), DUE, situation) == Decision("drop", "not-tonight")


def test_what_was_put_off_has_its_grace_from_then_on() -> None:
    now = DUE + SNOOZE + GRACE
    assert decide(a_rule(), DUE, Situation(now=now, snoozes=1)) == FIRE
    later = Situation(now=now + MINUTE, snoozes=1)
    assert decide(a_rule(), DUE, later) == Decision("drop", "late")


def test_it_can_be_put_off_three_times() -> None:
    assert [can_snooze(snoozes) for snoozes in range(5)] == [True, True, True, False, False]
    assert MAX_SNOOZES == 3


def test_a_night_lasts_from_noon_to_noon() -> None:
    assert night_of(DUE.replace(hour=12, minute=0)) == TONIGHT
    assert night_of(DUE.replace(day=23, hour=11, minute=59)) == TONIGHT
    assert night_of(DUE.replace(day=23, hour=12, minute=0)) == date(2026, 11, 23)


MOMENTS = st.floats(-48, 48).map(lambda hours: DUE + hours * HOUR)
SITUATIONS = st.builds(
    Situation,
    now=MOMENTS,
    is_session_running=st.booleans(),
    relief_at=st.none() | MOMENTS,
    paused_night=st.none() | st.just(TONIGHT),
    paused_until=st.none() | st.dates(date(2026, 11, 20), date(2026, 11, 25)),
    is_declined=st.booleans(),
    snoozes=st.integers(0, MAX_SNOOZES),
)


@given(SITUATIONS)
def test_nothing_ever_fires_late_or_during_a_session(situation: Situation) -> None:
    if decide(a_rule(), DUE, situation).action == "fire":
        assert not situation.is_session_running
        assert not situation.is_declined
        assert situation.now - DUE <= GRACE + MAX_SNOOZES * SNOOZE


@given(SITUATIONS)
def test_a_decision_to_wait_is_taken_only_for_a_session(situation: Situation) -> None:
    decision = decide(a_rule(), DUE, situation)
    assert (decision.action == "wait") == (decision.reason == "session-runs")
    assert (decision.action == "fire") == (decision.reason == "due")
