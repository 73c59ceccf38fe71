"""Waiting for some seconds at no cost, whether the machine sleeps in between or not.

Python's own waits stand still while the machine sleeps: a notification of the evening would be
there for the rest of its hour at breakfast.
"""

from __future__ import annotations

import ctypes
import os
import select
import sys
from typing import Self

CLOCK_BOOTTIME = 7
"""The clock of Linux that goes on while the machine sleeps."""

NS_PER_S = 1_000_000_000


class _Times(ctypes.Structure):
    """When a timer ends for the first time, and how often after that."""

    _fields_ = (
        ("interval_s", ctypes.c_long),
        ("interval_ns", ctypes.c_long),
        ("value_s", ctypes.c_long),
        ("value_ns", ctypes.c_long),
    )


class SleepAwareTimer:
    """A file that can be read once some seconds are over; a context manager. Linux only.

    From Python 3.13 on ``os.timerfd_create`` could take its place.
    """

    def __init__(self, length_s: float) -> None:
        """Begin at once.

        Args:
            length_s: How long it takes; nothing takes no time.

        Raises:
            OSError: The system gives no timer.
        """
        libc = ctypes.CDLL(None, use_errno=True)
        self._file = int(libc.timerfd_create(CLOCK_BOOTTIME, os.O_CLOEXEC))
        # A timer of no length at all would never end.
        whole_s, rest_ns = divmod(max(1, round(length_s * NS_PER_S)), NS_PER_S)
        times = _Times(0, 0, whole_s, rest_ns)
        if self._file < 0 or libc.timerfd_settime(self._file, 0, ctypes.byref(times), None):
            raise OSError(ctypes.get_errno(), "there is no timer")

    def __enter__(self) -> Self:
        """Return the timer."""
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        os.close(self._file)

    def fileno(self) -> int:
        """Return the file to wait for."""
        return self._file


def wait_s(length_s: float) -> None:
    """Wait for some seconds; those that the machine sleeps count where the system can tell."""
    if sys.platform != "linux":
        select.select([], [], [], length_s)
        return
    with SleepAwareTimer(length_s) as timer:
        select.select([timer], [], [])
