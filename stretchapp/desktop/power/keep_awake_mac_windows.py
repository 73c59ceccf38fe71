"""Keeping the screen on under macOS and Windows."""

from __future__ import annotations

import ctypes
import os
import subprocess
from typing import TYPE_CHECKING

from stretchapp.base.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

# Flags of SetThreadExecutionState.
_CONTINUOUS = 0x8000_0000
_DISPLAY_REQUIRED = 0x0000_0002


def keep_screen_on(platform: str) -> Callable[[], None]:
    """Keep the screen on, and return the function that lets it turn off again.

    Args:
        platform: As in ``sys.platform``.

    Raises:
        OSError: The platform is neither macOS nor Windows, or the system refuses.
    """
    if platform == "darwin":
        return _caffeinate()
    if platform == "win32":
        return _require_display()
    message = _("stretchapp cannot keep the screen on under {platform}")
    raise OSError(message.format(platform=platform))


def caffeinate_command(process: int) -> list[str]:
    """Return the command that keeps the screen on while the process with a number lives."""
    return ["/usr/bin/caffeinate", "-d", "-w", str(process)]


def _caffeinate() -> Callable[[], None]:
    process = subprocess.Popen(caffeinate_command(os.getpid()), stdin=subprocess.DEVNULL)

    def release() -> None:
        process.terminate()
        process.wait()

    return release


def _require_display() -> Callable[[], None]:
    # The state belongs to this thread and ends with it.
    set_state = ctypes.CDLL("kernel32").SetThreadExecutionState
    if set_state(_CONTINUOUS | _DISPLAY_REQUIRED) == 0:
        raise OSError(_("Windows refuses to keep the screen on"))

    def release() -> None:
        set_state(_CONTINUOUS)

    return release
