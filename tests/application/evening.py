"""One evening with reminders: a real diary, a clock, and a presenter on which the test answers."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from stretchapp.application.reminder_firing import Effects, fire
from stretchapp.application.reminder_withdrawal import withdraw_outdated
from stretchapp.application.reminders import Reminders
from stretchapp.diary.session_log import SessionLog
from tests.application.stretches import OTHER_PROCESS, a_stretch
from tests.fakes import FakeClock

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Generator

    from stretchapp.desktop.notifications.reminder_presenter import Answer
    from stretchapp.reminders.rules import Rule

BERLIN = ZoneInfo("Europe/Berlin")
DUE_AT = datetime(2026, 11, 22, 21, 45, tzinfo=BERLIN)
NOTIFICATION = 7


class FakePresenter:
    """A ``Presenter`` on which the test answers.

    Attributes:
        answers: The answers of the person, one for each reminder shown; then "closed".
        shown: What was shown: the rule, for how long, and whether snoozing was offered.
        withdrawn: The numbers of the notifications that were withdrawn.
        notification: The number of each notification; None for a window of the app.
        wanted: Whether each reminder was still wanted in the end.
        while_shown: Called while a reminder is shown.
    """

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.shown: list[tuple[Rule, float, bool]] = []
        self.withdrawn: list[int] = []
        self.notification: int | None = NOTIFICATION
        self.wanted: list[bool] = []
        self.while_shown: Callable[[], object] = lambda: None

    def show(
        self,
        rule: Rule,
        timeout_s: float,
        on_shown: Callable[[int | None], None],
        is_wanted: Callable[[], bool],
        *,
        can_snooze: bool = True,
    ) -> Answer:
        """Record what is shown, and answer."""
        self.shown.append((rule, timeout_s, can_snooze))
        on_shown(self.notification)
        assert is_wanted()
        self.while_shown()
        self.wanted.append(is_wanted())
        return self.answers.pop(0) if self.answers else "closed"

    def withdraw(self, number: int) -> None:
        """Record what is withdrawn."""
        self.withdrawn.append(number)

    @contextmanager
    def connected(self) -> Generator[FakePresenter]:
        """Connect to the notification server."""
        yield self


@dataclass
class Evening:
    """The reminders of one evening and what they do.

    Attributes:
        connection: The diary.
        clock: It stands at ``DUE_AT`` at first.
        presenter: Shows the reminders.
        effects: What was started, opened, snoozed and waited for.
        while_waiting: Called after each wait.
        opens_windows: Whether a window opens when a routine is started or opened.
    """

    connection: sqlite3.Connection
    clock: FakeClock = field(default_factory=lambda: FakeClock(DUE_AT))
    presenter: FakePresenter = field(default_factory=FakePresenter)
    effects: list[tuple[str, object]] = field(default_factory=list[tuple[str, object]])
    while_waiting: Callable[[], object] = lambda: None
    opens_windows: bool = True
    _alive: set[int] = field(default_factory=set[int])

    @property
    def reminders(self) -> Reminders:
        """The reminders of the diary."""
        return Reminders(self.connection, BERLIN, self._alive.__contains__)

    def recorded_effects(self) -> Effects:
        """Return effects that are only recorded."""
        return Effects(
            clock=self.clock,
            presenter=self.presenter,
            start=lambda routine: self._open("start", routine),
            open=lambda routine: self._open("open", routine),
            remind_at=lambda number, at: self.effects.append((f"remind of {number}", at)),
            wait_s=self._wait,
        )

    def fire(self, number: int = 1) -> str:
        """Fire a reminder."""
        return fire(self.reminders, number, self.recorded_effects())

    def withdraw_outdated(self) -> None:
        """Withdraw the notifications that no longer apply."""
        withdraw_outdated(self.reminders, self.presenter.connected, self.clock.now())

    def start_session(self) -> int:
        """Start a session in another process, and return its number."""
        self._alive.add(OTHER_PROCESS)
        return SessionLog(self.connection).start(a_stretch(), self.clock.now())

    def finish_session(self, number: int, active_s: float) -> None:
        """Finish that session."""
        self._alive.clear()
        SessionLog(self.connection).save(number, "finished", active_s, 3, self.clock.now())

    @property
    def history(self) -> list[tuple[str, str]]:
        """Outcomes and reasons, the latest first."""
        records = self.reminders.history(self.clock.now())
        return [(record.outcome, record.reason) for record in records]

    def _open(self, effect: str, routine: str) -> bool:
        self.effects.append((effect, routine))
        return self.opens_windows

    def _wait(self, seconds: float) -> None:
        self.effects.append(("waited", seconds))
        self.clock.advance(seconds)
        self.while_waiting()
