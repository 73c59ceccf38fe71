"""What happens when the time of a reminder has come: decide, show, wait for the answer.

It runs in a process of its own that a timer starts. At every step what is known is kept first, so
that a process that dies does nothing twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from stretchapp.reminders.decision import GRACE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from stretchapp.base.clock import Clock
    from stretchapp.diary.reminders import DueTime
    from stretchapp.reminder_book import ReminderBook
    from stretchapp.reminders.rules import Rule

Answer = Literal["start", "later", "not-tonight", "open", "closed"]
"""How a reminder was answered; ``closed`` is no answer."""

Result = Literal[
    "nothing-due", "settled", "dropped", "started", "opened", "put-off", "declined", "unanswered"
]
"""``nothing-due``: not within the last day. ``settled``: it was dealt with before. The others are
what became of it now."""

LOOK_EVERY_S = 20.0
"""How often a reminder that waits for a session looks whether it is over."""

SHOWN_AT_LEAST_S = 60.0


class Shower(Protocol):
    """Shows reminders: the notification server, a small window of ours, or a log."""

    def show(self, rule: Rule, lasts_s: float, on_shown: Callable[[int | None], None]) -> Answer:
        """Show a reminder and wait for the answer.

        Args:
            rule: What to show.
            lasts_s: How long to wait.
            on_shown: Told once it is on the screen, with the number of the notification if it is
                one.

        Raises:
            OSError: It cannot be shown.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What firing needs of the machine.

    Attributes:
        clock: Asked whenever it matters.
        shower: Shows the reminder.
        start: Starts the routine with an id.
        open: Opens the preview of the routine with an id.
        remind_at: Lets the reminder with a number come again at a moment.
        wait_s: Waits some seconds.
    """

    clock: Clock
    shower: Shower
    start: Callable[[str], object]
    open: Callable[[str], object]
    remind_at: Callable[[int, datetime], object]
    wait_s: Callable[[float], object]


def fire(book: ReminderBook, number: int, means: Means) -> Result:
    """Do what is to be done now about the reminder with ``number``.

    Raises:
        UserError: There is no such reminder, or the diary cannot be read or written.
        OSError: It cannot be shown.
    """
    now = means.clock.now
    rule = book.rule(number)
    due = book.latest_due(rule, now())
    if due is None:
        return "nothing-due"
    if book.is_settled(due):
        # Another process was quicker, or the clock was put back over it.
        return "settled"
    decision = book.decide(rule, due, now())
    while decision.action == "wait":
        book.settle(due, "waiting", decision.reason, now())
        means.wait_s(LOOK_EVERY_S)
        decision = book.decide(rule, due, now())
    if decision.action == "drop":
        book.settle(due, "dropped", decision.reason, now())
        return "dropped"
    if not book.claim(due, now()):
        return "settled"
    left_s = (due.due_at + GRACE - now()).total_seconds()
    answer = means.shower.show(
        rule,
        max(SHOWN_AT_LEAST_S, left_s),
        lambda notification: book.settle_shown(due, notification, now()),
    )
    return _answered(book, due, rule, answer, means)


def ring(rule: Rule, means: Means) -> Answer:
    """Show a reminder as a test: all the way as it will be, but nothing of it is kept.

    Raises:
        OSError: It cannot be shown.
    """
    answer = means.shower.show(rule, GRACE.total_seconds(), lambda _number: None)
    if answer == "start":
        means.start(rule.routine)
    elif answer == "open":
        means.open(rule.routine)
    return answer


def _answered(book: ReminderBook, due: DueTime, rule: Rule, answer: Answer, means: Means) -> Result:
    now = means.clock.now()
    match answer:
        case "later":
            again_at = book.snooze(due, now)
            if again_at is None:
                return "declined"
            means.remind_at(rule.id, again_at)
            return "put-off"
        case "not-tonight":
            book.settle(due, "declined", "not-tonight", now)
            return "declined"
        case "start":
            book.settle(due, "started", "started", now)
            means.start(rule.routine)
            return "started"
        case "open":
            book.settle(due, "started", "opened", now)
            means.open(rule.routine)
            return "opened"
        case "closed":  # pragma: no branch -- there is no other answer
            return "unanswered"
