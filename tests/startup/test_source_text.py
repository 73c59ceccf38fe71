"""The source text that PySide reads is freed, and tracebacks still show it."""

from __future__ import annotations

import linecache

from stretchapp.startup.source_text import free_source_text


def test_source_text_is_freed_and_read_again_when_needed() -> None:
    before = linecache.getlines(__file__)

    free_source_text()

    assert __file__ not in linecache.cache
    assert linecache.getlines(__file__) == before
