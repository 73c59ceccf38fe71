"""A layout that puts widgets side by side in as many rows as they need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayoutItem

Rows = Literal["left", "centred", "filled"]


class FlowLayout(QLayout):
    """Rows of widgets, each of its preferred width; a widget that is too wide becomes higher."""

    def __init__(self, spacing: int, rows: Rows = "left") -> None:
        """Begin empty.

        Args:
            spacing: The distance between rows and between widgets, in pixels.
            rows: Where the widgets of a row stand that is wider than they are: at the left, in the
                middle, or over its whole width.
        """
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._alignment = rows
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem, /) -> None:
        """Add an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int, /) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride] -- Qt asks past the end and expects None
        """Return an item, or None where there is none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int, /) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride] -- the same
        """Take an item out and return it, or None where there is none."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Return that the layout does not expand."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Return True: a narrow layout has more rows."""
        return True

    def heightForWidth(self, width: int, /) -> int:
        """Return the height of all rows."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect, /) -> None:
        """Arrange the widgets in ``rect``."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the size with everything in one row."""
        sizes = [item.sizeHint() for item in self._shown()]
        gaps = self.spacing() * max(0, len(sizes) - 1)
        return QSize(
            sum(size.width() for size in sizes) + gaps,
            max((size.height() for size in sizes), default=0),
        )

    def minimumSize(self) -> QSize:
        """Return the size that the largest of the widgets needs."""
        size = QSize(0, 0)
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Go through the rows, put the widgets there if asked to, and return the height."""
        top = rect.top()
        for row in self._rows(rect.width()):
            free = rect.width() - sum(size.width() for _, size in row)
            free -= self.spacing() * (len(row) - 1)
            left = rect.left() + (free // 2 if self._alignment == "centred" else 0)
            if self._alignment == "filled":
                for number, (_, size) in enumerate(row):
                    size.setWidth(size.width() + (free + number) // len(row))
            if move:
                for item, size in row:
                    item.setGeometry(QRect(QPoint(left, top), size))
                    left += size.width() + self.spacing()
            top += max(size.height() for _, size in row) + self.spacing()
        return max(0, top - self.spacing() - rect.top())

    def _rows(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """Return the widgets of each row with their sizes."""
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        free = 0
        for item in self._shown():
            size = item.sizeHint()
            if size.width() > width:
                size.setWidth(width)
                if item.hasHeightForWidth():
                    size.setHeight(item.heightForWidth(width))
            if not rows or size.width() > free:
                rows.append([])
                free = width
            rows[-1].append((item, size))
            free -= size.width() + self.spacing()
        return rows
