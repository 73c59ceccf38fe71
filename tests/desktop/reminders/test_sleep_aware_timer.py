"""Waiting at no cost."""

from __future__ import annotations

import select
import time

import pytest

from stretchapp.desktop.reminders.sleep_aware_timer import SleepAwareTimer, wait_s


def now_s() -> float:
    return time.clock_gettime(time.CLOCK_BOOTTIME)  # noqa: TID251 -- what is tested is real time


def test_it_waits_as_long_as_it_is_told() -> None:
    start_s = now_s()
    wait_s(0.1)
    assert 0.1 <= now_s() - start_s < 5.0


@pytest.mark.parametrize("length_s", [0.0, -3.0])
def test_no_length_is_over_at_once(length_s: float) -> None:
    with SleepAwareTimer(length_s) as timer:
        assert select.select([timer], [], [], 5.0)[0] == [timer]


def test_it_is_not_over_before_its_time() -> None:
    with SleepAwareTimer(3600.0) as timer:
        assert select.select([timer], [], [], 0.0)[0] == []


def test_it_goes_by_the_clock_that_does_not_sleep() -> None:
    with SleepAwareTimer(3600.0) as timer, open(f"/proc/self/fdinfo/{timer.fileno()}") as info:  # noqa: PTH123 -- a file of the system
        assert "clockid: 7\n" in info
