"""Keys on Windows. This file has not been tried on Windows yet."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Self

from stretchapp.terminal.keys import key_for

assert sys.platform == "win32"  # noqa: S101 -- names the platform for the type checker
import msvcrt  # noqa: E402

if TYPE_CHECKING:
    from types import TracebackType

    from stretchapp.terminal.keys import Key

_POLL_S = 0.05
_ARROWS: dict[str, Key] = {"M": "next", "K": "back"}
_ESCAPE = "\x1b"


class WindowsKeyboard:
    """The keys of the console, which can only be polled."""

    def __init__(self, *, with_keys: bool) -> None:
        """Prepare to read keys; without them, only wait."""
        self.ended_by: int | None = None
        self._with_keys = with_keys
        self._never = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        pass

    def wait(self, timeout_s: float | None) -> list[Key]:
        """Wait for keys and return them; return none if ``timeout_s`` is over before."""
        waited_s = 0.0
        try:
            while timeout_s is None or waited_s < timeout_s:
                if self._with_keys and msvcrt.kbhit():
                    return self._read()
                self._never.wait(_POLL_S)
                waited_s += _POLL_S
        except KeyboardInterrupt:
            return ["stop"]
        return []

    def suspend(self) -> None:
        """Do nothing: Windows has no such signal."""

    def _read(self) -> list[Key]:
        character = msvcrt.getwch()
        if character in "\x00\xe0":
            key = _ARROWS.get(msvcrt.getwch())
        elif character == _ESCAPE:
            key: Key | None = "stop"
        else:
            key = key_for(character)
        return [] if key is None else [key]
