"""A page with a table, which a screen reader can read cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from stretchapp.base.i18n import _
from stretchapp.ui.widgets.labels import BACK, button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from stretchapp.ui.theme.appearance import Appearance

SHOWN_ROWS = 6
"""The number of rows that are visible in the smallest table."""


class Table(QTableWidget):
    """A table of texts; the arrow keys move from cell to cell."""

    def __init__(
        self,
        appearance: Appearance,
        name: str,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
    ) -> None:
        """Make a table.

        Args:
            appearance: Sizes.
            name: The accessible name.
            headings: One for each column.
            rows: The cells of each row.
        """
        super().__init__(len(rows), len(headings))
        self._appearance = appearance
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(
            [_in_lines(it, [row[column] for row in rows]) for column, it in enumerate(headings)]
        )
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                cell = QTableWidgetItem(text)
                cell.setData(Qt.ItemDataRole.AccessibleTextRole, f"{headings[column]}: {text}")
                self.setItem(number, column, cell)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(round(self._line * 1.6))
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        pad = appearance.px(8)
        self.setStyleSheet(
            f"QTableView::item, QHeaderView::section {{ padding: 0 {pad}px; border: none; }}"
            f"QScrollBar:horizontal {{ height: {appearance.px(18)}px; }}"
        )
        if rows:
            self.setCurrentCell(0, 0)

    def minimumSizeHint(self) -> QSize:
        """Return a size that shows some rows."""
        return QSize(1, round(self._line * 1.6 * (SHOWN_ROWS + 1)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle arrow keys; let the page handle Escape and Tab."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.ignore()
        else:
            super().keyPressEvent(event)

    @property
    def _line(self) -> int:
        return self.fontMetrics().height()


def _in_lines(heading: str, cells: Sequence[str]) -> str:
    """Break a heading into lines if it is wider than every cell of its column."""
    is_wide = len(heading) > max(map(len, cells), default=0)
    return heading.replace(" ", "\n") if is_wide else heading


class TablePage(Page):
    """A table with a title.

    Attributes:
        table: The table.
    """

    def __init__(
        self,
        appearance: Appearance,
        title: str,
        introduction: str,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
    ) -> None:
        """Make the page.

        Args:
            appearance: Fonts and sizes.
            title: The title.
            introduction: A sentence below the title.
            headings: One for each column.
            rows: The cells of each row.
        """
        super().__init__(appearance, title)
        self.column.addWidget(text_label(title, font=appearance.font(1.6, bold=True)))
        if introduction:
            self.column.addWidget(text_label(introduction, quiet=True))
        self.table = Table(appearance, title, headings, rows)
        self.column.addWidget(self.table, 1)
        self._back = button(_(BACK), self.back_chosen.emit)
        self.add_buttons(self._back)

    def focus_first(self) -> None:
        """Give the focus to the table."""
        self.table.setFocus()
