"""Asks in a thread whether a disk answers, so that the thread of the window never hangs on it."""

from __future__ import annotations

import tempfile
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from stretchapp.base.i18n import N_, _
from stretchapp.base.problems import UserError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stretchapp.base.clock import Clock

PATIENCE_S = 1.0
"""How long the window waits for an answer before it says that there is none, in seconds."""

FRESH_S = 2.0
"""How long an answer holds, in seconds: a page reads the diary several times."""

NO_ANSWER = N_("The disk with the diary does not answer. Try again in a moment.")

_PART_BYTES = 1024 * 1024


class DiskCheck:
    """Asks whether a disk answers before something is read from it."""

    def __init__(self, clock: Clock, ask: Callable[[], object]) -> None:
        """Prepare; nothing is asked yet.

        Args:
            clock: Read to notice that an answer is old.
            ask: Uses the disk, as what comes next will do. Called in a thread; raises nothing.
        """
        self._clock = clock
        self._ask = ask
        self._answer: threading.Event | None = None
        self._answered_at_s: float | None = None
        self._was_waited_for = False

    def begin(self, on_answer: Callable[[], object] | None = None) -> None:
        """Ask, unless it is still being asked, and return at once.

        Args:
            on_answer: Called in the thread once there is an answer.
        """
        if self._answer is not None and not self._answer.is_set():
            return
        self._was_waited_for = False
        answer = self._answer = threading.Event()

        def ask() -> None:
            try:
                self._ask()
            finally:
                answer.set()
            if on_answer is not None:
                on_answer()

        # A daemon: a disk that does not answer must not keep the process from ending.
        threading.Thread(target=ask, name="disk", daemon=True).start()

    def wait(self) -> None:
        """Ask, unless there was an answer just now, and wait a moment for it.

        Raises:
            UserError: There is none. From then on nobody waits until there is one.
        """
        now_s = self._clock.monotonic_s()
        if self._answered_at_s is not None and now_s - self._answered_at_s < FRESH_S:
            return
        self.begin()
        assert self._answer is not None  # noqa: S101 -- it has just begun
        if not self._answer.wait(0.0 if self._was_waited_for else PATIENCE_S):
            self._was_waited_for = True
            raise UserError(_(NO_ANSWER))
        self._answered_at_s = self._clock.monotonic_s()


def use_disk_of(file: Path) -> None:
    """Read a file, and make another one beside it that has no name; whatever fails has answered."""
    with suppress(OSError), file.open("rb") as stream:
        while stream.read(_PART_BYTES):
            pass
    with suppress(OSError), tempfile.TemporaryFile(dir=file.parent):
        pass
