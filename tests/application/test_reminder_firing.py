"""What is done when a reminder is due, with a real diary; only the screen is a fake."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from stretchapp.application.reminder_firing import (
    MIN_SHOWN_S,
    SESSION_CHECK_S,
    fire,
    show_test,
)
from stretchapp.application.reminders import Reminders
from stretchapp.base.problems import UserError
from stretchapp.reminders.decision import GRACE_PERIOD, SNOOZE
from stretchapp.reminders.rules import AtTimes
from tests.application.evening import BERLIN, DUE_AT, NOTIFICATION
from tests.application.stretches import PLANNED_S
from tests.reminders.rules import LONG_AGO, a_rule

if TYPE_CHECKING:
    from stretchapp.desktop.notifications.reminder_presenter import Answer
    from stretchapp.diary.reminder_store import DueTime
    from stretchapp.reminders.decision import Decision
    from stretchapp.reminders.rules import Rule
    from tests.application.evening import Evening

MINUTE = timedelta(minutes=1)
GRACE_S = GRACE_PERIOD.total_seconds()
SNOOZE_S = SNOOZE.total_seconds()


class TestShowing:
    def test_a_reminder_is_shown_until_the_end_of_its_grace_period(
        self, evening: Evening, rule: Rule
    ) -> None:
        evening.clock.advance(600.0)
        assert evening.fire() == "unanswered"
        assert evening.presenter.shown == [(rule, GRACE_S - 600.0, True)]
        assert evening.history == [("shown", "due")]

    def test_a_reminder_without_a_text_is_shown_with_one(self, evening: Evening) -> None:
        rule = evening.reminders.add(a_rule(text=""), LONG_AGO)
        evening.fire(rule.id)
        ((shown, *_),) = evening.presenter.shown
        assert shown.text

    @pytest.mark.usefixtures("rule")
    def test_a_reminder_that_is_nearly_too_late_is_shown_for_a_minute(
        self, evening: Evening
    ) -> None:
        evening.clock.advance(GRACE_S - 1.0)
        evening.fire()
        assert evening.presenter.shown[0][1] == MIN_SHOWN_S

    @pytest.mark.usefixtures("rule")
    def test_a_reminder_that_is_late_is_dropped(self, evening: Evening) -> None:
        # The machine was asleep until breakfast.
        evening.clock.advance(10 * 3600.0)
        assert evening.fire() == "dropped"
        assert evening.presenter.shown == []
        assert evening.history == [("dropped", "late")]

    def test_a_reminder_that_was_not_due_is_not_shown(self, evening: Evening) -> None:
        rule = evening.reminders.add(a_rule(weekdays=frozenset({0})), LONG_AGO)
        assert evening.fire(rule.id) == "nothing-due"
        assert evening.history == []

    def test_a_reminder_that_does_not_exist_is_an_error(self, evening: Evening) -> None:
        with pytest.raises(UserError, match="5"):
            evening.fire(5)

    def test_the_next_due_time_takes_over_from_one_that_nobody_has_answered(
        self, evening: Evening
    ) -> None:
        # A system timer runs one process at a time, so 22:00 is up to this process.
        evening.reminders.add(a_rule(when=AtTimes((time(21, 45), time(22)))), LONG_AGO)

        def let_it_pass() -> None:
            evening.clock.advance(evening.presenter.shown[-1][1])
            is_first = len(evening.presenter.shown) == 1
            evening.presenter.answers = ["closed" if is_first else "later"]

        evening.presenter.while_shown = let_it_pass
        assert evening.fire() == "snoozed"
        assert [timeout_s for _, timeout_s, _ in evening.presenter.shown] == [901.0, 3599.0]
        assert evening.history == [("snoozed", "snoozed"), ("shown", "due")]

    def test_an_earlier_notification_of_the_same_reminder_is_withdrawn(
        self, evening: Evening
    ) -> None:
        two_times = AtTimes((time(21, 45), time(22, 15)))
        rule = evening.reminders.add(a_rule(when=two_times), LONG_AGO)
        other = evening.reminders.add(a_rule(), LONG_AGO)
        evening.fire(rule.id)
        evening.fire(other.id)
        evening.clock.advance(1800.0)
        evening.fire(rule.id)
        assert evening.presenter.withdrawn == [NOTIFICATION]
        assert [shown.id for shown, *_ in evening.presenter.shown] == [rule.id, other.id, rule.id]


@pytest.mark.usefixtures("rule")
class TestAnswers:
    def test_start_starts_the_routine(self, evening: Evening, rule: Rule) -> None:
        evening.presenter.answers = ["start"]
        assert evening.fire() == "started"
        assert evening.effects == [("start", rule.routine)]
        assert evening.history == [("started", "started")]

    def test_a_click_opens_the_preview(self, evening: Evening, rule: Rule) -> None:
        evening.presenter.answers = ["open"]
        assert evening.fire() == "opened"
        assert evening.effects == [("open", rule.routine)]
        assert evening.history == [("started", "opened")]

    @pytest.mark.parametrize("answer", ["start", "open"])
    def test_a_window_that_does_not_open_is_recorded(
        self, evening: Evening, answer: Answer
    ) -> None:
        evening.presenter.answers = [answer]
        evening.opens_windows = False
        assert evening.fire() == "unopened"
        assert evening.history == [("started", "unopened")]

    def test_not_tonight_declines_it(self, evening: Evening) -> None:
        evening.presenter.answers = ["not-tonight"]
        assert evening.fire() == "declined"
        assert evening.history == [("declined", "not-tonight")]

    def test_an_answer_is_recorded_before_it_is_acted_on(self, evening: Evening) -> None:
        def fail(_routine: str) -> bool:
            raise OSError

        evening.presenter.answers = ["start"]
        with pytest.raises(OSError):  # noqa: PT011 -- any
            fire(evening.reminders, 1, replace(evening.recorded_effects(), start=fail))
        assert evening.history == [("started", "started")]


@pytest.mark.usefixtures("rule")
class TestShowingOnce:
    def test_a_due_time_is_shown_once(self, evening: Evening) -> None:
        evening.fire()
        assert evening.fire() == "settled"
        assert len(evening.presenter.shown) == 1

    def test_one_of_two_processes_shows_it(self, evening: Evening) -> None:
        results: list[str] = []
        evening.presenter.while_shown = lambda: results.append(evening.fire())
        evening.fire()
        assert results == ["settled"]
        assert len(evening.presenter.shown) == 1

    def test_one_of_two_processes_that_decide_at_the_same_moment_shows_it(
        self, evening: Evening, rule: Rule
    ) -> None:
        class Overtaken(Reminders):
            """Another process claims the reminder between decision and claim."""

            def decide(self, rule: Rule, due: DueTime, now: datetime) -> Decision:
                decision = super().decide(rule, due, now)
                evening.reminders.claim(due, now)
                return decision

        reminders = Overtaken(evening.connection, BERLIN, lambda _process: False)
        assert fire(reminders, rule.id, evening.recorded_effects()) == "settled"
        assert evening.presenter.shown == []


@pytest.mark.usefixtures("rule")
class TestSnoozing:
    def test_it_is_shown_again_after_15_minutes(self, evening: Evening, rule: Rule) -> None:
        evening.presenter.answers = ["later"]
        assert evening.fire() == "snoozed"
        assert evening.effects == [(f"remind of {rule.id}", DUE_AT + SNOOZE)]
        evening.clock.advance(SNOOZE_S)
        assert evening.fire() == "unanswered"
        # Each time it has a whole grace period.
        assert [timeout_s for _, timeout_s, _ in evening.presenter.shown] == [GRACE_S, GRACE_S]

    def test_it_is_not_shown_earlier(self, evening: Evening) -> None:
        evening.presenter.answers = ["later"]
        evening.fire()
        evening.clock.advance(SNOOZE_S - 1.0)
        # The person, or a timer that was set again, runs the command.
        assert evening.fire() == "settled"
        assert len(evening.presenter.shown) == 1

    def test_it_is_waited_for_again_after_a_restart_of_the_machine(
        self, evening: Evening, rule: Rule
    ) -> None:
        evening.presenter.answers = ["later"]
        evening.fire()
        evening.clock.advance(300.0)
        assert evening.fire() == "settled"
        again = (f"remind of {rule.id}", DUE_AT + SNOOZE)
        assert evening.effects == [again, again]

    def test_it_can_be_snoozed_three_times(self, evening: Evening) -> None:
        evening.presenter.answers = ["later", "later", "later", "later"]
        results: list[str] = []
        for _ in range(5):
            results.append(evening.fire())
            evening.clock.advance(SNOOZE_S)
        assert results == ["snoozed", "snoozed", "snoozed", "declined", "settled"]
        offered = [can_snooze for *_, can_snooze in evening.presenter.shown]
        assert offered == [True, True, True, False]
        assert evening.history == [("declined", "not-tonight")]


class TestRunningSession:
    @pytest.mark.usefixtures("rule")
    def test_it_waits_for_the_end_of_a_session(self, evening: Evening) -> None:
        session = evening.start_session()
        states: list[tuple[str, str]] = []

        def finish_after_three_waits() -> None:
            states.extend(evening.history)
            if len(states) == 3:
                evening.finish_session(session, active_s=60.0)

        evening.while_waiting = finish_after_three_waits
        assert evening.fire() == "unanswered"
        assert evening.effects == [("waited", SESSION_CHECK_S)] * 3
        assert states == [("waiting", "session-runs")] * 3
        assert len(evening.presenter.shown) == 1

    @pytest.mark.usefixtures("rule")
    def test_it_is_dropped_if_that_session_is_the_stretch_itself(self, evening: Evening) -> None:
        session = evening.start_session()
        evening.while_waiting = lambda: evening.finish_session(session, active_s=PLANNED_S)
        assert evening.fire() == "dropped"
        assert evening.history == [("dropped", "done")]
        assert evening.presenter.shown == []

    @pytest.mark.usefixtures("rule")
    def test_it_does_not_wait_for_ever(self, evening: Evening) -> None:
        evening.start_session()
        assert evening.fire() == "dropped"
        assert evening.history == [("dropped", "late")]

    def test_it_is_not_shown_if_it_is_removed_meanwhile(self, evening: Evening, rule: Rule) -> None:
        session = evening.start_session()

        def remove() -> None:
            evening.reminders.remove(rule.id)
            evening.finish_session(session, active_s=60.0)

        evening.while_waiting = remove
        assert evening.fire() == "dropped"
        assert evening.history == [("dropped", "off")]

    def test_the_next_due_time_takes_over_from_one_that_waits(self, evening: Evening) -> None:
        evening.reminders.add(a_rule(when=AtTimes((time(21, 45), time(22)))), LONG_AGO)
        session = evening.start_session()

        def finish_after_the_next_due_time() -> None:
            if evening.clock.now() > DUE_AT + 20 * MINUTE:
                evening.finish_session(session, active_s=1.0)

        evening.while_waiting = finish_after_the_next_due_time
        assert evening.fire() == "unanswered"
        assert evening.history == [("shown", "due"), ("dropped", "overtaken")]


class TestTrying:
    @pytest.mark.parametrize(
        ("answer", "effects"),
        [
            ("start", [("start", "evening-stretch")]),
            ("open", [("open", "evening-stretch")]),
            ("later", []),
            ("not-tonight", []),
            ("closed", []),
        ],
    )
    def test_a_test_is_answered_but_nothing_is_recorded(
        self, evening: Evening, rule: Rule, answer: Answer, effects: list[tuple[str, object]]
    ) -> None:
        evening.presenter.answers = [answer]
        assert show_test(rule, evening.recorded_effects()) == answer
        assert evening.effects == effects
        assert evening.history == []
