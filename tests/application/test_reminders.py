"""Reminders as they are kept in a real diary, and what is found due and decided from there."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from stretchapp.application.reminders import Reminders, diary_on, occasion_of
from stretchapp.base.problems import UserError
from stretchapp.diary.cramp_records import CrampProgress
from stretchapp.diary.reminder_store import DueTime
from stretchapp.diary.session_log import NewSession
from stretchapp.diary.storage.store import open_store
from stretchapp.reminders.decision import Decision
from stretchapp.reminders.rules import DEFAULT_BEDTIMES, AtTimes, Bedtimes, BeforeBed
from tests.reminders.rules import a_rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stretchapp.application.reminders import DiaryLogs
    from stretchapp.reminders.rules import Rule

BERLIN = ZoneInfo("Europe/Berlin")
DUE_AT = datetime(2026, 11, 22, 21, 45, tzinfo=BERLIN)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
OTHER_PROCESS = 4_000_000


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[DiaryLogs]:
    connection = open_store(tmp_path / "diary.sqlite")
    yield diary_on(connection)
    connection.close()


@pytest.fixture
def alive() -> set[int]:
    """The processes that run."""
    return set()


@pytest.fixture
def reminders(diary: DiaryLogs, alive: set[int]) -> Reminders:
    return Reminders(diary, BERLIN, alive.__contains__)


@pytest.fixture
def rule(reminders: Reminders) -> Rule:
    return reminders.add(a_rule())


def due_of(reminders: Reminders, rule: Rule, now: datetime = DUE_AT) -> DueTime:
    due = reminders.latest_due(rule, now)
    assert due is not None
    return due


def do_session(
    diary: DiaryLogs,
    at: datetime,
    *,
    share: float = 1.0,
    state: Any = "finished",  # noqa: ANN401 -- a literal
    when: str = "evening",
) -> None:
    """Leave a session of ten minutes that was last saved at ``at``."""
    session = NewSession(
        routine="in-bed",
        title="In bed",
        player="window",
        process=OTHER_PROCESS,
        planned_s=600.0,
        parts=4,
        occasion=when,
    )
    number = diary.sessions.start(session, at - 10 * MINUTE)
    diary.sessions.save(number, state, share * 600.0, 3, at)


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
    def test_a_rule_comes_back_as_it_was_kept(
        self, reminders: Reminders, changes: dict[str, Any]
    ) -> None:
        added = reminders.add(a_rule(**changes))
        assert added == a_rule(id=added.id, **changes)
        assert reminders.rules() == [added]
        assert reminders.rule(added.id) == added

    def test_a_rule_is_changed(self, reminders: Reminders, rule: Rule) -> None:
        changed = a_rule(id=rule.id, when=BeforeBed(30), title="In bed")
        reminders.change(changed)
        assert reminders.rules() == [changed]

    def test_a_number_is_never_given_twice(self, reminders: Reminders, rule: Rule) -> None:
        assert reminders.remove(rule.id)
        assert reminders.add(a_rule()).id > rule.id

    def test_what_is_not_there_is_not_removed(self, reminders: Reminders) -> None:
        assert not reminders.remove(7)

    def test_a_rule_that_is_not_there_is_told(self, reminders: Reminders) -> None:
        with pytest.raises(UserError, match=r"no reminder 7; 'stretchapp reminders list' lists"):
            reminders.rule(7)


class TestMoments:
    def test_the_coming_ones_are_in_the_zone_of_the_machine(
        self, reminders: Reminders, rule: Rule
    ) -> None:
        found = islice(reminders.coming(rule, DUE_AT), 2)
        assert list(found) == [DUE_AT + timedelta(days=1), DUE_AT + timedelta(days=2)]

    def test_a_rule_with_a_zone_of_its_own_keeps_it(self, reminders: Reminders) -> None:
        rule = reminders.add(a_rule(zone="America/New_York"))
        found = next(reminders.coming(rule, DUE_AT))
        assert found == datetime(2026, 11, 22, 21, 45, tzinfo=ZoneInfo("America/New_York"))

    def test_a_zone_that_is_unknown_here_is_taken_for_that_of_the_machine(
        self, reminders: Reminders
    ) -> None:
        rule = reminders.add(a_rule(zone="Mars/Olympus"))
        assert next(reminders.coming(rule, DUE_AT - MINUTE)) == DUE_AT

    def test_nothing_comes_of_a_rule_that_is_off(self, reminders: Reminders) -> None:
        assert list(reminders.coming(reminders.add(a_rule(is_on=False)), DUE_AT)) == []

    def test_the_next_one_is_that_after_a_pause(self, reminders: Reminders, rule: Rule) -> None:
        now = DUE_AT - HOUR
        assert reminders.next(rule, now) == DUE_AT
        reminders.pause_tonight(now)
        assert reminders.next(rule, now) == DUE_AT + timedelta(days=1)
        reminders.pause_until(date(2026, 11, 27))
        assert reminders.next(rule, now) == DUE_AT + timedelta(days=5)
        assert reminders.next(a_rule(id=rule.id, is_on=False), now) is None

    def test_before_bed_follows_the_bedtimes(self, reminders: Reminders) -> None:
        rule = reminders.add(a_rule(when=BeforeBed(30)))
        assert reminders.bedtimes() == DEFAULT_BEDTIMES
        assert next(reminders.coming(rule, DUE_AT)) == DUE_AT.replace(hour=22, minute=0)
        later = Bedtimes((time(23, 45),) * 7)
        reminders.set_bedtimes(later)
        assert reminders.bedtimes() == later
        assert next(reminders.coming(rule, DUE_AT)) == DUE_AT.replace(hour=23, minute=15)

    def test_the_latest_is_that_of_the_last_day(self, reminders: Reminders, rule: Rule) -> None:
        assert reminders.latest_due(rule, DUE_AT + HOUR) == DueTime(rule.id, DUE_AT, rule.title)

    def test_what_was_due_days_ago_is_over(self, reminders: Reminders) -> None:
        rule = reminders.add(a_rule(weekdays=frozenset({0})))
        assert reminders.latest_due(rule, DUE_AT) is None


class TestDecisions:
    @pytest.fixture
    def decision(self, reminders: Reminders, rule: Rule) -> Any:  # noqa: ANN401 -- a function
        def decide(now: datetime = DUE_AT) -> Decision:
            return reminders.decide(rule, due_of(reminders, rule, now), now)

        return decide

    def test_it_fires_if_nothing_is_against_it(self, decision: Any) -> None:  # noqa: ANN401
        assert decision() == Decision("fire", "due")

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
            ({"when": "bedtime"}, "done"),
            ({"when": "daytime"}, "due"),
            ({"when": "cramp"}, "due"),
        ],
    )
    def test_a_stretch_of_tonight_counts_if_most_of_it_was_done(
        self,
        diary: DiaryLogs,
        decision: Any,  # noqa: ANN401
        session: dict[str, Any],
        reason: str,
    ) -> None:
        do_session(diary, DUE_AT - HOUR, **session)
        assert decision().reason == reason

    def test_a_session_that_runs_is_waited_for(
        self,
        diary: DiaryLogs,
        decision: Any,  # noqa: ANN401
        alive: set[int],
    ) -> None:
        do_session(diary, DUE_AT, state="running", share=0.4)
        assert decision().action == "fire"
        alive.add(OTHER_PROCESS)
        assert decision().action == "wait"

    def test_an_entry_of_long_ago_does_not_run(
        self,
        diary: DiaryLogs,
        decision: Any,  # noqa: ANN401
        alive: set[int],
    ) -> None:
        alive.add(OTHER_PROCESS)
        do_session(diary, DUE_AT - 9 * HOUR, state="running", share=0.4)
        assert decision().action == "fire"

    def test_the_relief_of_a_cramp_is_waited_for_and_then_left_in_peace(
        self,
        diary: DiaryLogs,
        decision: Any,  # noqa: ANN401
        alive: set[int],
    ) -> None:
        alive.add(OTHER_PROCESS)
        number = diary.cramps.start(DUE_AT - 2 * HOUR, "calf", OTHER_PROCESS)
        assert decision().action == "wait"
        progress = CrampProgress(
            state="ended", muscle="calf", length_s=90.0, eased=True, tried={"toe-pull-hold": True}
        )
        diary.cramps.save(number, progress, DUE_AT - HOUR)
        assert decision() == Decision("drop", "relief")

    def test_a_pause_for_tonight(self, reminders: Reminders, decision: Any) -> None:  # noqa: ANN401
        assert reminders.pause_tonight(DUE_AT - 5 * HOUR) == date(2026, 11, 22)
        assert decision() == Decision("drop", "paused-tonight")
        assert reminders.paused(DUE_AT) == date(2026, 11, 23)
        reminders.go_on()
        assert decision().action == "fire"
        assert reminders.paused(DUE_AT) is None

    def test_a_holiday(self, reminders: Reminders, decision: Any) -> None:  # noqa: ANN401
        reminders.pause_until(date(2026, 11, 24))
        assert decision() == Decision("drop", "paused")
        assert reminders.paused(DUE_AT) == date(2026, 11, 24)
        back = DUE_AT + timedelta(days=2)
        assert decision(back).action == "fire"
        assert reminders.paused(back) is None


class TestWhatBecameOfIt:
    def test_only_one_may_show_it(self, reminders: Reminders, rule: Rule) -> None:
        due = due_of(reminders, rule)
        assert reminders.claim(due, DUE_AT)
        assert not reminders.claim(due, DUE_AT)
        assert reminders.is_settled(due)

    def test_what_waits_or_was_put_off_may_be_shown_later(
        self, reminders: Reminders, rule: Rule
    ) -> None:
        due = due_of(reminders, rule)
        reminders.settle(due, "waiting", "session-runs", DUE_AT)
        assert not reminders.is_settled(due)
        assert reminders.claim(due, DUE_AT + MINUTE)
        assert reminders.snooze(due, DUE_AT + 2 * MINUTE) == DUE_AT + 17 * MINUTE
        assert reminders.claim(due, DUE_AT + 17 * MINUTE)

    def test_the_fourth_time_it_is_put_off_means_not_tonight(
        self, reminders: Reminders, rule: Rule
    ) -> None:
        due = due_of(reminders, rule)
        answers = [reminders.snooze(due, DUE_AT + number * 15 * MINUTE) for number in range(4)]
        assert [answer is None for answer in answers] == [False, False, False, True]
        now = DUE_AT + HOUR
        assert reminders.decide(rule, due, now) == Decision("drop", "not-tonight")

    def test_the_history_holds_what_happened_and_why(
        self, reminders: Reminders, rule: Rule
    ) -> None:
        due = due_of(reminders, rule)
        reminders.settle(due, "dropped", "done", DUE_AT)
        (record,) = reminders.history(DUE_AT + timedelta(days=3))
        assert (record.time, record.outcome, record.reason) == (due, "dropped", "done")

    def test_the_history_ends_after_thirty_days(self, reminders: Reminders, rule: Rule) -> None:
        reminders.settle(due_of(reminders, rule), "dropped", "done", DUE_AT)
        later = DUE_AT + timedelta(days=31)
        reminders.settle(due_of(reminders, rule, later), "shown", "due", later)
        assert [record.outcome for record in reminders.history(later)] == ["shown"]
        assert [record.outcome for record in reminders.history(DUE_AT)] == ["shown"]

    def test_the_history_outlives_its_rule(self, reminders: Reminders, rule: Rule) -> None:
        reminders.settle(due_of(reminders, rule), "started", "due", DUE_AT)
        reminders.remove(rule.id)
        assert [record.time.title for record in reminders.history(DUE_AT)] == ["Evening stretch"]


class TestMissedReminders:
    morning = DUE_AT.replace(day=23, hour=7)

    def test_one_that_came_while_nothing_ran_is_told_once(
        self, reminders: Reminders, rule: Rule
    ) -> None:
        missed = reminders.missed(self.morning)
        assert [record.time for record in missed] == [due_of(reminders, rule)]
        reminders.mark_reported(missed)
        assert reminders.missed(self.morning) == []

    def test_one_that_is_not_late_yet_is_not_missed(self, reminders: Reminders, rule: Rule) -> None:
        assert reminders.missed(DUE_AT + HOUR) == []
        assert not reminders.is_settled(due_of(reminders, rule))

    def test_one_that_nobody_wanted_is_not_missed(
        self, reminders: Reminders, rule: Rule, diary: DiaryLogs
    ) -> None:
        do_session(diary, DUE_AT - HOUR)
        assert reminders.missed(self.morning) == []
        assert [record.reason for record in reminders.history(self.morning)] == ["done"]
        assert rule.is_on

    def test_one_that_was_shown_is_not_missed(self, reminders: Reminders, rule: Rule) -> None:
        due = due_of(reminders, rule)
        reminders.claim(due, DUE_AT)
        reminders.settle(due, "shown", "due", DUE_AT)
        assert reminders.missed(self.morning) == []

    def test_one_whose_process_died_before_showing_it_is(
        self, reminders: Reminders, rule: Rule
    ) -> None:
        reminders.claim(due_of(reminders, rule), DUE_AT)
        assert reminders.missed(DUE_AT + HOUR) == []
        assert [record.outcome for record in reminders.missed(self.morning)] == ["claimed"]

    def test_a_rule_that_is_off_misses_nothing(self, reminders: Reminders) -> None:
        reminders.add(a_rule(is_on=False))
        assert reminders.missed(self.morning) == []


@pytest.mark.parametrize(
    ("when", "occasion"),
    [
        ("evening", "evening"),
        ("bedtime", "evening"),
        (None, "evening"),
        ("daytime", "daytime"),
        ("morning", "daytime"),
    ],
)
def test_reminders_know_two_occasions(when: str | None, occasion: str) -> None:
    assert occasion_of(when) == occasion
