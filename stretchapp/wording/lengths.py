"""Lengths of time in words and as countdowns."""

from __future__ import annotations

import math

from stretchapp.base.i18n import _

_HOUR_S = 3600
_MINUTE_S = 60

_ROUNDING_ERROR_S = 1e-6
"""Rounding error of a sum of seconds that must not raise a countdown by a second."""


def length_in_words(length_s: float) -> str:
    """Return a length to the second, such as ``9 min 50 s``; from an hour on, to the minute."""
    whole_s = math.floor(length_s + 0.5)
    if whole_s >= _HOUR_S:
        return _hours_in_words(math.floor(whole_s / _MINUTE_S + 0.5))
    minutes, seconds = divmod(whole_s, _MINUTE_S)
    if not minutes:
        return _("{seconds} s").format(seconds=seconds)
    if not seconds:
        return _("{minutes} min").format(minutes=minutes)
    return _("{minutes} min {seconds} s").format(minutes=minutes, seconds=seconds)


def minutes_in_words(length_s: float) -> str:
    """Return a length to the nearest minute, such as ``10 min`` or ``1 h 5 min``; at least one."""
    return _hours_in_words(max(1, math.floor(length_s / _MINUTE_S + 0.5)))


def countdown(remaining_s: float) -> str:
    """Return the seconds left as minutes and seconds, such as ``0:07``."""
    minutes, seconds = divmod(_whole_seconds(remaining_s), _MINUTE_S)
    return f"{minutes}:{seconds:02d}"


def short_countdown(remaining_s: float) -> str:
    """Return the seconds left in few digits, such as ``7``; ``countdown`` from a minute on."""
    seconds = _whole_seconds(remaining_s)
    return str(seconds) if seconds < _MINUTE_S else countdown(remaining_s)


def _whole_seconds(remaining_s: float) -> int:
    """Return seconds rounded up, so that 0 means the end."""
    return math.ceil(max(0.0, remaining_s) - _ROUNDING_ERROR_S)


def _hours_in_words(minutes: int) -> str:
    hours, minutes = divmod(minutes, 60)
    if not hours:
        return _("{minutes} min").format(minutes=minutes)
    if not minutes:
        return _("{hours} h").format(hours=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=minutes)
