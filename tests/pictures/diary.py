"""The pages of a diary that was kept for months, and the PDF files that are made from it."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from stretchapp.diary.night_log import NightLog
from stretchapp.ui.diary import calendar_page, charts_page, diary_page
from stretchapp.ui.home.preview_page import PRINT
from stretchapp.ui.widgets.pages.page_id import PageId
from tests.fakes import AN_EVENING
from tests.ui.diary_stage import cramp, quiet, stretch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.ui.page_states import ShowPage
    from tests.ui.stage import Stage

DAYS = 200

_TRIGGERS = ("stress", "caffeine", "tired-legs", "got-cold", "unknown")
_EXERCISES = ("stand-both-feet", "short-walk", "toe-pull-hold", "rub-up-and-down")


def fill(stage: Stage) -> None:
    """Write some months into the diary, always the same."""
    chance = random.Random(3)  # noqa: S311 -- any months do
    stretch(stage, *[days for days in range(DAYS) if chance.random() < 0.65])
    tonight = AN_EVENING.date()
    for days in range(1, DAYS):
        day = tonight - timedelta(days=days)
        if chance.random() < 0.4:
            quiet(stage, day)
        elif chance.random() < 0.3:
            for hour in range(chance.choice((1, 1, 1, 2, 3))):
                cramp(
                    stage,
                    f"{day + timedelta(days=1)} 0{2 + hour}:10",
                    strength=chance.choice((None, 2, 4, 7, 10)),
                    length_s=chance.choice((None, 60.0, 150.0, 300.0)),
                    side=chance.choice(("left", "right", None)),
                    triggers=frozenset(chance.sample(_TRIGGERS, chance.randrange(3))),
                    tried=tuple(
                        (exercise, place == 0)
                        for place, exercise in enumerate(chance.sample(_EXERCISES, 2))
                    ),
                    note=chance.choice(("", "After <b>the garden</b> & a long walk")),
                )
    NightLog(stage.connection).start_six_weeks(tonight - timedelta(days=43))


def _clicking(*labels: str) -> ShowPage:
    """Return a function that opens the diary of months and clicks on one button after another."""

    def show(stage: Stage) -> None:
        fill(stage)
        stage.window.navigate(PageId.DIARY)
        for label in labels:
            stage.click(label)

    return show


def night(stage: Stage) -> None:
    """Show the night of a week ago."""
    _clicking(diary_page.CALENDAR)(stage)
    stage.press(Qt.Key.Key_Up)
    stage.press(Qt.Key.Key_Return)


def routine_pdf(stage: Stage) -> None:
    """Write a routine to a PDF file."""
    stage.window.show_preview(stage.routine("evening-stretch"))
    stage.click(PRINT)


DIARY_OF_MONTHS: Mapping[str, ShowPage] = {
    "months diary": _clicking(),
    "months calendar": _clicking(diary_page.CALENDAR),
    "months calendar table": _clicking(diary_page.CALENDAR, calendar_page.AS_TABLE),
    "months night": night,
    "months weeks": _clicking(diary_page.CHARTS),
    "months half year": _clicking(diary_page.CHARTS, charts_page.SPANS["six-months"]),
    "months weeks table": _clicking(diary_page.CHARTS, charts_page.AS_TABLE),
    "months what helps": _clicking(diary_page.WHAT_HELPS),
    "months six weeks": _clicking(diary_page.SIX_WEEKS),
    "months doctor": _clicking(diary_page.DOCTOR_PAGES),
    "months delete": _clicking(diary_page.DELETE_ALL),
    "routine as PDF": routine_pdf,
}
