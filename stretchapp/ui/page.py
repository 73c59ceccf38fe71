"""What all pages have in common: they lie in a scrolling column of comfortable width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from stretchapp.ui.theme import Looks

MAX_WIDTH_PX = 1100
BUTTON_PX = 150


class Page(QWidget):
    """A page: a scrolling column, and a row of buttons that always stays in sight.

    Attributes:
        column: Where the content goes.
    """

    def __init__(self, looks: Looks, title: str) -> None:
        """Make an empty page.

        Args:
            looks: Fonts and sizes.
            title: What a screen reader calls the page.
        """
        super().__init__()
        self.setAccessibleName(title)
        self._looks = looks
        margin = looks.px(20)
        content = QWidget()
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(looks.px(12))
        content.setMaximumWidth(looks.px(MAX_WIDTH_PX))
        centred = QWidget()
        row = QHBoxLayout(centred)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(0)
        row.addWidget(content, 1)
        row.addStretch(0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(centred)
        # The arrow keys scroll a page that holds nothing else to move in.
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._buttons = QHBoxLayout()
        self._buttons.setContentsMargins(margin, looks.px(6), margin, margin)
        self._buttons.setSpacing(looks.px(12))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        whole.addLayout(self._buttons)

    def add_buttons(self, *buttons: QPushButton) -> None:
        """Add buttons to the row below the content; it is centred."""
        self._buttons.addStretch(1)
        for item in buttons:
            item.setMinimumWidth(self._looks.px(BUTTON_PX))
            self._buttons.addWidget(item)
        self._buttons.addStretch(1)

    def scroll_to_top(self) -> None:
        """Show the page from its beginning."""
        self._scroll.verticalScrollBar().setValue(0)
