"""Numbers that people type: ``1.5`` as well as ``1,5``, in the digits of any script."""

from __future__ import annotations

import math
import re

_POINTS = str.maketrans(dict.fromkeys(",\N{ARABIC DECIMAL SEPARATOR}", "."))

_CLOCK = re.compile(r"(\d{1,4}):([0-5]?\d)")
"""Minutes and seconds."""


def read_number(text: str) -> float | None:
    """Return a number with a decimal point or a decimal comma; None if the text is none."""
    try:
        number = float(text.translate(_POINTS))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def read_minutes(text: str) -> float | None:
    """Return the seconds of a length in minutes, such as ``2``, ``2,5`` or ``2:30``, or None."""
    clock = _CLOCK.fullmatch(text.strip())
    if clock is not None:
        return 60.0 * int(clock[1]) + int(clock[2])
    minutes = read_number(text)
    return None if minutes is None or minutes < 0 else 60.0 * minutes
