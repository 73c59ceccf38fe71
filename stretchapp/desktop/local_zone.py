"""Time zones: the machine's own, and others by name."""

from __future__ import annotations

import io
import os
import struct
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import TZPATH, ZoneInfo

import tzlocal

from stretchapp.base.i18n import _

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from datetime import tzinfo

_PROBES = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC))
"""A moment in winter and one in summer."""

_DAY_S = 24 * 60 * 60

_NOT_A_ZONE = (LookupError, OSError, ValueError)
"""The exceptions of reading a zone that is missing or damaged."""


def local_zone(now: datetime) -> tzinfo:
    """Return the time zone of the machine with its future changes.

    Args:
        now: The present moment, aware. Its zone, a fixed offset, is the fallback.
    """
    fallback = now.tzinfo
    assert fallback is not None  # noqa: S101 -- moments are aware
    # Not cached: the zone of the machine changes when its user travels.
    variable = os.environ.get("TZ")
    if variable is not None:
        return zone_of_variable(variable) or fallback
    try:
        return tzlocal.reload_localzone()
    except _NOT_A_ZONE:
        return fallback


def named_zone(name: str | None) -> tzinfo | None:
    """Return the time zone with a name; None, for the machine's own, if it is not known here."""
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except _NOT_A_ZONE:
        return None


def zone_of_variable(text: str) -> tzinfo | None:
    """Return the time zone that a value of the variable TZ means; None if it means none.

    Args:
        text: The name of a zone, the path of its file, or rules such as
            ``CET-1CEST,M3.5.0,M10.5.0/3``; a colon may stand before it. Empty, it means UTC.
    """
    name = text.removeprefix(":")
    if not name:
        return UTC
    path = Path(name)
    if not path.is_absolute():
        return named_zone(name) or _zone_of_rules(name)
    for folder in TZPATH:
        if path.is_relative_to(folder):
            zone = named_zone(path.relative_to(folder).as_posix())
            if zone is not None:
                return zone
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return ZoneInfo.from_file(file)
    except _NOT_A_ZONE:
        return None


def replace_unusable_zone(environ: MutableMapping[str, str]) -> str | None:
    """Let this process and those that it starts use UTC if TZ does not name a time zone.

    The C library takes most wrong names for UTC, but gives others offsets that Python refuses.

    Args:
        environ: The environment variables of this process.

    Returns:
        A sentence about it; None if nothing was wrong.
    """
    variable = environ.get("TZ")
    if variable is None or zone_of_variable(variable) is not None or _is_understood_by_c():
        return None
    environ["TZ"] = "UTC"
    # Windows has no such function, and its clock ignores the variable.
    if hasattr(time, "tzset"):
        time.tzset()
    message = _("The variable TZ is not a valid time zone ({value}), so all times are in UTC.")
    return message.format(value=repr(variable))


def _is_understood_by_c() -> bool:
    """Return whether TZ has a meaning for the C library only, such as ``CET-1CEST``."""
    return (time.timezone != 0 or time.daylight != 0) and max(
        abs(time.timezone), abs(time.altzone)
    ) < _DAY_S


def _zone_of_rules(rules: str) -> tzinfo | None:
    """Return the zone that follows rules in the format of POSIX; None if they are not valid."""
    # A file of a zone ends with such rules. This one consists of little else: two headers, each
    # followed by the one local time that a file needs, of UTC.
    header = struct.pack(">4sc15x6l", b"TZif", b"2", 0, 0, 0, 0, 1, 4)
    local_time = struct.pack(">lbb4s", 0, 0, 0, b"UTC\0")
    try:
        file = io.BytesIO((header + local_time) * 2 + b"\n%s\n" % rules.encode("ascii"))
        zone = ZoneInfo.from_file(file)
        # The rules may give an offset of a day, which Python refuses only when it is used.
        for moment in _PROBES:
            moment.astimezone(zone).utcoffset()
    except _NOT_A_ZONE:
        return None
    return zone
