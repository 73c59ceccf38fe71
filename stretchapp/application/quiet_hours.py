"""The quiet hours, in which sessions start silent."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from stretchapp.session.cues import is_in_quiet_hours

if TYPE_CHECKING:
    from stretchapp.base.clock import Clock
    from stretchapp.base.settings import Settings


def is_quiet_now(settings: Settings, clock: Clock) -> bool:
    """Return whether it is a quiet hour now."""
    return is_in_quiet_hours(
        clock.now().time(),
        quiet_from=time.fromisoformat(settings.quiet_from),
        quiet_until=time.fromisoformat(settings.quiet_until),
    )
