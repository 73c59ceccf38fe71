"""Finds and uses the rows of the settings page by the names of their settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

from stretchapp.base.settings import DECLARATIONS, SettingsFile
from stretchapp.ui.widgets.fields.line_field import LineField
from stretchapp.ui.widgets.pages.page_id import PageId

if TYPE_CHECKING:
    from stretchapp.base.settings import Settings
    from tests.ui.stage import Stage


def show_settings(stage: Stage) -> None:
    """Open a window and the settings page."""
    stage.open()
    stage.window.navigate(PageId.SETTINGS)
    stage.settle()


def row(stage: Stage, setting: str) -> QComboBox:
    """Return the list of values of a setting."""
    label = DECLARATIONS[setting].label
    (box,) = [box for box in stage.all_of(QComboBox) if box.accessibleName() == label]
    return box


def line(stage: Stage, setting: str) -> LineField:
    """Return the line in which a setting is typed."""
    label = DECLARATIONS[setting].label
    (field,) = [field for field in stage.all_of(LineField) if field.accessibleName() == label]
    return field


def offered(stage: Stage, setting: str) -> list[object]:
    """Return the values that a row offers."""
    box = row(stage, setting)
    return [box.itemData(index) for index in range(box.count())]


def choose(stage: Stage, setting: str, value: object) -> None:
    """Choose another value of a setting than the present one."""
    box = row(stage, setting)
    index = box.findData(value)
    assert index not in (-1, box.currentIndex())
    box.setFocus()
    box.setCurrentIndex(index)
    stage.settle()


def saved(stage: Stage) -> Settings:
    """Return the settings as the next start reads them."""
    return SettingsFile(stage.paths.settings).settings
