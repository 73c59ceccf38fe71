"""The window is never larger than its screen, whether it is new or was stored elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QMainWindow

from stretchapp.ui.window.geometry import (
    FRAME,
    NORMAL_SIZE,
    restore_geometry,
    save_geometry,
    set_first_size,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def window(app: QApplication) -> Iterator[QMainWindow]:
    assert app.primaryScreen().availableSize() == QSize(800, 800)
    window = QMainWindow()
    yield window
    window.close()


def test_the_first_size_is_the_normal_one_as_far_as_the_screen_has_room(
    window: QMainWindow,
) -> None:
    set_first_size(window)

    assert window.size() == QSize(800 - FRAME.width(), NORMAL_SIZE.height())


@pytest.mark.parametrize(
    ("place", "size"),
    [
        (QPoint(0, 0), QSize(1900, 1000)),
        (QPoint(300, 500), QSize(700, 700)),
        (QPoint(2000, 1500), QSize(700, 600)),
        (QPoint(-600, -500), QSize(700, 600)),
        (QPoint(33_554_432, 0), QSize(700, 600)),
    ],
)
def test_a_stored_window_comes_back_whole(
    window: QMainWindow, tmp_path: Path, place: QPoint, size: QSize
) -> None:
    file = tmp_path / "window.ini"
    window.setGeometry(place.x(), place.y(), size.width(), size.height())
    save_geometry(window, file)
    again = QMainWindow()
    set_first_size(again)

    restore_geometry(again, file)

    screen = again.screen().availableGeometry()
    assert screen.contains(again.geometry())
    assert again.height() <= screen.height() - FRAME.height()
    again.close()
