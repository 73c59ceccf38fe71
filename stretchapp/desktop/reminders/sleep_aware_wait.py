"""Waiting for a time span or for input, where time asleep counts.

Python's own timeouts do not count the time that the machine sleeps: a notification of the evening
would still be on the screen at breakfast. So a wait has steps, and the clock is read after each.
"""

from __future__ import annotations

import select
from typing import TYPE_CHECKING

from stretchapp.base.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    from stretchapp.base.clock import Clock

    class HasFileno(Protocol):
        """A file, socket or pipe."""

        def fileno(self) -> int:
            """Return the number of the open file."""
            ...


STEP_S = 60.0
"""The longest step of a wait, in seconds: a wait ends at most this long after a sleep."""


def pause(length_s: float) -> None:
    """Wait for some seconds; time asleep counts."""
    _wait([], length_s, SystemClock(), STEP_S, lambda: True)


def wait_for_input(
    source: HasFileno,
    timeout_s: float,
    clock: Clock,
    *,
    step_s: float = STEP_S,
    is_wanted: Callable[[], bool] = lambda: True,
) -> bool:
    """Wait until a file can be read, and return whether it can.

    Args:
        source: The file.
        timeout_s: How long to wait; time asleep counts.
        clock: The clock that is read after each step.
        step_s: The longest step in seconds.
        is_wanted: Called after each step; the wait ends once it returns False.
    """
    return _wait([source], timeout_s, clock, step_s, is_wanted)


def _wait(
    sources: list[HasFileno],
    timeout_s: float,
    clock: Clock,
    step_s: float,
    is_wanted: Callable[[], bool],
) -> bool:
    end_s = clock.monotonic_s() + timeout_s
    while True:
        left_s = max(0.0, end_s - clock.monotonic_s())
        if select.select(sources, [], [], min(left_s, step_s))[0]:
            return True
        if left_s <= step_s or not is_wanted():
            return False
