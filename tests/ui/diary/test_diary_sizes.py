"""Whether the pages of the diary fit into every window and can be hit, in words and in cells."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from stretchapp.diary.night_log import NightLog
from stretchapp.ui.diary.month_calendar import MonthCalendar
from stretchapp.ui.diary.week_chart import WeekChart
from stretchapp.ui.theme.style_sheet import TARGET_PX
from tests.ui.diary_stage import cramp, open_diary, quiet, stretch
from tests.ui.fitting import misfits

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.stage import Stage

    Go = Callable[[Stage], None]

SIZES = [
    (100, QSize(640, 480)),
    (100, QSize(1024, 700)),
    (200, QSize(1024, 700)),
    (200, QSize(1920, 1080)),
]


def full(stage: Stage) -> None:
    """Show the first page with everything that it can hold."""
    for day in (18, 19, 20):
        for hour in (1, 2, 3):
            cramp(
                stage,
                f"2026-11-{day} 0{hour}:10",
                strength=10,
                length_s=300.0,
                nothing_helped=hour == 1,
                tried=(("short-walk", hour == 2), ("stand-both-feet", False)),
                triggers=frozenset({"unknown", "awkward-position"} if hour == 1 else {"unknown"}),
                note="https://example.org/" + "stretches" * 12,
            )
    quiet(stage, date(2026, 11, 21), date(2026, 11, 22))
    stretch(stage, 0, 1, 3)
    NightLog(stage.connection).start_six_weeks(date(2026, 10, 1))
    open_diary(stage)


def rules(stage: Stage) -> None:
    full(stage)
    stage.click("Show them too")


def empty(stage: Stage) -> None:
    open_diary(stage)


def form(stage: Stage) -> None:
    full(stage)
    stage.click("Add a cramp")


def calendar(stage: Stage) -> None:
    full(stage)
    stage.click("Calendar")


def night(stage: Stage) -> None:
    calendar(stage)
    for _ in range(3):
        stage.press(Qt.Key.Key_Left)
    stage.press(Qt.Key.Key_Return)


def deleted(stage: Stage) -> None:
    night(stage)
    stage.all_of(QAbstractButton)[1].click()
    stage.settle()


def table(stage: Stage) -> None:
    calendar(stage)
    stage.click("As a table")


def charts(stage: Stage) -> None:
    full(stage)
    stage.click("Charts")


def counts(stage: Stage) -> None:
    full(stage)
    stage.click("What helps")


def six_weeks(stage: Stage) -> None:
    full(stage)
    stage.click("The six weeks")


def delete(stage: Stage) -> None:
    full(stage)
    stage.click("Delete everything")


PAGES: tuple[Go, ...] = (
    full,
    rules,
    empty,
    form,
    calendar,
    night,
    deleted,
    table,
    charts,
    counts,
    six_weeks,
    delete,
)
on_all_pages = pytest.mark.parametrize("go", PAGES)
in_all_sizes = pytest.mark.parametrize(
    ("text_size", "size"), SIZES, ids=[f"{it[0]}-{it[1].width()}" for it in SIZES]
)


@in_all_sizes
@on_all_pages
def test_everything_fits_and_can_be_hit(stage: Stage, go: Go, text_size: int, size: QSize) -> None:
    stage.settings.change(text_size=text_size)
    stage.size = size
    go(stage)
    stage.settle()

    assert stage.window.size() == size
    found = misfits(stage)
    assert not found, "\n".join(found)
    small = [
        (widget.accessibleName(), widget.width(), widget.height())
        for kind in (QAbstractButton, QComboBox, QLineEdit)
        for widget in stage.all_of(kind)
        if min(widget.width(), widget.height()) < TARGET_PX
        # The empty corner of a table is a button of Qt's that does nothing.
        if widget.metaObject().className() != "QTableCornerButton"
    ]
    assert small == []


def test_both_halves_of_the_chart_are_in_sight_with_the_largest_text(stage: Stage) -> None:
    stage.settings.change(text_size=200)
    stage.size = QSize(1024, 700)
    charts(stage)
    (chart,) = stage.all_of(WeekChart)
    stage.settle()

    assert chart.visibleRegion().boundingRect().height() > 0.85 * chart.height()


@in_all_sizes
def test_every_night_of_the_calendar_can_be_hit(stage: Stage, text_size: int, size: QSize) -> None:
    stage.settings.change(text_size=text_size)
    stage.size = size
    calendar(stage)
    (nights,) = stage.all_of(MonthCalendar)
    cells = [
        nights.visualRect(nights.model().index(row, column))
        for row in range(nights.model().rowCount())
        for column in range(nights.model().columnCount())
    ]

    assert min(min(cell.width(), cell.height()) for cell in cells) >= TARGET_PX
    assert all(nights.viewport().rect().contains(cell) for cell in cells)


@on_all_pages
def test_everything_that_takes_the_focus_has_a_name(stage: Stage, go: Go) -> None:
    go(stage)
    nameless = [
        widget
        for widget in stage.all_of(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]

    assert stage.page_name
    assert nameless == []
