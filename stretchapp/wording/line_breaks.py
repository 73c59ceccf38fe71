"""Places at which a label may break a text that has no spaces."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ZERO_WIDTH_SPACE = "\u200b"
"""Where a label may break a word without a mark."""

_LONG_WORD = re.compile(r"\S{16}(?=\S{8})")


def breakable(path: Path) -> str:
    """Return a path that a label may break after each separator, with what is unseen by number."""
    # Imported here: the first frame shows no path.
    from stretchapp.base.unseen import shown

    return shown(str(path)).replace(os.sep, f"{os.sep}{ZERO_WIDTH_SPACE}")


def with_breaks(text: str) -> str:
    """Return a text in which a label may break unusually long words."""
    return _LONG_WORD.sub(lambda match: f"{match[0]}{ZERO_WIDTH_SPACE}", text)


def parts_of_words(text: str) -> list[str]:
    """Return the words of a text, and the parts into which a label may break its long ones."""
    return with_breaks(text).replace(ZERO_WIDTH_SPACE, " ").split()
