"""The fold that says why something is as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from stretchapp.ui.widgets.why_fold import CLOSED, OPEN, WhyFold
from stretchapp.wording.why import WHY, Why
from tests.ui.fitting import WINDOWS

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from stretchapp.ui.theme.appearance import Appearance
    from tests.ui.stage import Stage

REASONS = Why(("The times are chosen.", "<b>A note</b>"), ("From a book",))


def shown(fold: WhyFold) -> list[str]:
    """Return the texts that can be read."""
    return [label.text() for label in fold.findChildren(QLabel) if label.isVisibleTo(fold)]


@pytest.fixture
def fold(appearance: Appearance, qtbot: QtBot) -> WhyFold:
    fold = WhyFold(appearance, REASONS, "Wall lean")
    qtbot.addWidget(fold)
    return fold


def test_it_is_closed_at_first_and_says_what_it_is_about(fold: WhyFold) -> None:
    assert shown(fold) == []
    assert fold.button.accessibleName() == CLOSED.format(why=WHY, about="Wall lean")


def test_it_opens_and_closes(fold: WhyFold) -> None:
    fold.button.click()
    assert shown(fold) == [*REASONS.lines, *REASONS.sources]
    assert fold.button.accessibleName() == OPEN.format(why=WHY, about="Wall lean")

    fold.button.click()
    assert shown(fold) == []
    assert fold.button.accessibleName() == CLOSED.format(why=WHY, about="Wall lean")


@pytest.mark.parametrize("text_size", WINDOWS)
def test_what_opens_at_the_foot_of_a_page_is_in_sight(stage: Stage, text_size: int) -> None:
    stage.settings.change(text_size=text_size)
    stage.size = WINDOWS[text_size][0]
    stage.window.show_preview(stage.routine("evening-stretch"))
    *_, last = stage.all_of(WhyFold)
    last.button.setFocus()

    last.button.click()
    stage.settle()

    assert QApplication.focusWidget() is last.button
    assert last.button.visibleRegion().boundingRect().size() == last.button.size()
    first = last.findChildren(QLabel)[0]
    assert not first.visibleRegion().isEmpty()
