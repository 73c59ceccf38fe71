"""Whether relief can be read from across the bed, and everything on it fits and can be hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from stretchapp.library.relief.models import AFTERCARE
from stretchapp.ui.relief.aftercare_view import BRIGHT_S, DIM, AftercareView
from stretchapp.ui.relief.cramp_countdown import BAR_PX, GAP_PX, SMALLEST_PT, CrampCountdown
from stretchapp.ui.relief.doctor_cards import SideCard
from stretchapp.ui.theme.appearance import RELIEF_PT
from stretchapp.ui.theme.colours import THEMES
from stretchapp.ui.theme.style_sheet import TARGET_PX
from stretchapp.ui.widgets.fitting_label import FittingLabel
from stretchapp.ui.widgets.key_button import LARGE_TARGET_PX, KeyButton
from tests.ui.contrast import contrast
from tests.ui.fitting import misfits

if TYPE_CHECKING:
    from collections.abc import Callable

    from stretchapp.library.models import Library
    from tests.ui.stage import Stage

    Go = Callable[[Stage], None]

KEY = Qt.Key


def first(stage: Stage) -> None:
    stage.pass_relief_s(1)


def asking(stage: Stage) -> None:
    stage.pass_relief_s(36, tick_s=2)


def check(stage: Stage) -> None:
    while stage.relief.relief_run.snapshot().state != "check":
        stage.press(KEY.Key_Right)
        stage.pass_relief_s(1)


def rubbing(stage: Stage) -> None:
    check(stage)
    stage.press(KEY.Key_Right)
    stage.pass_relief_s(1)


def long(stage: Stage) -> None:
    stage.pass_relief_s(242, tick_s=2)


def very_long(stage: Stage) -> None:
    stage.pass_relief_s(602, tick_s=2)


def very_long_and_rubbing(stage: Stage) -> None:
    very_long(stage)
    rubbing(stage)


def urgent(stage: Stage) -> None:
    stage.press(KEY.Key_M)


def swollen(stage: Stage) -> None:
    check(stage)
    stage.press(KEY.Key_Down)


def unsaved(stage: Stage) -> None:
    stage.log_problem = "The diary is damaged (no)."
    stage.pass_relief_s(1)


def woken(stage: Stage) -> None:
    stage.clock.advance(3600)
    stage.pass_relief_s(1)


def rest(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    stage.pass_relief_s(1)


def dim(stage: Stage) -> None:
    rest(stage)
    stage.pass_relief_s(BRIGHT_S)


def entry(stage: Stage) -> None:
    rubbing(stage)
    rest(stage)
    stage.press(KEY.Key_Escape)


STAGES: tuple[Go, ...] = (first, asking, check, rubbing, unsaved, woken, rest, dim, urgent, swollen)
CARDS: tuple[Go, ...] = (long, very_long, very_long_and_rubbing)
PAGES = (*STAGES, *CARDS, entry)

ROOM = (
    (100, QSize(1024, 700)),
    (200, QSize(1024, 700)),
    (100, QSize(1920, 1080)),
    (200, QSize(1920, 1080)),
)
SMALL = (100, QSize(640, 480))


def ids(rooms: tuple[tuple[int, QSize], ...]) -> list[str]:
    return [f"{it[0]}-{it[1].width()}x{it[1].height()}" for it in rooms]


def begin(stage: Stage, text_size: int, size: QSize) -> None:
    """Start relief in a window of a size, as if that were the screen."""
    stage.settings.change(text_size=text_size)
    stage.size = size
    stage.open()
    stage.press(KEY.Key_F2)
    stage.window.showNormal()
    stage.window.resize(size)
    stage.settle()


@pytest.mark.parametrize(("text_size", "size"), ROOM, ids=ids(ROOM))
@pytest.mark.parametrize("go", PAGES)
def test_everything_fits_and_is_large_enough_to_be_hit(
    stage: Stage, go: Go, text_size: int, size: QSize
) -> None:
    begin(stage, text_size, size)
    go(stage)
    stage.settle()

    assert stage.window.size() == size
    found = misfits(stage)
    assert not found, "\n".join(found)
    buttons = [*stage.all_of(KeyButton), *stage.all_of(QPushButton), *stage.all_of(QLineEdit)]
    assert all(min(it.width(), it.height()) >= TARGET_PX for it in buttons)
    answers = [it for it in stage.all_of(KeyButton) if it.is_large]
    assert all(min(it.width(), it.height()) >= LARGE_TARGET_PX for it in answers)
    assert answers or go in (dim, entry)
    for count in stage.all_of(CrampCountdown):
        painted = count._fitting(count.height() - GAP_PX - BAR_PX)  # pyright: ignore[reportPrivateUsage] -- what it paints with
        assert painted.pointSizeF() >= SMALLEST_PT


@pytest.mark.parametrize("go", PAGES)
def test_everything_fits_on_the_smallest_screen(stage: Stage, go: Go) -> None:
    begin(stage, *SMALL)
    go(stage)
    stage.settle()

    assert stage.window.size() == SMALL[1]
    found = misfits(stage)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("text_size", "size"), ROOM, ids=ids(ROOM))
@pytest.mark.parametrize("go", [first, rubbing, long, very_long_and_rubbing])
def test_what_to_do_has_48_points_or_more_whatever_it_is(
    stage: Stage, library: Library, go: Go, text_size: int, size: QSize
) -> None:
    begin(stage, text_size, size)
    go(stage)
    stage.settle()
    shown = stage.relief.relief_run.snapshot().text
    (label,) = [it for it in stage.all_of(FittingLabel) if it.text() == shown]

    small: dict[str, float] = {}
    for text in lines(library):
        label.show_text(text)
        size_pt = label._font(label._fitting()).pointSizeF()  # pyright: ignore[reportPrivateUsage] -- what it paints with
        if size_pt < RELIEF_PT:
            small[text] = size_pt

    assert small == {}


def lines(library: Library) -> set[str]:
    """Return everything that a shipped flow may say during a cramp."""
    steps = [
        step
        for flow in library.flows.values()
        for stage in flow.stages
        for step in (*stage.steps, *stage.alternatives)
    ]
    return {line for step in steps for line in step.say}


def test_no_line_has_more_than_twelve_words(library: Library) -> None:
    assert len(lines(library)) > 20
    assert [it for it in lines(library) if len(it.split()) > 12] == []


@pytest.mark.parametrize("size", [it[1] for it in ROOM], ids=ids(ROOM))
def test_the_card_says_at_least_what_to_do(stage: Stage, size: QSize) -> None:
    begin(stage, 100, size)
    long(stage)

    (card,) = stage.all_of(SideCard)
    assert "Ask a doctor about a cramp that lasts 4 minutes or more." in stage.texts()
    assert any("from 4 minutes or more" in text for text in stage.texts())
    assert card.width() > 300


@pytest.mark.parametrize("theme", ["night", "night-lighter"])
def test_dim_words_can_just_be_read(stage: Stage, theme: str) -> None:
    begin(stage, 100, QSize(1024, 700))
    if theme == "night-lighter":
        stage.press(KEY.Key_L)
    dim(stage)
    (view,) = stage.all_of(AftercareView)
    assert view.is_dim

    picture = stage.page.grab().toImage()
    behind = THEMES["night" if theme == "night" else "night-lighter"].background
    brightest = max(
        (
            picture.pixelColor(x, y).name()
            for x in range(0, picture.width(), 2)
            for y in range(0, picture.height(), 2)
        ),
        key=lambda colour: contrast(colour, behind),
    )

    # Large text needs 3 to be read; dark is what less than 5 is.
    assert 3 <= contrast(brightest, behind) <= 5
    assert DIM < 1


@pytest.mark.parametrize("theme", ["night", "night-lighter"])
@pytest.mark.parametrize("go", [first, rest, urgent])
def test_all_text_has_a_contrast_of_seven_as_it_is_painted(
    stage: Stage, go: Go, theme: str
) -> None:
    begin(stage, 100, QSize(1024, 700))
    if theme == "night-lighter":
        stage.press(KEY.Key_L)
    go(stage)
    stage.settle()

    for label in stage.all_of(FittingLabel):
        if not label.text() or not label.isVisible():
            continue
        picture = label.grab().toImage()
        colours = {
            picture.pixelColor(x, y).name()
            for x in range(picture.width())
            for y in range(0, picture.height(), 3)
        }
        behind = stage.page.grab().toImage().pixelColor(1, 1).name()
        assert max(contrast(colour, behind) for colour in colours) >= 7


def test_the_aftercare_of_every_flow_fits(stage: Stage) -> None:
    begin(stage, 200, QSize(1024, 700))
    rest(stage)
    while stage.page_name == "Quick relief":
        assert stage.relief.relief_run.snapshot().stage == AFTERCARE
        assert misfits(stage) == []
        stage.press(KEY.Key_Space)
        if stage.page_name == "Quick relief":
            stage.pass_relief_s(1.25)
