"""What happens when the time of a reminder has come: decide, show, wait for the answer.

It runs in a process of its own that a timer starts. At every step what is known is kept first, so
that a process that dies does nothing twice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, Protocol

from stretchapp.reminders.decision import GRACE_PERIOD, SNOOZE, Decision, can_snooze

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import datetime

    from stretchapp.application.reminders import Reminders
    from stretchapp.base.clock import Clock
    from stretchapp.desktop.notifications.reminder_presenter import Answer
    from stretchapp.diary.reminder_store import DueRecord, DueTime
    from stretchapp.reminders.rules import Rule

Result = Literal[
    "nothing-due",
    "settled",
    "dropped",
    "started",
    "opened",
    "unopened",
    "put-off",
    "declined",
    "unanswered",
]
"""``nothing-due``: not within the last day. ``settled``: it was dealt with before, or comes again
later by itself. The others are what became of it now."""

LOOK_EVERY_S = 20.0
"""How often a reminder that waits for a session looks whether it is over."""

SHOWN_AT_LEAST_S = 60.0

OFF = Decision("drop", "off")
"""What to do about a reminder that was removed."""


class Withdrawer(Protocol):
    """Takes notifications back: ``Notifier`` and ``ReminderPresenter``."""

    def withdraw(self, number: int) -> None:
        """Take a notification back, if it is still there."""
        ...


class Shower(Withdrawer, Protocol):
    """Shows reminders; ``ReminderPresenter``."""

    def show(
        self,
        rule: Rule,
        lasts_s: float,
        on_shown: Callable[[int | None], None],
        is_wanted: Callable[[], bool],
        *,
        can_snooze: bool = True,
    ) -> Answer:
        """Show a reminder and wait for the answer.

        Args:
            rule: What to show.
            lasts_s: How long to wait.
            on_shown: Told once it is on the screen, with the number of the notification if it is
                one.
            is_wanted: Asked now and then, where nobody else can take it back.
            can_snooze: Whether it may be put off once more.

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
        start: Starts the routine with an id; returns whether a window has opened for it.
        open: Opens the preview of the routine with an id; the same.
        remind_at: Lets the reminder with a number come again at a moment.
        wait_s: Waits some seconds.
    """

    clock: Clock
    shower: Shower
    start: Callable[[str], bool]
    open: Callable[[str], bool]
    remind_at: Callable[[int, datetime], object]
    wait_s: Callable[[float], object]


def fire(reminders: Reminders, number: int, means: Means) -> Result:
    """Do what is to be done now about the reminder with ``number``.

    Raises:
        UserError: There is no such reminder, or the diary cannot be read or written.
        OSError: It cannot be shown.
    """
    while True:
        result = _fire_latest(reminders, number, means)
        if result is not None:
            return result
        # The next time of the same reminder has come meanwhile. The service of a timer runs once at
        # a time, so nobody else looks after it.


def ring(rule: Rule, means: Means) -> Answer:
    """Show a reminder as a test: all the way as it will be, but nothing of it is kept.

    Raises:
        OSError: It cannot be shown.
    """
    answer = means.shower.show(
        rule, GRACE_PERIOD.total_seconds(), lambda _number: None, lambda: True
    )
    if answer == "start":
        means.start(rule.routine)
    elif answer == "open":
        means.open(rule.routine)
    return answer


def withdraw_shown(
    reminders: Reminders, connect: Callable[[], AbstractContextManager[Withdrawer]], now: datetime
) -> None:
    """Take back the notifications of reminders that are no longer true.

    One that is in the way of a session comes again after it, unless it is done by then: the
    process that showed it waits. The stretch that was done by hand counts as the answer.

    Args:
        reminders: The reminders.
        connect: Returns the way to the server; asked only if something is shown that has to go.
        now: The present moment.

    Raises:
        UserError: The diary cannot be read or written.
        OSError: The server does not answer.
    """
    rules = {rule.id: rule for rule in reminders.rules()}
    numbers: list[int] = []
    for record in reminders.shown(now):
        rule = rules.get(record.time.reminder)
        decision = OFF if rule is None else reminders.decide(rule, record.time, now)
        if decision.action == "fire":
            continue
        # What is kept first is what the process that waits goes by.
        if decision.action == "wait":
            reminders.settle(record.time, "waiting", decision.reason, now)
        elif decision.reason == "done":
            reminders.settle(record.time, "started", "done", now)
        elif decision.reason != "late":
            # One that is late by now was shown in time: nobody has missed it.
            reminders.settle(record.time, "dropped", decision.reason, now)
        if record.notification is not None:
            numbers.append(record.notification)
    if numbers:
        with connect() as notifier:
            for number in numbers:
                notifier.withdraw(number)


def _fire_latest(reminders: Reminders, number: int, means: Means) -> Result | None:
    """Do what is to be done about the latest time of a reminder; None if another one has come."""
    now = means.clock.now
    rule = reminders.rule(number)
    due = reminders.latest_due(rule, now())
    if due is None:
        return "nothing-due"
    if reminders.is_settled(due):
        # Another process was quicker.
        return "settled"
    again_at = _comes_again(reminders, due, now())
    if again_at is not None:
        # The clock was put back over it, or whoever waited for it may be gone.
        means.remind_at(number, again_at)
        return "settled"
    while not _is_overtaken(reminders, rule, due, now()):
        result = _attempt(reminders, due, rule, means)
        if result is not None:
            return result
    if not reminders.is_settled(due):
        reminders.settle(due, "dropped", "overtaken", now())
    return None


def _attempt(reminders: Reminders, due: DueTime, rule: Rule, means: Means) -> Result | None:
    """Decide, show and hear the answer; None if that did not come to an end."""
    now = means.clock.now
    decision = reminders.decide(rule, due, now())
    while decision.action == "wait" and not _is_overtaken(reminders, rule, due, now()):
        reminders.settle(due, "waiting", decision.reason, now())
        means.wait_s(LOOK_EVERY_S)
        decision = reminders.decide(_as_it_is(reminders, rule), due, now())
    if decision.action == "drop":
        reminders.settle(due, "dropped", decision.reason, now())
        return "dropped"
    if _is_overtaken(reminders, rule, due, now()):
        return None
    record = _record(reminders, due, now())
    if not reminders.claim(due, now()):
        return "settled"
    answer = _shown(reminders, due, rule, means, snoozes=0 if record is None else record.snoozes)
    if answer != "closed":
        return _answered(reminders, due, rule, answer, means)
    # It may have been withdrawn because a session began, and waits for its end.
    is_over = reminders.is_settled(due) and not _is_overtaken(reminders, rule, due, now())
    return "unanswered" if is_over else None


def _shown(reminders: Reminders, due: DueTime, rule: Rule, means: Means, *, snoozes: int) -> Answer:
    """Show a reminder in the place of an earlier one of its kind, and return the answer."""
    now = means.clock.now
    for record in reminders.shown(now()):
        if record.time.reminder == due.reminder and record.notification is not None:
            means.shower.withdraw(record.notification)
    end = due.due_at + snoozes * SNOOZE + GRACE_PERIOD
    # Surely over by the time that the next one comes.
    following = next(reminders.coming(rule, now()), end) + timedelta(seconds=1)
    left_s = (min(end, following) - now()).total_seconds()
    return means.shower.show(
        rule,
        max(SHOWN_AT_LEAST_S, left_s),
        lambda notification: reminders.settle_shown(due, notification, now()),
        lambda: reminders.is_shown(due),
        can_snooze=can_snooze(snoozes),
    )


def _answered(
    reminders: Reminders, due: DueTime, rule: Rule, answer: Answer, means: Means
) -> Result:
    now = means.clock.now()
    match answer:
        case "later":
            again_at = reminders.snooze(due, now)
            if again_at is None:
                return "declined"
            means.remind_at(rule.id, again_at)
            return "put-off"
        case "not-tonight":
            reminders.settle(due, "declined", "not-tonight", now)
            return "declined"
        case "start":
            reminders.settle(due, "started", "started", now)
            has_opened = means.start(rule.routine)
        case _:
            reminders.settle(due, "started", "opened", now)
            has_opened = means.open(rule.routine)
    if not has_opened:
        reminders.settle(due, "started", "unopened", means.clock.now())
        return "unopened"
    return "started" if answer == "start" else "opened"


def _record(reminders: Reminders, due: DueTime, now: datetime) -> DueRecord | None:
    """Return what is known of one time."""
    same = (due.reminder, due.due_at)
    return next(
        (it for it in reminders.history(now) if (it.time.reminder, it.time.due_at) == same), None
    )


def _comes_again(reminders: Reminders, due: DueTime, now: datetime) -> datetime | None:
    """Return until when a reminder was put off, if that is still to come."""
    record = _record(reminders, due, now)
    if record is None or record.outcome != "snoozed":
        return None
    again_at = record.changed_at + SNOOZE
    # A clock that was put back since says nothing about how long it still takes.
    return again_at if record.changed_at <= now < again_at else None


def _is_overtaken(reminders: Reminders, rule: Rule, due: DueTime, now: datetime) -> bool:
    """Return whether the next time of the same reminder has come."""
    latest = reminders.latest_due(rule, now)
    return latest is not None and latest.due_at > due.due_at


def _as_it_is(reminders: Reminders, rule: Rule) -> Rule:
    """Return a reminder as it is by now; one that was removed as one that is off."""
    found = (it for it in reminders.rules() if it.id == rule.id)
    return next(found, replace(rule, is_on=False))
