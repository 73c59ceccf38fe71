"""The window is never larger than its screen, and comes back whatever its file contains."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

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

PLACE = QRect(40, 30, 600, 500)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "state"
    folder.mkdir(mode=0o700)
    return folder / "window.json"


@pytest.fixture
def window(qapp: object) -> Iterator[QWidget]:
    window = QWidget()
    window.setGeometry(PLACE)
    yield window
    window.close()
    window.deleteLater()


def restored(file: Path) -> QWidget:
    """Return a new window with the stored geometry."""
    window = QWidget()
    set_first_size(window)
    restore_geometry(window, file)
    return window


def screen() -> QRect:
    """Return the part of the screen that windows may use."""
    return QGuiApplication.primaryScreen().availableGeometry()


def test_a_window_comes_back_where_it_was(window: QWidget, file: Path) -> None:
    save_geometry(window, file)

    assert restored(file).geometry() == PLACE


def test_a_maximised_window_comes_back_maximised(window: QWidget, file: Path) -> None:
    window.showMaximized()
    save_geometry(window, file)

    assert restored(file).isMaximized()


@pytest.mark.parametrize("is_maximised", [False, True])
def test_a_window_that_filled_the_screen_comes_back_as_it_was_before(
    window: QWidget, file: Path, *, is_maximised: bool
) -> None:
    window.show()
    if is_maximised:
        window.showMaximized()
    window.setWindowState(window.windowState() | window.windowState().WindowFullScreen)
    save_geometry(window, file)

    again = restored(file)

    assert not again.isFullScreen()
    assert again.isMaximized() == is_maximised
    if not is_maximised:
        assert again.geometry() == PLACE


def test_a_first_window_fits_its_screen(file: Path, qapp: object) -> None:
    size = restored(file).size()

    assert size == NORMAL_SIZE.boundedTo(screen().size() - FRAME)


@pytest.mark.parametrize(
    "place",
    [
        QRect(-300, -200, 600, 500),
        QRect(700, 700, 600, 500),
        QRect(0, 0, 5000, 4000),
        QRect(-1000, 100, 3000, 500),
    ],
)
def test_a_window_that_is_partly_off_the_screen_is_moved_onto_it(
    place: QRect, window: QWidget, file: Path
) -> None:
    window.setGeometry(place)
    save_geometry(window, file)

    found = restored(file).geometry()

    assert screen().contains(found)
    assert found.size() == place.size().boundedTo(screen().size() - FRAME)


def test_a_window_on_a_screen_that_has_gone_gets_its_normal_size(
    window: QWidget, file: Path
) -> None:
    window.setGeometry(QRect(5000, 100, 600, 500))
    save_geometry(window, file)

    assert restored(file).size() == NORMAL_SIZE.boundedTo(screen().size() - FRAME)


NUMBERS = st.integers() | st.floats() | st.booleans() | st.none() | st.text(max_size=3)
CONTENTS = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("x", "y", "width", "height", "is_maximized"), NUMBERS)
)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=60) | CONTENTS.map(lambda members: json.dumps(members).encode()))
def test_any_content_gives_a_window_on_a_screen(content: bytes, file: Path, qapp: object) -> None:
    file.write_bytes(content)

    window = restored(file)

    assert screen().intersects(window.geometry()) or window.pos().isNull()
    assert window.width() <= screen().width()
    window.deleteLater()


@pytest.mark.parametrize(
    "content",
    [
        b"[General]\ngeometry=@Variant(\\0\\0\\0\\x38)\n",
        b"[" * 900,
        b"{" * 5000,
        b'{"x": 33554432, "y": 0, "width": 600, "height": 500}',
        b'{"x": 0, "y": 0, "width": 0, "height": 500}',
        b'{"x": 0, "y": 0, "width": 600, "height": -500}',
        b'{"x": 1e999, "y": 0, "width": 600, "height": 500}',
        b'{"x": true, "y": 0, "width": null, "height": 500}',
    ],
)
def test_a_mistake_in_the_file_is_ignored(content: bytes, file: Path, qapp: object) -> None:
    file.write_bytes(content)

    assert restored(file).size() == NORMAL_SIZE.boundedTo(screen().size() - FRAME)


def test_a_pipe_in_its_place_is_not_waited_for(file: Path, qapp: object) -> None:
    os.mkfifo(file)

    assert restored(file).size() == NORMAL_SIZE.boundedTo(screen().size() - FRAME)


def test_a_folder_that_cannot_be_written_to_is_ignored(window: QWidget, tmp_path: Path) -> None:
    (tmp_path / "state").touch()

    save_geometry(window, tmp_path / "state" / "window.json")
