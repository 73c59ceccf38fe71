"""Relief can be read from across the bed, in every window and in both of its themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt

from stretchapp.base.paths import shipped_assets
from stretchapp.library.relief.models import AFTERCARE
from stretchapp.library.texts.load import load_relief_texts
from stretchapp.ui.relief.aftercare_view import BRIGHT_S, DIM, AftercareView
from stretchapp.ui.relief.doctor_cards import SideCard
from stretchapp.ui.theme.colours import THEMES
from stretchapp.ui.widgets.fitting_label import FittingLabel
from stretchapp.ui.widgets.key_button import KeyButton
from tests.ui.contrast import contrast
from tests.ui.fitting import misfits
from tests.ui.page_states import RELIEF_STATES, aftercare, long_cramp, relief
from tests.ui.pixels import colours

if TYPE_CHECKING:
    from stretchapp.library.models import Library
    from stretchapp.ui.theme.colours import ThemeName
    from tests.ui.stage import Stage

WINDOWS = {
    100: (QSize(1024, 700), QSize(1920, 1080)),
    200: (QSize(1024, 700), QSize(1920, 1080)),
}
RELIEF_PT = 48.0
"""The smallest size of the instructions in points: they are read half asleep, from bed."""

NIGHT_THEMES: tuple[ThemeName, ...] = ("night", "night-lighter")


def show(stage: Stage, state: str, theme: ThemeName) -> None:
    """Show a state of relief in one of its two themes; a key switches to the other one."""
    if theme == "night-lighter":
        relief(stage)
        stage.press(Qt.Key.Key_L)
    RELIEF_STATES[state](stage)
    stage.settle()


def lines(library: Library) -> set[str]:
    """Return every line that a shipped flow may show during a cramp."""
    steps = [
        step
        for flow in library.flows.values()
        for stage in flow.stages
        for step in (*stage.steps, *stage.alternatives)
    ]
    texts = load_relief_texts(shipped_assets() / "texts")
    between = {texts.question, texts.get_up}
    return between | {line for step in steps for line in (*step.say, step.ask) if line}


@pytest.mark.parametrize("text_size", WINDOWS)
@pytest.mark.parametrize(
    "state", ["relief", "rubbing", "long cramp", "very long cramp with rubbing"]
)
def test_every_instruction_has_48_points_or_more(
    stage: Stage, library: Library, state: str, text_size: int
) -> None:
    stage.settings.change(text_size=text_size)
    RELIEF_STATES[state](stage)
    instruction = stage.relief.relief_run.snapshot().text

    small: dict[tuple[int, str], float] = {}
    for size in WINDOWS[text_size]:
        stage.resize(size)
        (label,) = [it for it in stage.all_of(FittingLabel) if it.text() == instruction]
        for line in lines(library):
            label.show_text(line)
            size_pt = label._font(label._fitting()).pointSizeF()  # pyright: ignore[reportPrivateUsage] -- what it paints with
            if size_pt < RELIEF_PT:
                small[size.width(), line] = size_pt
        label.show_text(instruction)

    assert small == {}


def test_no_line_has_more_than_twelve_words(library: Library) -> None:
    assert len(lines(library)) > 20
    assert [line for line in lines(library) if len(line.split()) > 12] == []


@pytest.mark.parametrize("state", sorted({*RELIEF_STATES} - {"dim aftercare", "after a cramp"}))
def test_every_page_of_a_cramp_has_a_large_answer(stage: Stage, state: str) -> None:
    RELIEF_STATES[state](stage)

    assert any(button.is_large for button in stage.all_of(KeyButton))


def test_the_card_says_at_least_what_to_do(stage: Stage) -> None:
    long_cramp(stage)

    for size in WINDOWS[100]:
        stage.resize(size)
        (card,) = stage.all_of(SideCard)
        assert load_relief_texts(stage.texts_folder).threshold_cards["long"].text in stage.texts()
        assert misfits(stage) == []
        assert card.width() > 300


@pytest.mark.parametrize("theme", NIGHT_THEMES)
def test_dim_words_can_just_be_read(stage: Stage, theme: ThemeName) -> None:
    show(stage, "aftercare", theme)
    stage.pass_relief_s(BRIGHT_S)
    (view,) = stage.all_of(AftercareView)
    assert view.is_dim

    background = THEMES[theme].background
    strongest = max(contrast(it, background) for it in colours(stage.page.grab().toImage()))

    # Large text can be read with a contrast of 3; less than 5 is dark.
    assert 3 <= strongest <= 5
    assert DIM < 1


@pytest.mark.parametrize("theme", NIGHT_THEMES)
@pytest.mark.parametrize("state", ["relief", "aftercare", "urgent"])
def test_all_text_has_a_contrast_of_seven_as_it_is_painted(
    stage: Stage, state: str, theme: ThemeName
) -> None:
    show(stage, state, theme)
    background = stage.page.grab().toImage().pixelColor(1, 1).name()

    labels = [it for it in stage.all_of(FittingLabel) if it.text() and it.isVisible()]
    assert labels
    for label in labels:
        assert max(contrast(it, background) for it in colours(label.grab().toImage())) >= 7


def test_the_whole_aftercare_fits(stage: Stage) -> None:
    stage.settings.change(text_size=200)
    aftercare(stage)
    page = stage.page
    while stage.page is page:
        assert stage.relief.relief_run.snapshot().stage == AFTERCARE
        assert misfits(stage) == []
        stage.press(Qt.Key.Key_Space)
        if stage.page is page:
            stage.pass_relief_s(1.25)
