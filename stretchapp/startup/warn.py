"""Sentences for whoever started a process: what is wrong, and is no part of the answer."""

from __future__ import annotations

import sys

from stretchapp.base.plain_text import harmless


def warn(sentence: object) -> None:
    """Print a sentence to standard error, with nothing in it that a terminal would obey."""
    print(f"stretchapp: {harmless(str(sentence))}", file=sys.stderr)
