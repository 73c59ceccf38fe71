"""Withdrawing notifications of reminders that no longer apply, such as when a session starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from stretchapp.reminders.decision import Decision

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import datetime

    from stretchapp.application.reminders import Reminders

REMOVED = Decision("drop", "off")
"""What to do about a reminder that was removed."""


class Withdrawer(Protocol):
    """Withdraws notifications: ``Notifier`` and ``ReminderPresenter``."""

    def withdraw(self, number: int) -> None:
        """Withdraw a notification, if it is still shown."""
        ...


def withdraw_outdated(
    reminders: Reminders, connect: Callable[[], AbstractContextManager[Withdrawer]], now: datetime
) -> None:
    """Withdraw the notifications of reminders that no longer apply.

    A reminder withdrawn because a session started is shown again afterwards, unless that session
    fulfilled it; the process that showed it keeps waiting. A session that the person started
    without the reminder counts as its answer.

    Args:
        reminders: The reminders.
        connect: Connects to the notification server; called only if there is one to withdraw.
        now: The present moment.

    Raises:
        UserError: The diary cannot be read or written.
        OSError: The notification server does not answer.
    """
    rules = {rule.id: rule for rule in reminders.rules()}
    notifications: list[int] = []
    for record in reminders.shown(now):
        rule = rules.get(record.time.reminder)
        decision = REMOVED if rule is None else reminders.decide(rule, record.time, now)
        if decision.action == "fire":
            continue
        # The outcome is recorded before the notification goes: the waiting process reads it.
        if decision.action == "wait":
            reminders.settle(record.time, "waiting", decision.reason, now)
        elif decision.reason == "done":
            reminders.settle(record.time, "started", "done", now)
        elif decision.reason != "late":
            # A reminder that is late by now was shown in time, so it stays as shown.
            reminders.settle(record.time, "dropped", decision.reason, now)
        if record.notification is not None:
            notifications.append(record.notification)
    if notifications:
        with connect() as notifier:
            for number in notifications:
                notifier.withdraw(number)
