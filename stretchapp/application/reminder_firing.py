"""Firing a reminder that is due: decide, show it, wait for the answer, and act on the answer.

This runs in a process of its own, started by a timer. Each outcome is recorded before it is acted
on, so that a process that dies does nothing twice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, Protocol

from stretchapp.application.reminder_withdrawal import Withdrawer
from stretchapp.reminders.decision import GRACE_PERIOD, SNOOZE, can_snooze
from stretchapp.wording.reminders import notification_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from stretchapp.application.reminders import Reminders
    from stretchapp.base.clock import Clock
    from stretchapp.desktop.notifications.reminder_presenter import Answer
    from stretchapp.diary.reminder_store import DueTime
    from stretchapp.reminders.rules import Rule

FiringResult = Literal[
    "nothing-due",
    "settled",
    "dropped",
    "started",
    "opened",
    "unopened",
    "snoozed",
    "declined",
    "unanswered",
]
"""``nothing-due``: not due within the last day. ``settled``: already answered, or snoozed and due
again later. All other values are the outcome of this firing; ``unopened``: it was answered, but no
window opened."""

SESSION_CHECK_S = 20.0
"""How often a waiting reminder checks whether the session has ended, in seconds."""

MIN_SHOWN_S = 60.0
"""How long a reminder is shown at least, even if its grace period is nearly over."""


class Presenter(Withdrawer, Protocol):
    """Shows reminders: ``ReminderPresenter``."""

    def show(
        self,
        rule: Rule,
        timeout_s: float,
        on_shown: Callable[[int | None], None],
        is_wanted: Callable[[], bool],
        *,
        can_snooze: bool = True,
    ) -> Answer:
        """Show a reminder and wait for the answer.

        Args:
            rule: What to show.
            timeout_s: How long to wait.
            on_shown: Called once it is shown, with the number of the notification if it is one.
            is_wanted: Called now and then where no other process can withdraw it; once it returns
                False, the reminder closes.
            can_snooze: Whether snoozing is offered.

        Raises:
            OSError: It cannot be shown.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What firing does outside the diary.

    Attributes:
        clock: Read whenever the time matters.
        presenter: Shows the reminder.
        start: Starts the routine with an id; returns whether a window has opened for it.
        open: Opens the preview of the routine with an id; returns the same.
        remind_at: Lets the reminder with a number fire again at a moment.
        wait_s: Waits for a number of seconds.
    """

    clock: Clock
    presenter: Presenter
    start: Callable[[str], bool]
    open: Callable[[str], bool]
    remind_at: Callable[[int, datetime], object]
    wait_s: Callable[[float], object]


def fire(reminders: Reminders, number: int, effects: Effects) -> FiringResult:
    """Handle the reminder with ``number``, which is due.

    Raises:
        UserError: There is no such reminder, or the diary cannot be read or written.
        OSError: It cannot be shown.
    """
    while True:
        result = _fire_latest(reminders, number, effects)
        if result is not None:
            return result
        # The next due time of the same reminder has come meanwhile. A system timer runs one
        # process at a time, so it is up to this process.


def show_test(rule: Rule, effects: Effects) -> Answer:
    """Show a reminder as a test, in the same way as a real one; nothing is recorded.

    Raises:
        OSError: It cannot be shown.
    """
    timeout_s = GRACE_PERIOD.total_seconds()
    shown = _with_text(rule)
    answer = effects.presenter.show(shown, timeout_s, lambda _number: None, lambda: True)
    if answer == "start":
        effects.start(rule.routine)
    elif answer == "open":
        effects.open(rule.routine)
    return answer


def _fire_latest(reminders: Reminders, number: int, effects: Effects) -> FiringResult | None:
    """Handle the latest due time of a reminder; return None if another one has come meanwhile."""
    now = effects.clock.now
    rule = reminders.rule(number)
    due = reminders.latest_due(rule, now())
    if due is None:
        return "nothing-due"
    if reminders.is_settled(due):
        # Another process was faster.
        return "settled"
    again_at = _snoozed_until(reminders, due, now())
    if again_at is not None:
        # The clock was set back, or the process that was waiting for it is gone.
        effects.remind_at(number, again_at)
        return "settled"
    while not _is_overtaken(reminders, rule, due, now()):
        result = _attempt(reminders, due, rule, effects)
        if result is not None:
            return result
    if not reminders.is_settled(due):
        reminders.settle(due, "dropped", "overtaken", now())
    return None


def _attempt(
    reminders: Reminders, due: DueTime, rule: Rule, effects: Effects
) -> FiringResult | None:
    """Decide, show the reminder and act on the answer; return None if it was withdrawn."""
    now = effects.clock.now
    decision = reminders.decide(rule, due, now())
    while decision.action == "wait" and not _is_overtaken(reminders, rule, due, now()):
        reminders.settle(due, "waiting", decision.reason, now())
        effects.wait_s(SESSION_CHECK_S)
        decision = reminders.decide(_current(reminders, rule), due, now())
    if decision.action == "drop":
        reminders.settle(due, "dropped", decision.reason, now())
        return "dropped"
    if _is_overtaken(reminders, rule, due, now()):
        return None
    record = reminders.record(due)
    if not reminders.claim(due, now()):
        return "settled"
    answer = _show(reminders, due, rule, effects, snoozes=0 if record is None else record.snoozes)
    if answer != "closed":
        return _act_on(answer, reminders, due, rule, effects)
    # It may have been withdrawn because a session started, and waits for the end of the session.
    is_over = reminders.is_settled(due) and not _is_overtaken(reminders, rule, due, now())
    return "unanswered" if is_over else None


def _show(
    reminders: Reminders, due: DueTime, rule: Rule, effects: Effects, *, snoozes: int
) -> Answer:
    """Show a reminder in place of an earlier notification of it, and return the answer."""
    now = effects.clock.now
    for record in reminders.shown(now()):
        if record.time.reminder == due.reminder and record.notification is not None:
            effects.presenter.withdraw(record.notification)
    end = due.due_at + snoozes * SNOOZE + GRACE_PERIOD
    # A second later, so that the next due time has certainly come when this one closes.
    next_due = next(reminders.due_times(rule, now()), end) + timedelta(seconds=1)
    left_s = (min(end, next_due) - now()).total_seconds()
    return effects.presenter.show(
        _with_text(rule),
        max(MIN_SHOWN_S, left_s),
        lambda notification: reminders.settle_as_shown(due, notification, now()),
        lambda: reminders.is_shown(due),
        can_snooze=can_snooze(snoozes),
    )


def _act_on(
    answer: Answer, reminders: Reminders, due: DueTime, rule: Rule, effects: Effects
) -> FiringResult:
    now = effects.clock.now()
    match answer:
        case "later":
            again_at = reminders.snooze(due, now)
            if again_at is None:
                return "declined"
            effects.remind_at(rule.id, again_at)
            return "snoozed"
        case "not-tonight":
            reminders.settle(due, "declined", "not-tonight", now)
            return "declined"
        case "start":
            reminders.settle(due, "started", "started", now)
            has_opened = effects.start(rule.routine)
        case _:
            reminders.settle(due, "started", "opened", now)
            has_opened = effects.open(rule.routine)
    if not has_opened:
        reminders.settle(due, "started", "unopened", effects.clock.now())
        return "unopened"
    return "started" if answer == "start" else "opened"


def _snoozed_until(reminders: Reminders, due: DueTime, now: datetime) -> datetime | None:
    """Return until when a reminder is snoozed, if that is still to come."""
    record = reminders.record(due)
    if record is None or record.outcome != "snoozed":
        return None
    again_at = record.changed_at + SNOOZE
    # If the clock was set back since, nobody knows how much of the snooze is left.
    return again_at if record.changed_at <= now < again_at else None


def _with_text(rule: Rule) -> Rule:
    """Return a rule as it is shown: a title alone does not say why it appears."""
    return replace(rule, text=notification_text(rule))


def _is_overtaken(reminders: Reminders, rule: Rule, due: DueTime, now: datetime) -> bool:
    """Return whether the next due time of the same reminder has come."""
    latest = reminders.latest_due(rule, now)
    return latest is not None and latest.due_at > due.due_at


def _current(reminders: Reminders, rule: Rule) -> Rule:
    """Return a reminder as it is now; one that was removed as one that is off."""
    current = (other for other in reminders.rules() if other.id == rule.id)
    return next(current, replace(rule, is_on=False))
