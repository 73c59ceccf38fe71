"""Waiting for a time span or for input while the machine may sleep."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.clock import SystemClock
from stretchapp.desktop.reminders.sleep_aware_wait import pause, wait_for_input
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator

STEP_S = 0.01
HOUR_S = 3600.0


class SleepingClock(FakeClock):
    """A clock on which each step of a wait turns out to have taken an hour."""

    def monotonic_s(self) -> float:
        """Return a reading an hour after the last one."""
        self.advance(HOUR_S)
        return super().monotonic_s()


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    """The two ends of a connection: one to wait for, one to write to."""
    reader, writer = socket.socketpair()
    with reader, writer:
        yield reader, writer


def test_a_pause_takes_its_time() -> None:
    clock = SystemClock()
    start_s = clock.monotonic_s()

    pause(0.1)

    assert 0.1 <= clock.monotonic_s() - start_s < 5.0


@pytest.mark.parametrize("timeout_s", [0.0, -3.0])
def test_a_wait_without_time_ends_at_once(
    timeout_s: float, ends: tuple[socket.socket, socket.socket]
) -> None:
    assert not wait_for_input(ends[0], timeout_s, FakeClock())


def test_input_that_is_there_is_found_even_without_time(
    ends: tuple[socket.socket, socket.socket],
) -> None:
    reader, writer = ends
    writer.send(b"!")

    assert wait_for_input(reader, 0.0, FakeClock())


def test_input_ends_the_wait(ends: tuple[socket.socket, socket.socket]) -> None:
    reader, writer = ends
    writer.send(b"!")

    assert wait_for_input(reader, HOUR_S, SystemClock())


def test_time_asleep_counts(ends: tuple[socket.socket, socket.socket]) -> None:
    steps: list[str] = []

    def is_wanted() -> bool:
        steps.append("step")
        return True

    assert not wait_for_input(
        ends[0], 2.5 * HOUR_S, SleepingClock(), step_s=STEP_S, is_wanted=is_wanted
    )
    assert len(steps) == 2


def test_a_wait_ends_once_nobody_wants_it(ends: tuple[socket.socket, socket.socket]) -> None:
    answers = iter([True, True, False])

    assert not wait_for_input(
        ends[0], HOUR_S, SystemClock(), step_s=STEP_S, is_wanted=lambda: next(answers)
    )
    assert next(answers, None) is None
