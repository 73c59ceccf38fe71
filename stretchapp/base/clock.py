"""The clocks of the machine; no other module reads them.

Lengths of time come from the monotonic clock, moments from the wall clock. The two are never mixed.
"""

from __future__ import annotations

import time
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The clocks, given to everything that needs the time. Tests use a fake."""

    def monotonic_s(self) -> float:
        """Return seconds since a fixed point. It never decreases and includes time in suspend."""
        ...

    def now(self) -> datetime:
        """Return the present moment with the machine's time zone."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def monotonic_s(self) -> float:
        """Return seconds since boot.

        On Linux the monotonic clock stops while the machine is suspended. The boot-time clock
        continues, so that a session sees a suspend as a gap.
        """
        if hasattr(time, "CLOCK_BOOTTIME"):
            return time.clock_gettime(time.CLOCK_BOOTTIME)
        return time.monotonic()

    def now(self) -> datetime:
        """Return the present moment in the machine's time zone."""
        return datetime.now().astimezone()
