"""A window in which cramp relief runs, driven as by a person with a cramp."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from stretchapp.ui.figures.figure_view import FigureView
from stretchapp.ui.relief.aftercare_view import AftercareView
from stretchapp.ui.relief.cramp_countdown import CrampCountdown

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from stretchapp.diary.cramp_records import CrampRecord
    from stretchapp.relief.events import ReliefSnapshot
    from tests.ui.stage import Stage

KEY = Qt.Key

PULL = "toe-pull-hold"
"""The first exercise of the flow for the calf."""

PULL_LYING = "lying-feet-pull-back"
"""Its first alternative."""

PULL_EARLY = "early-toe-pull"
"""The exercise for a cramp that is only coming on."""

STAND = "stand-both-feet"
RUB = "rub-up-and-down"
WARM = "warm-compress"

SOCKS = "warm-socks-after"
"""The first step of the aftercare."""

REST = "legs-raised-rest"
"""The second step of the aftercare."""


def snapshot(stage: Stage) -> ReliefSnapshot:
    """Return the present state of the relief."""
    return stage.relief.relief_run.snapshot()


def exercise(stage: Stage) -> str | None:
    """Return the id of the present exercise."""
    return snapshot(stage).segment.exercise


def count(stage: Stage) -> str:
    """Return the number that the countdown shows."""
    (countdown,) = stage.all_of(CrampCountdown)
    return countdown.accessibleDescription()


def last_cramp(stage: Stage) -> CrampRecord:
    """Return the latest entry of the cramp log."""
    return stage.cramps.cramps()[0]


def answer(stage: Stage, *keys: Qt.Key) -> None:
    """Press keys with a second between them."""
    for key in keys:
        stage.press(key)
        stage.pass_relief_s(1)


def to_swelling_question(stage: Stage) -> None:
    """Answer that it still cramps until the question before rubbing is asked."""
    while snapshot(stage).state != "check":
        answer(stage, KEY.Key_Right)


def to_aftercare(stage: Stage) -> None:
    """Answer that the cramp has eased."""
    answer(stage, KEY.Key_Space)
    assert stage.all_of(AftercareView)


def wait_for_figures(stage: Stage, qtbot: QtBot) -> None:
    """Wait until the first frame is painted and figures may be shown."""
    qtbot.waitUntil(lambda: bool(stage.relief.findChildren(FigureView)))


def background(stage: Stage) -> str:
    """Return the colour of a corner of the page, as it is painted."""
    return stage.page.grab().toImage().pixelColor(1, 1).name()
