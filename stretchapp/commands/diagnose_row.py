"""One row of ``stretchapp diagnose``."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """The result of one check.

    Attributes:
        name: What was checked.
        available: Whether it is available; None if that could not be found out.
        detail: What was found, as a sentence.
        advice: What the user can do about it, as a sentence; may be empty.
    """

    name: str
    available: bool | None
    detail: str
    advice: str = ""
