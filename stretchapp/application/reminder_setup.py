"""What the reminder pages can do beside the reminders themselves: timers, tests, delivery."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from stretchapp.application.reminder_withdrawal import withdraw_outdated
from stretchapp.application.reminders import Reminders
from stretchapp.base.i18n import N_, _
from stretchapp.desktop.instance.process_check import is_alive
from stretchapp.desktop.launching.start_detached import start_detached
from stretchapp.desktop.local_zone import local_zone
from stretchapp.desktop.notifications.do_not_disturb import is_do_not_disturb
from stretchapp.desktop.notifications.notifier import Notifier

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime

    from stretchapp.application.reminder_delivery import ReminderDelivery
    from stretchapp.base.settings import DeliveryChoice

NO_SERVER = N_(
    "This desktop does not show notifications. stretchapp shows a small window instead. To get"
    " notifications, install dunst or mako."
)
NO_BUTTONS = N_(
    "Notifications have no buttons on this desktop. Click a reminder to open its routine; a"
    " reminder that you ignore disappears by itself."
)
DO_NOT_DISTURB = N_(
    "“Do not disturb” is on, so you will not see reminders; the desktop only lists them. Turn it"
    " off in the desktop's menu to see them."
)
# Translators: {reason} is a whole sentence.
NO_TIMERS = N_(
    "Reminders only work while the window is open: system timers are not available. {reason} To"
    " start stretchapp when you log in, look below under “When stretchapp is closed”."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryStatus:
    """What starts due reminders on this machine.

    Attributes:
        is_resident: Whether a resident process of stretchapp does, and not system timers.
        no_timers: Why there are no system timers, in a sentence; empty if there are.
        starts_at_login: Whether the app starts in the background at login; None where reminders
            do not need it.
    """

    is_resident: bool = False
    no_timers: str = ""
    starts_at_login: bool | None = None


class ReminderSetup(Protocol):
    """The reminders, and the machine as far as they depend on it."""

    @property
    def reminders(self) -> Reminders:
        """The reminders."""
        ...

    def set_timers(self) -> str | None:
        """Renew the timers from the reminders; return a problem in a sentence, if any."""
        ...

    def send_test(self, number: int) -> None:
        """Show the reminder with ``number`` as a test, from a process of its own."""
        ...

    def obstacles(self) -> list[str]:
        """Return what prevents reminders here, each with what to do."""
        ...

    def delivery_status(self) -> DeliveryStatus:
        """Return what starts due reminders."""
        ...

    def choose_delivery(self, choice: DeliveryChoice) -> str | None:
        """Let system timers or a resident process start reminders; return a problem, if any.

        Raises:
            UserError: The choice is not possible on this machine.
        """
        ...

    def start_at_login(self, *, is_on: bool) -> str | None:
        """Turn the start in the background at login on or off; return a problem, if any."""
        ...


class SystemReminderSetup:
    """The ``ReminderSetup`` of the machine that the app runs on."""

    def __init__(self, delivery: ReminderDelivery, command: Sequence[str]) -> None:
        """Use what starts due reminders.

        Args:
            delivery: The reminders, and what starts them.
            command: Starts the app with the same folders.
        """
        self._delivery = delivery
        self._command = command

    @property
    def reminders(self) -> Reminders:
        """The reminders."""
        return self._delivery.reminders

    def set_timers(self) -> str | None:
        """Renew the timers from the reminders; return a problem in a sentence, if any."""
        delivery = self._delivery.update()
        has_no_timers = delivery.timers_problem and not self._delivery.stays_running
        if has_no_timers and self.reminders.schedules():
            return _(NO_TIMERS).format(reason=delivery.timers_problem)
        return delivery.autostart_problem or None

    def send_test(self, number: int) -> None:
        """Show the reminder with ``number`` as a test, by the command that a timer would start."""
        command = [*self._command, "reminders", "fire", str(number), "--test"]
        start_detached(command, os.environ)

    def obstacles(self) -> list[str]:
        """Return what prevents reminders here, each with what to do."""
        obstacles: list[str] = []
        reason = self._delivery.window_only_reason()
        if reason is not None:
            obstacles.append(_(NO_TIMERS).format(reason=reason))
        try:
            with Notifier(os.environ) as notifier:
                has_buttons = "actions" in notifier.capabilities
        except OSError:
            return [*obstacles, _(NO_SERVER)]
        if not has_buttons:
            obstacles.append(_(NO_BUTTONS))
        if is_do_not_disturb(os.environ):
            obstacles.append(_(DO_NOT_DISTURB))
        return obstacles

    def delivery_status(self) -> DeliveryStatus:
        """Return what starts due reminders."""
        no_timers = self._delivery.timers_problem()
        return DeliveryStatus(
            is_resident=self._delivery.is_needed or no_timers != "",
            no_timers=no_timers,
            starts_at_login=self._delivery.starts_at_login,
        )

    def choose_delivery(self, choice: DeliveryChoice) -> str | None:
        """Let system timers or a resident process start reminders; return a problem, if any.

        Raises:
            UserError: The choice is not possible on this machine.
        """
        return self._delivery.choose(choice).autostart_problem or None

    def start_at_login(self, *, is_on: bool) -> str | None:
        """Turn the start in the background at login on or off; return a problem, if any."""
        return self._delivery.set_start_at_login(is_on=is_on).autostart_problem or None


def withdraw_reminders(connection: sqlite3.Connection, now: datetime) -> None:
    """Withdraw the notifications of reminders that no longer apply because a session has begun.

    Args:
        connection: The diary.
        now: The present moment.
    """
    reminders = Reminders(connection, local_zone(now), is_alive)
    # Without a notification server there is nothing to withdraw.
    with suppress(OSError):
        withdraw_outdated(reminders, lambda: Notifier(os.environ), now)
