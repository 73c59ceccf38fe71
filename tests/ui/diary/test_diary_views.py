"""The calendar and the chart of the diary with large text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize

from stretchapp.ui.diary.month_calendar import MonthCalendar
from stretchapp.ui.diary.week_chart import WeekChart
from stretchapp.ui.theme.style_sheet import TARGET_PX
from tests.ui.fitting import WINDOWS
from tests.ui.page_states import calendar, charts

if TYPE_CHECKING:
    from tests.ui.stage import Stage


def test_both_halves_of_the_chart_are_in_sight_with_the_largest_text(stage: Stage) -> None:
    stage.settings.change(text_size=200)
    stage.size = QSize(1024, 700)
    charts(stage)
    (chart,) = stage.all_of(WeekChart)
    stage.settle()

    assert chart.visibleRegion().boundingRect().height() > 0.85 * chart.height()


@pytest.mark.parametrize("text_size", WINDOWS)
def test_every_night_of_the_calendar_can_be_clicked(stage: Stage, text_size: int) -> None:
    stage.settings.change(text_size=text_size)
    calendar(stage)
    (nights,) = stage.all_of(MonthCalendar)
    for size in WINDOWS[text_size]:
        stage.resize(size)
        cells = [
            nights.visualRect(nights.model().index(row, column))
            for row in range(nights.model().rowCount())
            for column in range(nights.model().columnCount())
        ]

        assert min(min(cell.width(), cell.height()) for cell in cells) >= TARGET_PX
        assert all(nights.viewport().rect().contains(cell) for cell in cells)
