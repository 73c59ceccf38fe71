"""The time zone of the machine, with its rules for the days to come."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import tzlocal

if TYPE_CHECKING:
    from datetime import datetime, tzinfo


def local_zone(now: datetime) -> tzinfo:
    """Return the zone of the machine as it is set at this moment.

    Args:
        now: The present moment; its offset is what is left where the zone cannot be found out.
    """
    fallback = now.tzinfo
    assert fallback is not None  # noqa: S101 -- moments are aware
    try:
        # Asked anew each time: people travel, and the machine's zone may follow them.
        return tzlocal.reload_localzone()
    except (LookupError, OSError, ValueError):
        return fallback


def named_zone(name: str | None) -> tzinfo | None:
    """Return a zone; None, which is that of the machine, where its database does not have it."""
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (LookupError, OSError, ValueError):
        return None
