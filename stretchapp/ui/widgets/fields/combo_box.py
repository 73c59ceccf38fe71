"""A combo box whose arrow has the colour of the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QComboBox,
    QListView,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QWheelEvent

    from stretchapp.ui.theme.appearance import Appearance

SHORTEST = 3
"""The smallest width of the value, in letters."""


class ComboBox(QComboBox):
    """A combo box that may become narrow, and ignores the mouse wheel."""

    def __init__(self, appearance: Appearance, name: str) -> None:
        """Make an empty combo box with an accessible name."""
        super().__init__()
        self._appearance = appearance
        # Only with a view of its own does the style sheet set the height of its rows.
        self.setView(QListView())
        self.setAccessibleName(name)
        # On Linux Qt reports the chosen value as the name.
        self.setAccessibleDescription(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(SHORTEST)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the box, the elided value, and the arrow."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
        option.currentText = self.fontMetrics().elidedText(  # pyright: ignore[reportAttributeAccessIssue] -- missing in the stubs
            self.currentText(), Qt.TextElideMode.ElideRight, field.width()
        )
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.setPen(QColor(self._appearance.theme.text))
        width = self._appearance.px(36)
        place = QRect(self.width() - width, 0, width, self.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), "▾")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the page scroll by the keys that turn pages; handle other keys as usual."""
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()
