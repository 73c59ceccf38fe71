"""Lengths of time as routine files write them."""

from __future__ import annotations

import re

PATTERN = (
    r"^(?:(?=[0-9])(?:([0-9]{1,2})h)?(?:([0-9]{1,3})m)?(?:([0-9]{1,5}(?:\.[0-9])?)s)?"
    r"|([0-9]{1,3}):([0-5][0-9]))$"
)
"""The form of a length, also part of the JSON Schema."""

ABOVE_ZERO_PATTERN = PATTERN.replace("^", "^(?=.*[1-9])", 1)
"""The form of a length above zero: ``0s`` does not match."""


def parse_duration(text: str) -> float:
    """Return a length in seconds.

    Args:
        text: ``30s``, ``1m30s``, ``1h``, ``7.5s`` or minutes and seconds as ``1:30``.

    Raises:
        ValueError: ``text`` has another form.
    """
    parts = re.fullmatch(PATTERN, text)
    if parts is None:
        raise ValueError(text)
    hours, minutes, seconds, clock_minutes, clock_seconds = parts.groups(default="0")
    all_minutes = int(hours) * 60 + int(minutes) + int(clock_minutes)
    return all_minutes * 60 + int(clock_seconds) + float(seconds)


def format_duration(length_s: float) -> str:
    """Return a length as minutes and seconds, such as ``9:50``; fractions are dropped."""
    minutes, seconds = divmod(int(length_s), 60)
    return f"{minutes}:{seconds:02d}"
