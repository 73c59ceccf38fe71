"""Every page, and relief, opened and left 200 times: ``make soak``.

Pytest collects this file only where it is named, because it takes too long for every day.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from stretchapp.ui.widgets.pages.page_id import PageId

if TYPE_CHECKING:
    from tests.ui.stage import Stage

TIMES = 200
WARM_UP = 20
"""Openings that are not counted: modules are imported and caches filled."""

GROWTH = 1.05
"""How much the memory may grow from the first half to the second."""

KEY = Qt.Key
PAGE_BYTES = 4096


def memory_kib() -> int:
    """Return the memory of this process, in KiB."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * PAGE_BYTES // 1024


def open_and_leave(stage: Stage, what: PageId | str) -> None:
    """Open a page, relief or a session, and come back to the home page."""
    match what:
        case "relief":
            stage.press(KEY.Key_F2)
        case "session":
            stage.press(KEY.Key_F3)
            stage.settle()
            stage.press(KEY.Key_Escape)
        case _:
            assert isinstance(what, PageId)
            stage.window.navigate(what)
    stage.settle()
    stage.press(KEY.Key_Escape)
    stage.settle()


@pytest.mark.parametrize("what", [*PageId, "relief", "session"])
def test_the_memory_stays_flat(stage: Stage, what: PageId | str) -> None:
    stage.open()
    for _ in range(WARM_UP):
        open_and_leave(stage, what)

    sizes: list[int] = []
    for _ in range(TIMES):
        open_and_leave(stage, what)
        sizes.append(memory_kib())

    half = TIMES // 2
    first, second = sum(sizes[:half]) / half, sum(sizes[half:]) / half
    print(f"{what}: {first:.0f} KiB, then {second:.0f} KiB")  # noqa: T201 -- pytest -s shows it
    assert second <= GROWTH * first
