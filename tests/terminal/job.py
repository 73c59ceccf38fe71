"""stretchapp on a machine that seems to have slept: ``ASLEEP`` names a file with the seconds."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from stretchapp.base.clock import SystemClock
from stretchapp.startup.cli import main


class ClockOfAMachineThatSlept(SystemClock):
    """The clock of the machine, set forward by the seconds in the file."""

    def monotonic_s(self) -> float:
        return super().monotonic_s() + float(Path(os.environ["ASLEEP"]).read_text("ascii"))


if __name__ == "__main__":
    sys.modules["stretchapp.base.clock"].__dict__["SystemClock"] = ClockOfAMachineThatSlept
    sys.exit(main())
