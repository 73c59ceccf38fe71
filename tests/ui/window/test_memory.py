"""Pages, reliefs and sessions that are opened and left over and over leave nothing behind.

``make soak`` does the same for longer, and measures the memory.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from stretchapp.ui.widgets.pages.page_id import PageId

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.stage import Stage

KEY = Qt.Key
TIMES = 32
WARM_UP = 16
"""How often everything is done before anything is counted: caches are filled meanwhile."""


def open_and_leave_a_page(stage: Stage, number: int) -> None:
    pages = list(PageId)
    stage.window.navigate(pages[number % len(pages)])
    stage.press(KEY.Key_Escape)


def start_and_leave_relief(stage: Stage, _number: int) -> None:
    stage.press(KEY.Key_F2)
    stage.pass_relief_s(1, tick_s=1)
    stage.press(KEY.Key_Escape)


def start_and_leave_a_session(stage: Stage, _number: int) -> None:
    stage.press(KEY.Key_F3)
    stage.press(KEY.Key_Escape)
    stage.press(KEY.Key_Escape)


def objects_of_qt() -> int:
    """Return how many objects of Qt are alive that Python knows."""
    gc.collect()
    return sum(isinstance(it, QObject) for it in gc.get_objects())


@pytest.mark.parametrize(
    "act", [open_and_leave_a_page, start_and_leave_relief, start_and_leave_a_session]
)
def test_nothing_is_left_behind(stage: Stage, act: Callable[[Stage, int], None]) -> None:
    stage.open()
    for number in range(WARM_UP):
        act(stage, number)
    counts: list[tuple[int, int]] = []
    for half in range(2):
        for number in range(TIMES // 2):
            act(stage, half * TIMES // 2 + number)
        counts.append((len(QApplication.allWidgets()), objects_of_qt()))

    assert counts[0] == counts[1]
