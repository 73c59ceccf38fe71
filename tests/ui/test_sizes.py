"""Whether everything fits: no page is cut off, in no size of text, in no allowed window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget

from stretchapp.base.problems import Problem
from stretchapp.library.routines.models import RestStep, WaitStep
from stretchapp.ui.home.routine_list import RoutineList
from stretchapp.ui.widgets.labels import text_label
from stretchapp.ui.widgets.pages.page_id import PageId
from stretchapp.ui.widgets.two_line_button import TwoLineButton
from tests.fakes import a_routine, a_step
from tests.ui.fitting import misfits, name, too_small

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.stage import Stage

    Go = Callable[[Stage], None]

KEY = Qt.Key
TARGET_PX = 48
PLAYER_TARGET_PX = 72

PROBLEMS = tuple(
    Problem(
        Path(f"/home/somebody/.local/share/stretchapp/routines/{name}.yaml"),
        12,
        9,
        "'repetitions' is 'often'; write a whole number from 1 to 500 such as 10",
    )
    for name in ("calves-in-the-morning", "feet")
)

WORDY = a_routine(
    a_step(name="Wadenbeinmuskulaturkräftigung", note=""),
    title="Oberschenkelmuskulaturdehnung",
    purpose="See https://example.org/" + "stretches" * 12 + " for all of it.",
    id="wordy",
)

LONG = a_routine(
    a_step(
        sides="each",
        name="Stretching the calves and the backs of the thighs at a wall, with the heels down",
    ),
    RestStep(20.0, "Shake your legs."),
    WaitStep("Lie down on your back when you are ready, and put a pillow under your knees."),
    a_step(name="Rise and lower on the toes"),
    title="Everything that the physiotherapist wrote down for the evenings of the first week",
    origin="yours",
    id="long",
)


def home(stage: Stage) -> None:
    stage.open()


def home_with_notices(stage: Stage) -> None:
    stage.with_problems(*PROBLEMS)
    stage.cut_off(stage.routine("evening-stretch"), part=3, parts=11, active_s=200)
    stage.open()


def nothing_found(stage: Stage) -> None:
    stage.open()
    (field,) = stage.all_of(QLineEdit)
    field.setText("no such thing")


def preview(stage: Stage) -> None:
    stage.window.show_preview(stage.routine("wall-stretch"))


def wordy_preview(stage: Stage) -> None:
    stage.window.show_preview(WORDY)


def wordy_player(stage: Stage) -> None:
    stage.window.start(WORDY)


def wordy_end(stage: Stage) -> None:
    stage.window.start(WORDY)
    stage.press(KEY.Key_Escape)


def long_preview(stage: Stage) -> None:
    stage.window.show_preview(LONG)


def help_page(stage: Stage) -> None:
    stage.window.navigate(PageId.HELP)


def evenings(stage: Stage) -> None:
    stage.window.navigate(PageId.EVENINGS)


def when_to_see_a_doctor(stage: Stage) -> None:
    stage.window.navigate(PageId.DOCTOR)


def left_out(stage: Stage) -> None:
    stage.window.navigate(PageId.LEFT_OUT)


def fitted_preview(stage: Stage) -> None:
    stage.settings.change(varicose_veins=True, pregnant=True, ill=True, unsteady=True)
    stage.window.show_preview(stage.routine("toe-and-foot-mobility"))


def sitting_preview(stage: Stage) -> None:
    stage.window.show_preview(stage.routine("wall-stretch"))
    stage.click("Sit or lie instead")


def empty_preview(stage: Stage) -> None:
    stage.settings.change(varicose_veins=True)
    stage.window.show_preview(stage.routine("acupressure-calf"))


def settings(stage: Stage) -> None:
    stage.window.navigate(PageId.SETTINGS)


def settings_of_a_long_name(stage: Stage) -> None:
    stage.settings.change(tonight="three-minute-nightly")
    stage.window.navigate(PageId.SETTINGS)


def settings_with_notice(stage: Stage) -> None:
    stage.window.navigate(PageId.SETTINGS)
    stage.can_open = False
    stage.click("Open the folder")


def problems(stage: Stage) -> None:
    stage.with_problems(*PROBLEMS)
    stage.window.navigate(PageId.PROBLEMS)


def player(stage: Stage) -> None:
    stage.window.start(stage.routine("evening-stretch"))
    stage.pass_s(2)


def long_player(stage: Stage) -> None:
    stage.window.start(LONG)
    stage.pass_s(2)


def repetitions(stage: Stage) -> None:
    stage.window.start(stage.routine("evening-stretch"))
    stage.pass_s(14)


def wait(stage: Stage) -> None:
    stage.window.start(LONG)
    for _ in range(3):
        stage.press(KEY.Key_Right)


def paused(stage: Stage) -> None:
    player(stage)
    stage.press(KEY.Key_Space)


def interrupted(stage: Stage) -> None:
    player(stage)
    stage.clock.advance(60)
    stage.window.player.tick()


def unsaved(stage: Stage) -> None:
    stage.connection.execute("ALTER TABLE session RENAME TO away")
    player(stage)


def in_water(stage: Stage) -> None:
    stage.window.navigate(PageId.IN_WATER)


def relief_routine(stage: Stage) -> None:
    stage.window.start(stage.routine("quick-relief-calf"))


def done(stage: Stage) -> None:
    stage.window.start(stage.routine("quick-relief-calf"))
    for _ in range(20):
        if stage.page_name.startswith("Session"):
            stage.press(KEY.Key_Right)


def stopped(stage: Stage) -> None:
    player(stage)
    stage.press(KEY.Key_Escape)


PAGES: tuple[Go, ...] = (
    home,
    home_with_notices,
    nothing_found,
    preview,
    long_preview,
    fitted_preview,
    sitting_preview,
    empty_preview,
    wordy_preview,
    wordy_player,
    wordy_end,
    help_page,
    evenings,
    when_to_see_a_doctor,
    left_out,
    settings,
    settings_of_a_long_name,
    settings_with_notice,
    problems,
    player,
    long_player,
    repetitions,
    wait,
    paused,
    interrupted,
    unsaved,
    in_water,
    relief_routine,
    done,
    stopped,
)


ROOM = (
    (100, QSize(640, 480)),
    (100, QSize(1024, 700)),
    (150, QSize(1024, 700)),
    (200, QSize(1024, 700)),
    (200, QSize(1920, 1080)),
)
"""Sizes of text in percent, and windows in which they must fit."""

in_all_rooms = pytest.mark.parametrize(
    ("text_size", "size"), ROOM, ids=[f"{it[0]}-{it[1].width()}x{it[1].height()}" for it in ROOM]
)
on_all_pages = pytest.mark.parametrize("go", PAGES)


@in_all_rooms
@on_all_pages
def test_everything_fits(stage: Stage, go: Go, text_size: int, size: QSize) -> None:
    stage.settings.change(text_size=text_size)
    stage.size = size
    go(stage)
    stage.settle()

    assert stage.window.size() == size
    found = misfits(stage)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("text_size", [100, 200])
@on_all_pages
def test_everything_is_large_enough_to_be_hit(stage: Stage, go: Go, text_size: int) -> None:
    stage.settings.change(text_size=text_size)
    go(stage)
    stage.settle()
    least = PLAYER_TARGET_PX if stage.page_name.startswith("Session") else TARGET_PX

    small = {
        name(widget): (widget.width(), widget.height())
        for widget in stage.all_of(QWidget)
        if isinstance(widget, QPushButton | TwoLineButton | QComboBox | QLineEdit)
        if min(widget.width(), widget.height()) < least
    }
    for routines in stage.all_of(RoutineList):
        first = routines.visualRect(routines.model().index(0, 0))
        if 0 < first.height() < least:
            small["row"] = (first.width(), first.height())

    assert small == {}


def test_a_word_that_does_not_fit_is_noticed(stage: Stage) -> None:
    stage.open()
    label = text_label("Unfortunately")
    label.resize(60, 100)

    assert list(too_small(label)) != []
