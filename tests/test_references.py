"""Why PySide6 is pinned: 6.12.0 loses references to None on CPython before 3.12.

Nearly every call that returns nothing drops one reference too many. When they run out, after some
minutes of painting, the interpreter aborts. From 3.12 on None is immortal and nothing is lost.
The pin in ``pyproject.toml`` may be lifted when this file passes with the newer version.
"""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QLabel, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

# Few enough that the faulty version is told of before it aborts: None starts with some thousand.
CALLS = 300
NOISE = CALLS // 4


@pytest.fixture
def painter(qapp: object) -> Iterator[QPainter]:
    """A painter that paints into memory."""
    image = QImage(8, 8, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    yield painter
    painter.end()


def assert_no_reference_is_lost(call: Callable[[], object]) -> None:
    """Fail if the count of references to None drifts while ``call`` is repeated."""
    call()
    # What is thrown away meanwhile had references to None as well.
    gc.collect()
    gc.disable()
    try:
        before = sys.getrefcount(None)
        for _ in range(CALLS):
            call()
        after = sys.getrefcount(None)
    finally:
        gc.enable()
    assert abs(after - before) < NOISE


def test_painting_loses_no_reference(painter: QPainter) -> None:
    assert_no_reference_is_lost(lambda: painter.setOpacity(1.0))


def test_saving_and_restoring_a_painter_loses_no_reference(painter: QPainter) -> None:
    assert_no_reference_is_lost(lambda: (painter.save(), painter.restore()))


def test_setting_text_loses_no_reference(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)

    assert_no_reference_is_lost(lambda: label.setText("Hold"))


def test_asking_for_a_repaint_loses_no_reference(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)

    assert_no_reference_is_lost(widget.update)


def test_starting_and_stopping_a_timer_loses_no_reference(qapp: object) -> None:
    timer = QTimer()

    assert_no_reference_is_lost(lambda: (timer.start(1000), timer.stop()))
