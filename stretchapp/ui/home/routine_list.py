"""The list of routines: model, row painter and view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from stretchapp.base.i18n import _
from stretchapp.ui.widgets.long_words import with_breaks_for
from stretchapp.ui.widgets.whole_list import VALUE_ROLE, WholeList
from stretchapp.wording.routines import routine_facts, routine_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from stretchapp.library.routines.models import Routine
    from stretchapp.ui.theme.appearance import Appearance

    AnyIndex = QModelIndex | QPersistentModelIndex

TITLE_FACTOR = 1.15

SMALLEST_HEIGHT_PX = 240
"""The smallest height of the list, in pixels at 100 %."""

FACTS_ROLE = Qt.ItemDataRole.UserRole + 1


class RoutineModel(QAbstractListModel):
    """The routines in the list."""

    def __init__(self) -> None:
        """Make an empty model."""
        super().__init__()
        self._routines: list[Routine] = []
        self._lengths: Mapping[str, float] = {}

    def show(self, routines: Sequence[Routine], lengths: Mapping[str, float]) -> None:
        """Show ``routines``; ``lengths`` holds the seconds of those that differ from the file."""
        self.beginResetModel()
        self._routines = list(routines)
        self._lengths = lengths
        self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """Return the number of routines; a routine has no child rows."""
        return 0 if parent is not None and parent.isValid() else len(self._routines)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the routine of a row, or its texts."""
        routine = self._routines[index.row()]
        if role == VALUE_ROLE:
            return routine
        if role == Qt.ItemDataRole.DisplayRole:
            return routine_name(routine)
        facts = routine_facts(routine, self._lengths.get(routine.id))
        if role == FACTS_ROLE:
            return facts
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{routine_name(routine)}. {facts}"
        return None


class _RowPainter(QStyledItemDelegate):
    """Paints a routine as two lines: title and facts."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the size of both lines at the width of the list."""
        width = option.rect.width()  # pyright: ignore[reportAttributeAccessIssue]
        title, facts = self._boxes(QRect(0, 0, width, 10_000), index)
        return QSize(width, title.height() + facts.height() + 2 * self._margin)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one row."""
        theme = self._appearance.theme
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        line = self._appearance.px(3 if has_focus else 1)
        painter.setPen(QPen(QColor(theme.focus if has_focus else theme.line), line))
        painter.setBrush(QColor(theme.raised if is_hovered or has_focus else theme.surface))
        radius = self._appearance.px(8)
        painter.drawRoundedRect(rect.adjusted(line, line, -line, -line), radius, radius)
        title, facts = self._boxes(rect, index)
        title_text, facts_text = self._texts_in(self._room(rect).width(), index)
        painter.setPen(QColor(theme.text))
        painter.setFont(self._appearance.font(TITLE_FACTOR, bold=True))
        painter.drawText(title, _FLAGS, title_text)
        painter.setPen(QColor(theme.quiet))
        painter.setFont(self._appearance.font())
        painter.drawText(facts, _FLAGS, facts_text)
        painter.restore()

    @property
    def _margin(self) -> int:
        return self._appearance.px(12)

    @property
    def _title_metrics(self) -> QFontMetrics:
        return QFontMetrics(self._appearance.font(TITLE_FACTOR, bold=True))

    @property
    def _facts_metrics(self) -> QFontMetrics:
        return QFontMetrics(self._appearance.font())

    def _room(self, rect: QRect) -> QRect:
        margin = self._margin
        return rect.adjusted(margin + self._appearance.px(6), margin, -margin, -margin)

    def _texts_in(self, width: int, index: AnyIndex) -> tuple[str, str]:
        """Return title and facts, in which words that are wider than ``width`` may break."""
        routine: Routine = index.data(VALUE_ROLE)
        return (
            with_breaks_for(routine_name(routine), self._title_metrics, width),
            with_breaks_for(index.data(FACTS_ROLE), self._facts_metrics, width),
        )

    def _boxes(self, rect: QRect, index: AnyIndex) -> tuple[QRect, QRect]:
        room = self._room(rect)
        title_text, facts_text = self._texts_in(room.width(), index)
        title = self._title_metrics.boundingRect(room, _FLAGS, title_text)
        below = room.adjusted(0, title.height(), 0, 0)
        return title, self._facts_metrics.boundingRect(below, _FLAGS, facts_text)


class RoutineList(WholeList):
    """The list of routines to choose from."""

    def __init__(self, appearance: Appearance) -> None:
        """Make an empty list."""
        super().__init__(appearance.px(SMALLEST_HEIGHT_PX))
        self._model = RoutineModel()
        self._painter = _RowPainter(appearance)
        self.setModel(self._model)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(_("Routines"))
        self.setSpacing(appearance.px(2))

    def show_routines(
        self, routines: Sequence[Routine], lengths: Mapping[str, float] | None = None
    ) -> None:
        """Show ``routines``, and keep the current one selected if it is among them.

        Args:
            routines: The routines in their order.
            lengths: The seconds of routines, by id, where they differ from the file.
        """
        current: Routine | None = self.currentIndex().data(VALUE_ROLE)
        ids = [routine.id for routine in routines]
        self._model.show(routines, lengths or {})
        if ids:
            row = ids.index(current.id) if current and current.id in ids else 0
            self.setCurrentIndex(self._model.index(row))
        self.fit_height()


_FLAGS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
