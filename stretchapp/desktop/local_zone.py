"""Time zones: the machine's own, and others by name."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import tzlocal

if TYPE_CHECKING:
    from datetime import datetime, tzinfo


def local_zone(now: datetime) -> tzinfo:
    """Return the time zone of the machine with its future changes.

    Args:
        now: The present moment, aware. Its zone, a fixed offset, is the fallback.
    """
    fallback = now.tzinfo
    assert fallback is not None  # noqa: S101 -- moments are aware
    try:
        # Not cached: the zone of the machine changes when its user travels.
        return tzlocal.reload_localzone()
    except (LookupError, OSError, ValueError):
        return fallback


def named_zone(name: str | None) -> tzinfo | None:
    """Return the time zone with a name; None, for the machine's own, if it is not known here."""
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (LookupError, OSError, ValueError):
        return None
