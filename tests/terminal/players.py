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

    from stretchapp.application.saving import Saver
    from stretchapp.library.routines.models import Routine
    from stretchapp.terminal.keys import Key


class FakeKeyboard:
    """A keyboard that presses keys at set times, and lets the clock run while it waits.

    Attributes:
        timeouts: The timeout of each wait.
        suspended: How often the process was suspended.
    """

    def __init__(self, clock: FakeClock, keys: Sequence[tuple[float, Key]] = ()) -> None:
        """Press each of ``keys`` the given number of seconds after the previous one."""
        self.ended_by: int | None = None
        self.timeouts: list[float | None] = []
        self.suspended = 0
        self._clock = clock
        self._keys = deque(keys)
        self._waited_s = 0.0

    def wait(self, timeout_s: float | None) -> list[Key]:
        """Let time pass until the next key, or for ``timeout_s``."""
        self.timeouts.append(timeout_s)
        after_s, key = self._keys[0] if self._keys else (None, None)
        if timeout_s is None:
            assert after_s is not None, "the wait would not end"
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
        """Let an hour pass."""
        self.suspended += 1
        self._clock.advance(3600)


class Stage:
    """A session with a keyboard and with outputs for lines and for a screen."""

    def __init__(
        self,
        saver: Saver,
        routine: Routine,
        keys: Sequence[tuple[float, Key]] = (),
        speed: float = 1.0,
        wait_s: float = 0.0,
    ) -> None:
        self.clock = FakeClock()
        self.session_run = SessionRun(
            routine, self.clock, saver, "terminal", speed=speed, wait_s=wait_s
        )
        self.keyboard = FakeKeyboard(self.clock, keys)
        self.out = StringIO()
        self.console = Console(
            file=self.out, force_terminal=True, color_system=None, width=80, height=24
        )

    @property
    def text(self) -> str:
        """All output so far."""
        return self.out.getvalue()
