"""How lengths of time are written in routine files."""

from __future__ import annotations

import re

PATTERN = r"^(?:(?=\d)(?:\d{1,2}h)?(?:\d{1,3}m)?(?:\d{1,5}(?:\.\d)?s)?|\d{1,3}:[0-5]\d)$"
"""What a length looks like; also published in the JSON Schema."""

_UNITS = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d)?)s)?")


def parse_duration(text: str) -> float:
    """Return the seconds that ``text`` stands for.

    Args:
        text: ``30s``, ``1m30s``, ``1h``, ``7.5s`` or minutes and seconds as ``1:30``.

    Raises:
        ValueError: ``text`` is not written like that.
    """
    if re.match(PATTERN, text) is None:
        raise ValueError(text)
    if ":" in text:
        minutes, seconds = text.split(":")
        return int(minutes) * 60.0 + int(seconds)
    units = _UNITS.fullmatch(text)
    assert units is not None  # noqa: S101 -- the pattern above admits nothing else
    hours, minutes, seconds = units.groups(default="0")
    return int(hours) * 3600.0 + int(minutes) * 60.0 + float(seconds)


def format_duration(length_s: float) -> str:
    """Return ``length_s`` in minutes and seconds, such as ``9:50``; fractions are cut off."""
    minutes, seconds = divmod(int(length_s), 60)
    return f"{minutes}:{seconds:02d}"
