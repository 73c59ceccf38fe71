"""What can be said of a cramp, as every page asks for it: sides, strengths, lengths."""

from __future__ import annotations

import re

from stretchapp.diary.cramp_records import SIDES, STRONGEST
from stretchapp.ui.widgets.fields.chip_group import Chip

LENGTH_HINT = "Write the length as minutes, or as minutes and seconds: 2:30."

NOTHING_HELPED = "Nothing helped"

SIDE_QUESTION = "Which leg?"
STRENGTH_QUESTION = "How strong, from 0 to 10?"
LENGTH_QUESTION = "How long, in minutes"
HELPED_QUESTION = "What helped?"
TRIGGER_QUESTION = "What went before?"
NOTE_QUESTION = "Anything else"

_LENGTH = re.compile(r"\s*(\d{1,4})(?::([0-5]\d))?\s*")
"""Minutes, or minutes and seconds."""

SIDE_CHIPS = tuple(
    Chip(side, side.capitalize(), "Both legs" if side == "both" else f"{side.capitalize()} leg")
    for side in SIDES
)

STRENGTH_CHIPS = tuple(
    Chip(str(number), str(number), f"Strength {number}") for number in range(STRONGEST + 1)
)


def read_length(text: str) -> float | None:
    """Return a length in seconds that was written as minutes, or None if it is none."""
    found = _LENGTH.fullmatch(text)
    if found is None:
        return None
    minutes, seconds = found.groups(default="0")
    return float(int(minutes) * 60 + int(seconds))
