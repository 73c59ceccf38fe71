"""Lets the machine wait for the reminders as they are, and waits in this process where need be."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject

from stretchapp.application.reminders import Reminders
from stretchapp.base.clock import SystemClock
from stretchapp.base.problems import UserError
from stretchapp.desktop.instance.process_check import is_alive
from stretchapp.desktop.local_zone import local_zone, named_zone
from stretchapp.desktop.menu.autostart import autostart_of
from stretchapp.desktop.reminders.delivery import (
    choose_delivery,
    set_delivery,
    update_stored_display,
)
from stretchapp.desktop.reminders.resident_timer import ResidentTimer
from stretchapp.desktop.reminders.systemd_timers import timers_of
from stretchapp.reminders.clock_checks import Schedule

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from stretchapp.base.paths import Paths
    from stretchapp.base.settings import DeliveryChoice, SettingsFile
    from stretchapp.desktop.reminders.delivery import Delivery
    from stretchapp.reminders.rules import Slot


class ReminderDelivery(QObject):
    """Keeps timers, autostart and the waiting of this process in step with the reminders.

    While this process waits, changes that others make in the diary are followed at once.

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
        """Do nothing yet.

        Args:
            connection: The diary.
            paths: The user's folders.
            settings: What the person prefers, and has agreed to.
            command: What starts the app with these folders.
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
        self._waiter = ResidentTimer(clock, local_zone, self._fire, self)
        self._watcher: QFileSystemWatcher | None = None
        self._wanted: dict[int, tuple[tuple[Slot, ...], str | None]] | None = None
        self._is_resident = False

    @property
    def stays_running(self) -> bool:
        """Whether this process waits, and is to do so without its window too."""
        chosen = self._settings.settings
        return self._waiter.is_waiting and (chosen.waits == "resident" or chosen.autostart)

    @property
    def starts_at_login(self) -> bool | None:
        """Whether the app starts in the background at the login; None where it need not.

        It is known once ``renew`` was called.
        """
        return self._autostart.is_on if self._is_resident and self._wanted else None

    @property
    def is_needed(self) -> bool:
        """Whether a process has to wait, now or once there is a reminder."""
        return self._is_resident or self._settings.settings.waits == "resident"

    def no_timers(self) -> str:
        """Return why the timers of the system cannot wait here; nothing if they can."""
        return self._timers.problem() or ""

    def choose(self, waits: DeliveryChoice) -> Delivery:
        """Let timers wait, or a process of ours that starts at the login; return who waits now.

        Raises:
            UserError: There can be no timers here, the diary cannot be read, or the choice cannot
                be kept.
        """
        choose_delivery(waits, self._settings, self._timers, self._autostart, at_login=True)
        return self.renew()

    def start_at_login(self, *, is_on: bool) -> Delivery:
        """Let the app start in the background at the login, or not; return who waits now.

        Raises:
            UserError: The diary cannot be read, or the choice cannot be kept.
        """
        try:
            self._settings.change(autostart=is_on)
            if is_on and self._autostart.is_off_by_hand:
                # What was switched off elsewhere is switched on here, by the same person.
                self._autostart.remove()
        except OSError as error:
            raise UserError(f"The settings could not be saved ({error.strerror}).") from error
        return self.renew()

    def problem(self) -> str | None:
        """Return why reminders come only while the window is open, if that is so."""
        chosen = self._settings.settings
        if chosen.waits == "resident" or chosen.autostart:
            return None
        return self._timers.problem()

    def renew(self) -> Delivery:
        """Let the machine wait for the reminders as they are now, and return who does it.

        Raises:
            UserError: The diary cannot be read.
        """
        wanted = self.reminders.schedules()
        update_stored_display(wanted, self._paths, os.environ)
        waits = set_delivery(wanted, self._settings, self._timers, self._autostart)
        self._wanted = wanted
        if waits.is_resident and not self._is_resident:
            # Whoever waited for them may have ended with the machine.
            for number in self.reminders.snoozed(self._clock.now()):
                if number in wanted:
                    self._fire(number)
        self._is_resident = waits.is_resident
        self._waiter.follow(_awaited(wanted) if waits.is_resident else ())
        self._watch(is_on=waits.is_resident)
        return waits

    def look(self) -> None:
        """Look whether something is due; for when the machine has slept."""
        self._waiter.look()

    def _watch(self, *, is_on: bool) -> None:
        if is_on and self._watcher is None:
            self._watcher = QFileSystemWatcher([os.fspath(self._paths.diary)], self)
            self._watcher.fileChanged.connect(self._on_diary_changed)
        elif not is_on and self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None

    def _on_diary_changed(self) -> None:
        try:
            # Sessions are saved there too, every few seconds.
            if self.reminders.schedules() != self._wanted:
                self.renew()
        except UserError as error:
            sys.stderr.write(f"stretchapp: {error}\n")

    def _fire(self, number: int) -> None:
        # Imported here: most days bring one reminder.
        from stretchapp.desktop.menu.start_detached import start_detached

        command = [*self._command, "reminders", "fire", str(number)]
        try:
            start_detached(command, os.environ)
        except OSError as error:
            sys.stderr.write(f"stretchapp: {command[0]} cannot be started ({error}).\n")


def _awaited(wanted: dict[int, tuple[tuple[Slot, ...], str | None]]) -> list[Schedule]:
    return [Schedule(number, slots, named_zone(name)) for number, (slots, name) in wanted.items()]
