"""No page is cut off, in any text size and any allowed window, and all controls can be clicked.

Themes differ in their colours only, so one theme is enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from stretchapp.base.paths import shipped_assets
from stretchapp.library.texts.articles import titles_of
from stretchapp.library.texts.load import load_articles
from stretchapp.ui.widgets.labels import text_label
from tests.translation.untranslated import untranslated
from tests.ui.fitting import WINDOWS, misfits_in_every_window, too_small
from tests.ui.page_states import (
    LONG_TEXTS,
    LONG_WORDS,
    LONGEST_WORDS,
    PAGE_STATES,
    PROBLEMS,
    REMINDER_STATES,
)

if TYPE_CHECKING:
    from stretchapp.library.models import Library
    from tests.ui.stage import Stage


TITLES = titles_of(load_articles(shipped_assets() / "texts")).values()
ZERO_WIDTH_SPACE = "\u200b"
WORDS_OF_TESTS = frozenset(
    untranslated(
        f"{LONG_TEXTS} {LONG_WORDS} {LONGEST_WORDS} {PROBLEMS} stretchapp Face the wall Lean in opt"
        " bin relief home somebody local share routines yaml files systemd dunst mako",
    )
)
"""Words of the users of the tests, of paths and of programs."""


# What fits in the longer words of the other language, at 100 and 200 %, fits in English.
@pytest.mark.parametrize("state", PAGE_STATES)
def test_everything_fits_and_can_be_clicked(stage: Stage, state: str) -> None:
    show(stage, state, 150)

    assert misfits_in_every_window(stage, 150) == []


@pytest.mark.parametrize("text_size", [100, 200])
@pytest.mark.parametrize("state", PAGE_STATES)
def test_everything_fits_and_is_translated_in_a_language_with_longer_words(
    stage: Stage, pseudo_library: Library, state: str, text_size: int
) -> None:
    stage.library = pseudo_library
    show(stage, state, text_size)

    assert misfits_in_every_window(stage, text_size) == []
    assert untranslated_texts(stage) == []


def show(stage: Stage, state: str, text_size: int) -> None:
    """Show a page in the smallest window for a text size."""
    stage.settings.change(text_size=text_size)
    stage.size = WINDOWS[text_size][0]
    PAGE_STATES[state](stage)


def untranslated_texts(stage: Stage) -> list[str]:
    """Return the texts on the page, and those for screen readers, with a word in English."""
    texts = set(stage.texts())
    for widget in stage.all_of(QWidget):
        texts |= {widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()}
    return sorted(text for text in texts if english_words(text))


def english_words(text: str) -> set[str]:
    text = text.replace(ZERO_WIDTH_SPACE, "")
    for title in TITLES:
        text = text.replace(title, "")
    return set(untranslated(text)) - WORDS_OF_TESTS


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
