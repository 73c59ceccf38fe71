"""Whether what is on a page fits into its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from stretchapp.ui.home.routine_list import RoutineList
from stretchapp.ui.widgets.countdown_ring import CountdownRing
from stretchapp.ui.widgets.fitting_label import FittingLabel
from stretchapp.ui.widgets.key_button import KeyButton
from stretchapp.ui.widgets.two_line_button import TwoLineButton

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ui.stage import Stage

SMALLEST_PX = 150
"""A ring or list that is smaller is of no use."""


def misfits(stage: Stage) -> list[str]:
    """Return everything on the page that is cut off, too narrow, or under something else."""
    found: list[str] = []
    places: dict[QWidget, list[QWidget]] = {stage.page: []}
    for scroll in stage.all_of(QScrollArea):
        content = scroll.widget()
        assert content is not None
        places[content] = []
        if content.width() > scroll.viewport().width():
            found.append("the content is wider than the page")
    for part in stage.all_of(QWidget):
        if not _is_part(part):
            continue
        place = next(it for it in reversed(places) if it.isAncestorOf(part))
        rect = _rect_in(part, place)
        found += [f"{name(part)}: {problem}" for problem in too_small(part)]
        if not QRect(QPoint(), place.size()).contains(rect):
            found.append(f"{name(part)}: it is outside of the page")
        found += [
            f"{name(part)}: it is over {name(other)}"
            for other in places[place]
            if rect.intersects(_rect_in(other, place))
        ]
        places[place].append(part)
    return found


def name(widget: QWidget) -> str:
    """Return how a failing test should call a widget."""
    kind = type(widget).__name__
    if isinstance(widget, QLabel | QAbstractButton):
        return f"{kind} '{widget.text()}'"
    return f"{kind} '{widget.accessibleName()}'"


def too_small(widget: QWidget) -> Iterator[str]:
    """Return what of a widget's own content does not fit into it."""
    for what, needed, there in _needs(widget):
        if needed > there:
            yield f"its {what} needs {needed} pixels and has {there}"


def _needs(widget: QWidget) -> Iterator[tuple[str, int, int]]:
    metrics = QFontMetrics(widget.font())
    width, height = widget.width(), widget.height()
    match widget:
        case FittingLabel():
            box = widget._box(widget._smallest, widget.rect())  # pyright: ignore[reportPrivateUsage] -- what it paints with
            yield "text", box.width(), width
            yield "text", box.height(), height
        case CountdownRing():
            yield "ring", SMALLEST_PX, min(width, height)
        case QLabel() if widget.wordWrap():
            for word in widget.text().replace("\u200b", " ").split():
                yield f"word '{word}'", metrics.horizontalAdvance(word), width
            yield "text", widget.heightForWidth(width), height
        case KeyButton():
            yield "longest word", widget.minimumSizeHint().width(), width
            yield "text", widget.heightForWidth(width), height
        case TwoLineButton():
            yield "text", widget.heightForWidth(width), height
        case QComboBox():
            yield "value", metrics.horizontalAdvance(widget.currentText()), _field_width(widget)
        case QLineEdit():
            text = widget.text() or widget.placeholderText()
            yield "text", metrics.horizontalAdvance(text), width
        case RoutineList():
            model = widget.model()
            rows = [
                widget.visualRect(model.index(row, 0)).width() for row in range(model.rowCount())
            ]
            yield "rows", max(rows, default=0), widget.viewport().width()
            yield "list", SMALLEST_PX, height
        case _:
            yield "text", widget.sizeHint().width(), width
            yield "text", widget.sizeHint().height(), height


def _field_width(choice: QComboBox) -> int:
    """Return the width of the place for the chosen value."""
    option = QStyleOptionComboBox()
    choice.initStyleOption(option)
    return (
        choice.style()
        .subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            choice,
        )
        .width()
    )


def _is_part(widget: QWidget) -> bool:
    """Return whether a widget is something to look at, not a place for others or a part of one."""
    if isinstance(widget, QLabel):
        return isinstance(widget, CountdownRing) or bool(widget.text())
    return isinstance(
        widget,
        QPushButton | TwoLineButton | KeyButton | QComboBox | QLineEdit | RoutineList,
    )


def _rect_in(widget: QWidget, place: QWidget) -> QRect:
    """Return where a widget is in another one."""
    return QRect(widget.mapTo(place, QPoint()), widget.size())
