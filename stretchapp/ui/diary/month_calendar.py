"""A month of nights: each one painted by what is known of it, by shapes and numbers.

It is a table for Qt, so that a screen reader finds every night as a cell with its sentence.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from stretchapp.base.i18n import _
from stretchapp.diary.nights import Night
from stretchapp.ui.diary.night_painter import NightPainter, cell_height
from stretchapp.ui.widgets.labels import ENTER_KEYS
from stretchapp.wording.dates import shortest_weekday_name, weekday_name, weekdays_in_order
from stretchapp.wording.diary import night_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from stretchapp.ui.theme.appearance import Appearance

    AnyIndex = QModelIndex | QPersistentModelIndex

DAYS = 7
FIRST = date(1970, 1, 1)
"""The earliest month of the calendar."""

NIGHT_ROLE = Qt.ItemDataRole.UserRole

_STEPS = {
    Qt.Key.Key_Left: timedelta(days=-1),
    Qt.Key.Key_Right: timedelta(days=1),
    Qt.Key.Key_Up: timedelta(days=-DAYS),
    Qt.Key.Key_Down: timedelta(days=DAYS),
}
_MONTHS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class MonthModel(QAbstractTableModel):
    """The nights of one month, a week in each row."""

    def __init__(self) -> None:
        """Make an empty model."""
        super().__init__()
        self._month = FIRST
        self._nights: Mapping[date, Night] = {}
        self._last = FIRST

    def show(self, month: date, nights: Sequence[Night], last: date) -> None:
        """Show a month.

        Args:
            month: Its first day.
            nights: What is known of its nights.
            last: The present night; those after it are still to come.
        """
        self.beginResetModel()
        self._month = month
        self._nights = {night.evening: night for night in nights}
        self._last = last
        self.endResetModel()

    def day(self, index: AnyIndex) -> date | None:
        """Return the day of a cell; None if the cell belongs to another month."""
        number = index.row() * DAYS + index.column() - self._offset
        if not 0 <= number < monthrange(self._month.year, self._month.month)[1]:
            return None
        return self._month + timedelta(days=number)

    def place(self, day: date) -> QModelIndex:
        """Return the cell of a day of the month."""
        row, column = divmod(self._offset + day.day - 1, DAYS)
        return self.index(row, column)

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """Return the number of weeks that the month touches."""
        if parent is not None and parent.isValid():
            return 0
        days = monthrange(self._month.year, self._month.month)[1]
        return -(-(self._offset + days) // DAYS)

    @property
    def _offset(self) -> int:
        """The column of the first day of the month."""
        return weekdays_in_order().index(self._month.weekday())

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        """Return 7, for the days of a week."""
        return 0 if parent is not None and parent.isValid() else DAYS

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the night of a cell, or its texts."""
        day = self.day(index)
        if day is None:
            return None
        is_to_come = day > self._last
        if role == Qt.ItemDataRole.DisplayRole:
            return str(day.day)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if is_to_come:
                return _("{day}, in the future").format(day=day.day)
            return night_in_words(self.night(day))
        if role == NIGHT_ROLE:
            return None if is_to_come else self.night(day)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the names of the days."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return shortest_weekday_name(weekdays_in_order()[section])
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return weekday_name(weekdays_in_order()[section])
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Return that past nights and the present one can be selected."""
        day = self.day(index)
        if day is None or day > self._last:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def night(self, day: date) -> Night:
        """Return the entries of a night of the month."""
        return self._nights.get(day) or Night(day, 0, (), is_quiet=False)


class MonthCalendar(QTableView):
    """A calendar that shows one month of nights.

    Arrows lead from night to night, Page Up and Page Down from month to month.

    Signals:
        moved: Another night was selected; with the night.
        opened: A night was clicked, or Enter was pressed on it; with the date of its evening.
    """

    moved = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        appearance: Appearance,
        tonight: date,
        nights: Callable[[date, date], Sequence[Night]],
    ) -> None:
        """Make a calendar that is empty until ``go_to`` is called.

        Args:
            appearance: Fonts and colours.
            tonight: The present night, which is the last one.
            nights: Returns what is known of the nights from one to another.
        """
        super().__init__()
        self._appearance = appearance
        self._tonight = tonight
        self._look_up = nights
        self._model = MonthModel()
        self._day = tonight
        self._painter = NightPainter(appearance, tonight, NIGHT_ROLE)
        self.setModel(self._model)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(_("Calendar of nights"))
        self.setAccessibleDescription(
            _("Arrow keys move by a night, Page Up and Page Down by a month.")
        )
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        for bar in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            bar(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(1)
        self.verticalHeader().setMinimumSectionSize(1)
        self.clicked.connect(self._on_click)

    @property
    def day(self) -> date:
        """The evening of the selected night."""
        return self._day

    @property
    def night(self) -> Night:
        """The entries of the selected night."""
        return self._model.night(self._day)

    def nights(self) -> list[Night]:
        """Return the nights of the month until the present one."""
        month = self._day.replace(day=1)
        last = min(self._tonight, _last_of(month))
        return [
            self._model.night(date.fromordinal(it))
            for it in range(month.toordinal(), last.toordinal() + 1)
        ]

    def go_to(self, day: date) -> None:
        """Select a night, and show its month."""
        day = min(max(day, FIRST), self._tonight)
        self._day = day
        month = day.replace(day=1)
        last = min(self._tonight, _last_of(month))
        self._model.show(month, self._look_up(month, last), self._tonight)
        self._fit()
        self._mark()

    def go_by_months(self, count: int) -> None:
        """Select the same day of another month, or its last day."""
        months = self._day.year * 12 + self._day.month - 1 + count
        month = date(months // 12, months % 12 + 1, 1)
        self.go_to(month.replace(day=min(self._day.day, _last_of(month).day)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle arrow, page and Enter keys; let the page handle all others."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._walk(self._day + _STEPS[key])
        elif key in _MONTHS:
            self.go_by_months(_MONTHS[key])
        elif key == Qt.Key.Key_Home:
            self._walk(self._day.replace(day=1))
        elif key == Qt.Key.Key_End:
            self._walk(_last_of(self._day))
        elif key in (*ENTER_KEYS, Qt.Key.Key_Space):
            if not event.isAutoRepeat():
                self.opened.emit(self._day)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Adapt the height of the cells."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Return a size in which every cell is complete."""
        return QSize(self._appearance.px(480), self._height())

    def minimumSizeHint(self) -> QSize:
        """Return a size that may become narrow, but not lower."""
        return QSize(1, self._height())

    def visible_cell(self) -> QRect:
        """Return the rectangle of the selected night, for scrolling."""
        return self.visualRect(self._model.place(self._day)).translated(self.viewport().pos())

    def _walk(self, day: date) -> None:
        day = min(max(day, FIRST), self._tonight)
        if (day.year, day.month) != (self._day.year, self._day.month):
            self.go_to(day)
        elif day != self._day:
            self._day = day
            self._mark()

    def _mark(self) -> None:
        self.setCurrentIndex(self._model.place(self._day))
        self.viewport().update()
        self.moved.emit(self._day)

    def _on_click(self, index: QModelIndex) -> None:
        night: Night | None = index.data(NIGHT_ROLE)
        if night is not None:
            self._walk(night.evening)
            self.opened.emit(night.evening)

    def _fit(self) -> None:
        height = cell_height(self._appearance, self.viewport().width() // DAYS)
        for row in range(self._model.rowCount()):
            self.setRowHeight(row, height)
        self.setFixedHeight(self._height())

    def _height(self) -> int:
        cell = cell_height(self._appearance, self.viewport().width() // DAYS)
        header = self.horizontalHeader().sizeHint().height()
        return header + cell * self._model.rowCount() + 2 * self.frameWidth()


def _last_of(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
