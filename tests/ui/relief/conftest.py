"""Fixtures for the tests of relief."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from tests.ui.stage import Stage


@pytest.fixture
def relief(stage: Stage) -> Stage:
    """A window in which relief of the calf was started by its key."""
    stage.open()
    stage.press(Qt.Key.Key_F2)
    return stage
