"""The ring: what it fills, what it says, and that it repaints only what changes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QImage, QRegion

from stretchapp.ui.session.player_words import PRESS_SPACE
from stretchapp.ui.theme.colours import THEMES
from stretchapp.ui.widgets.countdown_ring import TIME_LEFT, CountdownRing, on_two_lines
from tests.ui.pixels import difference, extent, is_near

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from stretchapp.ui.theme.appearance import Appearance

THEME = THEMES["evening"]
SIZES = (QSize(220, 200), QSize(420, 420), QSize(640, 300), QSize(300, 640), QSize(900, 880))
SMOOTHING = 80

CAP_DEGREES = 8
"""How far the round ends of the arc reach beyond its angle."""


class WatchedRing(CountdownRing):
    """A ring that records the parts that it asks Qt to repaint."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance)
        self.repaints: list[QRect] = []

    def update(self, *part: QRect) -> None:  # pyright: ignore[reportIncompatibleMethodOverride] -- one of its forms is enough here
        self.repaints.append(part[0] if part else self.rect())
        super().update(*part)


@pytest.fixture
def ring(qtbot: QtBot, appearance: Appearance) -> WatchedRing:
    ring = WatchedRing(appearance)
    qtbot.addWidget(ring)
    appearance.apply(ring, "evening", 100)
    return ring


def picture(ring: CountdownRing) -> QImage:
    """Return the whole ring as an image."""
    image = QImage(ring.size(), QImage.Format.Format_RGB32)
    ring.render(image, QPoint(), QRegion(ring.rect()))
    return image


def on_ring(image: QImage, degrees: float) -> tuple[float, float]:
    """Return the place in the middle of the line, ``degrees`` anticlockwise from the top."""
    smaller = min(image.width(), image.height())
    thickness = max(8.0, smaller / 22)
    radius = (smaller - thickness - 2) / 2
    turn = math.radians(90 + degrees)
    x = image.width() / 2 + radius * math.cos(turn)
    return x, image.height() / 2 - radius * math.sin(turn)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("share", [0.0, 0.1, 0.25, 0.5, 0.9, 1.0])
def test_the_share_is_filled_from_the_top(ring: CountdownRing, size: QSize, share: float) -> None:
    ring.resize(size)
    ring.show_count("15", "Hold", share)
    image = picture(ring)

    for degrees in range(5, 360, 10):
        end = share * 360
        if 0 < share < 1 and (
            abs(degrees - end) < CAP_DEGREES or degrees < CAP_DEGREES or degrees > 360 - CAP_DEGREES
        ):
            continue
        colour = THEME.accent if degrees < end else THEME.raised
        assert is_near(image, *on_ring(image, degrees), colour), degrees


@pytest.mark.parametrize("share", [-0.5, 1.7])
def test_a_share_out_of_range_is_none_or_all(ring: CountdownRing, share: float) -> None:
    ring.resize(420, 420)
    ring.show_count("15", "Hold", share)
    image = picture(ring)

    colour = THEME.accent if share > 1 else THEME.raised
    assert all(is_near(image, *on_ring(image, degrees), colour) for degrees in range(10, 360, 10))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (1.0, 0.998),
        (0.998, 0.99),
        (0.27, 0.23),
        (0.3, 0.2),
        (0.3, 0.19),
        (0.31, 0.184),
        (0.56, 0.44),
        (0.05, 0.0),
        (0.02, 1.0),
        (0.9, 0.2),
    ],
)
def test_repainting_what_has_changed_gives_the_same_picture(
    ring: WatchedRing, size: QSize, before: float, after: float
) -> None:
    ring.resize(size)
    ring.show_count("15", "Hold", before)
    image = picture(ring)
    ring.repaints.clear()

    ring.show_count("15", "Hold", after)

    for part in ring.repaints:
        inside = part.intersected(ring.rect())
        ring.render(image, inside.topLeft(), QRegion(inside))
    # The soft edges of arcs of different lengths differ a little, which nobody sees.
    assert difference(image, picture(ring)) < SMOOTHING


