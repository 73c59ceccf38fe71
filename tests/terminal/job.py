"""stretchapp on a machine that a test can let sleep: ``ASLEEP`` names a file with the seconds."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from stretchapp.base.clock import SystemClock
from stretchapp.startup.cli import main


class ClockOfAMachineThatSlept(SystemClock):
    """The machine's clock, set forward by what the file says."""

    def monotonic_s(self) -> float:
        return super().monotonic_s() + float(Path(os.environ["ASLEEP"]).read_text("ascii"))


if __name__ == "__main__":
    sys.modules["stretchapp.base.clock"].__dict__["SystemClock"] = ClockOfAMachineThatSlept
    sys.exit(main())
