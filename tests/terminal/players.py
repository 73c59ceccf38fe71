"""Sessions for the terminal on a clock that the keyboard moves."""

from __future__ import annotations

from collections import deque
from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console

from stretchapp.application.session_run import SessionRun
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretchapp.diary.session_log import SessionLog
    from stretchapp.library.routines.models import Routine
    from stretchapp.terminal.keys import Key


class FakeKeyboard:
    """Presses keys at their time; while it waits for them the clock goes on.

    Attributes:
        timeouts: What it was asked to wait for, one by one.
        suspended: How often the process was to be stopped.
    """

    def __init__(self, clock: FakeClock, keys: Sequence[tuple[float, Key]] = ()) -> None:
        """Press each of ``keys`` so many seconds after the one before."""
        self.ended_by: int | None = None
        self.timeouts: list[float | None] = []
        self.suspended = 0
        self._clock = clock
        self._keys = deque(keys)
        self._waited_s = 0.0

    def wait(self, timeout_s: float | None) -> list[Key]:
        """Let the time pass until the next key, or for ``timeout_s``."""
        self.timeouts.append(timeout_s)
        after_s, key = self._keys[0] if self._keys else (None, None)
        if timeout_s is None:
            assert after_s is not None, "it would wait for ever"
        left_s = None if after_s is None else after_s - self._waited_s
        if left_s is not None and key is not None and (timeout_s is None or left_s <= timeout_s):
            self._clock.advance(left_s)
            self._waited_s = 0.0
            self._keys.popleft()
            return [key]
        assert timeout_s is not None
        self._clock.advance(timeout_s)
        self._waited_s += timeout_s
        return []

    def suspend(self) -> None:
        """Sleep for an hour."""
        self.suspended += 1
        self._clock.advance(3600)


class Stage:
    """A session with a keyboard to play it by and places to write to."""

    def __init__(
        self,
        log: SessionLog,
        routine: Routine,
        keys: Sequence[tuple[float, Key]] = (),
        speed: float = 1.0,
    ) -> None:
        self.clock = FakeClock()
        self.session_run = SessionRun(routine, self.clock, log, "terminal", speed=speed)
        self.keyboard = FakeKeyboard(self.clock, keys)
        self.out = StringIO()
        self.console = Console(
            file=self.out, force_terminal=True, color_system=None, width=80, height=24
        )

    @property
    def text(self) -> str:
        """Everything that was written."""
        return self.out.getvalue()
