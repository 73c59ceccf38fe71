"""A line to type a setting in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from stretchapp.base.setting_declaration import LONGEST_LINE
from stretchapp.base.settings import DECLARATIONS
from stretchapp.ui.widgets.fields.line_field import LineField

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def field(qtbot: QtBot) -> LineField:
    field = LineField("Your number", "112")
    qtbot.addWidget(field)
    return field


@pytest.mark.parametrize(
    ("pasted", "entered"),
    [
        ("  0800\u00a0123 \n", "0800 123"),
        ("\u200e\u202a0800 123\u202c", "0800 123"),
        ("\x1b[2J0800", "[2J0800"),
        ("Dr. Núñez", "Dr. Núñez"),
        ("1" * (LONGEST_LINE + 1), "1" * LONGEST_LINE),
    ],
)
def test_what_is_pasted_becomes_a_line_that_may_be_saved(
    field: LineField, pasted: str, entered: str
) -> None:
    texts: list[str] = []
    field.entered.connect(texts.append)
    QApplication.clipboard().setText(pasted)

    field.selectAll()
    field.paste()
    field.editingFinished.emit()

    assert texts == [entered]
    assert field.text() == entered
    assert DECLARATIONS["doctor_number"].is_allowed(entered)


def test_what_has_not_changed_is_not_entered(field: LineField) -> None:
    texts: list[str] = []
    field.entered.connect(texts.append)

    field.editingFinished.emit()
    field.setText(" 112 ")
    field.editingFinished.emit()
    field.setText("113")
    field.editingFinished.emit()
    field.editingFinished.emit()

    assert texts == ["113"]
