"""Paints shapes with Qt: the only module of the package that needs it.

Capsules and ellipses are painted as polygons, so fine that they look round. A limb keeps its length
and its thickness while it moves, so its outline is computed once, and each frame only moves it into
place.
"""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF, QTransform

from stretchapp.figure.shapes import Bounds, Capsule, Ellipse, RoundedBox

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QColor

    from stretchapp.figure.shapes import Shape, Tone

MAX_ERROR_PX = 0.1
"""The largest distance between a curve and the polygon that is painted for it, in pixels."""

MIN_SIDES = 16
"""The number of sides of the smallest circle."""

MAX_SIDE_PX = 40.0
"""The length of the longest side of a polygon, in pixels.

Qt fills a polygon in bands of about 40 rows. A side that spans many bands is computed again for
each of them: a tall limb takes three times as long with two long sides as with many short ones.
"""

EDGE_ON = 0.01
"""The width of a picture that is seen from its edge, as a share of its full width."""

LENGTH_DIGITS = 2
"""Limbs share an outline if their lengths are the same after rounding to this many decimals."""

CACHED_OUTLINES = 128
"""Upper limit of outlines in the cache. A figure has about 30 limbs."""

_WHOLE_TURN = 2 * math.pi


class Fit(NamedTuple):
    """The transformation from the plane to the rectangle that it is painted in.

    Attributes:
        scale: The number of pixels for a length of 1.
        left: The pixel at which x is 0.
        ground: The pixel at which y is 0.
    """

    scale: float
    left: float
    ground: float

    def rect(self, bounds: Bounds) -> QRectF:
        """Return where a part of the plane is painted."""
        left, bottom, right, top = bounds
        return QRectF(
            self.left + left * self.scale,
            self.ground - top * self.scale,
            (right - left) * self.scale,
            (top - bottom) * self.scale,
        )


def fit(area: QRectF, bounds: Bounds) -> Fit:
    """Return how ``bounds`` fill ``area`` as far as their proportions allow, in its middle."""
    left, bottom, right, top = bounds
    scale = min(area.width() / (right - left), area.height() / (top - bottom))
    centre = area.center()
    return Fit(
        scale,
        centre.x() - (left + right) / 2 * scale,
        centre.y() + (bottom + top) / 2 * scale,
    )


def paint_shapes(
    painter: QPainter,
    area: QRectF,
    bounds: Bounds,
    shapes: Sequence[Shape],
    colours: Mapping[Tone, QColor],
    *,
    width: float = 1.0,
) -> None:
    """Paint ``shapes`` so that ``bounds`` fill ``area`` as far as their proportions allow.

    Args:
        painter: What to paint with; its state is restored afterwards.
        area: The rectangle of the picture, in the painter's coordinates.
        bounds: The part of the plane to show; shapes outside of it are cut off.
        shapes: From back to front.
        colours: The colour of each tone.
        width: The width of the picture, from 1 over 0 (seen from its edge) to -1 (its mirror
            image).
    """
    scale, left, ground = fit(area, bounds)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    middle = area.center().x()
    painter.translate(middle, ground)
    painter.scale(math.copysign(max(EDGE_ON, abs(width)), width) * scale, -scale)
    painter.translate((left - middle) / scale, 0.0)
    painter.setClipRect(_rect(*bounds), Qt.ClipOperation.IntersectClip)
    plane = painter.transform()
    scale_px = abs(painter.deviceTransform().m22())
    for shape in shapes:
        painter.setBrush(colours[shape.tone])
        match shape:
            case Capsule((x, y), (end_x, end_y), radius, end_radius):
                length = math.hypot(end_x - x, end_y - y)
                cos, sin = ((end_x - x) / length, (end_y - y) / length) if length else (1.0, 0.0)
                painter.setTransform(QTransform(cos, sin, -sin, cos, x, y) * plane)
                length = round(length, LENGTH_DIGITS)
                painter.drawPolygon(_capsule_outline(length, radius, end_radius, scale_px))
            case Ellipse((x, y), long, short, angle):
                cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
                ellipse = QTransform(long * cos, long * sin, -short * sin, short * cos, x, y)
                painter.setTransform(ellipse * plane)
                painter.drawPolygon(_unit_circle(_sides(long * scale_px)))
            case RoundedBox(rounding=rounding):  # pragma: no branch -- there is no other shape
                painter.setTransform(plane)
                painter.drawRoundedRect(_rect(*shape[:4]), rounding, rounding)
    painter.restore()


def _rect(left: float, bottom: float, right: float, top: float) -> QRectF:
    return QRectF(left, bottom, right - left, top - bottom)


@functools.lru_cache(maxsize=CACHED_OUTLINES)
def _capsule_outline(length: float, radius: float, end_radius: float, scale_px: float) -> QPolygonF:
    """Return the outline of a capsule that begins at the origin and points to the right.

    Args:
        length: The distance between the middles of its discs.
        radius: The radius of the first disc.
        end_radius: The radius of the second disc.
        scale_px: The number of pixels for a length of 1.
    """
    if length <= abs(radius - end_radius):
        # One disc lies within the other.
        centre, larger = (0.0, radius) if radius > end_radius else (length, end_radius)
        return QPolygonF(_arc(centre, larger, 0.0, _WHOLE_TURN, scale_px))
    # The straight edges touch both discs: they lean towards the smaller one.
    lean = math.acos((radius - end_radius) / length)
    first = _arc(0.0, radius, lean, _WHOLE_TURN - lean, scale_px)
    second = _arc(length, end_radius, -lean, lean, scale_px)
    edge = _points_between(first[-1], second[0], scale_px)
    other_edge = _points_between(second[-1], first[0], scale_px)
    return QPolygonF([*first, *edge, *second, *other_edge])


def _arc(x: float, radius: float, begin: float, end: float, scale_px: float) -> list[QPointF]:
    """Return the points of an arc around (``x``, 0) from one direction to another, in radians."""
    sides = math.ceil(_sides(radius * scale_px) * (end - begin) / _WHOLE_TURN)
    directions = (begin + (end - begin) * number / sides for number in range(sides + 1))
    return [QPointF(x + radius * math.cos(turn), radius * math.sin(turn)) for turn in directions]


def _points_between(begin: QPointF, end: QPointF, scale_px: float) -> list[QPointF]:
    """Return the points that divide a straight edge into sides that are short enough."""
    edge = QLineF(begin, end)
    sides = math.ceil(edge.length() * scale_px / MAX_SIDE_PX)
    return [edge.pointAt(number / sides) for number in range(1, sides)]


@functools.lru_cache(maxsize=CACHED_OUTLINES)
def _unit_circle(sides: int) -> QPolygonF:
    turns = (_WHOLE_TURN * number / sides for number in range(sides))
    return QPolygonF([QPointF(math.cos(turn), math.sin(turn)) for turn in turns])


def _sides(radius_px: float) -> int:
    """Return the number of sides that a polygon needs to look like a circle."""
    # The middle of a side lies r (1 - cos (a / 2)), about r a² / 8, from its arc of the angle a.
    angle = math.sqrt(8 * MAX_ERROR_PX / max(radius_px, MAX_ERROR_PX))
    # A multiple of four, so that a circle is its own mirror image.
    return max(MIN_SIDES, 4 * math.ceil(_WHOLE_TURN / angle / 4))
