"""Reminders in a real diary: rules, pauses, due times, decisions and outcomes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from stretchapp.application.reminders import Reminders
from stretchapp.base.problems import UserError
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.cramp_records import CrampProgress
from stretchapp.diary.reminder_store import DueTime
from stretchapp.diary.session_log import SessionLog
from stretchapp.diary.storage.store import open_store
from stretchapp.reminders.decision import Decision
from stretchapp.reminders.rules import DEFAULT_BEDTIMES, AtTimes, Bedtimes, BeforeBed
from tests.application.stretches import OTHER_PROCESS, PLANNED_S, a_stretch
from tests.reminders.rules import LONG_AGO, a_rule

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from stretchapp.diary.session_log import SessionState
    from stretchapp.reminders.rules import Rule

    Decide = Callable[..., Decision]

BERLIN = ZoneInfo("Europe/Berlin")
DUE_AT = datetime(2026, 11, 22, 21, 45, tzinfo=BERLIN)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = open_store(tmp_path / "diary.sqlite")
    yield connection
    connection.close()


@pytest.fixture
def alive() -> set[int]:
    """The processes that are running."""
    return set()


@pytest.fixture
def reminders(connection: sqlite3.Connection, alive: set[int]) -> Reminders:
    return Reminders(connection, BERLIN, alive.__contains__)


@pytest.fixture
def rule(reminders: Reminders) -> Rule:
    return reminders.add(a_rule(), LONG_AGO)


@pytest.fixture
def due(reminders: Reminders, rule: Rule) -> DueTime:
    return due_of(reminders, rule)


def due_of(reminders: Reminders, rule: Rule, now: datetime = DUE_AT) -> DueTime:
    due = reminders.latest_due(rule, now)
    assert due is not None
    return due


def record_session(
    connection: sqlite3.Connection,
    saved_at: datetime,
    *,
    share: float = 1.0,
    state: SessionState = "finished",
    occasion: str = "evening",
) -> None:
    """Record a session of which a share was active."""
    log = SessionLog(connection)
    number = log.start(a_stretch(occasion), saved_at - 10 * MINUTE)
    log.save(number, state, share * PLANNED_S, 3, saved_at)


class TestRules:
    @pytest.mark.parametrize(
        "changes",
        [
            {},
            {"when": AtTimes((time(8), time(13), time(19)))},
            {"when": BeforeBed(0)},
            {"weekdays": frozenset[int]()},
            {"weekdays": frozenset({0, 6}), "text": "Heels down – it's “time”.", "is_on": False},
            {"zone": "America/New_York", "occasion": "daytime"},
        ],
    )
    def test_a_rule_is_read_as_it_was_stored(
        self, reminders: Reminders, changes: dict[str, Any]
    ) -> None:
        added = reminders.add(a_rule(**changes), LONG_AGO)
        assert added == a_rule(id=added.id, **changes)
        assert reminders.rules() == [added]
        assert reminders.rule(added.id) == added

    def test_a_rule_is_changed(self, reminders: Reminders, rule: Rule) -> None:
        changed = a_rule(id=rule.id, when=BeforeBed(30), title="In bed")
        reminders.change(changed, LONG_AGO)
        assert reminders.rules() == [changed]

    def test_a_number_is_never_given_twice(self, reminders: Reminders, rule: Rule) -> None:
        assert reminders.remove(rule.id)
        assert reminders.add(a_rule(), LONG_AGO).id > rule.id

    def test_removing_a_rule_that_does_not_exist_does_nothing(self, reminders: Reminders) -> None:
        assert not reminders.remove(7)

    def test_asking_for_a_rule_that_does_not_exist_is_an_error(self, reminders: Reminders) -> None:
        with pytest.raises(UserError, match="7"):
            reminders.rule(7)


class TestDueTimes:
    def test_are_in_the_zone_of_the_machine(self, reminders: Reminders, rule: Rule) -> None:
        assert list(islice(reminders.due_times(rule, DUE_AT), 2)) == [
            DUE_AT + DAY,
            DUE_AT + 2 * DAY,
        ]

    def test_are_in_the_zone_of_the_rule_if_it_has_one(self, reminders: Reminders) -> None:
        rule = reminders.add(a_rule(zone="America/New_York"), LONG_AGO)
        next_due = next(reminders.due_times(rule, DUE_AT))
        assert next_due == datetime(2026, 11, 22, 21, 45, tzinfo=ZoneInfo("America/New_York"))

    def test_are_in_the_zone_of_the_machine_if_that_of_the_rule_is_unknown(
        self, reminders: Reminders
    ) -> None:
        rule = reminders.add(a_rule(zone="Mars/Olympus"), LONG_AGO)
        assert next(reminders.due_times(rule, DUE_AT - MINUTE)) == DUE_AT

    def test_do_not_exist_for_a_rule_that_is_off(self, reminders: Reminders) -> None:
        rule = reminders.add(a_rule(is_on=False), LONG_AGO)
        assert list(reminders.due_times(rule, DUE_AT)) == []

    def test_follow_the_bedtimes_if_the_rule_is_before_bed(self, reminders: Reminders) -> None:
        rule = reminders.add(a_rule(when=BeforeBed(30)), LONG_AGO)
        assert reminders.bedtimes() == DEFAULT_BEDTIMES
        assert next(reminders.due_times(rule, DUE_AT)) == DUE_AT.replace(hour=22, minute=0)
        later = Bedtimes((time(23, 45),) * 7)
        reminders.set_bedtimes(later, LONG_AGO)
        assert reminders.bedtimes() == later
        assert next(reminders.due_times(rule, DUE_AT)) == DUE_AT.replace(hour=23, minute=15)

    def test_the_next_one_is_after_a_pause(self, reminders: Reminders, rule: Rule) -> None:
        now = DUE_AT - HOUR
        assert reminders.next_due(rule, now) == DUE_AT
        reminders.pause_tonight(now)
        assert reminders.next_due(rule, now) == DUE_AT + DAY
        reminders.pause_until(date(2026, 11, 27))
        assert reminders.next_due(rule, now) == DUE_AT + 5 * DAY
        assert reminders.next_due(a_rule(id=rule.id, is_on=False), now) is None

    def test_the_latest_one_is_in_the_last_day(self, reminders: Reminders, rule: Rule) -> None:
        assert reminders.latest_due(rule, DUE_AT + HOUR) == DueTime(rule.id, DUE_AT, rule.title)
        only_mondays = reminders.add(a_rule(weekdays=frozenset({0})), LONG_AGO)
        assert reminders.latest_due(only_mondays, DUE_AT) is None


class TestDecisions:
    @pytest.fixture
    def decide(self, reminders: Reminders, rule: Rule) -> Decide:
        def decide(now: datetime = DUE_AT) -> Decision:
            return reminders.decide(rule, due_of(reminders, rule, now), now)

        return decide

    def test_it_fires_if_nothing_speaks_against_it(self, decide: Decide) -> None:
        assert decide() == Decision("fire", "due")

    @pytest.mark.parametrize(
        ("session", "reason"),
        [
            ({}, "done"),
            ({"share": 0.5}, "done"),
            ({"share": 0.4}, "due"),
            ({"state": "stopped", "share": 0.9}, "done"),
            # The two cases in which the diary and the reminders used to disagree: skipped to the
            # end, and the window closed after 60 % of the session.
            ({"state": "finished", "share": 0.1}, "due"),
            ({"state": "running", "share": 0.6}, "done"),
            ({"state": "left", "share": 0.6}, "done"),
            ({"occasion": "bedtime"}, "done"),
            ({"occasion": "exercise"}, "due"),
            ({"occasion": "daytime"}, "due"),
            ({"occasion": "cramp"}, "due"),
        ],
    )
    def test_a_stretch_of_tonight_counts_if_at_least_half_of_it_was_active(
        self,
        connection: sqlite3.Connection,
        decide: Decide,
        session: dict[str, Any],
        reason: str,
    ) -> None:
        record_session(connection, DUE_AT - HOUR, **session)
        assert decide().reason == reason

    def test_it_waits_while_a_session_runs(
        self, connection: sqlite3.Connection, decide: Decide, alive: set[int]
    ) -> None:
        record_session(connection, DUE_AT, state="running", share=0.4)
        assert decide().action == "fire"
        alive.add(OTHER_PROCESS)
        assert decide().action == "wait"

    def test_a_session_that_started_long_ago_does_not_count_as_running(
        self, connection: sqlite3.Connection, decide: Decide, alive: set[int]
    ) -> None:
        alive.add(OTHER_PROCESS)
        record_session(connection, DUE_AT - 9 * HOUR, state="running", share=0.4)
        assert decide().action == "fire"

    def test_it_waits_while_a_cramp_is_treated_and_is_dropped_afterwards(
        self, connection: sqlite3.Connection, decide: Decide, alive: set[int]
    ) -> None:
        alive.add(OTHER_PROCESS)
        cramps = CrampLog(connection)
        number = cramps.start(DUE_AT - 2 * HOUR, "calf", OTHER_PROCESS)
        assert decide().action == "wait"
        progress = CrampProgress(
            state="ended", muscle="calf", length_s=90.0, eased=True, tried={"toe-pull-hold": True}
        )
        cramps.save(number, progress, DUE_AT - HOUR)
        assert decide() == Decision("drop", "relief")

    def test_a_pause_for_tonight(self, reminders: Reminders, decide: Decide) -> None:
        reminders.pause_tonight(DUE_AT - 5 * HOUR)
        assert decide() == Decision("drop", "paused-tonight")
        assert reminders.paused_until(DUE_AT) == date(2026, 11, 23)
        reminders.end_pauses()
        assert decide().action == "fire"
        assert reminders.paused_until(DUE_AT) is None

    def test_a_pause_until_a_date(self, reminders: Reminders, decide: Decide) -> None:
        reminders.pause_until(date(2026, 11, 24))
        assert decide() == Decision("drop", "paused")
        assert reminders.paused_until(DUE_AT) == date(2026, 11, 24)
        end = DUE_AT + 2 * DAY
        assert decide(end).action == "fire"
        assert reminders.paused_until(end) is None


class TestOutcomes:
    def test_only_one_process_can_claim_a_due_time(
        self, reminders: Reminders, due: DueTime
    ) -> None:
        assert reminders.claim(due, DUE_AT)
        assert not reminders.claim(due, DUE_AT)
        assert reminders.is_settled(due)

    def test_a_due_time_that_waits_or_is_snoozed_can_be_claimed_later(
        self, reminders: Reminders, due: DueTime
    ) -> None:
        reminders.settle(due, "waiting", "session-runs", DUE_AT)
        assert not reminders.is_settled(due)
        assert reminders.claim(due, DUE_AT + MINUTE)
        assert reminders.snooze(due, DUE_AT + 2 * MINUTE) == DUE_AT + 17 * MINUTE
        assert reminders.claim(due, DUE_AT + 17 * MINUTE)

    def test_the_fourth_snooze_declines_it(
        self, reminders: Reminders, rule: Rule, due: DueTime
    ) -> None:
        snoozes = [reminders.snooze(due, DUE_AT + number * 15 * MINUTE) for number in range(4)]
        assert [again_at is None for again_at in snoozes] == [False, False, False, True]
        now = DUE_AT + HOUR
        assert reminders.decide(rule, due, now) == Decision("drop", "not-tonight")

    def test_the_history_contains_outcomes_and_reasons(
        self, reminders: Reminders, due: DueTime
    ) -> None:
        reminders.settle(due, "dropped", "done", DUE_AT)
        (record,) = reminders.history(DUE_AT + 3 * DAY)
        assert (record.time, record.outcome, record.reason) == (due, "dropped", "done")

    def test_the_history_ends_after_thirty_days(
        self, reminders: Reminders, rule: Rule, due: DueTime
    ) -> None:
        reminders.settle(due, "dropped", "done", DUE_AT)
        later = DUE_AT + 31 * DAY
        reminders.settle(due_of(reminders, rule, later), "shown", "due", later)
        assert [record.outcome for record in reminders.history(later)] == ["shown"]
        assert [record.outcome for record in reminders.history(DUE_AT)] == ["shown"]

    def test_the_history_outlives_its_rule(
        self, reminders: Reminders, rule: Rule, due: DueTime
    ) -> None:
        reminders.settle(due, "started", "due", DUE_AT)
        reminders.remove(rule.id)
        assert [record.time.title for record in reminders.history(DUE_AT)] == [rule.title]


class TestMissedReminders:
    morning = DUE_AT.replace(day=23, hour=7)

    def test_one_that_was_due_while_nothing_was_running_is_reported_once(
        self, reminders: Reminders, due: DueTime
    ) -> None:
        missed = reminders.missed(self.morning)
        assert [record.time for record in missed] == [due]
        reminders.mark_reported(missed)
        assert reminders.missed(self.morning) == []

    def test_one_within_its_grace_period_is_not_missed_yet(
        self, reminders: Reminders, due: DueTime
    ) -> None:
        assert reminders.missed(DUE_AT + HOUR) == []
        assert not reminders.is_settled(due)

    @pytest.mark.usefixtures("rule")
    def test_one_whose_stretch_was_done_is_not_missed(
        self, reminders: Reminders, connection: sqlite3.Connection
    ) -> None:
        record_session(connection, DUE_AT - HOUR)
        assert reminders.missed(self.morning) == []
        assert [record.reason for record in reminders.history(self.morning)] == ["done"]

    def test_one_that_was_shown_is_not_missed(self, reminders: Reminders, due: DueTime) -> None:
        reminders.claim(due, DUE_AT)
        reminders.settle(due, "shown", "due", DUE_AT)
        assert reminders.missed(self.morning) == []

    def test_one_whose_process_died_before_showing_it_is_missed(
        self, reminders: Reminders, due: DueTime
    ) -> None:
        reminders.claim(due, DUE_AT)
        assert reminders.missed(DUE_AT + HOUR) == []
        assert [record.outcome for record in reminders.missed(self.morning)] == ["claimed"]

    def test_a_rule_that_is_off_misses_nothing(self, reminders: Reminders) -> None:
        reminders.add(a_rule(is_on=False), LONG_AGO)
        assert reminders.missed(self.morning) == []

    def test_a_due_time_before_the_rule_was_added_is_not_missed(self, reminders: Reminders) -> None:
        reminders.add(a_rule(), DUE_AT + MINUTE)
        assert reminders.missed(self.morning) == []
        assert reminders.history(self.morning) == []

    def test_a_due_time_before_the_rule_was_changed_is_not_missed(
        self, reminders: Reminders, rule: Rule
    ) -> None:
        earlier = a_rule(id=rule.id, when=AtTimes((time(20),)))
        reminders.change(earlier, DUE_AT)
        assert reminders.missed(self.morning) == []

    def test_a_due_time_before_the_bedtime_was_changed_is_not_missed(
        self, reminders: Reminders
    ) -> None:
        reminders.add(a_rule(when=BeforeBed(30)), LONG_AGO)
        reminders.set_bedtimes(Bedtimes((time(21),) * 7), DUE_AT)
        assert reminders.missed(self.morning) == []
