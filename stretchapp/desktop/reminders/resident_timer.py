"""Waiting for due reminders in a running process, where system timers cannot be used.

The process does not decide anything about a due reminder: it starts the same command as a system
timer would.
"""

from __future__ import annotations

import math
from datetime import UTC
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from stretchapp.reminders.clock_checks import ClockReading, due_between, until_next_check
from stretchapp.reminders.decision import GRACE_PERIOD

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime, tzinfo

    from stretchapp.base.clock import Clock
    from stretchapp.reminders.clock_checks import Schedule

MS_PER_S = 1000


class ResidentTimer(QObject):
    """Checks the clock when the next reminder is due, and at least every minute.

    No signal tells of a clock that was set, a sleep of the machine or a new time zone; the check
    every minute finds them. Without reminders no timer runs.
    """

    def __init__(
        self,
        clock: Clock,
        zone: Callable[[datetime], tzinfo],
        fire: Callable[[int], object],
        parent: QObject | None = None,
    ) -> None:
        """Prepare without waiting for anything.

        Args:
            clock: The clock.
            zone: Returns the time zone of the machine, given the present moment.
            fire: Starts the process for the reminder with a number.
            parent: The owner.
        """
        super().__init__(parent)
        self._clock = clock
        self._zone = zone
        self._fire = fire
        self._schedules: Sequence[Schedule] = ()
        self._last: ClockReading | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        # A coarse timer may fire a little early, and would need a second check.
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._check)

    @property
    def is_waiting(self) -> bool:
        """Whether there is a reminder to wait for."""
        return self._timer.isActive()

    def follow(self, schedules: Sequence[Schedule]) -> None:
        """Wait for these reminders, and for no others.

        The first call also fires reminders that were due within the grace period, so that a user
        who logs in a few minutes late is reminded. Later calls fire only what falls due afterwards.
        """
        if self._last is None:
            now = self._read_clock()
            self._last = ClockReading(now.at - GRACE_PERIOD, now.zone)
            self._schedules = schedules
            self._check()
        else:
            self._check()
            self._schedules = schedules
            self._start_timer(self._last)

    def _check(self) -> None:
        """Fire what fell due since the last check, and start the timer for the next one."""
        reading = self._read_clock()
        due = due_between(self._schedules, self._last or reading, reading)
        self._last = reading
        self._start_timer(reading)
        # If a reminder fell due several times, one process is enough: it takes the latest time.
        for number in dict.fromkeys(reminder.rule for reminder in due):
            self._fire(number)

    def _read_clock(self) -> ClockReading:
        now = self._clock.now()
        return ClockReading(now.astimezone(UTC), self._zone(now))

    def _start_timer(self, reading: ClockReading) -> None:
        wait = until_next_check(self._schedules, reading)
        if wait is None:
            self._timer.stop()
        else:
            # Rounded up, so that the reminder is due when the timer fires.
            self._timer.start(math.ceil(wait.total_seconds() * MS_PER_S))
