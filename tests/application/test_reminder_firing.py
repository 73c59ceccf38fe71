"""What is done when a reminder is due, on a real diary; only the screen is a stand-in."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from stretchapp.application.reminder_firing import LOOK_EVERY_S, Means, fire, ring, withdraw_shown
from stretchapp.application.reminders import DiaryLogs, Reminders, diary_on
from stretchapp.base.problems import UserError
from stretchapp.diary.session_log import NewSession
from stretchapp.diary.storage.store import open_store
from stretchapp.reminders.decision import GRACE_PERIOD, SNOOZE
from stretchapp.reminders.rules import AtTimes
from tests.fakes import FakeClock
from tests.reminders.rules import a_rule

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from pathlib import Path

    from stretchapp.desktop.notifications.reminder_presenter import Answer
    from stretchapp.diary.reminder_store import DueTime
    from stretchapp.reminders.decision import Decision
    from stretchapp.reminders.rules import Rule

BERLIN = ZoneInfo("Europe/Berlin")
DUE_AT = datetime(2026, 11, 22, 21, 45, tzinfo=BERLIN)
MINUTE = timedelta(minutes=1)
OTHER_PROCESS = 4_000_000
NUMBER = 7


class FakeScreen:
    """A ``Shower`` on which the test answers.

    Attributes:
        answers: What the person answers, one for each time that something is shown.
        shown: What was shown: the rule, for how long, and whether it could be put off.
        withdrawn: The numbers of notifications that were taken back.
        number: That of the notification; None for a window of ours.
        wanted: Whether each was still wanted in the end.
        meanwhile: Called while something is shown.
    """

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.shown: list[tuple[Rule, float, bool]] = []
        self.withdrawn: list[int] = []
        self.number: int | None = NUMBER
        self.wanted: list[bool] = []
        self.meanwhile: Callable[[], object] = lambda: None

    def show(
        self,
        rule: Rule,
        lasts_s: float,
        on_shown: Callable[[int | None], None],
        is_wanted: Callable[[], bool],
        *,
        can_snooze: bool = True,
    ) -> Answer:
        """Remember it, and answer."""
        self.shown.append((rule, lasts_s, can_snooze))
        on_shown(self.number)
        assert is_wanted()
        self.meanwhile()
        self.wanted.append(is_wanted())
        return self.answers.pop(0) if self.answers else "closed"

    def withdraw(self, number: int) -> None:
        """Remember it."""
        self.withdrawn.append(number)

    @contextmanager
    def connected(self) -> Generator[FakeScreen]:
        """Be the way to itself."""
        yield self


@dataclass
class Evening:
    """All that one test is about."""

    reminders: Reminders
    diary: DiaryLogs
    clock: FakeClock
    screen: FakeScreen
    alive: set[int]
    done: list[tuple[str, object]] = field(default_factory=list[tuple[str, object]])
    waits: Callable[[], object] = lambda: None
    has_screen: bool = True

    def means(self) -> Means:
        def wait(seconds: float) -> None:
            self.done.append(("waited", seconds))
            self.clock.advance(seconds)
            self.waits()

        return Means(
            clock=self.clock,
            shower=self.screen,
            start=lambda routine: self.open("start", routine),
            open=lambda routine: self.open("open", routine),
            remind_at=lambda number, at: self.done.append((f"remind of {number}", at)),
            wait_s=wait,
        )

    def open(self, what: str, routine: str) -> bool:
        self.done.append((what, routine))
        return self.has_screen

    def fire(self, number: int = 1) -> str:
        return fire(self.reminders, number, self.means())

    def withdraw_shown(self) -> None:
        withdraw_shown(self.reminders, self.screen.connected, self.clock.now())

    def begin_session(self) -> int:
        self.alive.add(OTHER_PROCESS)
        session = NewSession(
            routine="in-bed",
            title="In bed",
            player="window",
            process=OTHER_PROCESS,
            planned_s=600.0,
            parts=4,
            occasion="evening",
        )
        return self.diary.sessions.start(session, self.clock.now())

    def end_session(self, number: int, active_s: float) -> None:
        self.alive.clear()
        self.diary.sessions.save(number, "finished", active_s, 3, self.clock.now())

    @property
    def history(self) -> list[tuple[str, str]]:
        return [(it.outcome, it.reason) for it in self.reminders.history(self.clock.now())]


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    connection = open_store(tmp_path / "diary.sqlite")
    diary = diary_on(connection)
    alive = set[int]()
    reminders = Reminders(diary, BERLIN, alive.__contains__)
    yield Evening(reminders, diary, FakeClock(DUE_AT), FakeScreen(), alive)
    connection.close()


@pytest.fixture
def rule(evening: Evening) -> Rule:
    return evening.reminders.add(a_rule(text="Heels down."))


class TestFiring:
    def test_it_is_shown_for_as_long_as_it_may_be_late(self, evening: Evening, rule: Rule) -> None:
        evening.clock.advance(600.0)
        assert evening.fire() == "unanswered"
        assert evening.screen.shown == [(rule, GRACE_PERIOD.total_seconds() - 600.0, True)]
        assert evening.history == [("shown", "due")]

    def test_what_was_nearly_too_late_is_shown_for_a_minute(
        self, evening: Evening, rule: Rule
    ) -> None:
        evening.clock.advance(3599.0)
        evening.fire()
        assert evening.screen.shown[0][1] == 60.0

    def test_start_starts_the_routine(self, evening: Evening, rule: Rule) -> None:
        evening.screen.answers = ["start"]
        assert evening.fire() == "started"
        assert evening.done == [("start", rule.routine)]
        assert evening.history == [("started", "started")]

    def test_a_click_opens_the_preview(self, evening: Evening, rule: Rule) -> None:
        evening.screen.answers = ["open"]
        assert evening.fire() == "opened"
        assert evening.done == [("open", rule.routine)]
        assert evening.history == [("started", "opened")]

    @pytest.mark.parametrize("answer", ["start", "open"])
    def test_a_window_that_does_not_open_is_noted(
        self, evening: Evening, rule: Rule, answer: Answer
    ) -> None:
        evening.screen.answers = [answer]
        evening.has_screen = False
        assert evening.fire() == "unopened"
        assert evening.history == [("started", "unopened")]

    def test_the_next_time_takes_the_place_of_one_that_nobody_has_answered(
        self, evening: Evening
    ) -> None:
        # The service of a timer runs once at a time: 22:00 is nobody's but this process's.
        rule = evening.reminders.add(a_rule(when=AtTimes((time(21, 45), time(22)))))

        def stay() -> None:
            evening.clock.advance(evening.screen.shown[-1][1])
            evening.screen.answers = ["closed" if len(evening.screen.shown) == 1 else "later"]

        evening.screen.meanwhile = stay
        assert evening.fire() == "put-off"
        assert [lasts_s for _, lasts_s, _ in evening.screen.shown] == [901.0, 3599.0]
        assert evening.history == [("snoozed", "snoozed"), ("shown", "due")]
        assert rule.is_on

    def test_the_next_time_takes_the_place_of_one_that_waits_for_a_session(
        self, evening: Evening
    ) -> None:
        evening.reminders.add(a_rule(when=AtTimes((time(21, 45), time(22)))))
        number = evening.begin_session()
        waited: list[None] = []

        def wait() -> None:
            waited.append(None)
            if evening.clock.now() > DUE_AT + 20 * MINUTE:
                evening.end_session(number, active_s=1.0)

        evening.waits = wait
        assert evening.fire() == "unanswered"
        assert evening.history == [("shown", "due"), ("dropped", "overtaken")]

    def test_one_that_was_put_off_is_waited_for_again(self, evening: Evening, rule: Rule) -> None:
        evening.screen.answers = ["later"]
        evening.fire()
        evening.clock.advance(300.0)
        # The machine was started anew, and nobody waits any more.
        assert evening.fire() == "settled"
        again = (f"remind of {rule.id}", DUE_AT + SNOOZE)
        assert evening.done == [again, again]

    def test_not_tonight_is_heard(self, evening: Evening, rule: Rule) -> None:
        evening.screen.answers = ["not-tonight"]
        assert evening.fire() == "declined"
        assert evening.history == [("declined", "not-tonight")]

    def test_what_was_answered_is_kept_before_it_is_done(
        self, evening: Evening, rule: Rule
    ) -> None:
        def fail(_routine: str) -> None:
            raise OSError

        evening.screen.answers = ["start"]
        with pytest.raises(OSError):  # noqa: PT011 -- any
            fire(evening.reminders, 1, replace(evening.means(), start=fail))
        assert evening.history == [("started", "started")]

    def test_nothing_is_shown_twice(self, evening: Evening, rule: Rule) -> None:
        evening.fire()
        assert evening.fire() == "settled"
        assert len(evening.screen.shown) == 1

    def test_of_two_processes_one_shows_it(self, evening: Evening, rule: Rule) -> None:
        others: list[str] = []
        evening.screen.meanwhile = lambda: others.append(evening.fire())
        evening.fire()
        assert others == ["settled"]
        assert len(evening.screen.shown) == 1

    def test_of_two_that_decided_at_the_same_moment_one_shows_it(
        self, evening: Evening, rule: Rule
    ) -> None:
        due = evening.reminders.latest_due(rule, DUE_AT)
        assert due is not None

        # The other one comes between decision and claim.
        class Slow(Reminders):
            def decide(self, rule: Rule, due: DueTime, now: datetime) -> Decision:
                decision = super().decide(rule, due, now)
                evening.reminders.claim(due, now)
                return decision

        slow = Slow(evening.diary, BERLIN, evening.alive.__contains__)
        assert fire(slow, rule.id, evening.means()) == "settled"
        assert evening.screen.shown == []

    def test_what_was_not_due_is_not_shown(self, evening: Evening) -> None:
        rule = evening.reminders.add(a_rule(weekdays=frozenset({0})))
        assert evening.fire(rule.id) == "nothing-due"
        assert evening.history == []

    def test_what_is_not_there_is_told(self, evening: Evening) -> None:
        with pytest.raises(UserError, match="no reminder 5"):
            evening.fire(5)

    def test_one_that_is_late_is_dropped(self, evening: Evening, rule: Rule) -> None:
        # The machine was asleep until breakfast.
        evening.clock.advance(10 * 3600.0)
        assert evening.fire() == "dropped"
        assert evening.screen.shown == []
        assert evening.history == [("dropped", "late")]

    def test_one_that_still_stands_there_gives_way_to_the_next_of_its_kind(
        self, evening: Evening
    ) -> None:
        rule = evening.reminders.add(a_rule(when=AtTimes((time(21, 45), time(22, 15)))))
        other = evening.reminders.add(a_rule())
        evening.fire(rule.id)
        evening.fire(other.id)
        evening.clock.advance(1800.0)
        evening.fire(rule.id)
        assert evening.screen.withdrawn == [NUMBER]
        assert [shown.id for shown, *_ in evening.screen.shown] == [rule.id, other.id, rule.id]


class TestSnoozing:
    def test_in_15_minutes_it_comes_again(self, evening: Evening, rule: Rule) -> None:
        evening.screen.answers = ["later"]
        assert evening.fire() == "put-off"
        assert evening.done == [(f"remind of {rule.id}", DUE_AT + SNOOZE)]
        evening.clock.advance(SNOOZE.total_seconds())
        assert evening.fire() == "unanswered"
        assert len(evening.screen.shown) == 2

    def test_not_before(self, evening: Evening, rule: Rule) -> None:
        evening.screen.answers = ["later"]
        evening.fire()
        evening.clock.advance(SNOOZE.total_seconds() - 1.0)
        # The person, or a timer that was set anew, runs the command.
        assert evening.fire() == "settled"
        assert len(evening.screen.shown) == 1

    def test_three_times_at_the_most(self, evening: Evening, rule: Rule) -> None:
        evening.screen.answers = ["later", "later", "later", "later"]
        results: list[str] = []
        for _ in range(5):
            results.append(evening.fire())
            evening.clock.advance(SNOOZE.total_seconds())
        assert results == ["put-off", "put-off", "put-off", "declined", "settled"]
        assert [can_snooze for *_, can_snooze in evening.screen.shown] == [True, True, True, False]
        assert evening.history == [("declined", "not-tonight")]

    def test_each_time_it_has_its_whole_hour(self, evening: Evening, rule: Rule) -> None:
        evening.screen.answers = ["later"]
        evening.fire()
        evening.clock.advance(SNOOZE.total_seconds())
        evening.fire()
        assert [lasts_s for _, lasts_s, _ in evening.screen.shown] == [3600.0, 3600.0]


class TestSessions:
    def test_it_waits_for_the_end_of_a_session(self, evening: Evening, rule: Rule) -> None:
        session = evening.begin_session()
        states: list[tuple[str, str]] = []

        def wait() -> None:
            states.extend(evening.history)
            if len(states) == 3:
                evening.end_session(session, active_s=60.0)

        evening.waits = wait
        assert evening.fire() == "unanswered"
        assert evening.done == [("waited", LOOK_EVERY_S)] * 3
        assert states == [("waiting", "session-runs")] * 3
        assert len(evening.screen.shown) == 1

    def test_a_session_that_was_the_stretch_itself_leaves_nothing_to_remind_of(
        self, evening: Evening, rule: Rule
    ) -> None:
        session = evening.begin_session()
        evening.waits = lambda: evening.end_session(session, active_s=600.0)
        assert evening.fire() == "dropped"
        assert evening.history == [("dropped", "done")]
        assert evening.screen.shown == []

    def test_a_session_without_end_is_not_waited_for(self, evening: Evening, rule: Rule) -> None:
        evening.begin_session()
        assert evening.fire() == "dropped"
        assert evening.history == [("dropped", "late")]

    def test_one_that_is_removed_meanwhile_is_not_shown(self, evening: Evening, rule: Rule) -> None:
        session = evening.begin_session()

        def wait() -> None:
            evening.reminders.remove(rule.id)
            evening.end_session(session, active_s=60.0)

        evening.waits = wait
        assert evening.fire() == "dropped"
        assert evening.history == [("dropped", "off")]


class TestWithdrawing:
    def test_what_is_still_true_stays(self, evening: Evening, rule: Rule) -> None:
        evening.fire()
        evening.withdraw_shown()
        assert evening.screen.withdrawn == []
        assert evening.history == [("shown", "due")]

    def test_one_in_the_way_of_a_session_comes_again_after_it(
        self, evening: Evening, rule: Rule
    ) -> None:
        sessions: list[int] = []

        def begin() -> None:
            if not sessions:
                sessions.append(evening.begin_session())
                evening.withdraw_shown()

        evening.screen.meanwhile = begin
        evening.waits = lambda: evening.end_session(sessions[0], active_s=60.0)
        assert evening.fire() == "unanswered"
        assert evening.screen.withdrawn == [NUMBER]
        assert len(evening.screen.shown) == 2
        assert evening.history == [("shown", "due")]

    def test_one_whose_stretch_was_done_by_hand_is_answered(
        self, evening: Evening, rule: Rule
    ) -> None:
        def stretch() -> None:
            evening.end_session(evening.begin_session(), active_s=600.0)
            evening.withdraw_shown()

        evening.screen.meanwhile = stretch
        assert evening.fire() == "unanswered"
        assert evening.screen.withdrawn == [NUMBER]
        assert evening.history == [("started", "done")]

    def test_pausing_takes_back_what_is_shown(self, evening: Evening, rule: Rule) -> None:
        evening.fire()
        evening.reminders.pause_tonight(evening.clock.now())
        evening.withdraw_shown()
        assert evening.screen.withdrawn == [NUMBER]
        assert evening.history == [("dropped", "paused-tonight")]

    def test_so_does_removing_it(self, evening: Evening, rule: Rule) -> None:
        evening.fire()
        evening.reminders.remove(rule.id)
        evening.withdraw_shown()
        assert evening.screen.withdrawn == [NUMBER]
        assert evening.history == [("dropped", "off")]

    def test_one_that_was_seen_in_time_is_never_missed(self, evening: Evening, rule: Rule) -> None:
        evening.clock.advance(3590.0)
        evening.fire()
        evening.clock.advance(20.0)
        evening.withdraw_shown()
        assert evening.screen.withdrawn == [NUMBER]
        assert evening.reminders.missed(evening.clock.now()) == []

    def test_a_window_of_ours_is_not_wanted_any_more_and_goes_by_itself(
        self, evening: Evening, rule: Rule
    ) -> None:
        def stretch() -> None:
            evening.end_session(evening.begin_session(), active_s=600.0)
            evening.withdraw_shown()

        evening.screen.number = None
        evening.screen.meanwhile = stretch
        assert evening.fire() == "unanswered"
        assert (evening.screen.wanted, evening.screen.withdrawn) == ([False], [])
        assert evening.history == [("started", "done")]


class TestTrying:
    @pytest.mark.parametrize(
        ("answer", "done"),
        [
            ("start", [("start", "evening-stretch")]),
            ("open", [("open", "evening-stretch")]),
            ("later", []),
            ("not-tonight", []),
            ("closed", []),
        ],
    )
    def test_it_is_answered_but_nothing_is_kept(
        self, evening: Evening, rule: Rule, answer: Answer, done: list[tuple[str, object]]
    ) -> None:
        evening.screen.answers = [answer]
        assert ring(rule, evening.means()) == answer
        assert evening.done == done
        assert evening.history == []
