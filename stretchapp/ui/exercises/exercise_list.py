"""The list of exercises as cards with pictures: model, card painter and view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate

from stretchapp.base.i18n import _
from stretchapp.ui.figures.exercise_figures import THUMBNAIL_PX
from stretchapp.ui.widgets.long_words import with_breaks_for
from stretchapp.ui.widgets.whole_list import VALUE_ROLE, WholeList
from stretchapp.wording.exercises import exercise_facts, exercise_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtGui import QFont, QPainter, QPixmap, QResizeEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    from stretchapp.library.routines.models import Exercise
    from stretchapp.ui.theme.appearance import Appearance

    AnyIndex = QModelIndex | QPersistentModelIndex

HEADING_FACTOR = 1.25
FACTS_ROLE = Qt.ItemDataRole.UserRole + 1
SMALLEST_CARD_PX = 216
"""The smallest width of a card, in pixels at 100 %."""

SMALLEST_HEIGHT_PX = 200
"""The smallest height of the list, in pixels at 100 %."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A card, or a heading above cards if there is no exercise."""

    heading: str
    exercise: Exercise | None


class ExerciseModel(QAbstractListModel):
    """The exercises in the list, with a heading above each group."""

    def __init__(self) -> None:
        """Make an empty model."""
        super().__init__()
        self._rows: list[_Row] = []

    def show(self, groups: Sequence[tuple[str, Sequence[Exercise]]]) -> None:
        """Show groups, each a heading and its exercises; an empty heading is not shown."""
        self.beginResetModel()
        self._rows = []
        for heading, exercises in groups:
            if heading:
                self._rows.append(_Row(heading, None))
            self._rows += [_Row(heading, exercise) for exercise in exercises]
        self.endResetModel()

    @property
    def exercises(self) -> list[Exercise | None]:
        """The exercise of each row; None for a heading."""
        return [row.exercise for row in self._rows]

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """Return the number of rows; a row has no child rows."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Return that a heading can be neither chosen nor reached by arrow keys."""
        if self._rows[index.row()].exercise is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the exercise of a row, or its texts."""
        row = self._rows[index.row()]
        exercise = row.exercise
        if role == VALUE_ROLE:
            return exercise
        name = row.heading if exercise is None else exercise_name(exercise)
        facts = "" if exercise is None else exercise_facts(exercise)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return name
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{name}. {facts}" if facts else name
            case _:
                return facts if role == FACTS_ROLE else None


class _CardPainter(QStyledItemDelegate):
    """Paints an exercise as a card, picture above, and a heading as a line of its own."""

    def __init__(
        self, appearance: Appearance, view: ExerciseList, picture: Callable[[str], QPixmap | None]
    ) -> None:
        super().__init__(view)
        self._appearance = appearance
        self._view = view
        self._picture = picture
        # Painted when a card first comes into sight: most exercises are never scrolled to.
        self._pictures: dict[str, QPixmap | None] = {}

    def forget_pictures(self) -> None:
        """Paint the pictures anew, because pose files may have changed."""
        self._pictures.clear()

    def sizeHint(self, _option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the size of a card, which is the same for all, or that of a heading."""
        width = self._view.room
        if index.data(VALUE_ROLE) is None:
            line = QFontMetrics(self._heading_font).lineSpacing()
            return QSize(width, line + self._appearance.px(18))
        return QSize(width // self._view.columns, self._view.card_height)

    def text_height(self, name: str, facts: str, card_width: int) -> int:
        """Return the height of the texts of a card with its margins."""
        title, details = self._boxes(QRect(0, 0, card_width, 10_000), name, facts)
        return title.height() + details.height() + 2 * self._margin

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one row."""
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue] -- missing in the stubs
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue] -- missing in the stubs
        exercise: Exercise | None = index.data(VALUE_ROLE)
        painter.save()
        if exercise is None:
            self._paint_heading(painter, rect, index.data())
        else:
            painter.setRenderHint(painter.RenderHint.Antialiasing)
            self._paint_card(painter, rect, state, exercise)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, heading: str) -> None:
        painter.setPen(QColor(self._appearance.theme.text))
        painter.setFont(self._heading_font)
        gap = self._appearance.px(4)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        painter.drawText(rect.adjusted(gap, 0, -gap, -gap), flags, heading)

    def _paint_card(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, exercise: Exercise
    ) -> None:
        appearance, theme = self._appearance, self._appearance.theme
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        line = appearance.px(3 if has_focus else 1)
        painter.setPen(QPen(QColor(theme.focus if has_focus else theme.line), line))
        painter.setBrush(QColor(theme.raised if is_hovered or has_focus else theme.surface))
        gap = appearance.px(4)
        card = rect.adjusted(gap, gap, -gap, -gap)
        painter.drawRoundedRect(card, appearance.px(8), appearance.px(8))
        picture = self._picture_of(exercise.id)
        side = appearance.px(THUMBNAIL_PX)
        if picture is not None:
            left = card.left() + (card.width() - side) // 2
            painter.drawPixmap(QRect(left, card.top() + gap, side, side), picture)
            rect = rect.adjusted(0, side + 2 * gap, 0, 0)
        name, facts = exercise_name(exercise), exercise_facts(exercise)
        title, details = self._boxes(rect, name, facts)
        name, facts = self._in_lines(self._room(rect).width(), name, facts)
        painter.setPen(QColor(theme.text))
        painter.setFont(self._name_font)
        painter.drawText(title, _FLAGS, name)
        painter.setPen(QColor(theme.quiet))
        painter.setFont(appearance.font())
        painter.drawText(details, _FLAGS, facts)

    def _picture_of(self, exercise_id: str) -> QPixmap | None:
        if exercise_id not in self._pictures:
            self._pictures[exercise_id] = self._picture(exercise_id)
        return self._pictures[exercise_id]

    @property
    def _margin(self) -> int:
        return self._appearance.px(8)

    @property
    def _name_font(self) -> QFont:
        return self._appearance.font(bold=True)

    @property
    def _heading_font(self) -> QFont:
        return self._appearance.font(HEADING_FACTOR, bold=True)

    def _room(self, rect: QRect) -> QRect:
        side = self._margin + self._appearance.px(6)
        return rect.adjusted(side, self._margin, -side, -self._margin)

    def _in_lines(self, width: int, name: str, facts: str) -> tuple[str, str]:
        """Return name and facts, in which words that are wider than ``width`` may break."""
        return (
            with_breaks_for(name, QFontMetrics(self._name_font), width),
            with_breaks_for(facts, QFontMetrics(self._appearance.font()), width),
        )

    def _boxes(self, rect: QRect, name: str, facts: str) -> tuple[QRect, QRect]:
        room = self._room(rect)
        name, facts = self._in_lines(room.width(), name, facts)
        title = QFontMetrics(self._name_font).boundingRect(room, _FLAGS, name)
        below = room.adjusted(0, title.height(), 0, 0)
        details = QFontMetrics(self._appearance.font()).boundingRect(below, _FLAGS, facts)
        return title, details


class ExerciseList(WholeList):
    """The exercises to choose from; the arrow keys move from card to card."""

    def __init__(self, appearance: Appearance, picture: Callable[[str], QPixmap | None]) -> None:
        """Make an empty list.

        Args:
            appearance: Fonts, sizes and colours.
            picture: Returns the picture of an exercise by its id, if there is one.
        """
        super().__init__(appearance.px(SMALLEST_HEIGHT_PX))
        self._appearance = appearance
        self._model = ExerciseModel()
        self._painter = _CardPainter(appearance, self, picture)
        self._card_height = 0
        self.setModel(self._model)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(_("Exercises"))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)

    def show_exercises(self, groups: Sequence[tuple[str, Sequence[Exercise]]]) -> None:
        """Show groups of exercises, and keep the current exercise if it is among them.

        Args:
            groups: The groups in their order, each a heading, which may be empty, and exercises.
        """
        current: Exercise | None = self.currentIndex().data(VALUE_ROLE)
        self._painter.forget_pictures()
        self._model.show(groups)
        self._card_height = 0
        ids = [None if exercise is None else exercise.id for exercise in self._model.exercises]
        cards = [row for row, id_ in enumerate(ids) if id_ is not None]
        if current is not None and current.id in ids:
            self.setCurrentIndex(self._model.index(ids.index(current.id)))
        elif cards:
            self.setCurrentIndex(self._model.index(cards[0]))
        self.fit_height()

    @property
    def room(self) -> int:
        """The width for one row of cards."""
        # A row that is as wide as the view would be broken in two.
        return self.viewport().width() - 1

    @property
    def columns(self) -> int:
        """How many cards stand side by side."""
        return max(1, self.room // self._appearance.px(SMALLEST_CARD_PX))

    @property
    def card_height(self) -> int:
        """The height of every card: that of the one with the longest texts."""
        if not self._card_height:
            width = self.room // self.columns
            texts = [
                self._painter.text_height(exercise_name(it), exercise_facts(it), width)
                for it in self._model.exercises
                if it is not None
            ]
            pictures = self._appearance.px(THUMBNAIL_PX) + 3 * self._appearance.px(4)
            self._card_height = pictures + max(texts, default=0)
        return self._card_height

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the cards the height that they need in the new width."""
        self._card_height = 0
        super().resizeEvent(event)


_FLAGS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
