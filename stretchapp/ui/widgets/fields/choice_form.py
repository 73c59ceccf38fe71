"""A form with a row for each setting of a section: its label, and a list of values or a line."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from stretchapp.base.i18n import _
from stretchapp.ui.widgets.fields.combo_box import ComboBox
from stretchapp.ui.widgets.fields.line_field import LineField
from stretchapp.ui.widgets.labels import text_label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from stretchapp.base.settings import Declaration, Settings
    from stretchapp.ui.theme.appearance import Appearance

LETTERS_ON_A_LINE = 48
"""In a form that is narrower than this many letters, labels stand above their values."""

LONGEST_LABEL = 36
"""A label with more letters than this may take several lines."""


def words_for(choices: Mapping[Any, str]) -> dict[Any, str]:
    """Return the declared values of a setting with their words in the language of the person."""
    return {value: _(words) for value, words in choices.items()}


class ChoiceForm(QWidget):
    """Settings to choose from lists or to type, built from their declarations.

    Signals:
        changed: The person chose or typed another value: the setting and the value.
    """

    changed = Signal(str, object)

    def __init__(
        self,
        appearance: Appearance,
        settings: Settings,
        declarations: Mapping[str, Declaration],
        *,
        labels_above: bool = False,
    ) -> None:
        """Add a row for each declaration.

        Args:
            appearance: Fonts and sizes.
            settings: The settings in force.
            declarations: The declarations by the names of their settings.
            labels_above: Whether labels always stand above their values, because they are long.
        """
        super().__init__()
        self._appearance = appearance
        self._labels_above = labels_above
        self._boxes: dict[str, ComboBox] = {}
        self._labels: list[QLabel] = []
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(appearance.px(20))
        self._form.setVerticalSpacing(appearance.px(12))
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for setting, declaration in declarations.items():
            value = getattr(settings, setting)
            if declaration.is_typed:
                self._add_line(setting, _(declaration.label), value)
            else:
                self._add_list(setting, _(declaration.label))
                self.offer(setting, words_for(declaration.choices), value)

    def offer(self, setting: str, choices: Mapping[Any, str], chosen: object) -> None:
        """Replace the values to choose from, without a signal.

        Args:
            setting: The setting.
            choices: The values and the words for them, in the language of the person.
            chosen: The value in force, which is offered even if it is not among ``choices``; None
                to have nothing chosen.
        """
        box = self._boxes[setting]
        were_blocked = box.blockSignals(True)
        box.clear()
        for value, words in choices.items():
            box.addItem(words, value)
        if chosen is not None and chosen not in choices:
            box.addItem(str(chosen), chosen)
        box.setCurrentIndex(-1 if chosen is None else box.findData(chosen))
        box.blockSignals(were_blocked)

    def focus(self, setting: str) -> None:
        """Give the focus to a setting that is chosen from a list."""
        self._boxes[setting].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the labels above the values where there is little room beside them."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= self._appearance.font().pointSizeF() * LETTERS_ON_A_LINE
        self._form.setRowWrapPolicy(
            QFormLayout.RowWrapPolicy.DontWrapRows
            if is_wide
            else QFormLayout.RowWrapPolicy.WrapAllRows
        )
        for label in self._labels:
            # Beside its value, a short label that wraps would get too little room.
            label.setWordWrap(not is_wide or len(label.text()) > LONGEST_LABEL)
            # The layout gives a label the width that it wants, although it wraps.
            label.setMaximumWidth(event.size().width())

    def _add_list(self, setting: str, label: str) -> None:
        box = ComboBox(self._appearance, label)
        box.currentIndexChanged.connect(lambda: self.changed.emit(setting, box.currentData()))
        self._boxes[setting] = box
        self._add_row(label, box)

    def _add_line(self, setting: str, label: str, text: str) -> None:
        line = LineField(label, text)
        line.entered.connect(functools.partial(self.changed.emit, setting))
        self._add_row(label, line)

    def _add_row(self, text: str, field: QWidget) -> None:
        label = text_label(text)
        self._labels.append(label)
        label.setBuddy(field)
        if self._labels_above:
            # In rows of its own, a long label has the whole width.
            self._form.addRow(label)
            self._form.addRow(field)
        else:
            self._form.addRow(label, field)
