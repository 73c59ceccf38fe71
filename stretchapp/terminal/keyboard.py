"""The keyboard of a session in the terminal, on every platform."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from stretchapp.terminal.keys import Key


class Keyboard(Protocol):
    """The source of keys and signals."""

    ended_by: int | None
    """The signal that ends the process, if one has come. That of the interrupt key is a key."""

    def wait(self, timeout_s: float | None) -> list[Key]:
        """Wait for keys and return them; return none if ``timeout_s`` is over before.

        Without a timeout it may wait without end.
        """
        ...

    def suspend(self) -> None:
        """Give the terminal back and stop the process; take the terminal again afterwards."""
        ...


def open_keyboard(*, with_keys: bool) -> AbstractContextManager[Keyboard]:
    """Return the keyboard of this platform; without keys it receives signals only."""
    # Imported here: each module can be imported on its own platforms only.
    if sys.platform == "win32":
        from stretchapp.terminal.keyboard_windows import WindowsKeyboard

        return WindowsKeyboard(with_keys=with_keys)
    from stretchapp.terminal.keyboard_posix import PosixKeyboard

    return PosixKeyboard(sys.stdin.fileno() if with_keys else None)
