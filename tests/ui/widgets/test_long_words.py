"""Words that are wider than their place break; nothing else is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFontMetrics

from stretchapp.ui.widgets.labels import text_label
from stretchapp.ui.widgets.long_words import with_breaks_for

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from stretchapp.ui.theme.appearance import Appearance

WIDE = "Wadenmuskulaturdehnung"


@pytest.fixture
def metrics(appearance: Appearance) -> QFontMetrics:
    return QFontMetrics(appearance.font())


def test_a_word_that_fits_stays_whole(metrics: QFontMetrics) -> None:
    assert with_breaks_for(f"Eine {WIDE}", metrics, metrics.horizontalAdvance(WIDE)) == (
        f"Eine {WIDE}"
    )


def test_a_wider_word_may_break_before_each_of_its_letters(metrics: QFontMetrics) -> None:
    text = with_breaks_for(f"Eine {WIDE}", metrics, metrics.horizontalAdvance(WIDE) - 1)

    assert text.split("\u200b")[0] == "Eine W"
    assert text.replace("\u200b", "") == f"Eine {WIDE}"
    assert text.count("\u200b") == len(WIDE) - 1


@pytest.mark.parametrize("one_letter", ["u\u0308", "👩\u200d⚕", "की"])
def test_a_letter_of_several_characters_stays_whole(metrics: QFontMetrics, one_letter: str) -> None:
    text = with_breaks_for(one_letter * 5, metrics, 10)

    assert text.split("\u200b") == [one_letter] * 5


def test_a_label_breaks_its_words_for_its_width_and_is_read_as_before(
    qtbot: QtBot, appearance: Appearance
) -> None:
    label = text_label(WIDE, font=appearance.font())
    qtbot.addWidget(label)
    label.show()

    label.resize(60, 400)
    assert "\u200b" in label.text()
    assert label.accessibleName() == WIDE

    label.resize(2000, 400)
    assert label.text() == WIDE
