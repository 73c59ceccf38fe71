"""Whether the pages of reminders fit into every window and can be hit."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit

from stretchapp.application.reminder_setup import NO_SERVER, DeliveryStatus
from stretchapp.diary.reminder_store import DueTime
from stretchapp.reminders.rules import AtTimes
from stretchapp.ui.theme.style_sheet import TARGET_PX
from tests.reminders.rules import LONG_AGO, a_rule
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


def page(stage: Stage) -> None:
    """Show reminders with everything that the page can hold."""
    three = AtTimes((time(8), time(13), time(19)))
    stage.reminders.add(
        a_rule(when=three, title="Calf pressure points", text="Sit down first."), LONG_AGO
    )
    stage.reminders.add(a_rule(weekdays=frozenset({0, 2, 4}), is_on=False), LONG_AGO)
    stage.reminders.pause_tonight(stage.clock.now())
    stage.obstacles = [NO_SERVER]
    stage.delivery_status = DeliveryStatus(is_resident=True, starts_at_login=False)
    stage.open()
    stage.click("Reminders")


def removed(stage: Stage) -> None:
    stage.timer_problem = NO_SERVER
    page(stage)
    stage.click("Remove: Calf pressure points")


def empty(stage: Stage) -> None:
    stage.open()
    stage.click("Reminders")


def form_at_a_time(stage: Stage) -> None:
    page(stage)
    stage.click("Change: Calf pressure points")


def form_before_bed(stage: Stage) -> None:
    empty(stage)
    stage.click("Add a reminder")


def bedtimes(stage: Stage) -> None:
    page(stage)
    stage.click("Change the bedtime")


def holiday(stage: Stage) -> None:
    page(stage)
    stage.click("None until a date")


def history(stage: Stage) -> None:
    due = DueTime(1, stage.clock.now() - timedelta(hours=24), "Evening stretch")
    stage.reminders.settle(due, "dropped", "late", stage.clock.now())
    page(stage)
    stage.click("What became of them")


@pytest.mark.parametrize(
    ("text_size", "size"), SIZES, ids=[f"{it[0]}-{it[1].width()}" for it in SIZES]
)
@pytest.mark.parametrize(
    "go", [page, removed, empty, form_at_a_time, form_before_bed, bedtimes, holiday, history]
)
def test_everything_fits_and_can_be_hit(stage: Stage, go: Go, text_size: int, size: QSize) -> None:
    stage.settings.change(text_size=text_size)
    stage.size = size
    go(stage)
    stage.settle()

    found = misfits(stage)
    assert not found, "\n".join(found)
    small = [
        (widget.accessibleName(), widget.width(), widget.height())
        for kind in (QAbstractButton, QComboBox, QLineEdit)
        for widget in stage.all_of(kind)
        if min(widget.width(), widget.height()) < TARGET_PX
    ]
    assert small == []
    focus = QApplication.focusWidget()
    assert focus is not None
    seen = focus.visibleRegion().boundingRect()
    assert seen.size() == focus.size(), focus.accessibleName()
