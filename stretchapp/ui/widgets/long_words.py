"""Words that are wider than their place, which may break anywhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stretchapp.wording.line_breaks import ZERO_WIDTH_SPACE

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetrics

_WORD = re.compile(rf"[^\s{ZERO_WIDTH_SPACE}]{{2,}}")


def with_breaks_for(text: str, metrics: QFontMetrics, width: int) -> str:
    """Return ``text`` in which every word that is wider than ``width`` may break anywhere."""

    def broken(match: re.Match[str]) -> str:
        word = match[0]
        # Measured only where it may matter: hardly a letter is wider than a line is high.
        if len(word) * metrics.height() <= width or metrics.horizontalAdvance(word) <= width:
            return word
        return _BEFORE_A_LETTER.sub(ZERO_WIDTH_SPACE, word)

    return _WORD.sub(broken, text)


_JOINED = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0903\u093a-\u094f\u200d\ufe00-\ufe0f"
"""Characters that belong to the one before them: accents, vowel signs, and joiners."""

_BEFORE_A_LETTER = re.compile(rf"(?<=[^\u200d])(?=[^{_JOINED}])")
