"""Keeps system timers, autostart and the resident timer in step with the reminders."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from stretchapp.application.reminders import Reminders
from stretchapp.base.clock import SystemClock
from stretchapp.base.i18n import _
from stretchapp.base.problems import UserError
from stretchapp.base.unseen import shown
from stretchapp.desktop.instance.process_check import is_alive
from stretchapp.desktop.launching.autostart import autostart_of
from stretchapp.desktop.local_zone import local_zone, named_zone
from stretchapp.desktop.reminders.delivery import (
    choose_delivery,
    set_delivery,
    update_stored_display,
)
from stretchapp.desktop.reminders.resident_timer import ResidentTimer
from stretchapp.desktop.reminders.systemd_timers import timers_of
from stretchapp.desktop.watchable_path import WatchablePath
from stretchapp.reminders.clock_checks import Schedule

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from stretchapp.base.paths import Paths
    from stretchapp.base.settings import DeliveryChoice, SettingsFile
    from stretchapp.desktop.reminders.delivery import Delivery
    from stretchapp.reminders.rules import Slot

LOOK_AGAIN_MS = 1000
"""How long after a diary that could not be read is looked at again."""


class ReminderDelivery(QObject):
    """Delivers the reminders of a diary on this machine.

    System timers start due reminders where they can. Elsewhere this process waits for them
    itself, and then follows changes that other processes make in the diary.

    Attributes:
        reminders: The reminders.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        paths: Paths,
        settings: SettingsFile,
        command: Sequence[str],
        parent: QObject | None = None,
    ) -> None:
        """Prepare; nothing is delivered before ``update``.

        Args:
            connection: The database of the diary.
            paths: The user's folders.
            settings: The choices of the person.
            command: Starts the app with these folders.
            parent: The owner.
        """
        super().__init__(parent)
        clock = self._clock = SystemClock()
        self.reminders = Reminders(connection, local_zone(clock.now()), is_alive)
        self._settings = settings
        self._paths = paths
        self._command = tuple(command)
        self._timers = timers_of(paths, os.environ)
        self._autostart = autostart_of(paths, os.environ)
        self._resident_timer = ResidentTimer(clock, local_zone, self._fire, self)
        self._watcher: QFileSystemWatcher | None = None
        self._look_again = QTimer(self)
        self._look_again.setSingleShot(True)
        self._look_again.setInterval(LOOK_AGAIN_MS)
        self._look_again.timeout.connect(self._on_diary_changed)
        self._schedules: dict[int, tuple[tuple[Slot, ...], str | None]] | None = None
        self._is_resident = False

    @property
    def stays_running(self) -> bool:
        """Whether this process keeps waiting for reminders after its window is closed."""
        settings = self._settings.settings
        is_wanted = settings.waits == "resident" or settings.autostart
        return self._resident_timer.is_waiting and is_wanted

    @property
    def starts_at_login(self) -> bool | None:
        """Whether the app starts in the background at login; None where it need not.

        It is known after the first ``update``.
        """
        return self._autostart.is_on if self._is_resident and self._schedules else None

    @property
    def is_needed(self) -> bool:
        """Whether a process has to wait, now or once there is a reminder."""
        return self._is_resident or self._settings.settings.waits == "resident"

    def timers_problem(self) -> str:
        """Return why system timers cannot be used on this machine; empty if they can."""
        return self._timers.problem() or ""

    def window_only_reason(self) -> str | None:
        """Return why reminders are shown only while the window is open; None if they are not."""
        settings = self._settings.settings
        if settings.waits == "resident" or settings.autostart:
            return None
        return self._timers.problem()

    def choose(self, choice: DeliveryChoice) -> Delivery:
        """Use system timers, or a resident process that starts at login; return what is used now.

        Raises:
            UserError: There are no system timers here, the diary cannot be read, or the choice
                cannot be stored.
        """
        choose_delivery(choice, self._settings, self._timers, self._autostart, at_login=True)
        return self.update()

    def set_start_at_login(self, *, is_on: bool) -> Delivery:
        """Turn the start in the background at login on or off; return what is used now.

        Raises:
            UserError: The diary cannot be read, or the choice cannot be stored.
        """
        try:
            self._settings.change(autostart=is_on)
            if is_on and self._autostart.is_disabled_by_user:
                # The person turned it off in the desktop's settings, and now turns it on here.
                self._autostart.remove()
        except OSError as error:
            message = _("The settings could not be saved ({reason}).")
            raise UserError(message.format(reason=error.strerror)) from error
        return self.update()

    def update(self) -> Delivery:
        """Deliver the reminders as they are now, and return what is used for that.

        Raises:
            UserError: The diary cannot be read.
        """
        schedules = self.reminders.schedules()
        update_stored_display(schedules, self._paths, os.environ)
        delivery = set_delivery(schedules, self._settings, self._timers, self._autostart)
        self._schedules = schedules
        if delivery.is_resident and not self._is_resident:
            # The process that was waiting for snoozed reminders may have ended with the machine.
            for number in self.reminders.snoozed(self._clock.now()):
                if number in schedules:
                    self._fire(number)
        self._is_resident = delivery.is_resident
        self._resident_timer.follow(_as_values(schedules) if delivery.is_resident else ())
        self._watch_diary(is_on=delivery.is_resident)
        return delivery

    def _watch_diary(self, *, is_on: bool) -> None:
        if is_on and self._watcher is None:
            path = WatchablePath(self._paths.diary)
            self._watcher = QFileSystemWatcher([path.text], self)
            self._watcher.destroyed.connect(path.close)
            self._watcher.fileChanged.connect(self._on_diary_changed)
        elif not is_on and self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None

    def _on_diary_changed(self) -> None:
        try:
            # Running sessions are saved in the same file, every few seconds.
            if self.reminders.schedules() != self._schedules:
                self.update()
        except UserError:
            # Most likely it is being written at this moment.
            if not self._look_again.isActive():
                self._look_again.start()

    def _fire(self, number: int) -> None:
        # Imported here: most days bring one reminder.
        from stretchapp.desktop.launching.start_detached import start_detached

        command = [*self._command, "reminders", "fire", str(number)]
        try:
            start_detached(command, os.environ)
        except OSError as error:
            sentence = _("{program} could not be started ({reason}).").format(
                program=shown(command[0]), reason=error
            )
            sys.stderr.write(f"stretchapp: {sentence}\n")


def _as_values(schedules: dict[int, tuple[tuple[Slot, ...], str | None]]) -> list[Schedule]:
    return [
        Schedule(number, slots, named_zone(zone)) for number, (slots, zone) in schedules.items()
    ]
