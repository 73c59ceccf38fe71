"""What ``stretchapp diagnose`` finds out about one thing."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """What was found out about one thing.

    Attributes:
        name: What was looked at.
        available: Whether it is there; None where that cannot be found out.
        detail: What was found.
        advice: What to do about it, if anything.
    """

    name: str
    available: bool | None
    detail: str
    advice: str = ""
