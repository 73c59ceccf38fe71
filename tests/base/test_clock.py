"""The clocks of the machine."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.clock import SystemClock
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from stretchapp.base.clock import Clock


def test_the_monotonic_clock_never_goes_back() -> None:
    clock = SystemClock()

    readings = [clock.monotonic_s() for _ in range(1000)]
    assert readings == sorted(readings)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a boot clock")
def test_it_counts_the_time_asleep_where_the_machine_can() -> None:
    before = time.clock_gettime_ns(time.CLOCK_BOOTTIME)  # noqa: TID251 -- the value to compare with
    reading_s = SystemClock().monotonic_s()
    after = time.clock_gettime_ns(time.CLOCK_BOOTTIME)  # noqa: TID251

    assert before / 1e9 <= reading_s <= after / 1e9 + 1e-6


def test_it_is_there_on_machines_without_a_boot_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(time, "CLOCK_BOOTTIME", raising=False)
    before = time.monotonic()  # noqa: TID251 -- the value to compare with

    assert SystemClock().monotonic_s() >= before


def test_moments_know_their_time_zone() -> None:
    now = SystemClock().now()

    assert now.utcoffset() is not None
    assert now == now.astimezone()


def test_the_fake_is_a_clock() -> None:
    fake = FakeClock()
    clock: Clock = fake
    moment, reading_s = clock.now(), clock.monotonic_s()

    fake.advance(90)
    assert (clock.now() - moment).total_seconds() == 90
    assert clock.monotonic_s() - reading_s == 90
