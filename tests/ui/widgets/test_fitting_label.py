"""Text in the largest size that fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics

from stretchapp.ui.theme.colours import THEMES
from stretchapp.ui.widgets.fitting_label import FittingLabel
from tests.ui.pixels import extent

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from stretchapp.ui.theme.appearance import Appearance

    Make = Callable[..., FittingLabel]

TEXT_COLOUR = THEMES["evening"].text
LONG = "Hold where the back of the thigh stretches, and breathe slowly."


@pytest.fixture
def make(qtbot: QtBot, appearance: Appearance) -> Make:
    def make(
        text: str,
        size: QSize,
        alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> FittingLabel:
        label = FittingLabel(appearance, smallest=1.0, largest=3.0, alignment=alignment)
        qtbot.addWidget(label)
        appearance.apply(label, "evening", 100)
        label.show_text(text)
        label.resize(size)
        return label

    return make


def test_a_short_text_is_as_large_as_it_may_be(make: Make, appearance: Appearance) -> None:
    label = make("H", QSize(600, 300))

    height = extent(label.grab().toImage(), TEXT_COLOUR).height()

    largest = QFontMetrics(appearance.font(3.0)).tightBoundingRect("H").height()
    assert height == pytest.approx(largest, abs=2)


def test_a_long_text_is_larger_where_there_is_more_room(make: Make) -> None:
    heights = [
        extent(make(LONG, size).grab().toImage(), TEXT_COLOUR).height()
        for size in (QSize(400, 120), QSize(400, 240), QSize(400, 400))
    ]

    assert heights == sorted(heights)
    assert heights[0] < heights[2]


@pytest.mark.parametrize("size", [QSize(300, 200), QSize(400, 300), QSize(800, 90)])
def test_the_text_stays_inside(make: Make, size: QSize) -> None:
    label = make(LONG, size)

    seen = extent(label.grab().toImage(), TEXT_COLOUR)

    # One pixel free on each side: nothing is cut off.
    assert label.rect().adjusted(0, 1, -1, -1).contains(seen)


def test_a_word_that_does_not_fit_makes_the_text_smaller(make: Make) -> None:
    label = make("Unglaublichkeiten", QSize(260, 300))

    seen = extent(label.grab().toImage(), TEXT_COLOUR)

    assert seen.right() < label.width() - 1


@pytest.mark.parametrize(
    ("alignment", "side"),
    [
        (Qt.AlignmentFlag.AlignLeft, "left"),
        (Qt.AlignmentFlag.AlignRight, "right"),
        (Qt.AlignmentFlag.AlignHCenter, "middle"),
    ],
)
def test_the_text_stands_where_it_is_told(
    make: Make, alignment: Qt.AlignmentFlag, side: str
) -> None:
    label = make("Hold", QSize(600, 100), alignment)

    seen = extent(label.grab().toImage(), TEXT_COLOUR)

    free_left, free_right = seen.left(), 600 - seen.right()
    found = "middle" if abs(free_left - free_right) < 30 else "left"
    assert (found if found == "middle" or free_left < free_right else "right") == side
    assert abs(seen.center().y() - 50) < 12


def test_the_height_follows_from_the_width(make: Make, appearance: Appearance) -> None:
    label = make(LONG, QSize(400, 300))

    assert label.hasHeightForWidth()
    assert label.heightForWidth(200) > label.heightForWidth(600)
    assert label.heightForWidth(5000) == QFontMetrics(appearance.font(3.0)).height()


def test_the_largest_size_can_be_changed_but_not_below_the_smallest(
    make: Make, appearance: Appearance
) -> None:
    label = make("H", QSize(600, 300))

    label.set_largest(2.0)
    assert label.heightForWidth(5000) == QFontMetrics(appearance.font(2.0)).height()

    label.set_largest(0.2)
    assert label.heightForWidth(5000) == QFontMetrics(appearance.font(1.0)).height()


def test_an_empty_label_takes_no_room_sideways(make: Make) -> None:
    label = make("", QSize(100, 100))

    assert label.text() == ""
    assert label.sizeHint().width() == 0
    assert label.minimumSizeHint().height() > 0


def test_markup_is_shown_as_it_is(make: Make) -> None:
    plain = make("b", QSize(600, 100)).grab().toImage()
    written = make("<b>b</b>", QSize(600, 100)).grab().toImage()

    wide, narrow = extent(written, TEXT_COLOUR).width(), extent(plain, TEXT_COLOUR).width()
    assert wide > 4 * narrow
