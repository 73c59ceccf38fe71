"""A list that shows all of its rows and leaves scrolling to the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QListView, QScrollArea

from stretchapp.ui.widgets.labels import ENTER_KEYS

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent

VALUE_ROLE = Qt.ItemDataRole.UserRole
"""The role of what a row stands for; a heading, which cannot be opened, has None."""

_PAGE_KEYS = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class WholeList(QListView):
    """A list without a scroll bar of its own: one inside that of the page is hard to use.

    The page scrolls to the current row, and by Page Up, Page Down and the wheel.

    Signals:
        opened: What a row stands for: it was clicked, or Enter or Space was pressed on it.
    """

    opened = Signal(object)

    def __init__(self, smallest_height: int) -> None:
        """Make an empty list that is at least ``smallest_height`` pixels high."""
        super().__init__()
        self._smallest_height = smallest_height
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMinimumHeight(smallest_height)
        self.setMouseTracking(True)
        self.clicked.connect(self._open)

    def fit_height(self) -> None:
        """Become as high as the rows; call it when they have changed."""
        self.doItemsLayout()
        height = self.contentsSize().height() + 2 * self.frameWidth()
        self.setMinimumHeight(max(self._smallest_height, height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Become as high as the rows are in the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current row on Enter and Space; leave the keys that turn pages to the page."""
        if event.key() in _PAGE_KEYS:
            event.ignore()
        elif event.key() not in (*ENTER_KEYS, Qt.Key.Key_Space):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self._open(self.currentIndex())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let the page scroll to the current row."""
        super().focusInEvent(event)
        self.scrollTo(self.currentIndex())

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QListView.ScrollHint = QListView.ScrollHint.EnsureVisible,  # noqa: ARG002 -- Qt's
    ) -> None:
        """Scroll the page so that a row is visible, while the list has the focus."""
        if self.hasFocus():
            self._scroll_page_to(self.visualRect(index))

    def _scroll_page_to(self, row: QRect) -> None:
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        content = None if parent is None else parent.widget()
        if parent is not None and content is not None:
            centre = self.viewport().mapTo(content, QPoint(0, row.center().y()))
            # One pixel more, because half of an odd height is rounded down.
            parent.ensureVisible(0, centre.y(), 0, row.height() // 2 + 1 + self.spacing())

    def _open(self, index: QModelIndex) -> None:
        value: object = index.data(VALUE_ROLE)
        # The second click of a double click arrives when the page of the row is open already.
        if value is not None and self.isVisible():
            self.opened.emit(value)
