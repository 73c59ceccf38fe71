"""What the tests of the window share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stretchapp.ui.theme.appearance import Appearance
from tests.ui.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from stretchapp.library.models import Library


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """The application as the app sets it up, and as a desktop left it."""
    font, palette = qapp.font(), qapp.palette()
    qapp.setStyle("fusion")
    yield qapp
    qapp.setFont(font)
    qapp.setPalette(palette)


@pytest.fixture
def appearance(app: QApplication) -> Appearance:
    """The looks of the evening at the normal size, for single widgets."""
    appearance = Appearance(app, "evening", 100)
    # As in the app, the font is there before the widgets are.
    app.setFont(appearance.font())
    return appearance


@pytest.fixture
def stage(
    app: QApplication, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, library: Library
) -> Iterator[Stage]:
    """A window with the shipped library and a log of its own."""
    stage = Stage(app, tmp_path / "data", library, tmp_path_factory.getbasetemp() / "cache")
    yield stage
    stage.close()
