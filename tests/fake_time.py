"""A clock on the wall that a test sets for other processes, with libfaketime."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.clock import SystemClock

if TYPE_CHECKING:
    from datetime import datetime

LIBRARIES = ("/usr/lib", "/usr/lib64", "/usr/local/lib")


class FakeTime:
    """A clock that goes on from where it was set; lengths are measured as ever.

    Attributes:
        environ: The environment of processes that are to go by it.
    """

    def __init__(self, file: Path, now: datetime) -> None:
        """Set the clock.

        Args:
            file: Where the processes look for the time.
            now: What the clock shows at this moment.
        """
        self._file = file
        self.set(now)
        self.environ = {
            "LD_PRELOAD": str(_library()),
            "FAKETIME_TIMESTAMP_FILE": str(file),
            # It is set while they run, and their timers must not notice.
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "TZ": "UTC",
        }

    def set(self, now: datetime) -> None:
        """Put the clock forward or back."""
        new = self._file.with_suffix(".new")
        new.write_text(f"{(now - SystemClock().now()).total_seconds():+.3f}\n")
        # In one step: they may be looking.
        new.replace(self._file)


def _library() -> Path:
    for folder in map(Path, LIBRARIES):
        for found in (
            *folder.glob("faketime/libfaketime.so.1"),
            *folder.glob("*/faketime/libfaketime.so.1"),
        ):
            return found
    pytest.skip("needs faketime: make setup-dev installs it")
