"""Keeping the screen on where there is no session bus: macOS and Windows."""

from __future__ import annotations

import ctypes
import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# The constants of SetThreadExecutionState.
_CONTINUOUS = 0x8000_0000
_DISPLAY_REQUIRED = 0x0000_0002


def keep_screen_on(platform: str) -> Callable[[], None]:
    """Keep the screen on, and return what lets it go dark again.

    Args:
        platform: As ``sys.platform`` has it.

    Raises:
        OSError: This system is not known, or it refuses.
    """
    if platform == "darwin":
        return _caffeinate()
    if platform == "win32":
        return _demand_display()
    raise OSError(f"nothing is known of {platform}")


def caffeinate_command(process: int) -> list[str]:
    """Return the command that keeps the screen on for as long as a process lives."""
    return ["/usr/bin/caffeinate", "-d", "-w", str(process)]


def _caffeinate() -> Callable[[], None]:
    process = subprocess.Popen(caffeinate_command(os.getpid()), stdin=subprocess.DEVNULL)

    def release() -> None:
        process.terminate()
        process.wait()

    return release


def _demand_display() -> Callable[[], None]:
    # It holds for this thread until the thread says otherwise or ends.
    set_state = ctypes.CDLL("kernel32").SetThreadExecutionState
    if set_state(_CONTINUOUS | _DISPLAY_REQUIRED) == 0:
        raise OSError("Windows refuses to keep the screen on")

    def release() -> None:
        set_state(_CONTINUOUS)

    return release