def test_a_small_step_repaints_little(ring: WatchedRing) -> None:
    ring.resize(900, 880)
    ring.show_count("15", "Hold", 0.5)
    ring.repaints.clear()

    ring.show_count("15", "Hold", 0.4975)

    (part,) = ring.repaints
    assert part.width() * part.height() < 900 * 880 / 50


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("filled", [0.0, 0.02, 0.5, 0.98, 1.0])
def test_every_part_is_painted_as_in_the_whole(
    ring: CountdownRing, size: QSize, filled: float
) -> None:
    ring.resize(size)
    ring.show_count("15", "Hold", filled)
    whole = picture(ring)
    parts = QImage(ring.size(), QImage.Format.Format_RGB32)

    width, height = -(-size.width() // 5), -(-size.height() // 5)
    for number in range(25):
        row, column = divmod(number, 5)
        part = QRect(column * width, row * height, width, height) & ring.rect()
        ring.render(parts, part.topLeft(), QRegion(part))

    assert difference(whole, parts) < SMOOTHING


def test_nothing_new_repaints_nothing(ring: WatchedRing) -> None:
    ring.resize(420, 420)
    ring.show_count("15", "Hold", 0.5)
    ring.repaints.clear()

    ring.show_count("15", "Hold", 0.5)
    ring.show_count("15", "Hold", 0.50001)

    assert ring.repaints == []


def test_a_new_second_repaints_the_count(ring: WatchedRing) -> None:
    ring.resize(420, 420)
    ring.show_count("15", "Hold", 0.5)
    ring.repaints.clear()

    ring.show_count("14", "Hold", 0.5)

    assert ring.repaints == [ring.rect()]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", ["7", "26", "1:30", "59:59", "1:00:00", "…"])
def test_the_count_is_in_the_middle_and_inside(
    ring: CountdownRing, size: QSize, count: str
) -> None:
    ring.resize(size)
    ring.show_count(count, "", 0.0)

    digits = extent(picture(ring), THEME.text)

    smaller = min(size.width(), size.height())
    inner = QRect(0, 0, round(smaller * 0.84), round(smaller * 0.84))
    inner.moveCenter(ring.rect().center())
    assert inner.contains(digits)
    assert abs(digits.center().x() - ring.rect().center().x()) <= smaller * 0.04


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("caption", ["Hold", "10 of 10", PRESS_SPACE, "Hold 12 of 20"])
def test_the_caption_is_below_the_count_and_inside(
    ring: CountdownRing, size: QSize, caption: str
) -> None:
    ring.resize(size)
    ring.show_count("26", caption, 0.0)
    image = picture(ring)

    digits, words = extent(image, THEME.text), extent(image, THEME.quiet)

    smaller = min(size.width(), size.height())
    inner = QRect(0, 0, round(smaller * 0.84), round(smaller * 0.84))
    inner.moveCenter(ring.rect().center())
    assert words.top() > digits.bottom()
    assert inner.contains(words)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Press Space to continue", ["Press Space", "to continue"]),
        ("Weiter mit der Leertaste", ["Weiter mit", "der Leertaste"]),
        ("Leertaste", ["Leertaste"]),
        ("", [""]),
    ],
)
def test_a_long_caption_is_split_near_its_middle(text: str, lines: list[str]) -> None:
    assert on_two_lines(text) == lines


def test_the_ring_says_what_it_shows(ring: CountdownRing) -> None:
    ring.show_count("15", "Hold", 0.5)

    assert ring.accessibleName() == TIME_LEFT
    assert ring.accessibleDescription() == "15 Hold"

    ring.show_count("14", "", 0.5)

    assert ring.accessibleDescription() == "14"


def test_the_ring_is_at_least_as_large_as_its_minimum(ring: CountdownRing) -> None:
    assert ring.sizeHint().width() >= ring.minimumSizeHint().width()
    assert ring.sizeHint().height() >= ring.minimumSizeHint().height()
