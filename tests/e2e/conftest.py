"""A screen for each test of the real window."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from tests.e2e.screen import Screen, need_programs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FAMILY_WILD = 0xFFFF


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    """A private screen with a window manager."""
    need_programs()
    folder = tmp_path / "screen"
    folder.mkdir()
    with Screen(folder) as screen:
        screen.manage_windows()
        yield screen


@pytest.fixture
def closed_screen(tmp_path: Path) -> Iterator[Screen]:
    """A screen that lets nobody in who does not know its secret."""
    need_programs()
    folder = tmp_path / "closed"
    folder.mkdir()
    secret = folder / "secret"
    texts = (b"", b"", b"MIT-MAGIC-COOKIE-1", b"0123456789abcdef")
    packed = (struct.pack(">H", len(text)) + text for text in texts)
    secret.write_bytes(struct.pack(">H", FAMILY_WILD) + b"".join(packed))
    with Screen(folder, "-auth", str(secret)) as screen:
        yield screen
