"""Waiting for reminders in this process: one timer, at most one look at the clock in a minute.

For machines on which no timer of the system can do it. What is due is not decided about here: the
very process is started that a timer would start.
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
    """Looks at the clock when a reminder is due next, and every minute until then.

    The minute is for all that nobody tells: a clock that was put forward or back, a machine that
    slept, a journey into another zone. While there is nothing to wait for, no timer runs.
    """

    def __init__(
        self,
        clock: Clock,
        zone: Callable[[datetime], tzinfo],
        fire: Callable[[int], object],
        parent: QObject | None = None,
    ) -> None:
        """Wait for nothing yet.

        Args:
            clock: Tells the present moment.
            zone: Returns the zone of the machine at that moment; ``desktop.local_zone``.
            fire: Starts the process for the reminder with a number.
            parent: The owner.
        """
        super().__init__(parent)
        self._clock = clock
        self._zone = zone
        self._fire = fire
        self._awaited: Sequence[Schedule] = ()
        self._last: ClockReading | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        # Others may fire a little early, and would have to look a second time.
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.look)

    @property
    def is_waiting(self) -> bool:
        """Whether there is something to wait for."""
        return self._timer.isActive()

    def follow(self, awaited: Sequence[Schedule]) -> None:
        """Wait for these from now on, and for nothing else.

        Those of the first call may have been due already, within the grace: whoever logs in a few
        minutes late is reminded all the same, unless it is known what became of it. Later ones
        count from now on.
        """
        if self._last is None:
            now = self._look()
            self._last = ClockReading(now.at - GRACE_PERIOD, now.zone)
            self._awaited = awaited
            self.look()
        else:
            self.look()
            self._awaited = awaited
            self._plan(self._last)

    def look(self) -> None:
        """Look at the clock, start what is due, and plan the next look.

        To be called too when something says that the clock may have changed, such as the end of a
        sleep.
        """
        if self._last is None:
            # Nobody has said yet what to wait for.
            return
        look = self._look()
        due = due_between(self._awaited, self._last, look)
        self._last = look
        self._plan(look)
        # Of several times that went by at once, one process finds the last.
        for number in dict.fromkeys(it.rule for it in due):
            self._fire(number)

    def _look(self) -> ClockReading:
        now = self._clock.now()
        return ClockReading(now.astimezone(UTC), self._zone(now))

    def _plan(self, look: ClockReading) -> None:
        wait = until_next_check(self._awaited, look)
        if wait is None:
            self._timer.stop()
        else:
            # Rounded up, so that it is due by then.
            self._timer.start(math.ceil(wait.total_seconds() * MS_PER_S))
