"""No page is cut off, in any text size and any allowed window, and all controls can be clicked.

Themes differ in their colours only, so one theme is enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from stretchapp.ui.widgets.labels import text_label
from tests.ui.fitting import WINDOWS, misfits_in_every_window, too_small
from tests.ui.page_states import PAGE_STATES, REMINDER_STATES

if TYPE_CHECKING:
    from tests.ui.stage import Stage


@pytest.mark.parametrize("text_size", WINDOWS)
@pytest.mark.parametrize("state", PAGE_STATES)
def test_everything_fits_and_can_be_clicked(stage: Stage, state: str, text_size: int) -> None:
    stage.settings.change(text_size=text_size)
    stage.size = WINDOWS[text_size][0]
    PAGE_STATES[state](stage)

    assert misfits_in_every_window(stage, text_size) == []


@pytest.mark.parametrize("text_size", [100, 200])
@pytest.mark.parametrize("state", REMINDER_STATES)
def test_the_focus_is_in_sight_when_a_page_opens(stage: Stage, state: str, text_size: int) -> None:
    stage.settings.change(text_size=text_size)
    stage.size = WINDOWS[text_size][0]
    REMINDER_STATES[state](stage)
    stage.settle()

    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.visibleRegion().boundingRect().size() == focus.size(), focus.accessibleName()


def test_a_word_that_does_not_fit_is_noticed(stage: Stage) -> None:
    stage.open()
    label = text_label("Unfortunately")
    label.resize(60, 100)

    assert list(too_small(label)) != []
