"""A group of settings: names beside their values, or above them where there is little room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QWidget

from stretchapp.ui.widgets.fields.combo_box import ComboBox
from stretchapp.ui.widgets.labels import text_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from stretchapp.ui.theme.theme import Appearance

LETTERS_ON_A_LINE = 40


class ChoiceForm(QWidget):
    """Settings that are chosen from lists.

    Signals:
        changed: A setting got a new value: its name and the value.
    """

    changed = Signal(str, object)

    def __init__(self, appearance: Appearance) -> None:
        """Make an empty form."""
        super().__init__()
        self._appearance = appearance
        self._choices: dict[str, ComboBox] = {}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(appearance.px(20))
        self._form.setVerticalSpacing(appearance.px(12))
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    def add(
        self, label: str, setting: str, values: Sequence[tuple[str, object]], chosen: object
    ) -> None:
        """Add a setting.

        Args:
            label: What people call it.
            setting: Its name.
            values: What can be chosen: words and values.
            chosen: The value in force.
        """
        choice = ComboBox(self._appearance, label)
        self._choices[setting] = choice
        self.offer(setting, values, chosen)
        choice.currentIndexChanged.connect(lambda: self.changed.emit(setting, choice.currentData()))
        name = text_label(label)
        name.setBuddy(choice)
        self._form.addRow(name, choice)

    def offer(self, setting: str, values: Sequence[tuple[str, object]], chosen: object) -> None:
        """Offer other values of a setting; nothing is changed by that.

        Args:
            setting: Its name.
            values: Words and values.
            chosen: The value in force; it is offered too if it is none of them.
        """
        choice = self._choices[setting]
        before = choice.blockSignals(True)
        choice.clear()
        for words, value in values:
            choice.addItem(words, value)
        if choice.findData(chosen) < 0:
            choice.addItem(str(chosen), chosen)
        choice.setCurrentIndex(choice.findData(chosen))
        choice.blockSignals(before)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the names above the values where there is little room beside them."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= self._appearance.font().pointSizeF() * LETTERS_ON_A_LINE
        self._form.setRowWrapPolicy(
            QFormLayout.RowWrapPolicy.DontWrapRows
            if is_wide
            else QFormLayout.RowWrapPolicy.WrapAllRows
        )
