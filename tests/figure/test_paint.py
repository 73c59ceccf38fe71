"""Painted figures, pixel by pixel."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from stretchapp.figure.body import pose_body
from stretchapp.figure.geometry import Point
from stretchapp.figure.motion import Figure, picture_bounds, scene
from stretchapp.figure.paint import fit, paint_shapes
from stretchapp.figure.shapes import Bounds, Capsule, Ellipse, RoundedBox, Shape, Tone
from tests.figure.figures import STAND, a_figure, a_foot, two_feet
from tests.ui.pixels import difference, is_near

PAPER = "#101010"
COLOURS: dict[Tone, QColor] = {
    "near": QColor("#e8d9c5"),
    "far": QColor("#8f7f6d"),
    "prop": QColor("#4a3d31"),
    "glow": QColor("#ff8a3d"),
}
WIDTH, HEIGHT = 600, 400
BOUNDS = Bounds(0, 0, 60, 40)

SOFT_EDGE = 60
"""Pixels on the edges of two pictures may differ by less than this."""


def painted(
    shapes: list[Shape],
    shown: Bounds = BOUNDS,
    *,
    width: float = 1.0,
    area: QRectF | None = None,
    ratio: float = 1.0,
) -> QImage:
    image = QImage(round(WIDTH * ratio), round(HEIGHT * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(PAPER))
    painter = QPainter(image)
    paint_shapes(painter, area or QRectF(0, 0, WIDTH, HEIGHT), shown, shapes, COLOURS, width=width)
    painter.end()
    return image


def picture(figure: Figure, pose: str, *, width: float = 1.0) -> QImage:
    return painted(scene(figure, figure.poses[pose]), picture_bounds(figure), width=width)


def tone_at(image: QImage, place: QPointF) -> str:
    """Return the name of the colour at a place."""
    tones = {name: colour.name() for name, colour in COLOURS.items()} | {"paper": PAPER}
    near = [name for name, code in tones.items() if is_near(image, place.x(), place.y(), code)]
    return near[0] if near else "between"


def test_a_body_is_where_its_bones_are() -> None:
    figure = a_figure()
    image = picture(figure, "stand")
    place = fit(QRectF(0, 0, WIDTH, HEIGHT), picture_bounds(figure))
    joints = pose_body(STAND).joints

    def tone(point: Point) -> str:
        return tone_at(image, place.rect(Bounds(*point, *point)).topLeft())

    assert tone(joints["near_hip"].between(joints["near_knee"], 0.5)) == "near"
    assert tone(joints["near_knee"].between(joints["near_ankle"], 0.4).moved(180, 1)) == "glow"
    assert tone(joints["head"]) == "near"
    assert tone(joints["far_ball"].between(joints["far_tips"], 0.6).moved(90, 2)) == "far"
    assert tone(Point(63, 100)) == "prop"
    assert tone(Point(20, -2)) == "prop"
    assert tone(Point(40, 60)) == "paper"


def test_later_shapes_are_in_front() -> None:
    behind = RoundedBox(0, 0, 60, 40, 0, "prop")
    limb = Capsule(Point(10, 20), Point(50, 20), 5, 5, "near")
    image = painted([behind, limb])

    assert tone_at(image, QPointF(300, 200)) == "near"
    assert tone_at(painted([limb, behind]), QPointF(300, 200)) == "prop"


def test_a_capsule_has_round_ends_and_straight_edges() -> None:
    image = painted([Capsule(Point(10, 20), Point(50, 20), 8, 4, "near")])

    # Ten pixels for each unit, and up is down.
    for x, y in ((10, 27.7), (10, 12.3), (2.3, 20), (50, 23.7), (53.7, 20), (30, 25.6)):
        assert tone_at(image, QPointF(x * 10, 400 - y * 10)) == "near", (x, y)
    for x, y in ((10, 28.4), (1.7, 20), (50, 24.6), (54.3, 20), (30, 26.6), (5, 27), (53.2, 23.2)):
        assert tone_at(image, QPointF(x * 10, 400 - y * 10)) == "paper", (x, y)


def test_a_disc_within_the_other_one_changes_nothing() -> None:
    ball = Capsule(Point(30, 20), Point(30, 20), 10, 0, "near")
    first = Capsule(Point(30, 20), Point(32, 20), 10, 4, "near")
    second = Capsule(Point(32, 20), Point(30, 20), 4, 10, "near")

    assert difference(painted([first]), painted([ball])) == 0
    assert difference(painted([second]), painted([ball])) == 0


@given(st.floats(0, 360), st.floats(0.5, 13), st.floats(0.5, 13), st.floats(0, 6))
def test_a_capsule_has_its_area(angle: float, first: float, second: float, length: float) -> None:
    limb = Capsule(Point(30, 20), Point(30, 20).moved(angle, length), first, second, "near")
    grey = painted([limb]).convertToFormat(QImage.Format.Format_Grayscale8)
    # A pixel that is covered in part counts in part.
    darkest, lightest = grey.pixelColor(0, 0).red(), grey.pixelColor(300, 200).red()
    covered = (sum(bytes(grey.constBits())) - darkest * WIDTH * HEIGHT) / (lightest - darkest)

    # An edge is at most a tenth of a pixel off its curve; there are ten pixels to a unit.
    off = 0.01 * (2 * math.pi * max(first, second) + 2 * length)
    assert covered / 100 == pytest.approx(_area(length, first, second), rel=0.005, abs=off)


def _area(length: float, first: float, second: float) -> float:
    """Return the area of two circles and what lies between them."""
    if length <= abs(first - second):
        return math.pi * max(first, second) ** 2
    lean = math.acos((first - second) / length)
    straight = (first + second) * length * math.sin(lean)
    return first**2 * (math.pi - lean) + second**2 * lean + straight


def test_an_oval_lies_in_its_direction() -> None:
    image = painted([Ellipse(Point(30, 20), 15, 5, 90, "near")])

    assert tone_at(image, QPointF(300, 60)) == "near"
    assert tone_at(image, QPointF(360, 200)) == "paper"
    slanted = painted([Ellipse(Point(30, 20), 15, 5, 45, "near")])
    assert tone_at(slanted, QPointF(390, 110)) == "near"
    assert tone_at(slanted, QPointF(210, 110)) == "paper"


@pytest.mark.parametrize("ratio", [0.2, 1, 4])
def test_curves_are_smooth_at_every_size(ratio: float) -> None:
    image = painted([Capsule(Point(30, 20), Point(30, 20), 18, 18, "near")], ratio=ratio)

    for degrees in range(360):
        turn = math.radians(degrees)
        for off_px, tone in ((-1.2, "near"), (1.2, "paper")):
            away_px = 180 * ratio + off_px
            x = WIDTH / 2 * ratio + away_px * math.cos(turn)
            y = HEIGHT / 2 * ratio + away_px * math.sin(turn)
            assert tone_at(image, QPointF(x - 0.5, y - 0.5)) == tone


@pytest.mark.parametrize("figure", [a_figure(), a_foot(), two_feet()])
def test_the_mirror_image_is_the_same_the_other_way_round(figure: Figure) -> None:
    usual, other = (picture(figure, figure.path[-1], width=width) for width in (1.0, -1.0))

    assert difference(usual, other) > SOFT_EDGE or figure.view == "feet-above"
    assert difference(usual.flipped(Qt.Orientation.Horizontal), other) < SOFT_EDGE


def test_a_narrow_picture_is_in_the_middle() -> None:
    box = RoundedBox(0, 0, 60, 40, 0, "near")
    half, edge = painted([box], width=0.5), painted([box], width=0.0)

    assert [tone_at(half, QPointF(x, 200)) for x in (140, 160, 440, 460)] == [
        "paper",
        "near",
        "near",
        "paper",
    ]
    assert [tone_at(edge, QPointF(x, 200)) for x in (290, 310)] == ["paper", "paper"]


def test_nothing_is_painted_outside_the_bounds() -> None:
    everywhere: list[Shape] = [
        RoundedBox(-500, -500, 500, 500, 0, "prop"),
        Capsule(Point(-500, 20), Point(500, 20), 5, 5, "near"),
    ]
    area = QRectF(100, 50, 400, 300)
    image = painted(everywhere, area=area)
    # The proportions leave some of the height free.
    filled = QRectF(100, 200 - 400 / 60 * 20, 400, 400 / 60 * 40)

    for x in range(0, WIDTH, 7):
        for y in range(0, HEIGHT, 7):
            place = QPointF(x, y)
            if not filled.adjusted(-1, -1, 1, 1).contains(place):
                assert tone_at(image, place) == "paper"
            elif filled.adjusted(1, 1, -1, -1).contains(place):
                assert tone_at(image, place) != "paper"


def test_a_part_is_painted_as_in_the_whole_picture() -> None:
    figure = a_figure()
    shapes, shown = scene(figure, STAND), picture_bounds(figure)
    part = QRect(200, 100, 90, 120)
    image = painted([])
    painter = QPainter(image)
    painter.setClipRect(part)
    paint_shapes(painter, QRectF(0, 0, WIDTH, HEIGHT), shown, shapes, COLOURS)
    painter.end()

    assert difference(image.copy(part), painted(shapes, shown).copy(part)) == 0
    assert difference(image.copy(0, 0, 200, HEIGHT), painted([]).copy(0, 0, 200, HEIGHT)) == 0


@given(st.floats(0, 360), st.floats(-0.004, 0.004))
def test_limbs_of_nearly_the_same_length_look_the_same(angle: float, longer: float) -> None:
    begin = Point(30, 20)
    limbs = [
        Capsule(begin, begin.moved(angle, length), 3, 2, "near") for length in (10, 10 + longer)
    ]

    assert difference(*(painted([limb]) for limb in limbs)) < SOFT_EDGE


def test_painting_leaves_the_painter_as_it_was() -> None:
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    before = painter.transform()
    paint_shapes(painter, QRectF(0, 0, 10, 10), BOUNDS, [], COLOURS)

    assert painter.transform() == before
    assert not painter.hasClipping()
    painter.end()


@given(
    st.builds(QRectF, st.floats(-50, 50), st.floats(-50, 50), st.floats(1, 900), st.floats(1, 900)),
    st.floats(1, 500),
    st.floats(1, 500),
)
def test_bounds_fit_into_their_area_and_are_in_its_middle(
    area: QRectF, width: float, height: float
) -> None:
    shown = Bounds(-3, 5, -3 + width, 5 + height)

    found = fit(area, shown).rect(shown)

    slack = 1e-6 * max(area.width(), area.height())
    assert area.adjusted(-slack, -slack, slack, slack).contains(found)
    assert found.center().x() == pytest.approx(area.center().x(), abs=1e-3)
    assert found.center().y() == pytest.approx(area.center().y(), abs=1e-3)
    assert math.isclose(found.width() / width, found.height() / height, rel_tol=1e-6)
    assert min(area.width() - found.width(), area.height() - found.height()) < slack + 1e-6
