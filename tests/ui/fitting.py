"""Checks whether the content of a page fits, and whether its controls can be clicked."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize
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

from stretchapp.ui.exercises.exercise_list import ExerciseList
from stretchapp.ui.home.routine_list import RoutineList
from stretchapp.ui.relief.cramp_countdown import BAR_PX, GAP_PX, SMALLEST_PT, CrampCountdown
from stretchapp.ui.session.player_page import PlayerPage
from stretchapp.ui.theme.style_sheet import PLAYER_TARGET_PX, TARGET_PX
from stretchapp.ui.widgets import countdown_ring
from stretchapp.ui.widgets.countdown_ring import CountdownRing
from stretchapp.ui.widgets.fitting_label import FittingLabel
from stretchapp.ui.widgets.key_button import LARGE_TARGET_PX, KeyButton
from stretchapp.ui.widgets.two_line_button import TwoLineButton

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ui.stage import Stage

WINDOWS = {
    100: (QSize(640, 480), QSize(1024, 700), QSize(1920, 1080)),
    150: (QSize(1024, 700),),
    200: (QSize(1024, 700), QSize(1920, 1080)),
}
"""The windows in which every page must fit, by the text size in percent, the smallest first."""

SMALLEST_PX = 150
"""The smallest useful height of a list."""

SHOWN_LETTERS = 24
"""How much of a text that ends in an ellipsis must be in sight, in letters."""


def misfits_in_every_window(stage: Stage, text_size: int) -> list[str]:
    """Return everything on the page that does not fit, or is hard to click, in some window."""
    found: list[str] = []
    for size in WINDOWS[text_size]:
        stage.resize(size)
        faults = [*misfits(stage), *small_targets(stage)]
        found += [f"{size.width()}x{size.height()}: {fault}" for fault in faults]
    return found


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
        elif not _place_of(part).contains(part.geometry()):
            found.append(f"{name(part)}: it is cut off at the edge of its place")
        found += [
            f"{name(part)}: it is over {name(other)}"
            for other in places[place]
            if rect.intersects(_rect_in(other, place))
        ]
        places[place].append(part)
    return found


def small_targets(stage: Stage) -> list[str]:
    """Return every control of the page that is too small to be hit."""
    is_player = isinstance(stage.page, PlayerPage)
    found: list[str] = []
    for kind in (QAbstractButton, QComboBox, QLineEdit):
        for widget in stage.all_of(kind):
            least = PLAYER_TARGET_PX if is_player else TARGET_PX
            if isinstance(widget, KeyButton) and widget.is_large:
                least = LARGE_TARGET_PX
            if min(widget.width(), widget.height()) < least and not _is_part_of_qt(widget):
                found.append(f"{name(widget)} is {widget.width()} by {widget.height()} pixels")
    for routines in stage.all_of(RoutineList):
        height = routines.visualRect(routines.model().index(0, 0)).height()
        if 0 < height < TARGET_PX:
            found.append(f"a row of the list is {height} pixels high")
    return found


def _is_part_of_qt(widget: QWidget) -> bool:
    """Return whether Qt made this control: the empty corner of a table, or what clears a field."""
    is_corner = widget.metaObject().className() == "QTableCornerButton"
    return is_corner or isinstance(widget.parent(), QLineEdit)


def name(widget: QWidget) -> str:
    """Return how a failing test should call a widget."""
    kind = type(widget).__name__
    if isinstance(widget, QLabel | QAbstractButton):
        return f"{kind} '{widget.text()}'"
    return f"{kind} '{widget.accessibleName()}'"


def too_small(widget: QWidget) -> Iterator[str]:
    """Return which content of a widget does not fit into it, in pixels or points."""
    for what, needed, there in _needs(widget):
        if needed > there:
            yield f"its {what} needs {needed} and has {there}"


def _needs(widget: QWidget) -> Iterator[tuple[str, int, int]]:
    metrics = QFontMetrics(widget.font())
    width, height = widget.width(), widget.height()
    match widget:
        case FittingLabel():
            box = widget._box(widget._fitting(), widget.rect())  # pyright: ignore[reportPrivateUsage] -- what it paints with
            yield "text", box.width(), width
            yield "text", box.height(), height
        case CountdownRing():
            yield "ring", countdown_ring.SMALLEST_PX, min(width, height)
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
            # A longer value ends in an ellipsis, which the list of values does without.
            value = widget.currentText()[:SHOWN_LETTERS]
            yield "value", metrics.horizontalAdvance(value), _field_width(widget)
        case QPushButton() if widget.toolTip() == widget.text():
            # A longer text ends in an ellipsis, and is shown whole to the mouse.
            text = widget.text()[:SHOWN_LETTERS]
            yield "text", metrics.horizontalAdvance(text), width
            yield "text", widget.sizeHint().height(), height
        case QLineEdit():
            text = widget.text() or widget.placeholderText()
            yield "text", metrics.horizontalAdvance(text), width
        case _:
            yield from _needs_of_others(widget)


def _needs_of_others(widget: QWidget) -> Iterator[tuple[str, int, int]]:
    match widget:
        case CrampCountdown():
            painted = widget._fitting(widget.height() - GAP_PX - BAR_PX)  # pyright: ignore[reportPrivateUsage] -- what it paints with
            yield "number", math.ceil(SMALLEST_PT), math.floor(painted.pointSizeF())
        case RoutineList() | ExerciseList():
            model = widget.model()
            rows = [
                widget.visualRect(model.index(row, 0)).width() for row in range(model.rowCount())
            ]
            yield "rows", max(rows, default=0), widget.viewport().width()
            yield "list", SMALLEST_PX, widget.height()
        case _:
            yield "text", widget.sizeHint().width(), widget.width()
            yield "text", widget.sizeHint().height(), widget.height()


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
        return isinstance(widget, CountdownRing | CrampCountdown) or bool(widget.text())
    return isinstance(
        widget,
        QPushButton
        | TwoLineButton
        | KeyButton
        | QComboBox
        | QLineEdit
        | RoutineList
        | ExerciseList,
    )


def _place_of(widget: QWidget) -> QRect:
    """Return the part of its parent in which a widget can be seen."""
    parent = widget.parentWidget()
    return widget.geometry() if parent is None else parent.rect()


def _rect_in(widget: QWidget, place: QWidget) -> QRect:
    """Return where a widget is in another one."""
    return QRect(widget.mapTo(place, QPoint()), widget.size())
