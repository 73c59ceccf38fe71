"""The two clocks, and the only module that reads them.

Lengths come from the monotonic clock, moments from the wall clock; they are never mixed.
"""

from __future__ import annotations

import time
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """What a part that needs the time is given."""

    def monotonic_s(self) -> float:
        """Return seconds since some fixed point; never goes back, counts time asleep."""
        ...

    def now(self) -> datetime:
        """Return the present moment, aware of the machine's time zone."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def monotonic_s(self) -> float:
        """Return seconds since boot.

        Linux stops its monotonic clock while the machine sleeps; its boot-time clock goes on,
        so that a session notices a suspend as the gap that it is.
        """
        if hasattr(time, "CLOCK_BOOTTIME"):
            return time.clock_gettime(time.CLOCK_BOOTTIME)
        return time.monotonic()

    def now(self) -> datetime:
        """Return the present moment in the machine's time zone."""
        return datetime.now().astimezone()
