"""Puts together what the window needs for reminders: the diary, the timers, the ringing."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.application.reminder_firing import withdraw_shown
from stretchapp.application.reminders import Reminders, diary_on
from stretchapp.base.clock import SystemClock
from stretchapp.desktop.instance.process_check import is_alive
from stretchapp.desktop.local_zone import local_zone
from stretchapp.desktop.menu.start_detached import start_detached
from stretchapp.desktop.notifications.do_not_disturb import is_do_not_disturb
from stretchapp.desktop.notifications.notifier import Notifier
from stretchapp.ui.dependencies import DeliveryStatus, ReminderServices

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from stretchapp.application.reminder_delivery import ReminderDelivery

NO_SERVER = (
    "No notifications can be shown here: no program for them runs. A small window of stretchapp is"
    " shown instead. Most desktops bring one; on others install dunst or mako."
)
NO_BUTTONS = (
    "Notifications have no buttons here. A click on a reminder opens its routine; what you do not"
    " want goes away by itself."
)
DO_NOT_DISTURB = (
    '"Do not disturb" is on: reminders go to the desktop\'s list of notifications without being'
    " seen. Switch it off in the desktop's menu to see them."
)
NO_TIMERS = (
    "Nothing on this machine can wait for a reminder while stretchapp is closed ({reason})."
    " Reminders come while its window is open. Further down, under 'What waits for them', it can be"
    " started when you log in."
)


def reminder_services(waiting: ReminderDelivery, command: Sequence[str]) -> ReminderServices:
    """Return what the pages of reminders need.

    Args:
        waiting: The reminders, and what waits for them.
        command: What starts the app with the same folders.
    """
    reminders = waiting.reminders

    def set_timers() -> str | None:
        waits = waiting.renew()
        if waits.no_timers and not waiting.stays_running and reminders.timers():
            return NO_TIMERS.format(reason=waits.no_timers.rstrip("."))
        return waits.no_autostart or None

    def ring(number: int) -> None:
        # The real way: the process that a timer would start, only told that it is a test.
        start_detached([*command, "reminders", "fire", str(number), "--test"], os.environ)

    def obstacles() -> list[str]:
        found: list[str] = []
        reason = waiting.problem()
        if reason is not None:
            found.append(NO_TIMERS.format(reason=reason.rstrip(".")))
        try:
            with Notifier(os.environ) as notifier:
                has_buttons = "actions" in notifier.capabilities
        except OSError:
            return [*found, NO_SERVER]
        if not has_buttons:
            found.append(NO_BUTTONS)
        if is_do_not_disturb(os.environ):
            found.append(DO_NOT_DISTURB)
        return found

    def delivery_status() -> DeliveryStatus:
        no_timers = waiting.no_timers()
        return DeliveryStatus(
            is_resident=waiting.is_needed or no_timers != "",
            no_timers=no_timers,
            starts_at_login=waiting.starts_at_login,
        )

    return ReminderServices(
        reminders=reminders,
        set_timers=set_timers,
        ring=ring,
        obstacles=obstacles,
        documents=documents_folder(),
        delivery_status=delivery_status,
        choose_delivery=lambda waits: waiting.choose(waits).no_autostart or None,
        start_at_login=lambda is_on: waiting.start_at_login(is_on=is_on).no_autostart or None,
    )


def withdraw_reminders(connection: sqlite3.Connection) -> None:
    """Take back what is shown of reminders and is no longer true, because a session has begun.

    Args:
        connection: The diary.
    """
    now = SystemClock().now()
    reminders = Reminders(diary_on(connection), local_zone(now), is_alive)
    # Where nobody shows notifications any more, there is nothing to be withdrawn.
    with suppress(OSError):
        withdraw_shown(reminders, lambda: Notifier(os.environ), now)


def documents_folder() -> Path:
    """Return the folder in which people look for their files."""
    import platformdirs

    return Path(platformdirs.user_documents_dir())
